/**
 * The untimed transitions of each state, worked out once: many classes share a state. Where a transition leads, and
 * what it does to the waiting events, is worked out when time first lets it happen.
 */

import { Ints } from '../ints.ts';
import type { Memo } from '../memo.ts';
import type { Stepper } from '../stepper.ts';
import type { Timings } from './timings.ts';
import { NOBODY, type Turnovers } from './turnovers.ts';

/** How a transition is written in `Offers.data`: so many integers, at the places that follow. */
export const WIDTH = 5;
/** The component that acts. */
export const OWNER = 0;
/** The event with what it changes. */
export const OUTCOME = 1;
/** The event alone. */
export const EVENT = 2;
/** The state it leads to; negative until resolved. */
export const TARGET = 3;
/** What it does to the waiting events; negative until resolved. */
export const TURNOVER = 4;

const NONE: ReadonlySet<number> = new Set();

/** Transitions by state, in one list of integers. */
export class Offers<S, E> {
  readonly #memo: Memo<S, E>;
  readonly #stepper: Stepper<S, E>;
  readonly #timings: Timings<S, E>;
  readonly #turnovers: Turnovers;
  readonly #items = new Ints();
  /** Where the transitions of a state begin, plus one, and where they end; 0 if they are not there yet. */
  readonly #begin = new Ints();
  readonly #end = new Ints();

  constructor(memo: Memo<S, E>, stepper: Stepper<S, E>, timings: Timings<S, E>, turnovers: Turnovers) {
    this.#memo = memo;
    this.#stepper = stepper;
    this.#timings = timings;
    this.#turnovers = turnovers;
  }

  get data(): Int32Array {
    return this.#items.data;
  }

  get bytes(): number {
    return this.#items.data.byteLength + this.#begin.data.byteLength + this.#end.data.byteLength;
  }

  /** The transitions of a state are at `begin(state)`, `begin(state) + WIDTH`, … up to `end(state)`. */
  begin(state: number): number {
    if (state >= this.#begin.length || this.#begin.data[state] === 0) this.#collect(state);
    return (this.#begin.data[state] as number) - 1;
  }

  end(state: number): number {
    return this.#end.data[state] as number;
  }

  /** The turnover by which the waiting begins: everything that is possible in the initial state starts. */
  beginning(): number {
    const possible = this.#possibleIn(0);
    this.#stepper.load(0);
    return this.#turnovers.between({ fired: NOBODY, before: NONE, after: possible, renewed: NONE }, (event) =>
      this.#intervalOf(event),
    );
  }

  /** Fills in where the transition at this place leads. Another state than before may be loaded afterwards. */
  resolve(state: number, at: number): void {
    this.#stepper.load(state);
    const target = this.#stepper.follow(this.data[at + OUTCOME] as number);
    const fired = this.data[at + EVENT] as number;
    const before = this.#possibleIn(state);
    const after = this.#possibleIn(target);
    this.#stepper.load(state);
    const renewed = this.#timings.renewedBy(fired, this.#stepper.row);
    this.#stepper.load(target);
    const turnover = this.#turnovers.between({ fired, before, after, renewed }, (event) => this.#intervalOf(event));
    this.data[at + TARGET] = target;
    this.data[at + TURNOVER] = turnover;
  }

  #intervalOf(event: number): number {
    return this.#timings.intervalOf(event, this.#stepper.row);
  }

  #possibleIn(state: number): Set<number> {
    const possible = new Set<number>();
    const from = this.begin(state);
    for (let at = from; at < this.end(state); at += WIDTH) possible.add(this.data[at + EVENT] as number);
    return possible;
  }

  #collect(state: number): void {
    const n = this.#stepper.offer(state);
    while (this.#begin.length <= state) {
      this.#begin.push(0);
      this.#end.push(0);
    }
    this.#begin.data[state] = this.#items.length + 1;
    const { owners, outcomes } = this.#stepper;
    for (let i = 0; i < n; i++) {
      const outcome = outcomes[i] as number;
      this.#items.push(owners[i] as number);
      this.#items.push(outcome);
      this.#items.push(this.#memo.outcomeEvent.data[outcome] as number);
      this.#items.push(-1);
      this.#items.push(-1);
    }
    this.#end.data[state] = this.#items.length;
  }
}
