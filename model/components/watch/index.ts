/**
 * Watches: what each watcher last saw of the API server's objects (apiserver `pkg/storage/cacher`, client-go
 * `tools/cache`, 1.34–1.36). A delivery takes over the current version, so a watcher sees some subsequence of the
 * versions, in order, and nothing is promised across objects (C18–C20). What a watcher sees never runs ahead of etcd. A
 * `watch-lag` budget of 0 makes every delivery part of the write itself.
 *
 * Left out: resourceVersions, expired watches and relists as such (a skipped version is one), reads that travel back in
 * time.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put, type StoredNode } from '../../cluster.ts';
import type { Event, WatchEvent } from '../../event.ts';
import { podNames } from '../../initial.ts';
import { instanceOf, type NodeName, type PodName, type Scenario, type Uid } from '../../scenario.ts';
import { podSeen } from '../scheduler/record.ts';
import { endsScheduler } from '../scheduler/restart.ts';
import { asDeliveredToKubelet, asShownToScheduler, kubeletLags, schedulerLags } from './views.ts';
import { showDeployment, showEverything, showReplicaSet, showSlot, workloadWatches } from './workloads.ts';
import { newsAfter } from './written.ts';

const watch = (enabled: Actor['enabled']): Actor => ({ name: 'watch', fair: true, enabled });

const schedulerPod = (pod: PodName): Actor =>
  watch((cluster) => {
    if (!schedulerLags(cluster, pod)) return [];
    return [{ type: endsScheduler(cluster, pod) ? 'scheduler/restarted' : 'watch/schedulerSawPod', pod }];
  });

const sameNode = (a: StoredNode, b: StoredNode): boolean =>
  a.unschedulable === b.unschedulable &&
  JSON.stringify(a.taints) === JSON.stringify(b.taints) &&
  JSON.stringify(a.labels) === JSON.stringify(b.labels);

const schedulerNode = (node: NodeName): Actor =>
  watch((cluster) =>
    sameNode(cell(cluster, 'schedulerNodes', node), cell(cluster, 'nodes', node))
      ? []
      : [{ type: 'watch/schedulerSawNode', node }],
  );

const kubeletPod = (uid: Uid, node: NodeName): Actor =>
  watch((cluster) => (kubeletLags(cluster, uid, node) ? [{ type: 'watch/kubeletSawPod', uid, node }] : []));

/** Every pod bound to the node has been delivered since the kubelet started: the first list is complete. */
const listComplete = (cluster: Cluster, node: NodeName): boolean =>
  Object.keys(cluster.scenario.instances).every((uid) => {
    const { uid: stored, nodeName } = cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name);
    return stored !== uid || nodeName !== node || cell(cluster, 'kubeletPods', uid).state === 'seen';
  });

const sources = (node: NodeName): Actor =>
  watch((cluster): readonly Event[] =>
    !cell(cluster, 'kubelets', node).sourcesReady && listComplete(cluster, node)
      ? [{ type: 'watch/kubeletSourcesReady', node }]
      : [],
  );

/** One actor per watcher and object; none if deliveries are immediate. Nodes change only if a user may change them. */
export const actors = (scenario: Scenario): readonly Actor[] => {
  const { user, faults, instances } = scenario;
  if (faults['watch-lag'] === 0) return [];
  const nodes = Object.keys(scenario.nodes);
  const nodesChange = user.cordon !== 0 || user.taint !== 0 || user.relabel !== 0;
  return [
    ...podNames(scenario).map(schedulerPod),
    ...(nodesChange ? nodes.map(schedulerNode) : []),
    ...Object.keys(instances).flatMap((uid) => nodes.map((node) => kubeletPod(uid, node))),
    ...nodes.map(sources),
    ...workloadWatches(scenario).map(watch),
  ];
};

const showScheduler = (cluster: Cluster, pod: PodName): Cluster => {
  const before = cell(cluster, 'schedulerPods', pod);
  return podSeen(put(cluster, 'schedulerPods', pod, asShownToScheduler(cluster, pod)), pod, before);
};

const showNode = (cluster: Cluster, node: NodeName): Cluster =>
  put(cluster, 'schedulerNodes', node, { ...cell(cluster, 'nodes', node) });

const showKubelet = (cluster: Cluster, uid: Uid): Cluster =>
  put(cluster, 'kubeletPods', uid, asDeliveredToKubelet(cluster, uid));

const reportSources = (cluster: Cluster, node: NodeName): Cluster =>
  patch(cluster, 'kubelets', node, { sourcesReady: true });

/** Writes down what was delivered. */
export const reduce = (cluster: Cluster, event: WatchEvent): Cluster =>
  match(event)
    .with({ type: 'watch/schedulerSawPod' }, ({ pod }) => showScheduler(cluster, pod))
    .with({ type: 'watch/schedulerSawNode' }, ({ node }) => showNode(cluster, node))
    .with({ type: 'watch/kubeletSawPod' }, ({ uid }) => showKubelet(cluster, uid))
    .with({ type: 'watch/kubeletSourcesReady' }, ({ node }) => reportSources(cluster, node))
    .with({ type: 'watch/controllersSawSlotPod' }, ({ slot }) => showSlot(cluster, slot))
    .with({ type: 'watch/controllersSawReplicaSet' }, ({ replicaSet }) => showReplicaSet(cluster, replicaSet))
    .with({ type: 'watch/controllersSawDeployment' }, ({ deployment }) => showDeployment(cluster, deployment))
    .exhaustive();

/**
 * With a `watch-lag` budget of 0, brings every view of the objects this event wrote, or held up, up to date; otherwise
 * reads nothing but the scenario and changes nothing.
 */
export function settle(cluster: Cluster, event: Event): Cluster {
  if (cluster.scenario.faults['watch-lag'] !== 0) return cluster;
  const { pods, nodes, restarted } = newsAfter(cluster.scenario, event);
  const names = podNames(cluster.scenario);
  const again = restarted.length === 0 ? pods : names;
  const uids = Object.keys(cluster.scenario.instances).filter((uid) =>
    again.includes(instanceOf(cluster.scenario, uid).name),
  );
  const toScheduler = pods
    .filter((pod) => schedulerLags(cluster, pod))
    .reduce(showScheduler, nodes.reduce(showNode, cluster));
  const toKubelet = uids
    .filter((uid) => Object.keys(cluster.scenario.nodes).some((node) => kubeletLags(toScheduler, uid, node)))
    .reduce(showKubelet, toScheduler);
  return showEverything(restarted.reduce(reportSources, toKubelet));
}
