/**
 * When the steps of a run can happen. A run puts bounds on the differences of its moments: an event happens no earlier and
 * no later than its interval says, counted from the step that made it possible, and no step comes after the latest
 * moment of an event that still waits. Shortest paths over these bounds give the earliest and latest moment of each step.
 */

import type { Machine, Moments, Timing, Trace, TraceStep } from '../machine.ts';
import { canonical } from '../plain.ts';
import { isOpen, limitOf } from './bounds.ts';
import { boundsOf } from './intervals.ts';

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

/** The timetable of a run of a machine with `timing`. Throws if there are no moments at which it can happen. */
export function timetable<S, E>(machine: Machine<S, E>, trace: Trace<S, E>): Timetable {
  const bounds = boundsAlong(machine, trace);
  const count = trace.steps.length + 1;
  const after = shortestPaths(bounds, count);
  const before = shortestPaths(
    bounds.map(({ from, to, bound }) => ({ from: to, to: from, bound })),
    count,
  );
  return {
    at: [...after.keys()].slice(1).map((k) => momentsOf(before, after, k)),
    earliest: Array.from(before.subarray(1), earliestOf),
  };
}

/** The trace with the moments of its steps. */
export function withMoments<S, E>(machine: Machine<S, E>, trace: Trace<S, E>): Trace<S, E> {
  const { at } = timetable(machine, trace);
  return { ...trace, steps: trace.steps.map((step, i): TraceStep<S, E> => ({ ...step, at: at[i] as Moments })) };
}

/** Step `to` happens at most this long after step `from`; step 0 is the start. */
interface Bound {
  readonly from: number;
  readonly to: number;
  readonly bound: number;
}

/** An event that waits, since which step, and within what bounds. */
interface Wait<E> {
  readonly event: E;
  readonly since: number;
  readonly lower: number;
  readonly upper: number;
}

function boundsAlong<S, E>(machine: Machine<S, E>, trace: Trace<S, E>): Bound[] {
  const bounds: Bound[] = [];
  let waits = new Map<string, Wait<E>>();
  let state = trace.initial;
  waits = waitsIn(machine, state, 0, waits);
  for (const [i, step] of trace.steps.entries()) {
    const moment = i + 1;
    const fired = waits.get(canonical(step.event));
    if (fired === undefined) throw new Error(`step ${moment}: ${canonical(step.event)} is not possible there`);
    bounds.push({ from: moment, to: i, bound: 0 }, { from: moment, to: fired.since, bound: fired.lower });
    for (const { since, upper } of waits.values()) {
      if (upper < Infinity) bounds.push({ from: since, to: moment, bound: upper });
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
  const [lower, upper] = boundsOf(timing);
  return { event, since, lower, upper };
}

/** Bellman and Ford: the least bound on each step that follows from a path of bounds starting at step 0. */
function shortestPaths(bounds: readonly Bound[], count: number): Float64Array {
  const distance = new Float64Array(count).fill(Infinity);
  distance[0] = 0;
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (const { from, to, bound } of bounds) {
      const reached = (distance[from] as number) + bound;
      if (reached >= (distance[to] as number)) continue;
      distance[to] = reached;
      changed = true;
    }
    if (!changed) return distance;
  }
  throw new Error('there are no moments at which these steps can happen in this order');
}

function earliestOf(before: number): number {
  return 0 - before;
}

function momentsOf(before: Float64Array, after: Float64Array, step: number): Moments {
  const [earliest, latest] = [before[step] as number, after[step] as number];
  return {
    earliest: 0 - limitOf(earliest),
    latest: limitOf(latest),
    ...(isOpen(earliest) && { earliestOpen: true }),
    ...(isOpen(latest) && { latestOpen: true }),
  };
}
