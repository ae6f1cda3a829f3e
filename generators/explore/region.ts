/** The part of the state graph a leads-to property speaks about: who owes (`from`), and where the debt is paid (`to`). */

import { UNKNOWN } from './forest.ts';
import type { Graph } from './graph.ts';
import type { LeadsToProperty } from './machine.ts';
import type { Memo } from './memo.ts';
import type { Room } from './room.ts';

const PAID = 1;
const DEBTOR = 2;
const DOOMED = 4;

/** Marks on all states of the store for one property. */
export class Region {
  /** How many states `from` holds in. */
  readonly debtors: number;
  /** Only states below this number have been expanded; the others are no part of any run. */
  readonly expanded: number;
  readonly #marks: Uint8Array;

  constructor(marks: Uint8Array, debtors: number, expanded: number) {
    this.#marks = marks;
    this.debtors = debtors;
    this.expanded = expanded;
  }

  get states(): number {
    return this.#marks.length;
  }

  /** `from` holds here. */
  isDebtor(state: number): boolean {
    return ((this.#marks[state] as number) & DEBTOR) !== 0;
  }

  /** `to` holds here. */
  isPaid(state: number): boolean {
    return ((this.#marks[state] as number) & PAID) !== 0;
  }

  /** A run that has not paid yet can be continued from here. */
  isOpen(state: number): boolean {
    return state >= 0 && state < this.expanded && ((this.#marks[state] as number) & PAID) === 0;
  }

  /** A fair run can stay here, or in the strongly connected component of this state, without ever paying. */
  isDoomed(state: number): boolean {
    return ((this.#marks[state] as number) & DOOMED) !== 0;
  }

  doom(state: number): void {
    this.#marks[state] = (this.#marks[state] as number) | DOOMED;
  }
}

/** Evaluates `from` and `to` in every state, through the memo. */
export function regionOf<S, E>(
  property: LeadsToProperty<S>,
  memo: Memo<S, E>,
  stepper: Graph,
  extent: { readonly states: number; readonly expanded: number },
  room: Room,
): Region {
  const { states, expanded } = extent;
  room.take(states);
  const marks = new Uint8Array(states);
  const from = predicate(`from of '${property.id}'`, property.from, memo);
  const to = predicate(`to of '${property.id}'`, property.to, memo);
  let debtors = 0;
  for (let state = 0; state < states; state++) {
    room.tick();
    if (stepper.isSpare?.(state) === true) continue;
    stepper.load(state);
    const owes = (state === 0 || property.initially !== true) && from(stepper.row);
    if (owes) debtors++;
    marks[state] = (owes ? DEBTOR : 0) | (to(stepper.row) ? PAID : 0);
  }
  return new Region(marks, debtors, expanded);
}

function predicate<S, E>(name: string, holds: (state: S) => boolean, memo: Memo<S, E>): (row: Int32Array) => boolean {
  const { forest } = memo;
  const tree = forest.plant();
  return (row) => {
    const known = forest.walk(tree, row);
    if (known !== UNKNOWN) return known === 1;
    memo.predicateCalls++;
    const { result, reads } = memo.cells.run(row, name, (state) => Boolean(holds(state as S)));
    memo.learn(name, tree, reads, row, result ? 1 : 0);
    return result;
  };
}
