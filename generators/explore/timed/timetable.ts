/**
 * When the steps of a run can happen. A run puts bounds on the differences of its moments: an event happens no earlier and
 * no later than its interval says, counted from the step that made it possible, and no step comes after the latest
 * moment of an event that still waits. Shortest paths over these bounds give the earliest and latest moment of each step.
 */

import type { Machine, Moments, Timing, Trace, TraceStep } from '../machine.ts';
import { canonical } from '../plain.ts';
import { LONGEST_EXACT, SPECK } from './bounds.ts';
import { checkInterval } from './intervals.ts';

/** The moments of a run, step by step, in milliseconds from its start. */
export interface Timetable {
  /** Between which moments each step can happen, if the others are free to. */
  readonly at: readonly Moments[];
  /**
   * Moments at which the steps can happen all together: each as early as can be. Where a moment itself is too early, this is a
   * speck (less than a thousandth of a millisecond) later.
   */
  readonly earliest: readonly number[];
}

/** Thrown if a run has no moments at which it can happen, or none that can be told. */
export class NoMoments extends Error {}

/** The timetable of a run of a machine with `timing`. Throws if there are no moments at which it can happen. */
export function timetable<S, E>(machine: Machine<S, E>, trace: Trace<S, E>): Timetable {
  const bounds = boundsAlong(machine, trace);
  const count = trace.steps.length + 1;
  const after = shortestPaths(bounds, count);
  const before = shortestPaths(
    bounds.map(({ from, to, bound }) => ({ from: to, to: from, bound })),
    count,
  );
  const steps = trace.steps.map((_, index) => index + 1);
  return {
    at: steps.map((k) => momentsOf(before, after, k)),
    earliest: steps.map((k) => (before.specks[k] as number) * SPECK - (before.limits[k] as number)),
  };
}

/** The trace with the moments of its steps. */
export function withMoments<S, E>(machine: Machine<S, E>, trace: Trace<S, E>): Trace<S, E> {
  const { at } = timetable(machine, trace);
  return { ...trace, steps: trace.steps.map((step, i): TraceStep<S, E> => ({ ...step, at: at[i] as Moments })) };
}

/** So long at most, less so many specks: as two numbers, since a sum of long delays would lose them. */
interface Most {
  readonly limit: number;
  readonly specks: number;
}

/** Step `to` happens at most this long after step `from`; step 0 is the start. */
interface Bound {
  readonly from: number;
  readonly to: number;
  readonly bound: Most;
}

/** An event that waits, since which step, and within what bounds. */
interface Wait<E> {
  readonly event: E;
  readonly since: number;
  readonly lower: Most;
  readonly upper: Most;
}

const AT_ONCE: Most = { limit: 0, specks: 0 };

function boundsAlong<S, E>(machine: Machine<S, E>, trace: Trace<S, E>): Bound[] {
  const bounds: Bound[] = [];
  let waits = new Map<string, Wait<E>>();
  let state = trace.initial;
  waits = waitsIn(machine, state, 0, waits);
  for (const [i, step] of trace.steps.entries()) {
    const moment = i + 1;
    const fired = waits.get(canonical(step.event));
    if (fired === undefined) throw new Error(`step ${moment}: ${canonical(step.event)} is not possible there`);
    bounds.push({ from: moment, to: i, bound: AT_ONCE }, { from: moment, to: fired.since, bound: fired.lower });
    for (const { since, upper } of waits.values()) {
      if (upper.limit < Infinity) bounds.push({ from: since, to: moment, bound: upper });
    }
    for (const renewed of machine.renews?.(state, step.event) ?? []) waits.delete(canonical(renewed));
    waits.delete(canonical(step.event));
    state = step.state;
    waits = waitsIn(machine, state, moment, waits);
  }
  return bounds;
}

/** What waits in a state: what has waited before and still can, and what begins to wait now. */
function waitsIn<S, E>(
  { components, timing }: Machine<S, E>,
  state: S,
  now: number,
  waited: ReadonlyMap<string, Wait<E>>,
): Map<string, Wait<E>> {
  const possible = components.flatMap(({ enabled }) => enabled(state));
  return new Map(
    possible.map((event) => {
      const key = canonical(event);
      return [key, waited.get(key) ?? waitFrom(event, now, timing?.(state, event))] as const;
    }),
  );
}

function waitFrom<E>(event: E, since: number, timing: Timing = { earliest: 0, latest: Infinity }): Wait<E> {
  checkInterval(timing);
  const { earliest, latest, earliestOpen, latestOpen } = timing;
  if (earliest > LONGEST_EXACT || (latest > LONGEST_EXACT && latest !== Infinity)) {
    throw new NoMoments(`a delay of more than ${LONGEST_EXACT} ms, 139 years, is not told exactly`);
  }
  const lower = { limit: 0 - earliest, specks: earliestOpen ? 1 : 0 };
  return { event, since, lower, upper: { limit: latest, specks: latestOpen ? 1 : 0 } };
}

/** The least bound on each step. */
interface Distances {
  readonly limits: Float64Array;
  readonly specks: Float64Array;
}

/** Bellman and Ford: the least bound on each step that follows from a path of bounds starting at step 0. */
function shortestPaths(bounds: readonly Bound[], count: number): Distances {
  const limits = new Float64Array(count).fill(Infinity);
  const specks = new Float64Array(count);
  limits[0] = 0;
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (const { from, to, bound } of bounds) {
      const limit = (limits[from] as number) + bound.limit;
      const less = (specks[from] as number) + bound.specks;
      const now = limits[to] as number;
      if (limit > now || (limit === now && (limit === Infinity || less <= (specks[to] as number)))) continue;
      limits[to] = limit;
      specks[to] = less;
      changed = true;
    }
    if (!changed) return { limits, specks };
  }
  throw new NoMoments('there are no moments at which these steps can happen in this order');
}

function momentsOf(before: Distances, after: Distances, step: number): Moments {
  const [earliest, latest] = [before.limits[step] as number, after.limits[step] as number];
  return {
    earliest: 0 - earliest,
    latest,
    ...((before.specks[step] as number) > 0 && { earliestOpen: true }),
    ...((after.specks[step] as number) > 0 && { latestOpen: true }),
  };
}
