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
  const { node } = cell(cluster, 'workers', uid);
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

/**
 * Why a pod no worker knows must terminate. In the config: it is being deleted or terminal (D28, D70a, D70e). Not in the config but
 * running: an orphan, which housekeeping believes in only after all config sources have reported (HandlePodCleanups; D29, D70d).
 */
const causeAtFirstSight = (cluster: Cluster, uid: Uid): TerminationCause | '' => {
  if (cell(cluster, 'kubeletPods', uid).state === 'seen') return causeInConfig(cluster, uid);
  if (!sandboxUp(cluster, uid) && !anyRunning(cluster, uid)) return '';
  const node = nodeOf(cluster, uid);
  return node !== '' && cell(cluster, 'kubelets', node).sourcesReady ? 'orphan' : '';
};

/** Why the worker must leave for Terminating now; '' if it need not, or is in the middle of a sync pass (D22). */
export const terminationCause = (cluster: Cluster, uid: Uid): TerminationCause | '' => {
  const { state, step } = cell(cluster, 'workers', uid);
  if (state === 'sync') return step === 'idle' ? causeInSync(cluster, uid) : '';
  if (state !== 'none') return '';
  const cause = causeAtFirstSight(cluster, uid);
  // A pod whose object went before this kubelet had a worker for it leaves nothing to terminate.
  return cause !== '' && nodeOf(cluster, uid) !== '' ? cause : '';
};
