import { type Cluster, cell, type TerminationCause } from '../../../cluster.ts';
import { allContainers } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type NodeName, type Uid } from '../../../scenario.ts';

/** True if any container of the pod runs, as the runtime tells it. */
export const anyRunning = (cluster: Cluster, uid: Uid): boolean =>
  allContainers(instanceOf(cluster.scenario, uid).spec).some(
    (container) => cell(cluster, 'containers', containerKey(uid, container.name)).state === 'running',
  );

/** True if the runtime has a sandbox of this pod that is up. */
export const sandboxUp = (cluster: Cluster, uid: Uid): boolean => {
  const { state } = cell(cluster, 'sandboxes', uid);
  return state === 'network' || state === 'ready';
};

/** The node whose kubelet answers for this incarnation; '' if none does (yet). A worker's node outlives a kubelet restart. */
export const nodeOf = (cluster: Cluster, uid: Uid): NodeName | '' => {
  const node = cell(cluster, 'workers', uid).node || cell(cluster, 'kubeletPods', uid).node;
  if (node !== '') return node;
  const stored = cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name);
  return stored.uid === uid ? stored.nodeName : '';
};

/** What the config says against a pod (UpdatePod; D21 a–c); '' if nothing. */
const causeInConfig = (cluster: Cluster, uid: Uid): TerminationCause | '' => {
  const view = cell(cluster, 'kubeletPods', uid);
  if (view.deletionGracePeriodSeconds !== null) return 'deleted';
  if (view.state === 'removed') return 'removed';
  return view.terminal ? 'terminalPhase' : '';
};

/** Why a syncing worker must terminate: the config, or the last status it computed is terminal (completeSync; D21 e). */
const causeInSync = (cluster: Cluster, uid: Uid): TerminationCause | '' => {
  const configured = causeInConfig(cluster, uid);
  if (configured !== '') return configured;
  const { phase, reason } = cell(cluster, 'cachedStatuses', uid);
  if (phase !== 'Succeeded' && phase !== 'Failed') return '';
  return reason === 'DeadlineExceeded' ? 'deadline' : 'completed';
};

/** True while this kubelet has neither a worker for the pod nor turned it away. */
export const isNewToKubelet = (cluster: Cluster, uid: Uid): boolean => {
  const { state, cause } = cell(cluster, 'workers', uid);
  return state === 'none' && cause !== 'rejected';
};

/** True if the pod was turned away and has no worker. */
export const isTurnedAway = (cluster: Cluster, uid: Uid): boolean => {
  const { state, cause } = cell(cluster, 'workers', uid);
  return cause === 'rejected' && (state === 'none' || state === 'finished');
};

/** Has the kubelet of this node heard from every config source? Only then does housekeeping run (HandlePodCleanups; D29, D70d). */
export const isHousekeeping = (cluster: Cluster, node: NodeName | ''): boolean =>
  node !== '' && cell(cluster, 'kubelets', node).sourcesReady;

/** Something of the pod runs and no worker knows it: an orphan, once housekeeping looks (D29). */
const asOrphan = (cluster: Cluster, uid: Uid): readonly TerminationCause[] =>
  (sandboxUp(cluster, uid) || anyRunning(cluster, uid)) && isHousekeeping(cluster, nodeOf(cluster, uid))
    ? ['orphan']
    : [];

/**
 * Why a pod that was turned away terminates: as an orphan; or an update that came since then has reached UpdatePod with the whole spec. A
 * deletion that admission had seen is no such update (`grace` remembers it), and a removal is one only if every source had reported
 * before it came (deletePod, pkg/kubelet/kubelet.go), which is not kept: both ways are open then.
 */
const causesOfTurnedAway = (cluster: Cluster, uid: Uid): readonly TerminationCause[] => {
  const view = cell(cluster, 'kubeletPods', uid);
  const { node, grace } = cell(cluster, 'workers', uid);
  if (view.state === 'removed') {
    const orphan = asOrphan(cluster, uid);
    return isHousekeeping(cluster, node) ? ['removed', ...orphan] : orphan;
  }
  return view.deletionGracePeriodSeconds === grace ? asOrphan(cluster, uid) : ['deleted'];
};

/**
 * Why a pod without a worker must terminate. In the config and not turned away: its phase is terminal (D70e); any other goes through
 * admission first, also one being deleted (D28, D70a). Not in the config but running: an orphan (D29, D70d).
 */
const causesWithoutWorker = (cluster: Cluster, uid: Uid): readonly TerminationCause[] => {
  if (isTurnedAway(cluster, uid)) return causesOfTurnedAway(cluster, uid);
  const { state, terminal } = cell(cluster, 'kubeletPods', uid);
  if (state !== 'seen') return asOrphan(cluster, uid);
  return terminal ? ['terminalPhase'] : [];
};

/** Why the worker must leave for Terminating now; nothing if it need not, or is in the middle of a sync pass (D22). */
export const terminationCauses = (cluster: Cluster, uid: Uid): readonly TerminationCause[] => {
  const { state, step } = cell(cluster, 'workers', uid);
  if (state === 'none') return causesWithoutWorker(cluster, uid);
  const cause = state === 'sync' && step === 'idle' ? causeInSync(cluster, uid) : '';
  return cause === '' ? [] : [cause];
};
