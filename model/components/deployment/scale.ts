/** A scaling event: sync.go (isScalingEvent, scale), deployment_util.go (GetReplicaSetProportion, IsSaturated); 1.34.9 to 1.37.2. */
import type { Resize } from './rolling.ts';
import { activeOf, type Named, type Reading, specified } from './view.ts';

/** A ReplicaSet with replicas was last told of another number of them than the Deployment has now (E30). */
export const isScalingEvent = (reading: Reading): boolean =>
  activeOf(reading.all).some(([, { desired }]) => desired !== reading.deployment.replicas);

/** Halves go up, away from 0 (RoundToInt32, k8s.io/utils/integer). */
const rounded = (value: number): number => (value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5));

/** Its share of what is added or taken away. */
const shareOf = (reading: Reading, { replicas, most }: Named[1]): number => {
  const wanted = reading.deployment.replicas;
  if (wanted === 0) return -replicas;
  // Only somebody who tampers with the annotation brings it to 0.
  return most === 0 ? 0 : rounded((replicas * (wanted + reading.posts.surge)) / most) - replicas;
};

/** The larger first; of equal ones the newer when growing, the older when shrinking. They come oldest first. */
const bySize = (sets: readonly Named[], grows: boolean): readonly Named[] =>
  [...(grows ? [...sets].reverse() : sets)].sort(([, one], [, other]) => other.replicas - one.replicas);

const inProportion = (reading: Reading): readonly Resize[] => {
  const active = activeOf(reading.all);
  const { replicas } = reading.deployment;
  const change = (replicas > 0 ? replicas + reading.posts.surge : 0) - specified(active);
  const sets = change === 0 ? active : bySize(active, change > 0);
  let added = 0;
  const sizes = sets.map(([, view]) => {
    const share = change === added ? 0 : shareOf(reading, view);
    const part = change > 0 ? Math.min(share, change - added) : Math.max(share, change - added);
    const taken = change === 0 ? 0 : part;
    added += taken;
    return view.replicas + taken;
  });
  const leftover = change - added;
  return sets.map((set, index) => [set, Math.max(0, (sizes[index] ?? 0) + (index === 0 ? leftover : 0))]);
};

const isSaturated = ({ deployment: { replicas } }: Reading, fresh: Named | undefined): boolean =>
  fresh !== undefined &&
  fresh[1].replicas === replicas &&
  fresh[1].desired === replicas &&
  fresh[1].available === replicas;

/** The sizes to write. `forced`: the annotations are written even where the size stays. */
export interface Sizes {
  readonly resizes: readonly Resize[];
  readonly forced: boolean;
}

/** What a scaling event asks for (E30, E31). */
export const scaled = (reading: Reading): Sizes => {
  const active = activeOf(reading.all);
  const newest = reading.fresh ?? reading.old.at(-1);
  const one = active.length === 1 ? active[0] : active.length === 0 ? newest : undefined;
  const { replicas } = reading.deployment;
  if (one !== undefined) return { resizes: [[one, replicas]], forced: false };
  if (newest === undefined) return { resizes: [], forced: false };
  if (isSaturated(reading, reading.fresh))
    return { resizes: activeOf(reading.old).map((old) => [old, 0]), forced: false };
  return reading.setup.strategy === 'RollingUpdate'
    ? { resizes: inProportion(reading), forced: true }
    : { resizes: [], forced: false };
};
