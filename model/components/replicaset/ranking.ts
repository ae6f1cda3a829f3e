/**
 * Whom a ReplicaSet takes away first: no node before a node, Pending before Running, not Ready before Ready (E15). `ActivePodsWithRanks.Less`,
 * pkg/controller/controller_utils.go; `getPodsToDelete`, pkg/controller/replicaset/replica_set.go, 1.34.9 to 1.37.2.
 *
 * Behind that the source compares deletion cost, siblings on the node, how long each has been Ready, restarts and age. No cell holds those, so Pods
 * that are equal so far may go in any order: every order that the source can come to is among them.
 */
import type { SlotView } from '../../cluster.ts';

const order = ['unassigned', 'Pending', 'Running', 'Ready'] as const;

/** Availability is not looked at. */
export const rankOf = ({ shows }: SlotView): number =>
  order.indexOf(shows === 'Available' ? 'Ready' : (shows as (typeof order)[number]));

const subsets = (from: readonly string[], size: number): readonly (readonly string[])[] => {
  if (size === 0) return [[]];
  return from.flatMap((first, index) => subsets(from.slice(index + 1), size - 1).map((rest) => [first, ...rest]));
};

/** Every set of so many victims that the order allows. */
export const victimsAmong = (
  pods: readonly (readonly [slot: string, view: SlotView])[],
  count: number,
): readonly (readonly string[])[] => {
  const ranks = pods.map(([, view]) => rankOf(view)).sort((one, other) => one - other);
  const last = ranks[count - 1];
  if (last === undefined) return [];
  const certain = pods.filter(([, view]) => rankOf(view) < last).map(([slot]) => slot);
  const equal = pods.filter(([, view]) => rankOf(view) === last).map(([slot]) => slot);
  return subsets(equal, count - certain.length).map((chosen) => [...certain, ...chosen]);
};
