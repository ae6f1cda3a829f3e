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
 * StopContainer is called. A runtime that has sent its stop signal to this instance before does not send it again; it waits again
 * (containerd `internal/cri/server/container_stop.go`; D42, D70b).
 */
const stopStage = (cluster: Cluster, key: string): KillProcedure['stage'] =>
  cell(cluster, 'processes', key).signal === 'none' ? 'stop' : 'stopping';

/** The procedure's next stage once its preStop hook is out of the way. */
export const stageAfterPreStop = (cluster: Cluster, uid: Uid, name: string): KillProcedure['stage'] => {
  const key = containerKey(uid, name);
  // A sleeping hook outlives the process (D40); StopContainer then has nothing left to do.
  if (cell(cluster, 'containers', key).state !== 'running') return 'done';
  const { spec } = instanceOf(cluster.scenario, uid);
  const kill = cell(cluster, 'kills', key);
  return !kill.expired && waitsForTurn(spec, name, kill.cause) ? 'turn' : stopStage(cluster, key);
};

const firstStage = (cluster: Cluster, uid: Uid, name: string, cause: KillCause): KillProcedure['stage'] => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const key = containerKey(uid, name);
  // The spec of an orphan is made up from what the runtime knows: no hooks, and no init containers to put in order (D29).
  if (cell(cluster, 'workers', uid).cause === 'orphan') return stopStage(cluster, key);
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

/** True if it is this sidecar's turn: every main container and every later sidecar has been stopped, none of them in vain (D49, D52). */
export const turnHasCome = (cluster: Cluster, uid: Uid, name: string): boolean => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const later = spec.initContainers.slice(spec.initContainers.findIndex((container) => container.name === name) + 1);
  return [...spec.containers, ...later.filter(isSidecar)].every((container) => {
    const { stage } = cell(cluster, 'kills', containerKey(uid, container.name));
    return stage === 'none' || stage === 'done';
  });
};

/** The cluster after this container's process ended: its kill procedure is over, unless a preStop sleep is still being slept (D40). */
export const endKill = (cluster: Cluster, uid: Uid, name: string): Cluster => {
  const key = containerKey(uid, name);
  const kill = cell(cluster, 'kills', key);
  if (isOver(kill)) return cluster;
  const { preStop } = containerOf(instanceOf(cluster.scenario, uid).spec, name);
  if (kill.stage === 'preStop' && preStop?.handler === 'sleep') return cluster;
  return put(cluster, 'kills', key, { stage: 'done', expired: false, cause: kill.cause });
};

/** The stage after StopContainer was asked for, be it the container's turn or the end of its grace period (D36, D54). */
export const stageWhenStopped = (cluster: Cluster, key: string): KillProcedure['stage'] =>
  cell(cluster, 'containers', key).state === 'running' ? stopStage(cluster, key) : 'done';
