/** Every distinct value of a cell is kept once and named by a small integer, counted per slot. */

import { canonical, plainCopy } from './plain.ts';
import type { Shape } from './shape.ts';

/** The values seen so far, slot by slot. */
export class Interner {
  readonly shape: Shape;
  /** How many values each slot has had. */
  readonly counts: Int32Array;
  /** How many values all slots together have had. */
  total = 0;
  /** Some slot has had more values than there was room for when `fitted` was last called. */
  outgrown = true;
  #room: Int32Array;
  readonly #ids: readonly Map<string, number>[];
  readonly #values: readonly object[][];
  /** Structurally equal cells are one object over all slots, so that plain states look as the memo sees them. */
  readonly #shared = new Map<string, object>();

  constructor(shape: Shape) {
    this.shape = shape;
    this.counts = new Int32Array(shape.slots.length);
    this.#room = new Int32Array(shape.slots.length);
    this.#ids = shape.slots.map(() => new Map());
    this.#values = shape.slots.map(() => []);
  }

  /** The integer that names this value in this slot. */
  intern(slot: number, cell: object): number {
    const { group, key } = this.shape.slots[slot] as { group: string; key: string };
    const copy = plainCopy(cell, `${group}.${key}`) as object;
    const text = canonical(copy);
    const ids = this.#ids[slot] as Map<string, number>;
    const known = ids.get(text);
    if (known !== undefined) return known;
    const id = ids.size;
    ids.set(text, id);
    if (!this.#shared.has(text)) this.#shared.set(text, copy);
    (this.#values[slot] as object[]).push(this.#shared.get(text) as object);
    this.counts[slot] = ids.size;
    this.total++;
    if (ids.size > (this.#room[slot] as number)) this.outgrown = true;
    return id;
  }

  /** Takes note that there is room for so many values in each slot. */
  fitted(room: Int32Array): void {
    this.#room = room;
    this.outgrown = false;
  }

  /** The value an integer names. */
  value(slot: number, id: number): object {
    return (this.#values[slot] as object[])[id] as object;
  }

  /** The plain state a row of integers stands for. */
  stateOf(row: Int32Array): object {
    return this.shape.assemble((slot) => this.value(slot, row[slot] as number));
  }

  /** The row of integers that stands for a plain state. */
  rowOf(state: unknown): Int32Array {
    const row = new Int32Array(this.shape.slots.length);
    for (const [slot, cell] of this.shape.cellsOf(state)) row[slot] = this.intern(slot, cell);
    return row;
  }
}
