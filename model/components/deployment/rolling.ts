/** A step of a rolling update: rolling.go (rolloutRolling and what it calls), deployment_util.go NewRSNewReplicas; 1.34.9 to 1.37.2. */
import { activeOf, availableIn, type Named, type Reading, specified } from './view.ts';

/** A ReplicaSet that is to have so many replicas. */
export type Resize = readonly [set: Named, replicas: number];

/** How many replicas the ReplicaSet of the present template should have, given how many it has (E25). */
export const grownTo = (reading: Reading, present: number): number => {
  const { replicas } = reading.deployment;
  if (reading.setup.strategy === 'Recreate' || present > replicas) return replicas;
  const gap = replicas + reading.posts.surge - specified(reading.all);
  return gap <= 0 ? present : present + Math.min(gap, replicas - present);
};

/** Old ReplicaSets lose as many as they have unavailable Pods, the oldest first, no more than `most` in all (cleanupUnhealthyReplicas, E29). */
const withoutUnhealthy = (old: readonly Named[], most: number): readonly Resize[] => {
  let left = most;
  return old.flatMap(([key, view]): readonly Resize[] => {
    const less = Math.min(left, view.replicas - view.available);
    if (view.replicas === 0 || less <= 0) return [];
    left -= less;
    return [[[key, view], view.replicas - less]];
  });
};

/** Then old ones shrink by what is available beyond the least that has to be (scaleDownOldReplicaSetsForRollingUpdate). */
const withoutSurplus = (old: readonly Named[], surplus: number): readonly Resize[] => {
  let left = surplus;
  return old.flatMap(([key, view]): readonly Resize[] => {
    const less = Math.min(left, view.replicas);
    if (less <= 0) return [];
    left -= less;
    return [[[key, view], view.replicas - less]];
  });
};

const resized = (sets: readonly Named[], changes: readonly Resize[]): readonly Named[] =>
  sets.map(([key, view]) => {
    const change = changes.find(([[one]]) => one === key);
    return [key, change === undefined ? view : { ...view, replicas: change[1] }];
  });

/** What old ReplicaSets lose in one sync (reconcileOldReplicaSets, E27): two passes, so one of them may be written twice. */
export const shrunk = (reading: Reading, [key, fresh]: Named): readonly Resize[] => {
  const { replicas } = reading.deployment;
  const old = activeOf(reading.old);
  const least = replicas - reading.posts.unavailable;
  const room = specified(reading.all) - least - (fresh.replicas - fresh.available);
  if (old.length === 0 || room <= 0) return [];
  const first = withoutUnhealthy(old, room);
  const surplus = availableIn([...old, [key, fresh]]) - least;
  return [...first, ...withoutSurplus(resized(old, first), surplus)];
};
