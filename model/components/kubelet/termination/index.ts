/**
 * The kubelet from the first reason to terminate a pod to its final delete. `pkg/kubelet/pod_workers.go` (the worker's states),
 * `pkg/kubelet/kubelet.go` SyncTerminatingPod, SyncTerminatingRuntimePod, SyncTerminatedPod, `pkg/kubelet/kuberuntime` killContainer and
 * its ordering of sidecars, `pkg/kubelet/status/status_manager.go` canBeDeleted; Kubernetes 1.34–1.36.
 *
 *     sync → terminating: preStop → turn → stop signal → SIGKILL, per container; then StopPodSandbox, CNI DEL
 *          → terminated:  terminal status; unmount; cgroup
 *          → finished:    final DELETE with the UID as precondition
 *
 * Left out: static and mirror pods, node-pressure eviction, critical-pod preemption and node shutdown, dynamic resources, user
 * namespaces. How long it takes is said in `model/timing.ts`.
 */
import { match } from 'ts-pattern';
import { type Actor, fairUnlessHanging } from '../../../actor.ts';
import { type Cluster, cell, patch, type TerminationCause } from '../../../cluster.ts';
import type { Event, KubeletTerminationEvent } from '../../../event.ts';
import { allContainers } from '../../../kubernetes/spec.ts';
import { allows, containerKey, instanceOf, type Scenario, type Uid } from '../../../scenario.ts';
import { beginTermination, canRetry, retryTermination } from './begin.ts';
import { terminationCauses } from './cause.ts';
import { canBeDeleted, cgroupRemoved, cleanupStep, enterTerminated, finalDelete, volumesUnmounted } from './cleanup.ts';
import { isOver, killsDone, stageAfterPreStop, stageWhenStopped, turnHasCome } from './kill.ts';

const kubelet = (enabled: (cluster: Cluster) => readonly Event[]): Actor => ({ name: 'kubelet', fair: true, enabled });

/** One container's way to StopContainer: its hook, then its turn; the end of the grace period cuts both short (D32, D36, D54). */
const killContainer = (uid: Uid, container: string): Actor => {
  const key = containerKey(uid, container);
  return kubelet((cluster) => {
    const { stage, expired } = cell(cluster, 'kills', key);
    if (stage === 'preStop') {
      return [{ type: expired ? 'kubelet/stopRequested' : 'kubelet/preStopCompleted', uid, container }];
    }
    if (stage !== 'turn') return [];
    return expired || turnHasCome(cluster, uid, container) ? [{ type: 'kubelet/stopRequested', uid, container }] : [];
  });
};

/** The grace period of a kill that concerns one container only: failed probes, failed postStart, changes found by a sync. */
const containerGrace = (uid: Uid, container: string): Actor => {
  const key = containerKey(uid, container);
  return kubelet((cluster) => {
    const kill = cell(cluster, 'kills', key);
    if (isOver(kill) || kill.expired || kill.cause === 'pod') return [];
    return [{ type: 'kubelet/graceExpired', uid, container }];
  });
};

/** The grace period of killing the whole pod: one clock for all its containers, counted from the first kill call (D25, D34). */
const podGrace = (uid: Uid, names: readonly string[]): Actor =>
  kubelet((cluster) =>
    names.some((name) => {
      const kill = cell(cluster, 'kills', containerKey(uid, name));
      return kill.cause === 'pod' && !isOver(kill) && !kill.expired;
    })
      ? [{ type: 'kubelet/graceExpired', uid, container: null }]
      : [],
  );

const startTermination = (uid: Uid): Actor =>
  kubelet((cluster) =>
    terminationCauses(cluster, uid).map((cause) => ({ type: 'kubelet/terminationStarted', uid, cause })),
  );

/** A terminating step ends well, once the network is gone and the runtime shows nothing running, or starts over (D27, D60). */
const endTermination = (uid: Uid): Actor =>
  kubelet((cluster) => {
    if (cell(cluster, 'workers', uid).state !== 'terminating' || !killsDone(cluster, uid)) return [];
    if (canRetry(cluster, uid)) return [{ type: 'kubelet/terminationRetried', uid }];
    const { state } = cell(cluster, 'sandboxes', uid);
    return state === 'none' || state === 'stopped' ? [{ type: 'kubelet/terminationCompleted', uid }] : [];
  });

/** Unmounting may hang, as on a file server that is gone; SyncTerminatedPod waits for it (WaitForUnmount, pkg/kubelet/kubelet.go). */
const unmountHangs = (cluster: Cluster, uid: Uid): boolean => cleanupStep(cluster, uid) === 'unmount';

const cleanUp = (scenario: Scenario, uid: Uid): readonly Actor[] =>
  fairUnlessHanging(
    'kubelet',
    allows(scenario, 'volume-hang'),
    (cluster) => unmountHangs(cluster, uid),
    (cluster) => {
      const step = cleanupStep(cluster, uid);
      if (step === '') return [];
      return [{ type: step === 'unmount' ? 'kubelet/volumesUnmounted' : 'kubelet/cgroupRemoved', uid }];
    },
  );

const deletePod = (uid: Uid): Actor =>
  kubelet((cluster) => (canBeDeleted(cluster, uid) ? [{ type: 'kubelet/podFinallyDeleted', uid }] : []));

/** One actor per concern of each pod, and two per container. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.instances).flatMap(([uid, { spec }]) => {
    const names = allContainers(spec).map((container) => container.name);
    return [
      startTermination(uid),
      ...names.flatMap((name) => [killContainer(uid, name), containerGrace(uid, name)]),
      podGrace(uid, names),
      endTermination(uid),
      ...cleanUp(scenario, uid),
      deletePod(uid),
    ];
  });

const podGraceExpired = (cluster: Cluster, uid: Uid): Cluster =>
  allContainers(instanceOf(cluster.scenario, uid).spec).reduce((now, { name }) => {
    const key = containerKey(uid, name);
    const kill = cell(now, 'kills', key);
    return kill.cause === 'pod' && !isOver(kill) ? patch(now, 'kills', key, { expired: true }) : now;
  }, cluster);

const moveKill = (cluster: Cluster, key: string, stage: ReturnType<typeof stageWhenStopped>): Cluster =>
  patch(cluster, 'kills', key, stage === 'done' ? { stage, expired: false } : { stage });

/** Writes down what the kubelet did. */
export const reduce = (cluster: Cluster, event: KubeletTerminationEvent): Cluster =>
  match(event)
    .with({ type: 'kubelet/terminationStarted' }, ({ uid, cause }) =>
      beginTermination(cluster, uid, cause as TerminationCause),
    )
    .with({ type: 'kubelet/preStopCompleted' }, ({ uid, container }) =>
      moveKill(cluster, containerKey(uid, container), stageAfterPreStop(cluster, uid, container)),
    )
    .with({ type: 'kubelet/graceExpired' }, ({ uid, container }) =>
      container === null
        ? podGraceExpired(cluster, uid)
        : patch(cluster, 'kills', containerKey(uid, container), { expired: true }),
    )
    .with({ type: 'kubelet/stopRequested' }, ({ uid, container }) => {
      const key = containerKey(uid, container);
      return moveKill(cluster, key, stageWhenStopped(cluster, key));
    })
    .with({ type: 'kubelet/terminationRetried' }, ({ uid }) => retryTermination(cluster, uid))
    .with({ type: 'kubelet/terminationCompleted' }, ({ uid }) => enterTerminated(cluster, uid))
    .with({ type: 'kubelet/volumesUnmounted' }, ({ uid }) => volumesUnmounted(cluster, uid))
    .with({ type: 'kubelet/cgroupRemoved' }, ({ uid }) => cgroupRemoved(cluster, uid))
    .with({ type: 'kubelet/podFinallyDeleted' }, ({ uid }) => finalDelete(cluster, uid))
    .exhaustive();
