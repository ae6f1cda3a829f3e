/** Who may do what in a row, and with what outcome: the transitions of a state, as integers, without where they lead. */

import { lengthened } from './ints.ts';
import type { Memo } from './memo.ts';

/** Asks every component; the answer stays in the fields until the next. */
export class Collector<S, E> {
  owners = new Int32Array(64);
  outcomes = new Int32Array(64);
  readonly #memo: Memo<S, E>;

  constructor(memo: Memo<S, E>) {
    this.#memo = memo;
  }

  /** How many transitions there are. */
  collect(row: Int32Array): number {
    const memo = this.#memo;
    let n = 0;
    for (let component = 0; component < memo.components.length; component++) {
      const list = memo.enabled(component, row);
      const end = memo.listAt.data[list + 1] as number;
      for (let i = memo.listAt.data[list] as number; i < end; i++) {
        if (n === this.outcomes.length) this.#lengthen();
        this.owners[n] = component;
        this.outcomes[n] = memo.outcome(component, memo.listItems.data[i] as number, row);
        n++;
      }
    }
    return n;
  }

  #lengthen(): void {
    this.owners = lengthened(this.owners);
    this.outcomes = lengthened(this.outcomes);
  }
}
