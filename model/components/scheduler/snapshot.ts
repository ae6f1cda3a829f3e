/**
 * The snapshot of a scheduling cycle: the scheduler's own cache, that is what its informers showed it and what it has
 * assumed itself (C38). It is read cell by cell, when a plugin asks: a pod that fits anyway need not know who its
 * neighbours are.
 */
import { type Cluster, cell, type StoredClaim } from '../../cluster.ts';
import { podNames } from '../../initial.ts';
import type { PodSpec, ResourceList, Taint } from '../../kubernetes/spec.ts';
import { instanceOf, type NodeName, type PodName, type Scenario, type Uid } from '../../scenario.ts';

/** A pod that takes up room on a node in the scheduler's eyes. */
export interface PlacedPod {
  readonly name: PodName;
  readonly uid: Uid;
  readonly node: NodeName;
  readonly spec: PodSpec;
  readonly terminating: boolean;
  /** It terminates because of a preemption. */
  readonly preempted?: true | undefined;
}

/** A node as the scheduler's informer showed it. */
export interface NodeInfo {
  readonly name: NodeName;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly allocatable: ResourceList;
}

/** What Filter plugins may ask. */
export interface Snapshot {
  readonly scenario: Scenario;
  readonly node: (name: NodeName) => NodeInfo;
  readonly nodes: () => readonly NodeInfo[];
  /** Every placed pod except the one being scheduled. */
  readonly placed: () => readonly PlacedPod[];
  readonly claim: (name: string) => StoredClaim | undefined;
}

const nodeInfo = (cluster: Cluster, name: NodeName): NodeInfo => {
  const { labels, taints, unschedulable } = cell(cluster, 'schedulerNodes', name);
  return { name, labels, taints, unschedulable, allocatable: cluster.scenario.nodes[name]?.allocatable ?? {} };
};

/** Bound as the informer shows it, or assumed and not shown yet; rarely both, if two incarnations share the name. */
const placedUnder = (cluster: Cluster, name: PodName): readonly PlacedPod[] => {
  const view = cell(cluster, 'schedulerPods', name);
  const { assumed, assumedUid } = cell(cluster, 'scheduling', name);
  const specOf = (uid: Uid) => instanceOf(cluster.scenario, uid).spec;
  const bound =
    view.uid !== '' && view.nodeName !== ''
      ? [
          {
            name,
            uid: view.uid,
            node: view.nodeName,
            spec: specOf(view.uid),
            terminating: view.deleting,
            preempted: view.preempted,
          },
        ]
      : [];
  return assumed === '' || bound.some(({ uid }) => uid === assumedUid)
    ? bound
    : [...bound, { name, uid: assumedUid, node: assumed, spec: specOf(assumedUid), terminating: false }];
};

/** The snapshot for scheduling the pod of this name. */
export const snapshotOf = (cluster: Cluster, pod: PodName): Snapshot => {
  const { scenario } = cluster;
  const others = podNames(scenario).filter((name) => name !== pod);
  return {
    scenario,
    node: (name) => nodeInfo(cluster, name),
    nodes: () => Object.keys(scenario.nodes).map((name) => nodeInfo(cluster, name)),
    placed: () => others.flatMap((name) => placedUnder(cluster, name)),
    claim: (name) => (scenario.claims[name] === undefined ? undefined : cell(cluster, 'claims', name)),
  };
};

/** The snapshot as it would be with other pods on the nodes; how preemption and nominations are tried out. */
export const withPlaced = (
  snapshot: Snapshot,
  change: (placed: readonly PlacedPod[]) => readonly PlacedPod[],
): Snapshot => ({ ...snapshot, placed: () => change(snapshot.placed()) });
