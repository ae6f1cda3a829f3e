/** The search a reader would write first. Slow, obviously right, and the measure of the engine in its tests. */

import type { Machine } from './machine.ts';
import { canonical } from './plain.ts';

/** What the naive search counts. */
export interface NaiveCounts<S> {
  readonly states: number;
  readonly transitions: number;
  readonly deadlocks: number;
  readonly depth: number;
  /** All states in the order they were found. */
  readonly found: readonly S[];
}

/** Breadth-first search over plain states keyed by their text. */
export function exploreNaively<S, E>(machine: Machine<S, E>): NaiveCounts<S> {
  const depths = new Map([[canonical(machine.initial), 0]]);
  const found = [machine.initial];
  let [transitions, deadlocks, depth] = [0, 0, 0];
  for (const state of found) {
    const events = machine.components.flatMap((component) => component.enabled(state));
    transitions += events.length;
    if (events.length === 0) deadlocks++;
    depth = depths.get(canonical(state)) as number;
    for (const event of events) {
      const next = machine.reduce(state, event);
      const key = canonical(next);
      if (depths.has(key)) continue;
      depths.set(key, depth + 1);
      found.push(next);
    }
  }
  return { states: found.length, transitions, deadlocks, depth, found };
}
