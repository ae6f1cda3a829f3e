import type { AssumptionName, Assumptions } from '../assumptions.ts';
import type { Cluster } from '../cluster.ts';
import type { Event } from '../event.ts';
import { anyTime, atOnce, type Interval } from './interval.ts';

/** What a rule of timing is given: the cluster in which the event became possible, and how long things take. */
export interface Moment {
  readonly cluster: Cluster;
  readonly assumed: Assumptions;
}

/** For every event of a union, how long it waits from the moment it became possible. */
export type TimingTable<E extends Event> = {
  readonly [T in E['type']]: (moment: Moment, event: Extract<E, { readonly type: T }>) => Interval;
};

/** At any time, or never. */
export const whenever = (): Interval => anyTime;

/** Before anything else takes time. */
export const immediately = (): Interval => atOnce;

/** As long as is assumed. */
export const assumed =
  (name: AssumptionName) =>
  ({ assumed: delays }: Moment): Interval =>
    delays[name];
