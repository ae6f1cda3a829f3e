/** A Pod in full as its owners see it: what the automaton in a slot would be. */
import { type Cluster, cell, type SlotPod } from '../cluster.ts';
import { podIsTerminal } from '../components/apiserver/delete.ts';
import { noSlotPod } from '../components/pod/steps.ts';
import { allContainers } from '../kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../scenario.ts';

/** Containers run, or a kubelet may still start some: one that has the Pod in its config and has not been shown that it is over. */
const runsOn = (cluster: Cluster, uid: Uid): boolean => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const { state } = cell(cluster, 'workers', uid);
  const view = cell(cluster, 'kubeletPods', uid);
  const isNew = view.state === 'seen' && !view.terminal;
  return (
    state === 'sync' ||
    (state === 'none' && isNew) ||
    allContainers(spec).some(({ name }) => cell(cluster, 'containers', containerKey(uid, name)).state === 'running')
  );
};

/** Without its object. */
const gone = (cluster: Cluster, uid: Uid, revision: string): SlotPod => {
  const node = cell(cluster, 'workers', uid).node || cell(cluster, 'kubeletPods', uid).node;
  return runsOn(cluster, uid) ? { state: 'Orphaned', revision, node, deleting: false } : noSlotPod;
};

/** The Pod of this UID as its owners see it. A Pod on its way out of which nothing runs any more is as good as gone. */
export const asInSlot = (cluster: Cluster, uid: Uid, revision: string): SlotPod => {
  const { name } = instanceOf(cluster.scenario, uid);
  const { uid: stored, nodeName: node, deletionGracePeriodSeconds } = cell(cluster, 'pods', name);
  const status = cell(cluster, 'statuses', name);
  if (stored !== uid) return gone(cluster, uid, revision);
  const deleting = deletionGracePeriodSeconds !== null;
  if (podIsTerminal(status))
    return deleting ? gone(cluster, uid, revision) : { state: 'Over', revision, node, deleting };
  if (deleting && node === '') return noSlotPod;
  if (status.phase === 'Pending') return { state: 'Pending', revision, node, deleting };
  return { state: status.ready ? 'Ready' : 'Running', revision, node, deleting };
};
