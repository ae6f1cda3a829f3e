/**
 * PostFilter: room is made by deleting pods of lower priority. `Preempt`, `findCandidates`, pkg/scheduler/framework/preemption/preemption.go;
 * `SelectVictimsOnNode`, `PodEligibleToPreemptOthers`, pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go; 1.34.9,
 * 1.35.6, 1.36.2. Which node is chosen is left open, and so is the order of victims of equal priority, which the scheduler takes from
 * their start times. PodDisruptionBudgets are not modelled. `victims.ts` has what becomes of the victims.
 */
import type { Cluster } from '../../cluster.ts';
import type { NodeName, PodName } from '../../scenario.ts';
import { nominatedNode, rejectionOn, specSeen } from './cycle.ts';
import { type PlacedPod, snapshotOf, withPlaced } from './snapshot.ts';

/** Room on this node for the pod, once these others are deleted; those that are leaving already need no delete. */
export interface Preemption {
  readonly node: NodeName;
  readonly victims: readonly PodName[];
}

const without = (gone: readonly PlacedPod[]) => (placed: readonly PlacedPod[]) =>
  placed.filter((one) => !gone.some(({ uid }) => uid === one.uid));

/** More pods of one priority than this are taken in one order only: with all of them there would be too many. */
const mostOrders = 4;

const permutations = (pods: readonly PlacedPod[]): readonly (readonly PlacedPod[])[] => {
  if (pods.length < 2 || pods.length > mostOrders) return [pods];
  return pods.flatMap((first) => permutations(pods.filter((other) => other !== first)).map((rest) => [first, ...rest]));
};

/** Every order of these pods in which the more important come first: by priority; among equals any may have started earlier. */
const ordersOf = (pods: readonly PlacedPod[]): readonly (readonly PlacedPod[])[] => {
  const priorities = [...new Set(pods.map(({ spec }) => spec.priority))].sort((a, b) => b - a);
  return priorities.reduce<readonly (readonly PlacedPod[])[]>(
    (orders, priority) => {
      const equals = permutations(pods.filter(({ spec }) => spec.priority === priority));
      return orders.flatMap((before) => equals.map((equal) => [...before, ...equal]));
    },
    [[]],
  );
};

/**
 * The pods that must leave the node, the most important first; nothing if even all of lower priority would not do. Starting from all of
 * them, those that are leaving already among them, each is reprieved if the pod still fits beside it. One answer for every order.
 */
function victimsOn(cluster: Cluster, pod: PodName, node: NodeName): readonly (readonly PlacedPod[])[] {
  const { priority } = specSeen(cluster, pod);
  const snapshot = snapshotOf(cluster, pod);
  const lower = snapshot.placed().filter((one) => one.node === node && one.spec.priority < priority);
  const fitsWithout = (gone: readonly PlacedPod[]) =>
    rejectionOn(cluster, pod, node, withPlaced(snapshot, without(gone))) === undefined;
  if (lower.length === 0 || !fitsWithout(lower)) return [];
  return ordersOf(lower).map((order) =>
    order.reduce<readonly PlacedPod[]>((victims, one) => {
      const fewer = victims.filter(({ uid }) => uid !== one.uid);
      return fitsWithout(fewer) ? fewer : victims;
    }, order),
  );
}

/** Plugins whose refusal no preemption can change (UnschedulableAndUnresolvable). */
const unresolvable = ['NodeUnschedulable', 'NodeName', 'TaintToleration', 'NodeAffinity', 'VolumeBinding'];

/**
 * True while pods of lower priority on the nominated node are leaving because of a preemption: then no other node is tried and nobody else
 * deleted (C45). A pod that is deleted for another reason is not waited for. If the node cannot be used any more, a new one is looked for.
 */
export const waitsForVictims = (cluster: Cluster, pod: PodName): boolean => {
  const nominated = nominatedNode(cluster, pod);
  if (nominated === '') return false;
  const { priority } = specSeen(cluster, pod);
  const snapshot = snapshotOf(cluster, pod);
  const leaving = snapshot
    .placed()
    .some(({ node, preempted, spec }) => node === nominated && preempted && spec.priority < priority);
  return leaving && !unresolvable.includes(rejectionOn(cluster, pod, nominated, snapshot) ?? '');
};

/** True if the pod may have others deleted at all (`PodEligibleToPreemptOthers`). */
export const mayPreempt = (cluster: Cluster, pod: PodName): boolean =>
  specSeen(cluster, pod).preemptionPolicy !== 'Never' && !waitsForVictims(cluster, pod);

/** What this pod's cycle may come to when no node is feasible: the nodes where others can make room, and who they are. */
export function preemptions(cluster: Cluster, pod: PodName): readonly Preemption[] {
  const { priority } = specSeen(cluster, pod);
  const { instances, nodes } = cluster.scenario;
  if (Object.values(instances).every(({ spec }) => spec.priority >= priority) || !mayPreempt(cluster, pod)) return [];
  const all = Object.keys(nodes).flatMap((node) =>
    victimsOn(cluster, pod, node).map((victims) => ({
      node,
      victims: victims.filter(({ terminating }) => !terminating).map(({ name }) => name),
    })),
  );
  return all.filter((one, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index);
}

/** A preemption that would do something: delete somebody, or nominate another node. */
export const isOfUse = (cluster: Cluster, pod: PodName, { node, victims }: Preemption): boolean =>
  victims.length > 0 || node !== nominatedNode(cluster, pod);
