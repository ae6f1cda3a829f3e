/** The machine's `timing` and `renews` through the memo: a decision tree per event, whose leaves are intervals, or lists of events. */

import { UNKNOWN } from '../forest.ts';
import type { Machine } from '../machine.ts';
import type { Memo } from '../memo.ts';
import { canonical } from '../plain.ts';
import type { Intervals } from './intervals.ts';

const NONE: ReadonlySet<number> = new Set();

/** Answers how long events wait, and which steps make them wait anew. */
export class Timings<S, E> {
  calls = 0;
  readonly #machine: Machine<S, E>;
  readonly #memo: Memo<S, E>;
  readonly #intervals: Intervals;
  readonly #timingTrees: number[] = [];
  readonly #renewalTrees: number[] = [];
  readonly #renewals: ReadonlySet<number>[] = [];

  constructor(machine: Machine<S, E>, memo: Memo<S, E>, intervals: Intervals) {
    this.#machine = machine;
    this.#memo = memo;
    this.#intervals = intervals;
  }

  /** The name of the interval of an event that becomes possible in this row. */
  intervalOf(event: number, row: Int32Array): number {
    const tree = this.#tree(this.#timingTrees, event);
    const known = this.#memo.forest.walk(tree, row);
    if (known !== UNKNOWN) return known;
    this.calls++;
    const subject = this.#memo.events[event] as E;
    const name = `timing of ${canonical(subject)}`;
    const { result, reads } = this.#memo.cells.run(row, name, (state) =>
      this.#intervals.intern(this.#machine.timing?.(state as S, subject)),
    );
    this.#memo.learn(name, tree, reads, row, result);
    return result;
  }

  /** The events that wait anew after this event has happened in this row. */
  renewedBy(event: number, row: Int32Array): ReadonlySet<number> {
    const { renews } = this.#machine;
    if (renews === undefined) return NONE;
    const tree = this.#tree(this.#renewalTrees, event);
    const known = this.#memo.forest.walk(tree, row);
    if (known !== UNKNOWN) return this.#renewals[known] as ReadonlySet<number>;
    this.calls++;
    const subject = this.#memo.events[event] as E;
    const name = `renews of ${canonical(subject)}`;
    const { result, reads } = this.#memo.cells.run(row, name, (state) =>
      renews(state as S, subject).map((other) => this.#memo.internEvent(other)),
    );
    const renewed = new Set(result);
    this.#memo.learn(name, tree, reads, row, this.#renewals.push(renewed) - 1);
    return renewed;
  }

  #tree(trees: number[], event: number): number {
    while (trees.length <= event) trees.push(this.#memo.forest.plant());
    return trees[event] as number;
  }
}
