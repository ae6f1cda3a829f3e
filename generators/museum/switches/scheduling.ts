/** Bugs and cures of kube-scheduler and of the Binding endpoint. */
import { cell, patch, put } from '../../../model/cluster.ts';
import { noRecord } from '../../../model/components/scheduler/record.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import { also, andThen, instead } from '../../mutants/ways.ts';

/** kubernetes#106361: an assumption has a best-before date. */
export const assumptionExpires: Mutation = {
  id: 'assumption-expires',
  mistake:
    'An assumed Pod whose Binding is stored is forgotten after a while, whether the informer has shown it bound or not.',
  // The informer lags behind the Binding as long as there is something to deliver.
  enabled: also(['watch/schedulerSawPod'], ({ pod }, cluster) =>
    cell(cluster, 'scheduling', pod).binding === 'done' ? [{ type: 'scheduler/podForgotten', pod }] : [],
  ),
  reduce: andThen(['scheduler/podForgotten'], (after, { pod }, before) =>
    cell(before, 'scheduling', pod).binding === 'done' ? put(after, 'scheduling', pod, noRecord) : after,
  ),
};

/** kubernetes#102761: a Binding names the pod and not its UID. */
export const bindByName: Mutation = {
  id: 'bind-by-name',
  mistake: 'The Binding endpoint compares names and not UIDs.',
  enabled: instead(['scheduler/bindingRefused'], (event, cluster) => {
    const { uid, nodeName, gated, deletionGracePeriodSeconds } = cell(cluster, 'pods', event.pod);
    const { assumed, assumedUid } = cell(cluster, 'scheduling', event.pod);
    const namesake = uid !== '' && uid !== assumedUid;
    return namesake && nodeName === '' && !gated && deletionGracePeriodSeconds === null
      ? [{ type: 'scheduler/podBound', pod: event.pod, node: assumed }]
      : [event];
  }),
  reduce: andThen(['scheduler/podBound'], (after, { pod, node }, before) => {
    const { uid } = cell(before, 'pods', pod);
    if (uid === '' || uid === cell(before, 'scheduling', pod).assumedUid) return after;
    return patch(patch(after, 'pods', pod, { nodeName: node }), 'statuses', pod, { podScheduled: 'True' });
  }),
};

/** A cure for kubernetes#26043: before it tries again the scheduler asks the API server, not its informer. */
export const retryReadsLive: Mutation = {
  id: 'retry-reads-live',
  mistake: 'A scheduling cycle begins by reading the Pod from the API server and skips one that is bound.',
  enabled: instead(['scheduler/podAssumed'], (event, cluster) =>
    cell(cluster, 'pods', event.pod).nodeName === '' ? [event] : [],
  ),
};
