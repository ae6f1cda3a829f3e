/** A graph of numbered states as searches see it: untimed states, or state classes. */

import type { Edges } from './edges.ts';

/** Somebody who makes events happen, under the number that `owners` gives. */
export interface Actor {
  readonly name: string;
  readonly fair?: boolean;
}

/** The transition relation, one state at a time; the answers stay in the fields until the next. */
export interface Graph extends Edges {
  /** The state last loaded or expanded, unpacked. */
  readonly row: Int32Array;
  /** With what outcome each transition happens. */
  readonly outcomes: Int32Array;
  readonly actors: readonly Actor[];
  /** How many states of the machine the state last loaded or expanded stands for. */
  readonly orbit: number;
  /** Whether this number stands for no state of its own, but for one that has another number, too. Absent: no number does. */
  readonly isSpare?: (state: number) => boolean;
  /** Makes the initial state number 0. Answers false if there is no room even for that. */
  addInitial(): boolean;
  /** Unpacks a state into `row`. */
  load(state: number): void;
  /** As `expand`, but targets that are new are added. Answers fewer transitions than there are if there is no room. */
  grow(state: number): number;
}

/** The set of states found so far. */
export interface Found {
  readonly count: number;
  /** Which bound stopped the set from growing. */
  readonly full: 'max-states' | 'max-memory' | undefined;
  readonly bytes: number;
  /** The state this one was found from; the initial state's is itself. */
  parent(state: number): number;
}
