import { type Cluster, cell, type KillProcedure, type PodWorker, patch, put } from '../../../cluster.ts';
import { nothingCached, noWorker } from '../../../initial.ts';
import { allContainers } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, probeKey, type Uid } from '../../../scenario.ts';
import { removeWithPreconditions } from '../../apiserver/delete.ts';
import { noProbe, probeKinds } from '../../prober/result.ts';
import { terminalStatus } from '../sync/status.ts';
import { anyRunning, isHousekeeping, isTurnedAway, sandboxUp } from './cause.ts';

/** The cell of a container nobody is killing. */
export const noKill: KillProcedure = { stage: 'none', expired: false, cause: '' };

const finished = (node: string): PodWorker => ({ ...noWorker, state: 'finished', node });

/** What the kubelet was last shown of a pod whose worker is finished is read by nobody any more: all such views are one. */
const unread = (cluster: Cluster, uid: Uid): Cluster =>
  put(cluster, 'kubeletPods', uid, { state: 'seen', node: '', deletionGracePeriodSeconds: null, terminal: false });

/** Kubelet memory that ends with the last container: kill procedures, probe workers, back-off. */
const clearMemory = (cluster: Cluster, uid: Uid): Cluster =>
  allContainers(instanceOf(cluster.scenario, uid).spec).reduce((now, container) => {
    const key = containerKey(uid, container.name);
    const quiet = put(put(now, 'kills', key, noKill), 'backOffs', key, { crash: 'none', image: 'none' });
    return probeKinds
      .filter((kind) => container[`${kind}Probe`] !== undefined)
      .reduce((inner, kind) => put(inner, 'probes', probeKey(uid, container.name, kind), noProbe), quiet);
  }, cluster);

/**
 * What a UID that is over and whose object is gone leaves behind: nothing anybody would read again. So equal futures are equal states;
 * that it is finished stays known, for no UID starts twice (D20).
 */
export const forgetPod = (cluster: Cluster, uid: Uid): Cluster => {
  const dead = allContainers(instanceOf(cluster.scenario, uid).spec).reduce(
    (now, container) =>
      put(now, 'containers', containerKey(uid, container.name), {
        state: 'none',
        exitCode: 0,
        oomKilled: false,
        restarted: false,
      }),
    cluster,
  );
  const without = put(dead, 'sandboxes', uid, { state: 'none', podIP: '', again: false });
  return put(unread(put(without, 'cachedStatuses', uid, nothingCached), uid), 'workers', uid, finished(''));
};

const objectExists = (cluster: Cluster, uid: Uid): boolean =>
  cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).uid === uid;

/** What is still to be cleaned up of a pod of which nothing runs: volumes first, then the cgroup (D61). */
const leftOnNode = (cluster: Cluster, uid: Uid): 'unmount' | 'cgroup' | '' => {
  if (cell(cluster, 'volumes', uid).mounted) return 'unmount';
  return cell(cluster, 'cgroups', uid).exists ? 'cgroup' : '';
};

/** The worker, or whoever stands for it, has nothing left to do. That the pod was turned away is kept: its status may still be unwritten. */
const finish = (cluster: Cluster, uid: Uid): Cluster => {
  if (!objectExists(cluster, uid)) return forgetPod(cluster, uid);
  const { node, cause } = cell(cluster, 'workers', uid);
  const done = finished(node);
  return put(unread(cluster, uid), 'workers', uid, cause === 'rejected' ? { ...done, cause } : done);
};

/** The next step of SyncTerminatedPod: volumes, then the cgroup, then the worker is finished (D61). */
const nextCleanup = (cluster: Cluster, uid: Uid): Cluster => {
  const step = leftOnNode(cluster, uid);
  if (step === '') return finish(cluster, uid);
  return cell(cluster, 'workers', uid).state === 'terminated' ? patch(cluster, 'workers', uid, { step }) : cluster;
};

/** Would the runtime list the pod among those that run (GetPods, pkg/kubelet/kuberuntime/kuberuntime_manager.go)? */
const isListed = (cluster: Cluster, uid: Uid): boolean => sandboxUp(cluster, uid) || anyRunning(cluster, uid);

/** The cluster after a pod was turned away: if it has nothing on the node, no more is to be done for it than to write its status. */
export const settleTurnedAway = (cluster: Cluster, uid: Uid): Cluster =>
  isListed(cluster, uid) ? cluster : nextCleanup(cluster, uid);

/** The cleanup step to take now: the worker's, or housekeeping's for a pod that was turned away; '' if none. */
export const cleanupStep = (cluster: Cluster, uid: Uid): 'unmount' | 'cgroup' | '' => {
  const { state, step, node } = cell(cluster, 'workers', uid);
  if (state === 'terminated') return step === 'unmount' ? step : 'cgroup';
  if (state !== 'none' || !isTurnedAway(cluster, uid) || !isHousekeeping(cluster, node)) return '';
  return isListed(cluster, uid) ? '' : leftOnNode(cluster, uid);
};

/**
 * Terminating → Terminated (completeTerminating): everything is stopped and confirmed, the terminal status goes to the status manager,
 * cleanup begins. An orphan has no status (D29); its worker ends here and housekeeping cleans up after it in the same order.
 */
export const enterTerminated = (cluster: Cluster, uid: Uid): Cluster => {
  const orphan = cell(cluster, 'workers', uid).cause === 'orphan';
  const reported = orphan ? cluster : put(cluster, 'cachedStatuses', uid, terminalStatus(cluster, uid));
  const { pastDeadline: _said, ...worker } = cell(cluster, 'workers', uid);
  return nextCleanup(put(clearMemory(reported, uid), 'workers', uid, { ...worker, state: 'terminated' }), uid);
};

/** The cluster after the pod's volumes were unmounted and their directories removed. */
export const volumesUnmounted = (cluster: Cluster, uid: Uid): Cluster =>
  nextCleanup(patch(cluster, 'volumes', uid, { mounted: false }), uid);

/** The cluster after the pod's cgroup was removed: the worker has nothing left to do. */
export const cgroupRemoved = (cluster: Cluster, uid: Uid): Cluster =>
  nextCleanup(put(cluster, 'cgroups', uid, { exists: false }), uid);

/**
 * The status manager deletes once TerminatePod has told it that the worker is done (podIsFinished, pkg/kubelet/status/status_manager.go). A pod
 * that was turned away has no worker; housekeeping gives it one that has nothing to do, unless the runtime still lists the pod: then it
 * is an orphan, which has to end first (HandlePodCleanups, filterTerminalPodsToDelete, pkg/kubelet/kubelet_pods.go, 1.34.9, 1.35.6, 1.36.2,
 * 1.37.2). That worker is not modelled: once housekeeping finds nothing that runs, the pod is finished.
 */
const isFinished = (cluster: Cluster, uid: Uid): boolean => {
  const { state, cause, node } = cell(cluster, 'workers', uid);
  if (isTurnedAway(cluster, uid)) return isHousekeeping(cluster, node) && !isListed(cluster, uid);
  return state === 'finished' || (state === 'terminated' && cause === 'orphan');
};

/**
 * True if the status manager's final DELETE would do something (canBeDeleted; D61): the live object is this UID, is being deleted, has
 * a terminal phase, and the worker is finished. With finalizers left it only takes the grace period to 0 (D10).
 */
export const canBeDeleted = (cluster: Cluster, uid: Uid): boolean => {
  if (!isFinished(cluster, uid)) return false;
  const { name } = instanceOf(cluster.scenario, uid);
  const stored = cell(cluster, 'pods', name);
  if (stored.uid !== uid || stored.deletionGracePeriodSeconds === null) return false;
  if (stored.finalizers && stored.deletionGracePeriodSeconds === 0) return false;
  const { phase } = cell(cluster, 'statuses', name);
  return phase === 'Succeeded' || phase === 'Failed';
};

/** The final DELETE with grace 0 and the UID as precondition; once object and pod are gone nothing needs to be remembered. */
export const finalDelete = (cluster: Cluster, uid: Uid): Cluster => {
  const { name } = instanceOf(cluster.scenario, uid);
  const deleted = removeWithPreconditions(cluster, name, { uid });
  const over = cell(deleted, 'workers', uid).state === 'finished' && !objectExists(deleted, uid);
  return over ? forgetPod(deleted, uid) : deleted;
};
