/**
 * Killing containers: the kubelet's killContainer, one procedure per container, all of a pod's at the same time (D33).
 * `pkg/kubelet/kuberuntime/kuberuntime_container.go` killContainer and killContainersWithSyncResult, Kubernetes 1.34–1.36.
 */
import { type Cluster, cell, type KillProcedure, put } from '../../../cluster.ts';
import {
  allContainers,
  type Container,
  containerOf,
  isSidecar,
  type PodSpec,
  sidecars,
} from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../../../scenario.ts';
import { probeKillGrace } from './grace.ts';

/**
 * Why a container is killed. `pod` is killPod (termination, a pod whose main containers are all done, a sandbox that must be
 * replaced): only there do sidecars wait for their turn. The other causes kill one container each, without any order.
 */
export type KillCause = Exclude<KillProcedure['cause'], ''>;

/** True if the container's preStop hook would run: validation leaves none on plain init containers, orphans lost theirs (D29, D47). */
export const hasPreStop = (container: Container): boolean => container.preStop !== undefined;

/** Only killPod puts containers in order, and only sidecars have anything to wait for (newTerminationOrdering; D52, D56). */
const waitsForTurn = (spec: PodSpec, name: string, cause: KillProcedure['cause']): boolean =>
  cause === 'pod' && sidecars(spec).some((sidecar) => sidecar.name === name);

/**
 * The grace period killContainer goes by, in seconds: what the pod worker passes down while it terminates the pod; in a sync pass
 * nothing is passed down and setTerminationGracePeriod decides (D24, D51). Only a spec that says 0 makes it 0.
 */
const graceOf = (cluster: Cluster, uid: Uid, name: string, cause: KillCause): number => {
  const { state, grace } = cell(cluster, 'workers', uid);
  const { spec } = instanceOf(cluster.scenario, uid);
  if (state === 'terminating' && grace !== null) return grace;
  // A restart of all containers passes down 0 (SyncPod, 1.35.6, 1.36.2; C112b).
  if (cause === 'restartAll') return 0;
  return cause === 'liveness' || cause === 'startup'
    ? probeKillGrace(spec, containerOf(spec, name), cause, null)
    : spec.terminationGracePeriodSeconds;
};

/**
 * StopContainer is called. A runtime that has sent its stop signal to this instance before does not send it again; it waits again
 * (containerd `internal/cri/server/container_stop.go`; D42, D70b).
 */
const stopStage = (cluster: Cluster, key: string): KillProcedure['stage'] =>
  cell(cluster, 'processes', key).signal === 'none' ? 'stop' : 'stopping';

/** The stage after StopContainer was asked for, be it the container's turn or the end of its grace period (D36, D54). */
export const stageWhenStopped = (cluster: Cluster, key: string): KillProcedure['stage'] =>
  cell(cluster, 'containers', key).state === 'running' ? stopStage(cluster, key) : 'done';

/**
 * The procedure's next stage once its preStop hook is out of the way. killContainer does not look whether the process still lives: a
 * sidecar that is down waits for its turn all the same, and StopContainer then has nothing left to do (D40, D52).
 */
export const stageAfterPreStop = (cluster: Cluster, uid: Uid, name: string): KillProcedure['stage'] => {
  const key = containerKey(uid, name);
  const { spec } = instanceOf(cluster.scenario, uid);
  const kill = cell(cluster, 'kills', key);
  return !kill.expired && waitsForTurn(spec, name, kill.cause) ? 'turn' : stageWhenStopped(cluster, key);
};

const firstStage = (cluster: Cluster, uid: Uid, name: string, cause: KillCause): KillProcedure['stage'] => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const key = containerKey(uid, name);
  // The spec of an orphan is made up from what the runtime knows: no hooks, and no init containers to put in order (D29).
  if (cell(cluster, 'workers', uid).cause === 'orphan') return stopStage(cluster, key);
  // Without any grace there is neither a hook nor a turn (D39).
  if (graceOf(cluster, uid, name, cause) === 0) return stopStage(cluster, key);
  if (hasPreStop(containerOf(spec, name))) return 'preStop';
  return waitsForTurn(spec, name, cause) ? 'turn' : stopStage(cluster, key);
};

/** The cluster with kill procedures begun for those of the named containers that run; the others need none. */
export const startKills = (cluster: Cluster, uid: Uid, containers: readonly string[], cause: KillCause): Cluster =>
  containers.reduce((now, name) => {
    const key = containerKey(uid, name);
    if (cell(now, 'containers', key).state !== 'running') return now;
    return put(now, 'kills', key, { stage: firstStage(now, uid, name, cause), expired: false, cause });
  }, cluster);

/** True of a procedure that has returned, well or with an error, or never began. */
export const isOver = (kill: KillProcedure): boolean =>
  kill.stage === 'none' || kill.stage === 'done' || kill.stage === 'failed';

/** True once every kill call of the pod has returned. */
export const killsDone = (cluster: Cluster, uid: Uid): boolean =>
  allContainers(instanceOf(cluster.scenario, uid).spec).every((container) =>
    isOver(cell(cluster, 'kills', containerKey(uid, container.name))),
  );

/**
 * True if it is this sidecar's turn: every main container has been stopped and so has the one sidecar after it, none of them in vain
 * (D49). Nobody waits for a container that did not run when the kill began, nor, through it, for those it would have waited for (D52).
 */
export const turnHasCome = (cluster: Cluster, uid: Uid, name: string): boolean => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const later = spec.initContainers.slice(spec.initContainers.findIndex((container) => container.name === name) + 1);
  return [...spec.containers, ...later.filter(isSidecar).slice(0, 1)].every((container) => {
    const { stage } = cell(cluster, 'kills', containerKey(uid, container.name));
    return stage === 'none' || stage === 'done';
  });
};

/**
 * The cluster after this container's process ended. Its kill procedure is over if it has got to StopContainer; a preStop sleep is still
 * being slept (D40), any other hook ends with the process, and the wait for the turn goes on (D52).
 */
export const endKill = (cluster: Cluster, uid: Uid, name: string): Cluster => {
  const key = containerKey(uid, name);
  const kill = cell(cluster, 'kills', key);
  if (isOver(kill) || kill.stage === 'turn') return cluster;
  const { preStop } = containerOf(instanceOf(cluster.scenario, uid).spec, name);
  if (kill.stage === 'preStop' && preStop?.handler === 'sleep') return cluster;
  const stage = kill.stage === 'preStop' ? stageAfterPreStop(cluster, uid, name) : 'done';
  return put(cluster, 'kills', key, { stage, expired: false, cause: kill.cause });
};
