/**
 * Killing containers: the kubelet's killContainer, one procedure per container, all of a pod's at the same time (D33).
 * `pkg/kubelet/kuberuntime/kuberuntime_container.go` killContainer and killContainersWithSyncResult, Kubernetes 1.34–1.36.
 */
import { type Cluster, cell, type KillProcedure, put } from '../../../cluster.ts';
import { allContainers, type Container, containerOf, isSidecar, type PodSpec } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../../../scenario.ts';

/**
 * Why a container is killed. `pod` is killPod (termination, a pod whose main containers are all done, a sandbox that must be
 * replaced): only there do sidecars wait for their turn. The other causes kill one container each, without any order.
 */
export type KillCause = Exclude<KillProcedure['cause'], ''>;

/** True if the container's preStop hook would run: validation leaves none on plain init containers, orphans lost theirs (D29, D47). */
export const hasPreStop = (container: Container): boolean => container.preStop !== undefined;

/** Where a procedure stands once its preStop hook is out of the way: waiting for its turn (D52), or calling StopContainer. */
export const stageAfterPreStop = (spec: PodSpec, name: string, cause: KillProcedure['cause']): 'turn' | 'stop' =>
  cause === 'pod' && isSidecar(containerOf(spec, name)) ? 'turn' : 'stop';

const firstStage = (spec: PodSpec, name: string, cause: KillCause, orphan: boolean): KillProcedure['stage'] => {
  // The spec of an orphan is made up from what the runtime knows: no hooks, and no init containers to put in order (D29).
  if (orphan) return 'stop';
  return hasPreStop(containerOf(spec, name)) ? 'preStop' : stageAfterPreStop(spec, name, cause);
};

/** The cluster with kill procedures begun for those of the named containers that run; the others need none. */
export const startKills = (
  cluster: Cluster,
  uid: Uid,
  containers: readonly string[],
  cause: KillCause,
): Cluster => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const orphan = cell(cluster, 'workers', uid).cause === 'orphan';
  return containers.reduce((now, name) => {
    const key = containerKey(uid, name);
    if (cell(now, 'containers', key).state !== 'running') return now;
    return put(now, 'kills', key, { stage: firstStage(spec, name, cause, orphan), expired: false, cause });
  }, cluster);
};

/** True of a procedure that has returned, well or with an error, or never began. */
export const isOver = (kill: KillProcedure): boolean =>
  kill.stage === 'none' || kill.stage === 'done' || kill.stage === 'failed';

/** True once every kill call of the pod has returned. */
export const killsDone = (cluster: Cluster, uid: Uid): boolean =>
  allContainers(instanceOf(cluster.scenario, uid).spec).every((container) =>
    isOver(cell(cluster, 'kills', containerKey(uid, container.name))),
  );
