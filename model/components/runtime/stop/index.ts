/**
 * The container runtime takes things down: StopContainer and StopPodSandbox of the CRI, as containerd does them
 * (`internal/cri/server/container_stop.go`, `sandbox_stop.go`). A stop signal first, SIGKILL once the timeout is over; a sandbox takes
 * down by force what still runs in it. Left out: removal of stopped containers and sandboxes (garbage collection), images' STOPSIGNAL,
 * and, without time, in which of its two seconds at least between both signals a process ends.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../../actor.ts';
import { type Cluster, cell, patch } from '../../../cluster.ts';
import type { RuntimeStopEvent } from '../../../event.ts';
import { allContainers, type Container } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type Scenario, type Uid } from '../../../scenario.ts';
import { stopsSandbox } from '../../kubelet/sync/pass.ts';
import { killsDone } from '../../kubelet/termination/kill.ts';
import { allKilled } from './exit.ts';

/** True if the container's stop signal is itself SIGKILL (D44: ContainerStopSignals, alpha and off by default through 1.36). */
export const stopsWithSigkill = (scenario: Scenario, container: Container): boolean =>
  scenario.featureGates.ContainerStopSignals === true && container.stopSignal === 'SIGKILL';

const stopContainer = (scenario: Scenario, uid: Uid, container: Container): Actor => {
  const key = containerKey(uid, container.name);
  const direct = stopsWithSigkill(scenario, container);
  return {
    name: 'container runtime',
    fair: true,
    enabled: (cluster) => {
      const { stage, expired, minimum } = cell(cluster, 'kills', key);
      if (stage === 'stop') {
        return [{ type: direct ? 'runtime/sigkillSent' : 'runtime/sigtermSent', uid, container: container.name }];
      }
      // The timeout is 2 s at least, so the two signals never come in one step (D43).
      if (scenario.assumptions !== undefined && minimum === undefined) return [];
      if (stage !== 'stopping' || !expired || cell(cluster, 'processes', key).signal !== 'SIGTERM') return [];
      return [{ type: 'runtime/sigkillSent', uid, container: container.name }];
    },
  };
};

/** The runtime's own clock: it begins with the stop signal. */
const minimumPasses = (uid: Uid, name: string): Actor => {
  const key = containerKey(uid, name);
  return {
    name: 'container runtime',
    fair: true,
    enabled: (cluster) => {
      const { stage, minimum } = cell(cluster, 'kills', key);
      if (stage !== 'stopping' || minimum !== undefined) return [];
      return cell(cluster, 'processes', key).signal === 'SIGTERM'
        ? [{ type: 'runtime/minimumPassed', uid, container: name }]
        : [];
    },
  };
};

/**
 * StopContainer returns an error: before any signal (the call itself fails), or after SIGKILL did not help within two minutes more (D48).
 * Told apart only while the pod terminates; inside a sync pass a failed kill would repeat the pass, which is one longer kill.
 */
const stopFails = (uid: Uid, name: string): Actor => {
  const key = containerKey(uid, name);
  return {
    name: 'container runtime',
    fair: false,
    enabled: (cluster) => {
      const { stage } = cell(cluster, 'kills', key);
      if (stage !== 'stop' && stage !== 'stopping') return [];
      if (cell(cluster, 'workers', uid).state !== 'terminating') return [];
      if (stage === 'stopping' && cell(cluster, 'processes', key).signal !== 'SIGKILL') return [];
      return [{ type: 'runtime/stopFailed', uid, container: name }];
    },
  };
};

/** StopPodSandbox comes only after every kill call has returned, well or not, in SyncTerminatingPod as in a pass (killPodWithSyncResult; D50). */
const stopSandbox = (uid: Uid): Actor => ({
  name: 'container runtime',
  fair: true,
  enabled: (cluster) => {
    if (cell(cluster, 'workers', uid).state !== 'terminating' && !stopsSandbox(cluster, uid)) return [];
    const { state } = cell(cluster, 'sandboxes', uid);
    if (state !== 'network' && state !== 'ready' && state !== 'notReady') return [];
    return killsDone(cluster, uid) ? [{ type: 'runtime/sandboxStopped', uid }] : [];
  },
});

/** One actor per container for its signals, one for its failures, one per pod for its sandbox. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.instances).flatMap(([uid, { spec }]) => [
    ...allContainers(spec).flatMap((container) => [
      stopContainer(scenario, uid, container),
      stopFails(uid, container.name),
      ...(scenario.assumptions === undefined ? [] : [minimumPasses(uid, container.name)]),
    ]),
    stopSandbox(uid),
  ]);

const signalled = (cluster: Cluster, uid: Uid, container: string, signal: 'SIGTERM' | 'SIGKILL'): Cluster => {
  const key = containerKey(uid, container);
  return patch(patch(cluster, 'kills', key, { stage: 'stopping' }), 'processes', key, { signal });
};

const minimumPassed = (cluster: Cluster, key: string): Cluster =>
  patch(cluster, 'kills', key, { minimum: cell(cluster, 'kills', key).expired ? 'late' : 'early' });

const sandboxStopped = (cluster: Cluster, uid: Uid): Cluster => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const names = allContainers(spec).map((container) => container.name);
  const dead = allKilled(cluster, uid, names);
  const settled = names.reduce((now, name) => {
    const key = containerKey(uid, name);
    if (cell(now, 'kills', key).stage !== 'failed') return now;
    return patch(now, 'kills', key, { stage: 'done', expired: false });
  }, dead);
  // With hostNetwork there is no network namespace of its own and no CNI DEL.
  return patch(settled, 'sandboxes', uid, { state: spec.hostNetwork ? 'stopped' : 'stopping' });
};

/** Writes down what the runtime did. */
export const reduce = (cluster: Cluster, event: RuntimeStopEvent): Cluster =>
  match(event)
    .with({ type: 'runtime/sigtermSent' }, ({ uid, container }) => signalled(cluster, uid, container, 'SIGTERM'))
    .with({ type: 'runtime/minimumPassed' }, ({ uid, container }) =>
      minimumPassed(cluster, containerKey(uid, container)),
    )
    .with({ type: 'runtime/sigkillSent' }, ({ uid, container }) => signalled(cluster, uid, container, 'SIGKILL'))
    .with({ type: 'runtime/stopFailed' }, ({ uid, container }) =>
      patch(cluster, 'kills', containerKey(uid, container), { stage: 'failed', expired: false }),
    )
    .with({ type: 'runtime/sandboxStopped' }, ({ uid }) => sandboxStopped(cluster, uid))
    .exhaustive();
