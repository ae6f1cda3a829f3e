/**
 * PostFilter: make room by deleting pods of lower priority. `pkg/scheduler/framework/preemption/preemption.go`,
 * `plugins/defaultpreemption/default_preemption.go`, 1.34–1.36. Which node is chosen is left open, and so is the order
 * in which the victims of one node are deleted. The nomination is written with the first of these deletes;
 * PodDisruptionBudgets are not modelled.
 */
import { type Cluster, cell } from '../../cluster.ts';
import type { NodeName, PodName } from '../../scenario.ts';
import { nominatedNode, rejectionOn, specSeen } from './cycle.ts';
import { type PlacedPod, snapshotOf, withPlaced } from './snapshot.ts';

/** Delete this pod to make room on this node. */
export interface Preemption {
  readonly node: NodeName;
  readonly victim: PodName;
}

const without = (gone: readonly PlacedPod[]) => (placed: readonly PlacedPod[]) =>
  placed.filter((one) => !gone.some(({ uid }) => uid === one.uid));

/**
 * The pods that must leave the node, all of lower priority; undefined if even that would not help. Starting from all
 * of them, each is reprieved if the pod still fits beside it, the most important first (`SelectVictimsOnNode`).
 */
function victimsOn(cluster: Cluster, pod: PodName, node: NodeName): readonly PlacedPod[] | undefined {
  const { priority } = specSeen(cluster, pod);
  const snapshot = snapshotOf(cluster, pod);
  const lower = snapshot.placed().filter((one) => one.node === node && one.spec.priority < priority);
  const fitsWithout = (gone: readonly PlacedPod[]) =>
    rejectionOn(cluster, pod, node, withPlaced(snapshot, without(gone))) === undefined;
  if (lower.length === 0 || !fitsWithout(lower)) return undefined;
  const byImportance = lower
    .filter(({ terminating }) => !terminating)
    .sort((a, b) => b.spec.priority - a.spec.priority);
  return byImportance.reduce<readonly PlacedPod[]>((victims, one) => {
    const fewer = victims.filter(({ uid }) => uid !== one.uid);
    return fitsWithout(fewer) ? fewer : victims;
  }, lower);
}

/**
 * Some object has the victim's name and is not being deleted; deleting it again would change nothing. The DELETE
 * names no UID, so it meets a recreated pod as well (D12).
 */
const canBeDeleted = (cluster: Cluster, { name }: PlacedPod): boolean => {
  const stored = cell(cluster, 'pods', name);
  return stored.uid !== '' && stored.deletionGracePeriodSeconds === null;
};

/**
 * The deletes this pod's cycle may send when no node is feasible. While an earlier victim on the nominated node is
 * still terminating, and the pod will fit there, no other node is tried (`PodEligibleToPreemptOthers`, C45).
 */
export function preemptions(cluster: Cluster, pod: PodName): readonly Preemption[] {
  const { priority, preemptionPolicy } = specSeen(cluster, pod);
  const { instances, nodes } = cluster.scenario;
  if (preemptionPolicy === 'Never') return [];
  if (Object.values(instances).every(({ spec }) => spec.priority >= priority)) return [];
  const nominated = nominatedNode(cluster, pod);
  const leaving = ({ node, terminating, spec }: PlacedPod) =>
    node === nominated && terminating && spec.priority < priority;
  const waiting =
    nominated !== '' &&
    snapshotOf(cluster, pod).placed().some(leaving) &&
    victimsOn(cluster, pod, nominated) !== undefined;
  return (waiting ? [nominated] : Object.keys(nodes)).flatMap((node) =>
    (victimsOn(cluster, pod, node) ?? [])
      .filter((victim) => !victim.terminating && canBeDeleted(cluster, victim))
      .map(({ name }) => ({ node, victim: name })),
  );
}
