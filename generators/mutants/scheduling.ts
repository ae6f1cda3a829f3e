/** Mistakes of kube-scheduler and of the Binding endpoint. */
import { cell, patch } from '../../model/cluster.ts';
import { movesBoundPod } from '../../model/components/scheduler/restart.ts';
import { asShownToScheduler } from '../../model/components/watch/views.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen, instead } from './ways.ts';

const filterSkipped: Mutation = {
  id: 'filter-skipped',
  mistake: 'The scheduler takes any node it knows, whether it passed the Filter plugins or not.',
  enabled: also(['scheduler/podUnschedulable', 'scheduler/podAssumed'], (event, cluster) =>
    Object.keys(cluster.scenario.nodes)
      .filter((node) => event.type === 'scheduler/podUnschedulable' || event.node !== node)
      .map((node) => ({ type: 'scheduler/podAssumed', pod: event.pod, node })),
  ),
};

const bindingOverwrites: Mutation = {
  id: 'binding-overwrites',
  mistake: 'The Binding endpoint sets nodeName without looking whether it is set.',
  enabled: instead(['scheduler/bindingRefused'], (event, cluster) => {
    const { uid, nodeName, deletionGracePeriodSeconds } = cell(cluster, 'pods', event.pod);
    const { assumed, assumedUid } = cell(cluster, 'scheduling', event.pod);
    const boundAlready = uid === assumedUid && nodeName !== '' && deletionGracePeriodSeconds === null;
    return boundAlready ? [{ type: 'scheduler/podBound', pod: event.pod, node: assumed }] : [event];
  }),
};

const bindingIgnoresDeletion: Mutation = {
  id: 'binding-ignores-deletion',
  mistake: 'The Binding endpoint does not look at deletionTimestamp.',
  enabled: instead(['scheduler/bindingRefused'], (event, cluster) => {
    const { uid, nodeName, deletionGracePeriodSeconds } = cell(cluster, 'pods', event.pod);
    const { assumed, assumedUid } = cell(cluster, 'scheduling', event.pod);
    const deleting = uid === assumedUid && nodeName === '' && deletionGracePeriodSeconds !== null;
    return deleting ? [{ type: 'scheduler/podBound', pod: event.pod, node: assumed }] : [event];
  }),
};

const gatesIgnored: Mutation = {
  id: 'gates-ignored',
  mistake: 'Neither the scheduler nor the Binding endpoint knows scheduling gates.',
  enabled: instead(['scheduler/bindingRefused'], (event, cluster) => {
    const { uid, gated } = cell(cluster, 'pods', event.pod);
    const { assumed, assumedUid } = cell(cluster, 'scheduling', event.pod);
    return gated && uid === assumedUid ? [{ type: 'scheduler/podBound', pod: event.pod, node: assumed }] : [event];
  }),
  reduce: andThen(['watch/schedulerSawPod'], (after, { pod }) => patch(after, 'schedulerPods', pod, { gated: false })),
};

const scheduledBeforeBound: Mutation = {
  id: 'scheduled-before-bound',
  mistake: 'The scheduler reports PodScheduled when it has chosen a node, before the Binding is stored.',
  reduce: andThen(['scheduler/podAssumed'], (after, { pod }) =>
    cell(after, 'pods', pod).uid === '' ? after : patch(after, 'statuses', pod, { podScheduled: 'True' }),
  ),
};

const bindBeforeClaims: Mutation = {
  id: 'bind-before-claims',
  mistake: 'The binding cycle does not wait in PreBind until the claims are bound.',
  reduce: andThen(['scheduler/podAssumed'], (after, { pod }) =>
    cell(after, 'scheduling', pod).binding === 'preBind' ? patch(after, 'scheduling', pod, { binding: 'bind' }) : after,
  ),
};

const assumeForgotten: Mutation = {
  id: 'assume-forgotten',
  mistake: 'The scheduler forgets an assumption when the Binding is sent, not when its informer shows the Pod bound.',
  reduce: andThen(['scheduler/podBound'], (after, { pod }) =>
    patch(after, 'scheduling', pod, { assumed: '', assumedUid: '', binding: 'none' }),
  ),
};

const schedulerDropsPods: Mutation = {
  id: 'scheduler-drops-pods',
  mistake: 'The scheduler pops a Pod from its queue and loses it: the cycle never comes to an end.',
  enabled: instead(['scheduler/podAssumed'], () => []),
};

const recreatedPodEndsScheduler: Mutation = {
  id: 'recreated-pod-ends-scheduler',
  mistake: 'The scheduler takes a new Pod under the name of a bound one for a Pod that has moved, and exits.',
  enabled: instead(['watch/schedulerSawPod'], (event, cluster) => {
    const moved = movesBoundPod(cell(cluster, 'schedulerPods', event.pod), asShownToScheduler(cluster, event.pod));
    return [moved ? { type: 'scheduler/restarted', pod: event.pod } : event];
  }),
};

/** Mistakes of kube-scheduler and of the Binding endpoint. */
export const schedulingMutations: readonly Mutation[] = [
  filterSkipped,
  bindingOverwrites,
  bindingIgnoresDeletion,
  gatesIgnored,
  scheduledBeforeBound,
  bindBeforeClaims,
  assumeForgotten,
  schedulerDropsPods,
  recreatedPodEndsScheduler,
];
