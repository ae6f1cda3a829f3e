/** Bugs and cures in what a kubelet takes, what it reports, and what it remembers. */
import { type Cluster, cell, patch } from '../../../model/cluster.ts';
import { runningContainers, viewOf } from '../../../model/components/kubelet/sync/pod.ts';
import type { Event } from '../../../model/event.ts';
import { instanceOf, type Uid } from '../../../model/scenario.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import { also, andThen, instead } from '../../mutants/ways.ts';

const terminal: readonly string[] = ['Succeeded', 'Failed'];
const nameOf = (cluster: Cluster, uid: Uid): string => instanceOf(cluster.scenario, uid).name;

/** The kubelet has settled a terminal phase that the API does not show yet. */
const unpublished = (cluster: Cluster, uid: Uid): readonly Event[] => {
  const name = nameOf(cluster, uid);
  const news =
    terminal.includes(cell(cluster, 'cachedStatuses', uid).phase) &&
    !terminal.includes(cell(cluster, 'statuses', name).phase) &&
    cell(cluster, 'pods', name).uid === uid;
  return news ? [{ type: 'kubelet/statusPatched', uid }] : [];
};

/** kubernetes#106884 and #88613, mended together by #108366. */
export const endReportedTooEarly: Mutation = {
  id: 'end-reported-too-early',
  mistake:
    'The status manager publishes a terminal phase as soon as it is settled, whatever the worker still has running.',
  enabled: also(
    [
      'kubelet/terminationStarted',
      'runtime/sigtermSent',
      'process/exited',
      'runtime/sandboxStopped',
      'cni/networkRemoved',
    ],
    ({ uid }, cluster) => unpublished(cluster, uid),
  ),
  reduce: andThen(['kubelet/statusPatched'], (after, { uid }, before) => {
    const { phase, reason } = cell(before, 'cachedStatuses', uid);
    const held = terminal.includes(phase) && !terminal.includes(cell(before, 'statuses', nameOf(before, uid)).phase);
    return held
      ? patch(after, 'statuses', nameOf(after, uid), { phase, reason, reported: true, podScheduled: 'True' })
      : after;
  }),
};

/** The other half of kubernetes#58711: what has no record has exited 0. */
export const noRecordIsSuccess: Mutation = {
  id: 'no-record-is-success',
  mistake:
    'The last status of a Pod is computed from what is left of its containers; one without a record counts as exited with 0.',
  reduce: (_before, event, after) => {
    if (event.type === 'kubelet/terminationCompleted')
      return patch(after, 'cachedStatuses', event.uid, { phase: 'Succeeded', reason: '' });
    if (event.type !== 'kubelet/statusPatched') return after;
    // Nothing in the API server keeps a phase that is terminal from being written over.
    const { phase } = cell(after, 'cachedStatuses', event.uid);
    const over = cell(after, 'workers', event.uid).state === 'terminated' && phase === 'Succeeded';
    return over ? patch(after, 'statuses', nameOf(after, event.uid), { phase }) : after;
  },
  enabled: also(['kubelet/volumesUnmounted', 'kubelet/cgroupRemoved'], ({ uid }, cluster) => {
    const name = nameOf(cluster, uid);
    const differs = cell(cluster, 'cachedStatuses', uid).phase !== cell(cluster, 'statuses', name).phase;
    return differs && cell(cluster, 'pods', name).uid === uid ? [{ type: 'kubelet/statusPatched', uid }] : [];
  }),
};

/** The kubelet of this node has restarted and has not heard from all of its sources yet. */
const startsUp = (cluster: Cluster, node: string): boolean =>
  node !== '' && !cell(cluster, 'kubelets', node).sourcesReady;

/** kubernetes#105523: after a restart a pod that is over counts until the kubelet has worked through it. */
export const terminalCountsOnRestart: Mutation = {
  id: 'terminal-counts-on-restart',
  mistake: 'A restarted kubelet takes every Pod of its first list for an active one, those that are over among them.',
  reduce: andThen(['watch/kubeletSawPod'], (after, { uid, node }) =>
    startsUp(after, node) ? patch(after, 'kubeletPods', uid, { terminal: false }) : after,
  ),
};

/** kubernetes#52902 and others: two lists, the pods' and the node's own, that may come in either order. */
export const labelsNotLoaded: Mutation = {
  id: 'labels-not-loaded',
  mistake: 'A restarted kubelet admits Pods before it has its own Node object, and so by a node without labels.',
  enabled: also(['kubelet/podAdmitted'], ({ uid, node }, cluster) => {
    const { nodeSelector } = instanceOf(cluster.scenario, uid).spec;
    return startsUp(cluster, node) && Object.keys(nodeSelector).length > 0
      ? [{ type: 'kubelet/podRejected', uid, node, reason: 'NodeAffinity' }]
      : [];
  }),
};

/** A cure for kubernetes#123980: what runs has been admitted before. */
export const runningIsAdmitted: Mutation = {
  id: 'running-is-admitted',
  mistake: 'A Pod whose containers run when the kubelet starts is not put through admission again.',
  enabled: instead(['kubelet/podRejected'], (event, cluster) =>
    runningContainers(viewOf(cluster, event.uid)).length > 0
      ? [{ type: 'kubelet/podAdmitted', uid: event.uid, node: event.node }]
      : [event],
  ),
};
