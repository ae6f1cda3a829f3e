/**
 * Runs that follow a reported one: the model beside a monitor that counts how much of the report has happened. The report is a
 * subsequence, so taking each of its steps at the first opportunity loses no run; and the monitor reads and never hinders, so each run
 * of both together is a run of the model.
 */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import type { Model } from '../../model/reducer.ts';
import type { Machine, Property, Trace } from '../explore/index.ts';
import type { EventPattern, Moment } from './exhibit.ts';

/** A cluster, and how many steps of the report have happened. */
interface Followed extends Cluster {
  readonly report: { readonly followed: { readonly steps: number } };
}

const same = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

const fits = (pattern: EventPattern, event: Event): boolean =>
  Object.entries(pattern).every(([field, value]) => same((event as unknown as Record<string, unknown>)[field], value));

const happens = ({ event: pattern, when }: Moment, before: Cluster, event: Event, after: Cluster): boolean =>
  fits(pattern, event) && (when === undefined || when(before, after));

/** The model with the monitor beside it. */
export const followedBy = (model: Model, report: readonly Moment[]): Machine<Followed, Event> => ({
  ...model,
  initial: { ...model.initial, report: { followed: { steps: 0 } } },
  reduce: (before, event) => {
    // What the model leaves of a cluster is a spread of it, so the monitor's own cell is still there.
    const after = model.reduce(before, event) as Followed;
    if (!report.some(({ event: pattern }) => fits(pattern, event))) return after;
    const { steps } = before.report.followed;
    const next = report[steps];
    if (next === undefined || !happens(next, before, event, after)) return after;
    return { ...after, report: { followed: { steps: steps + 1 } } };
  },
});

/** The promise, broken only where the whole report has happened by then. */
export const onceFollowed = (
  id: string,
  promise: GuaranteePromise,
  report: readonly Moment[],
): Property<Followed, Event> => {
  const whole = (cluster: Followed): boolean => cluster.report.followed.steps === report.length;
  switch (promise.kind) {
    case 'state':
      return {
        id,
        kind: 'state',
        judge: (cluster) => (promise.judge(cluster) === 'broken' && whole(cluster) ? 'broken' : 'silent'),
      };
    case 'step':
      return {
        id,
        kind: 'step',
        concerns: promise.concerns,
        judge: (before, event, after) =>
          promise.judge(before, event, after) === 'broken' && whole(after) ? 'broken' : 'silent',
      };
    case 'leads-to':
      return { id, kind: 'leads-to', from: (cluster) => whole(cluster) && promise.from(cluster), to: promise.to };
  }
};

/** The run of the model alone. */
export const withoutMonitor = ({ initial, steps, ...rest }: Trace<Followed, Event>): Trace<Cluster, Event> => {
  const alone = ({ report: _report, ...cluster }: Followed): Cluster => cluster;
  return { ...rest, initial: alone(initial), steps: steps.map((step) => ({ ...step, state: alone(step.state) })) };
};

/** The positions in a run, counted from 1, at which the steps of the report happen, each as early as it can. */
export const positionsOf = (
  report: readonly Moment[],
  { initial, steps }: Trace<Cluster, Event>,
): readonly number[] => {
  const positions: number[] = [];
  steps.forEach(({ event, state }, index) => {
    const next = report[positions.length];
    if (next !== undefined && happens(next, steps[index - 1]?.state ?? initial, event, state))
      positions.push(index + 1);
  });
  return positions;
};
