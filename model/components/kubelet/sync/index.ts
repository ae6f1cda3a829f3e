/**
 * The kubelet up to steady running: admission, sync passes, status. Each file here stands for a part of pkg/kubelet of Kubernetes
 * 1.34.9, 1.35.6 and 1.36.2 and says which:
 *
 *     admission       a pod seen for the first time, or again after a restart: taken or refused
 *     pass            one sync pass of the pod worker: status, volumes, probe workers, stop, sandbox, start
 *     actions         computePodActions; init-actions for init containers, restart-policy for who may run again
 *     starting        one container after the other; back-off for those that must wait
 *     status          the status a pass computes (phase, conditions); status-manager writes it
 *     deadline        activeDeadlineSeconds
 *     hanging         which of its steps may last for ever
 *     restart         what a restarted kubelet has forgotten
 *
 * A pass is cut into one event per thing others can notice or interrupt. Its end is `step: 'idle'`; what ends a pod is in `../termination`.
 */
import { match } from 'ts-pattern';
import { type Actor, fairUnlessHanging } from '../../../actor.ts';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import type { Event, KubeletSyncEvent } from '../../../event.ts';
import { allContainers, containerOf } from '../../../kubernetes/spec.ts';
import { allows, containerKey, hangKinds, instanceOf, type Scenario, type Uid } from '../../../scenario.ts';
import { killsDone, startKills } from '../termination/kill.ts';
import { admission, admitted, rejected } from './admission.ts';
import { isTimerRunning, timerOut } from './back-off.ts';
import { deadlinePassed, deadlineRuns } from './deadline.ts';
import { mayHang } from './hanging.ts';
import { afterKills, beginPass, continuePass, passDue, stopsSandbox } from './pass.ts';
import { runningContainers, specOf, viewOf } from './pod.ts';
import { afterPull, lacksConfig, startNext } from './starting.ts';
import { duePatch } from './status-manager.ts';
import { canMount } from './volumes.ts';

const kubelet = (enabled: (cluster: Cluster) => readonly Event[]): Actor => ({ name: 'kubelet', fair: true, enabled });

const when = (uid: Uid, type: 'kubelet/syncStarted' | 'kubelet/deadlineExceeded', due: typeof passDue): Actor =>
  kubelet((cluster) => (due(cluster, uid) ? [{ type, uid }] : []));

/** Waiting for volumes: done, timed out (the pass fails and is tried again), or no longer of interest (D23, C85). */
const volumeWait = (cluster: Cluster, uid: Uid): readonly Event[] => {
  const seen = cell(cluster, 'kubeletPods', uid);
  if (seen.state !== 'seen' || seen.deletionGracePeriodSeconds !== null || seen.terminal) {
    return [{ type: 'kubelet/volumeWaitCancelled', uid }];
  }
  return canMount(cluster, uid)
    ? [
        { type: 'kubelet/volumesMounted', uid },
        { type: 'kubelet/volumesFailed', uid },
      ]
    : [];
};

/** What the pass under way may come to next, as far as the kubelet itself decides; the rest is the runtime's and CNI's. */
const passSteps = (cluster: Cluster, uid: Uid): readonly Event[] => {
  const { state, step, starting } = cell(cluster, 'workers', uid);
  if (state !== 'sync') return [];
  if (step === 'volumes') return volumeWait(cluster, uid);
  if (step === 'kill') {
    return killsDone(cluster, uid) && !stopsSandbox(cluster, uid) ? [{ type: 'kubelet/containersStopped', uid }] : [];
  }
  const [container] = starting;
  if (container === undefined) return [];
  if (step === 'pull') {
    return [
      { type: 'kubelet/imagePulled', uid, container },
      { type: 'kubelet/imagePullFailed', uid, container },
    ];
  }
  if (step === 'postStart') {
    return [
      { type: 'kubelet/postStartCompleted', uid, container },
      { type: 'kubelet/postStartFailed', uid, container },
    ];
  }
  const unbuildable = step === 'create' && lacksConfig(cluster.scenario, containerOf(specOf(cluster, uid), container));
  return unbuildable ? [{ type: 'kubelet/containerConfigFailed', uid, container }] : [];
};

/** One actor per concern of each pod, and one per container for its back-off. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.instances).flatMap(([uid, { spec }]) => [
    kubelet((cluster) => admission(cluster, uid)),
    when(uid, 'kubelet/syncStarted', passDue),
    ...fairUnlessHanging(
      'kubelet',
      hangKinds.some((kind) => allows(scenario, kind)),
      (cluster) => mayHang(cluster, uid),
      (cluster) => passSteps(cluster, uid),
    ),
    kubelet((cluster) => (duePatch(cluster, uid) === undefined ? [] : [{ type: 'kubelet/statusPatched', uid }])),
    ...(spec.activeDeadlineSeconds === undefined ? [] : [when(uid, 'kubelet/deadlineExceeded', deadlineRuns)]),
    ...allContainers(spec).map(({ name }) =>
      kubelet((cluster) =>
        isTimerRunning(cluster, uid, name) ? [{ type: 'kubelet/backOffExpired', uid, container: name }] : [],
      ),
    ),
  ]);

/** The pass waits no longer: it ends without having started anything. */
const giveUpVolumes = (cluster: Cluster, uid: Uid): Cluster => patch(cluster, 'workers', uid, { step: 'idle' });

/** A failed postStart hook: the container is killed, the pass goes on with the next; its restart is the next pass' business (C107). */
const postStartFailed = (cluster: Cluster, uid: Uid, container: string): Cluster => {
  if (!runningContainers(viewOf(cluster, uid)).includes(container)) return startNext(cluster, uid);
  const { starting } = cell(cluster, 'workers', uid);
  const waiting = patch(cluster, 'workers', uid, { step: 'kill', starting: starting.slice(1), afterKill: 'start' });
  return startKills(waiting, uid, [container], 'postStart');
};

const statusPatched = (cluster: Cluster, uid: Uid): Cluster => {
  const merged = duePatch(cluster, uid);
  return merged === undefined ? cluster : put(cluster, 'statuses', instanceOf(cluster.scenario, uid).name, merged);
};

/** Writes down what the kubelet did. */
export const reduce = (cluster: Cluster, event: KubeletSyncEvent): Cluster =>
  match(event)
    .with({ type: 'kubelet/podAdmitted' }, ({ uid, node }) => admitted(cluster, uid, node))
    .with({ type: 'kubelet/podRejected' }, ({ uid, node, reason }) => rejected(cluster, uid, node, reason))
    .with({ type: 'kubelet/syncStarted' }, ({ uid }) => beginPass(cluster, uid))
    .with({ type: 'kubelet/volumesMounted' }, ({ uid }) =>
      continuePass(patch(cluster, 'volumes', uid, { mounted: true }), uid),
    )
    .with({ type: 'kubelet/volumesFailed' }, ({ uid }) => giveUpVolumes(cluster, uid))
    .with({ type: 'kubelet/volumeWaitCancelled' }, ({ uid }) => giveUpVolumes(cluster, uid))
    .with({ type: 'kubelet/containersStopped' }, ({ uid }) => afterKills(cluster, uid))
    .with({ type: 'kubelet/imagePulled' }, ({ uid }) => afterPull(cluster, uid))
    .with({ type: 'kubelet/imagePullFailed' }, ({ uid, container }) =>
      startNext(patch(cluster, 'backOffs', containerKey(uid, container), { image: 'armed' }), uid),
    )
    .with({ type: 'kubelet/containerConfigFailed' }, ({ uid, container }) =>
      startNext(patch(cluster, 'backOffs', containerKey(uid, container), { config: 'missing' }), uid),
    )
    .with({ type: 'kubelet/postStartCompleted' }, ({ uid }) => startNext(cluster, uid))
    .with({ type: 'kubelet/postStartFailed' }, ({ uid, container }) => postStartFailed(cluster, uid, container))
    .with({ type: 'kubelet/backOffExpired' }, ({ uid, container }) => timerOut(cluster, uid, container))
    .with({ type: 'kubelet/deadlineExceeded' }, ({ uid }) => deadlinePassed(cluster, uid))
    .with({ type: 'kubelet/statusPatched' }, ({ uid }) => statusPatched(cluster, uid))
    .exhaustive();
