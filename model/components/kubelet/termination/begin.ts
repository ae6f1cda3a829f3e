import { type Cluster, cell, patch, put, type TerminationCause } from '../../../cluster.ts';
import { allContainers } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, probeKey, type Uid } from '../../../scenario.ts';
import { noProbe, probeKinds } from '../../prober/result.ts';
import { computeStatus } from '../sync/status.ts';
import { anyRunning, nodeOf } from './cause.ts';
import { enterTerminated } from './cleanup.ts';
import { effectiveGrace, orphanGrace } from './grace.ts';
import { startKills } from './kill.ts';

const namesOf = (cluster: Cluster, uid: Uid): readonly string[] =>
  allContainers(instanceOf(cluster.scenario, uid).spec).map((container) => container.name);

/** Only a deletion lets readiness be probed on; where the kubelet's own status is terminal every worker leaves (doProbe; D66). */
const readinessGoesOn = (cause: TerminationCause): boolean => cause === 'deleted' || cause === 'removed';

/**
 * What Terminating does to one probe. Liveness and startup stop (StopLivenessAndStartup takes the main containers'; a sidecar's go on
 * without any effect, so they are not shown; D64). A readiness worker that waited for a status of a new instance has it now; there is
 * none if no pass has run since the kubelet started (D70c).
 */
const stopProbe = (cluster: Cluster, key: string, goesOn: boolean, hadPass: boolean): Cluster => {
  if (!goesOn) return put(cluster, 'probes', key, noProbe);
  return hadPass ? patch(cluster, 'probes', key, { worker: true }) : cluster;
};

const stopProbes = (cluster: Cluster, uid: Uid, cause: TerminationCause): Cluster => {
  // A pod that was turned away has a status, too, and no pass.
  const hadPass = cell(cluster, 'cachedStatuses', uid).known && cell(cluster, 'workers', uid).state === 'sync';
  return allContainers(instanceOf(cluster.scenario, uid).spec).reduce(
    (now, container) =>
      probeKinds
        .filter((kind) => container[`${kind}Probe`] !== undefined)
        .reduce((inner, kind) => {
          const goesOn = kind === 'readiness' && readinessGoesOn(cause);
          return stopProbe(inner, probeKey(uid, container.name, kind), goesOn, hadPass);
        }, now),
    cluster,
  );
};

/** True if the runtime has nothing of the pod that is up: a terminal pod then needs no Terminating step (isPodStatusCacheTerminal; D70e). */
const nothingUp = (cluster: Cluster, uid: Uid): boolean => {
  const { state } = cell(cluster, 'sandboxes', uid);
  return (state === 'none' || state === 'stopped') && !anyRunning(cluster, uid);
};

/** A pod that ends by itself, or at its deadline: nobody asked the worker to terminate it (completeSync, pod_workers.go). */
const endsByItself = (cause: TerminationCause | ''): boolean => cause === 'completed' || cause === 'deadline';

/**
 * The grace period this worker settles on when it is asked to terminate, or tries again (D24): what the API asks for bounds it from
 * above, orphans get one second. A kill nobody asked for leaves nothing to count from.
 */
const graceNow = (cluster: Cluster, uid: Uid, cause: TerminationCause | ''): number => {
  if (cause === 'orphan') return orphanGrace;
  const { spec } = instanceOf(cluster.scenario, uid);
  const earlier = endsByItself(cause) ? null : cell(cluster, 'workers', uid).grace;
  return effectiveGrace(spec, earlier, cell(cluster, 'kubeletPods', uid).deletionGracePeriodSeconds);
};

/**
 * The first grace period: of a pod that ends by itself the spec's own, 0 included, for completeSync passes none down (D24, D39). An
 * update that reaches the worker in the moment between completeSync and the kill would make it 1; that moment is left out.
 */
const firstGrace = (cluster: Cluster, uid: Uid, cause: TerminationCause): number =>
  endsByItself(cause)
    ? instanceOf(cluster.scenario, uid).spec.terminationGracePeriodSeconds
    : graceNow(cluster, uid, cause);

/**
 * The worker leaves Sync for Terminating (SyncTerminatingPod): the status is computed once more before the kills and not again until all
 * containers are dead (D65), probes stop as far as they do, all containers' kills begin at the same moment (D33).
 */
export const beginTermination = (cluster: Cluster, uid: Uid, cause: TerminationCause): Cluster => {
  const node = nodeOf(cluster, uid);
  const firstSight = cell(cluster, 'workers', uid).state === 'none';
  const worker = {
    state: 'terminating',
    node,
    cause,
    grace: firstGrace(cluster, uid, cause),
    step: 'kill',
    starting: [],
    afterKill: 'none',
  } as const;
  const moved = put(cluster, 'workers', uid, worker);
  if (firstSight && cell(cluster, 'kubeletPods', uid).terminal && nothingUp(cluster, uid))
    return enterTerminated(moved, uid);
  const reported = cause === 'orphan' ? moved : put(moved, 'cachedStatuses', uid, computeStatus(moved, uid));
  // Which workers there are is asked of the memory before; the status just computed is their doing no more.
  const quiet = { ...reported, probes: stopProbes(cluster, uid, cause).probes };
  return startKills(quiet, uid, namesOf(cluster, uid), 'pod');
};

/** The terminating step starts over: the same grace period unless less was asked for meanwhile, preStop once more (D26, D27, D41). */
export const retryTermination = (cluster: Cluster, uid: Uid): Cluster => {
  const { cause } = cell(cluster, 'workers', uid);
  const shortened = patch(cluster, 'workers', uid, { grace: graceNow(cluster, uid, cause) });
  return startKills(shortened, uid, namesOf(cluster, uid), 'pod');
};

/** True if the step can fail: a kill failed, its container still runs, and StopPodSandbox cannot end it either (D48, D49). */
export const canRetry = (cluster: Cluster, uid: Uid): boolean =>
  namesOf(cluster, uid).some((name) => {
    const key = containerKey(uid, name);
    return cell(cluster, 'kills', key).stage === 'failed' && cell(cluster, 'containers', key).state === 'running';
  });
