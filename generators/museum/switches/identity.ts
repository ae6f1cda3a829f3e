/** Bugs and cures around one name and two pods, one address and two pods. */
import { type Cluster, cell, patch, put } from '../../../model/cluster.ts';
import { anyRunning } from '../../../model/components/kubelet/termination/cause.ts';
import { noPod } from '../../../model/initial.ts';
import { instanceOf, type Uid } from '../../../model/scenario.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import { andThen, instead } from '../../mutants/ways.ts';

/** kubernetes#59848: the first list of a restarted kubelet may come from a replica of the API server that lags behind. */
export const staleFirstList: Mutation = {
  id: 'stale-first-list',
  mistake:
    'The first list of a restarted kubelet may be older than what it had seen before, and show a Pod that is gone.',
  reduce: (before, event, after) => {
    // The model forgets which node a Pod that is gone was on; here the API server's lagging replica still knows.
    if (event.type === 'kubelet/podFinallyDeleted')
      return patch(after, 'workers', event.uid, { node: cell(before, 'workers', event.uid).node });
    // Watches of this scenario do not lag, but the news that the Pod is gone comes from the same replica.
    if (event.type === 'kubelet/podAdmitted' && cell(after, 'kubeletPods', event.uid).state === 'removed')
      return put(after, 'kubeletPods', event.uid, cell(before, 'kubeletPods', event.uid));
    if (event.type !== 'fault/kubeletRestarted') return after;
    const { node } = event;
    return Object.keys(after.scenario.instances)
      .filter((uid) => wasThere(before, uid, node))
      .reduce(
        (now, uid) =>
          // Whatever the kubelet had finished is as new to it as the rest: it keeps no memory of UIDs.
          put(now, 'kubeletPods', uid, { state: 'seen', node, deletionGracePeriodSeconds: null, terminal: false }),
        after,
      );
  },
};

const wasThere = (before: Cluster, uid: Uid, node: string): boolean =>
  cell(before, 'workers', uid).node === node &&
  cell(before, 'workers', uid).state === 'finished' &&
  cell(before, 'pods', instanceOf(before.scenario, uid).name).uid !== uid;

/** A cure for kubernetes#120671: grace 0 of a spec, or of a delete that is not forced, is 1 as far as the API server is concerned. */
export const graceZeroIsOne: Mutation = {
  id: 'grace-zero-is-one',
  mistake:
    'A delete with grace 0 that is not forced counts as one with 1 s if the Pod has a node: its object waits for the kubelet.',
  reduce: andThen(['user/podDeleted'], (after, { pod }, before) => {
    const was = cell(before, 'pods', pod);
    const over = ['Succeeded', 'Failed'].includes(cell(before, 'statuses', pod).phase);
    const at0 = cell(after, 'pods', pod).deletionGracePeriodSeconds === 0;
    return was.uid !== '' && was.nodeName !== '' && !over && at0
      ? put(after, 'pods', pod, { ...was, deletionGracePeriodSeconds: 1 })
      : after;
  }),
};

/** kubernetes#109414: Ready of a pod that is over is not cleared, and the controller goes by it. */
export const terminalStaysListed: Mutation = {
  id: 'terminal-stays-listed',
  mistake: 'The endpoint of a Pod that is Succeeded or Failed stays as it was as long as the object is there.',
  enabled: instead(['endpointslice/sliceWritten'], (event, cluster) => {
    const pods = cluster.scenario.services[event.service]?.pods ?? [];
    const kept = pods.some(
      (pod) =>
        cell(cluster, 'pods', pod).uid !== noPod.uid &&
        ['Succeeded', 'Failed'].includes(cell(cluster, 'statuses', pod).phase) &&
        cell(cluster, 'endpoints', `${event.service}/${pod}`).listed,
    );
    return kept ? [] : [event];
  }),
};

/** Not a cure and not a bug: a way to ask what a forced delete does to a pod that is up. */
export const deletedOnceRunning: Mutation = {
  id: 'deleted-once-running',
  mistake: 'Only runs in which the Pod is deleted while a container of it runs are looked at.',
  enabled: instead(['user/podForceDeleted'], (event, cluster) => {
    const { uid } = cell(cluster, 'pods', event.pod);
    return uid !== '' && anyRunning(cluster, uid) ? [event] : [];
  }),
};
