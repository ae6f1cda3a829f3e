/** Runs a machine's code on a row of integers: on the traced view, and in the debug mode once more on plain data. */

import { Interner } from './interner.ts';
import { canonical } from './plain.ts';
import { Shape } from './shape.ts';
import { TracedView } from './view.ts';

/** What a run answered and which slots it read, in order. */
export interface Run<T> {
  readonly result: T;
  readonly reads: readonly number[];
}

/** The cells of one machine: their shape, their values, and the view its code is run on. */
export class Cells {
  readonly interner: Interner;
  /** The initial state as a row. */
  readonly initial: Int32Array;
  readonly #view: TracedView;
  readonly #doubleCheck: boolean;

  constructor(initial: object, fixed: readonly string[], doubleCheck: boolean) {
    this.interner = new Interner(new Shape(initial, fixed));
    this.initial = this.interner.rowOf(initial);
    this.#view = new TracedView(this.interner);
    this.#doubleCheck = doubleCheck;
  }

  /**
   * Runs `code` on the state this row stands for. Errors are given the name of the culprit. `essence` is what two
   * answers must share to count as the same.
   */
  run<T>(
    row: Int32Array,
    name: string,
    code: (state: object) => T,
    essence: (result: T) => unknown = (result) => result,
  ): Run<T> {
    try {
      this.#view.begin(row);
      const result = code(this.#view.state);
      const { reads } = this.#view;
      this.#view.end();
      if (this.#doubleCheck) compare(essence(result), essence(code(this.interner.stateOf(row))));
      return { result, reads };
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      this.#view.end();
    }
  }

  /** What a state that code returned differs in from the state it was given: slot, value, slot, value, … */
  changesIn(after: unknown): number[] {
    const changes: number[] = [];
    for (const [slot, cell] of this.interner.shape.cellsOf(after, this.#view.state)) {
      const from = this.#view.slotOf(cell);
      if (from === slot) continue;
      changes.push(slot, this.interner.intern(slot, cell));
    }
    return changes;
  }

  /** The state with these changes made to it. */
  with(state: object, changes: Int32Array): object {
    const cells = [...this.interner.shape.cellsOf(state)].map(([, cell]) => cell);
    for (let i = 0; i < changes.length; i += 2) {
      const slot = changes[i] as number;
      cells[slot] = this.interner.value(slot, changes[i + 1] as number);
    }
    return this.interner.shape.assemble((slot) => cells[slot] as object);
  }
}

/** The changes among `changes` that make a difference to this row. */
export function effective(changes: readonly number[], row: Int32Array): number[] {
  return changes.filter((_, i) => row[changes[i - (i % 2)] as number] !== changes[i - (i % 2) + 1]);
}

function compare(traced: unknown, plain: unknown): void {
  if (canonical(traced) === canonical(plain)) return;
  throw new Error(
    'it answers differently on plain data than on stand-ins of the same cells; does it compare cells with === ' +
      'or depend on something outside its arguments?',
  );
}
