/** Mistakes at the end: terminal phase, clean-up, removal of the object. */
import { cell, patch } from '../../model/cluster.ts';
import { withoutObject } from '../../model/components/apiserver/etcd.ts';
import { instanceOf } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen } from './ways.ts';

const terminalPhaseTooEarly: Mutation = {
  id: 'terminal-phase-too-early',
  mistake: 'The terminal phase is computed and written when termination begins.',
  reduce: (_before, event, after) => {
    if (event.type === 'kubelet/terminationStarted')
      return patch(after, 'cachedStatuses', event.uid, { known: true, phase: 'Failed', ready: false });
    if (event.type !== 'kubelet/statusPatched') return after;
    const { phase } = cell(after, 'cachedStatuses', event.uid);
    return phase === 'Failed' ? patch(after, 'statuses', instanceOf(after.scenario, event.uid).name, { phase }) : after;
  },
};

const removedWhileRunning: Mutation = {
  id: 'removed-while-running',
  mistake: 'The API server takes every delete for one with grace 0 and removes the object at once.',
  reduce: andThen(['user/podDeleted'], (after, { pod }) => withoutObject(after, pod)),
};

const removedBeforeCleanup: Mutation = {
  id: 'removed-before-cleanup',
  mistake: 'The final delete waits for the terminal phase only, not for volumes and cgroup.',
  enabled: also(['kubelet/volumesUnmounted', 'kubelet/cgroupRemoved'], ({ uid }, cluster) => {
    const { name } = instanceOf(cluster.scenario, uid);
    const pod = cell(cluster, 'pods', name);
    if (pod.uid !== uid || pod.deletionGracePeriodSeconds === null) return [];
    const { phase } = cell(cluster, 'statuses', name);
    return phase === 'Succeeded' || phase === 'Failed' ? [{ type: 'kubelet/podFinallyDeleted', uid }] : [];
  }),
};

const finalDeleteByName: Mutation = {
  id: 'final-delete-by-name',
  mistake: 'The final delete names the Pod and does not give its UID as a precondition.',
  enabled: also(['kubelet/cgroupRemoved'], ({ uid }, cluster) => {
    const stored = cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).uid;
    return stored === uid || stored === '' ? [] : [{ type: 'kubelet/podFinallyDeleted', uid }];
  }),
  reduce: andThen(['kubelet/podFinallyDeleted'], (after, { uid }) =>
    withoutObject(after, instanceOf(after.scenario, uid).name),
  ),
};

const unscheduledDeleteWaits: Mutation = {
  id: 'unscheduled-delete-waits',
  mistake: 'A Pod without a node is deleted gracefully, with the grace period of its spec.',
  reduce: andThen(['user/podDeleted'], (after, { pod }, before) => {
    const { uid, nodeName } = cell(before, 'pods', pod);
    if (uid === '' || nodeName !== '') return after;
    const { terminationGracePeriodSeconds } = instanceOf(after.scenario, uid).spec;
    return patch(after, 'pods', pod, { deletionGracePeriodSeconds: terminationGracePeriodSeconds });
  }),
};

const kubeletForgetsFinalDelete: Mutation = {
  id: 'kubelet-forgets-final-delete',
  mistake: 'The kubelet cleans up after a deleted Pod and never makes the final delete.',
  enabled: (_actor, _cluster, events) => events.filter(({ type }) => type !== 'kubelet/podFinallyDeleted'),
};

/** Mistakes at the end: terminal phase, clean-up, removal of the object. */
export const removalMutations: readonly Mutation[] = [
  terminalPhaseTooEarly,
  removedWhileRunning,
  removedBeforeCleanup,
  finalDeleteByName,
  unscheduledDeleteWaits,
  kubeletForgetsFinalDelete,
];
