/** The door of the explorer: a search over a machine, all at once or in portions. */

import { Exploring } from './exploring.ts';
import type { Exploration, Machine, Property } from './machine.ts';

/** What a search has done so far. `bytes` is what it holds in typed arrays. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  /** States found but not yet expanded. */
  readonly frontier: number;
  readonly depth: number;
  readonly bytes: number;
}

/** Bounds and control. Without any the search goes on to the end. */
export interface ExploreOptions {
  readonly maxStates?: number;
  /** Bound on states, hash table, decision trees and the scratch arrays of liveness; checked before allocation. */
  readonly maxMemoryBytes?: number;
  /** Asked every 1 024 states; true ends the search. */
  readonly interrupted?: () => boolean;
  /** Told every 1 024 states. */
  readonly progress?: (progress: Progress) => void;
  /** End the search once every safety property is violated. */
  readonly stopWhenDecided?: boolean;
  /**
   * Of a machine with `timing`: leave out a class that a class found before includes. The reachable states and the verdicts
   * on states and steps are the same, and fewer classes are met; they are no graph to judge leads-to on.
   * Default true; false if there is a leads-to property.
   */
  readonly inclusion?: boolean;
  /**
   * Make use of the machine's symmetries. Verdicts, lengths of runs and how often a promise had something to say are the same.
   * Default true; of a machine with `timing` they are not made use of.
   */
  readonly symmetry?: boolean;
  /** Debug mode: runs the machine's code a second time on plain data wherever it runs, and compares. */
  readonly doubleCheck?: boolean;
}

/** A search that can be continued. `result` may be asked for at any time. */
export interface Explorer<S, E> {
  /** Works on `budget` more states (or on one leads-to property), then says whether there is more to do. */
  advance(budget: number): 'more' | 'done';
  progress(): Progress;
  result(): Exploration<S, E>;
}

/** Searches everything at once. */
export function explore<S extends object, E>(
  machine: Machine<S, E>,
  properties: readonly Property<S, E>[] = [],
  options: ExploreOptions = {},
): Exploration<S, E> {
  const exploration = startExploration(machine, properties, options);
  while (exploration.advance(2 ** 20) === 'more');
  return exploration.result();
}

/** A search that is advanced by its owner, portion by portion. */
export function startExploration<S extends object, E>(
  machine: Machine<S, E>,
  properties: readonly Property<S, E>[] = [],
  options: ExploreOptions = {},
): Explorer<S, E> {
  return new Exploring(machine, properties, options);
}
