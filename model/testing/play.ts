/** Playing a model by hand in tests: take the next event that fits, or everything that can happen. */
import type { Cluster } from '../cluster.ts';
import type { Event } from '../event.ts';
import { enabled, reduce } from '../reducer.ts';

/** An event type, or a partial event to match. */
export type Wanted = Event['type'] | (Partial<Event> & { readonly type: Event['type'] });

const fits = (event: Event, wanted: Wanted): boolean =>
  typeof wanted === 'string'
    ? event.type === wanted
    : Object.entries(wanted).every(
        ([field, value]) => JSON.stringify(event[field as keyof Event]) === JSON.stringify(value),
      );

/** The enabled events of that kind. */
export const offered = (cluster: Cluster, wanted: Wanted): readonly Event[] =>
  enabled(cluster).filter((event) => fits(event, wanted));

/** The cluster after the given events happened one after the other; throws, naming what was possible, if one was not enabled. */
export const play = (cluster: Cluster, ...wanted: readonly Wanted[]): Cluster =>
  wanted.reduce((now, next) => {
    const event = offered(now, next)[0];
    if (event === undefined) {
      const possible = enabled(now).map((other) => JSON.stringify(other));
      throw new Error(`${JSON.stringify(next)} cannot happen now; possible:\n  ${possible.join('\n  ')}`);
    }
    return reduce(now, event);
  }, cluster);

/**
 * The cluster after running the first enabled event that is not of an avoided type, again and again, until `done` or until nothing is left.
 * Throws after `limit` steps.
 */
export const runUntil = (
  cluster: Cluster,
  done: (cluster: Cluster) => boolean,
  avoid: readonly Event['type'][] = [],
  limit = 500,
): Cluster => {
  let now = cluster;
  for (let step = 0; step < limit; step += 1) {
    if (done(now)) return now;
    const next = enabled(now).find((event) => !avoid.includes(event.type));
    if (next === undefined) throw new Error('nothing can happen and the goal is not reached');
    now = reduce(now, next);
  }
  throw new Error(`the goal is not reached after ${limit} steps`);
};
