/** Clusters in which everything already runs, found by running the model's own startup. */
import type { Cluster } from './cluster.ts';
import type { Event } from './event.ts';
import { traitsOf } from './traits/index.ts';

/** True of what brings a pod up or tells somebody about it; users, faults and probes that fail do not. */
const brings = (cluster: Cluster, event: Event): boolean => {
  const { startup } = traitsOf(event);
  return typeof startup === 'function' ? startup(cluster, event) : startup === 'progress';
};

/** More steps than any startup has. */
const limit = 2000;

/**
 * The cluster after everything went well and nothing is left to do, or before the first event of a type that is named: always the first thing that
 * can happen, in the order of actors.
 */
export const runningCluster = (
  initial: Cluster,
  enabled: (cluster: Cluster) => readonly Event[],
  reduce: (cluster: Cluster, event: Event) => Cluster,
  before?: Event['type'],
): Cluster => {
  let now = initial;
  for (let step = 0; step < limit; step += 1) {
    const next = enabled(now).find((event) => brings(now, event));
    if (next === undefined || next.type === before) return now;
    now = reduce(now, next);
  }
  throw new Error(`${initial.scenario.name}: the pods do not come to rest`);
};
