/**
 * One scheduling cycle: `ScheduleOne`, `schedulePod`, `findNodesThatFitPod`, `pkg/scheduler/schedule_one.go`,
 * 1.34–1.36. Pop, skip check, snapshot, Filter, choice and assumption are one event: nothing the scheduler does for
 * another pod can fall in between (C36).
 */
import { type Cluster, cell, type SchedulingRecord } from '../../cluster.ts';
import { podNames } from '../../initial.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { instanceOf, type NodeName, type PodName, type Scenario, uidsOf } from '../../scenario.ts';
import { rejectionIn } from './filters/index.ts';
import { isUnscheduled } from './record.ts';
import { type PlacedPod, type Snapshot, snapshotOf, withPlaced } from './snapshot.ts';

/** The spec of the pod as the scheduler's informer showed it; only for pods that were shown. */
export const specSeen = (cluster: Cluster, pod: PodName): PodSpec =>
  instanceOf(cluster.scenario, cell(cluster, 'schedulerPods', pod).uid).spec;

/**
 * May a pod of this scenario ever have a nomination: by preemption, or since it waits for volumes in PreBind (C45,
 * C51)?
 */
export const nominationsPossible = ({ instances, claims, featureGates }: Scenario): boolean =>
  new Set(Object.values(instances).map(({ spec }) => spec.priority)).size > 1 ||
  (featureGates.NominatedNodeNameForExpectation === true &&
    Object.values(claims).some(({ volumeBindingMode }) => volumeBindingMode === 'WaitForFirstConsumer'));

/** The node the pod itself is nominated for; '' if none. */
export const nominatedNode = (cluster: Cluster, pod: PodName): NodeName | '' => {
  if (!nominationsPossible(cluster.scenario)) return '';
  const stored = cell(cluster, 'pods', pod);
  return stored.uid === cell(cluster, 'schedulerPods', pod).uid ? stored.nominatedNodeName : '';
};

/**
 * Other unscheduled pods nominated for this node whose priority is at least the pod's: they count as if they were
 * there.
 */
const nominatedFor = (cluster: Cluster, pod: PodName, node: NodeName): readonly PlacedPod[] => {
  if (!nominationsPossible(cluster.scenario)) return [];
  const { priority } = specSeen(cluster, pod);
  return podNames(cluster.scenario).flatMap((name) => {
    if (name === pod) return [];
    const view = cell(cluster, 'schedulerPods', name);
    if (!isUnscheduled(cluster, view) || cell(cluster, 'scheduling', name).assumed !== '') return [];
    const { spec } = instanceOf(cluster.scenario, view.uid);
    if (spec.priority < priority || nominatedNode(cluster, name) !== node) return [];
    return [{ name, uid: view.uid, node, spec, terminating: false }];
  });
};

/**
 * As `firstRejection`, in a given snapshot. Nominated pods of the node are counted in one run and left out in another;
 * both must pass (C41).
 */
export const rejectionOn = (cluster: Cluster, pod: PodName, node: NodeName, snapshot: Snapshot): string | undefined => {
  const spec = specSeen(cluster, pod);
  const nominated = nominatedFor(cluster, pod, node);
  const info = snapshot.node(node);
  const among = nominated.length === 0 ? snapshot : withPlaced(snapshot, (placed) => [...placed, ...nominated]);
  return rejectionIn(among, spec, info) ?? (nominated.length === 0 ? undefined : rejectionIn(snapshot, spec, info));
};

/**
 * The first Filter plugin that keeps the pod off the node, in the scheduler's present snapshot; undefined if the node
 * is feasible.
 */
export const firstRejection = (cluster: Cluster, pod: PodName, node: NodeName): string | undefined =>
  rejectionOn(cluster, pod, node, snapshotOf(cluster, pod));

/**
 * The nodes the scheduler may choose: every feasible one, since scores are left open (C43); only the nominated one,
 * if it is feasible (C39). Clusters under 100 nodes are always searched fully (C40).
 */
export function feasibleNodes(cluster: Cluster, pod: PodName): readonly NodeName[] {
  const nominated = nominatedNode(cluster, pod);
  if (nominated !== '' && firstRejection(cluster, pod, nominated) === undefined) return [nominated];
  return Object.keys(cluster.scenario.nodes).filter((node) => firstRejection(cluster, pod, node) === undefined);
}

/** Why each node was refused. */
export const rejections = (cluster: Cluster, pod: PodName): Readonly<Record<NodeName, string>> =>
  Object.fromEntries(
    Object.keys(cluster.scenario.nodes).map((node) => [node, firstRejection(cluster, pod, node) ?? '']),
  );

const isActive = ({ queue, assumed }: SchedulingRecord): boolean => queue === 'active' && assumed === '';

/** The pod stands in the active queue and passes the skip check. */
const isQueued = (cluster: Cluster, pod: PodName): boolean =>
  isActive(cell(cluster, 'scheduling', pod)) && isUnscheduled(cluster, cell(cluster, 'schedulerPods', pod));

const highestPriority = (scenario: Scenario, pod: PodName): number =>
  Math.max(...uidsOf(scenario, pod).map((uid) => instanceOf(scenario, uid).spec.priority));

/**
 * May the next cycle be this pod's? It is queued, none of higher priority is (of equal ones either may be first,
 * C32), and the cycle before has ended: a cycle without a node ends with the patch of PodScheduled.
 */
export function mayPop(cluster: Cluster, pod: PodName): boolean {
  if (!isQueued(cluster, pod)) return false;
  const { scenario } = cluster;
  const { priority } = specSeen(cluster, pod);
  const names = podNames(scenario);
  const ahead = names.some(
    (name) =>
      highestPriority(scenario, name) > priority &&
      isQueued(cluster, name) &&
      specSeen(cluster, name).priority > priority,
  );
  return !ahead && names.every((name) => cell(cluster, 'scheduling', name).toReport !== 'Unschedulable');
}
