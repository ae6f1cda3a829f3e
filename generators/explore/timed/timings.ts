/** The machine's `timing` through the memo: one decision tree per event, whose leaves are intervals. */

import { UNKNOWN } from '../forest.ts';
import type { Machine } from '../machine.ts';
import type { Memo } from '../memo.ts';
import { canonical } from '../plain.ts';
import type { Intervals } from './intervals.ts';

/** Answers the interval an event is given in a state in which it becomes possible. */
export class Timings<S, E> {
  calls = 0;
  readonly #timing: NonNullable<Machine<S, E>['timing']>;
  readonly #memo: Memo<S, E>;
  readonly #intervals: Intervals;
  readonly #trees: number[] = [];

  constructor(timing: NonNullable<Machine<S, E>['timing']>, memo: Memo<S, E>, intervals: Intervals) {
    this.#timing = timing;
    this.#memo = memo;
    this.#intervals = intervals;
  }

  /** The name of the interval of an event that becomes possible in this row. */
  intervalOf(event: number, row: Int32Array): number {
    while (this.#trees.length <= event) this.#trees.push(this.#memo.forest.plant());
    const tree = this.#trees[event] as number;
    const known = this.#memo.forest.walk(tree, row);
    if (known !== UNKNOWN) return known;
    this.calls++;
    const subject = this.#memo.events[event] as E;
    const name = `timing of ${canonical(subject)}`;
    const { result, reads } = this.#memo.cells.run(row, name, (state) =>
      this.#intervals.intern(this.#timing(state as S, subject)),
    );
    this.#memo.learn(name, tree, reads, row, result);
    return result;
  }
}
