/**
 * The symmetries of a machine as permutations of slots and, for each slot, of values. Rows that a renaming turns into one another are
 * one orbit; the least row of an orbit stands for all of it (Clarke, Enders, Filkorn and Jha 1996; Emerson and Sistla 1996).
 */

import type { Cells } from '../cells.ts';
import type { Interner } from '../interner.ts';
import type { Property } from '../machine.ts';
import { type Element, elementsAmong, productsOf } from './elements.ts';
import type { Renaming } from './renaming.ts';

/** A group of renamings, numbered from 0, which is the one that renames nothing. Renaming g takes slot s to `to[g][s]`. */
export class Group<E> {
  readonly order: number;
  readonly renamings: readonly (Renaming<E> | undefined)[];
  /** `properties[g][p]` is the property that p becomes. */
  readonly properties: readonly (readonly number[])[];
  /** `representatives[p]` is the first of the properties that p becomes. */
  readonly representatives: readonly number[];
  /** `products[g][h]` is first h, then g. */
  readonly products: readonly Int32Array[];
  readonly inverse: Int32Array;
  /** Row written by `least` and by `rename`. */
  readonly renamed: Int32Array;
  readonly #interner: Interner;
  /** Renaming g puts into slot s what was in `from[g][s]`. */
  readonly #from: readonly Int32Array[];
  /** Value v of slot s becomes `images[g][at[s] + v]`. */
  #images: Int32Array[] = [];
  #at = new Int32Array(0);
  #room: Int32Array;
  /** How many values of each slot have images. */
  readonly #done: Int32Array;
  /** Slots that some renaming moves or changes, in order; no other can tell two rows of an orbit apart. */
  #telling: Int32Array = new Int32Array(0);
  readonly #tells: Uint8Array;
  #total = 0;

  private constructor(interner: Interner, elements: readonly Element<E>[]) {
    const slots = interner.shape.slots.length;
    this.order = elements.length;
    this.renamings = elements.map(({ renaming }) => renaming);
    this.properties = elements.map(({ properties }) => properties);
    this.representatives = (elements[0] as Element<E>).properties.map((p) =>
      elements.reduce((first, { properties }) => Math.min(first, properties[p] as number), p),
    );
    this.products = productsOf(elements);
    this.inverse = Int32Array.from(this.products, (row) => row.indexOf(0));
    this.renamed = new Int32Array(slots);
    this.#interner = interner;
    this.#from = elements.map(({ to }) => inverted(to));
    this.#room = new Int32Array(slots);
    this.#done = new Int32Array(slots);
    this.#tells = Uint8Array.from({ length: slots }, (_, slot) =>
      elements.some(({ to }) => to[slot] !== slot) ? 1 : 0,
    );
    this.extend();
  }

  /** Those symmetries of a machine that leave its initial state and the set of properties as they are; undefined if none but the trivial one. */
  static of<S, E>(
    cells: Cells,
    renamings: readonly Renaming<E>[],
    properties: readonly Property<S, E>[],
  ): Group<E> | undefined {
    const identity = {
      renaming: undefined,
      to: Int32Array.from(cells.initial.keys()),
      properties: [...properties.keys()],
    };
    const elements = elementsAmong(renamings, cells, properties);
    return elements.length === 0 ? undefined : new Group(cells.interner, [identity, ...elements]);
  }

  /** Takes note of values that are new since the last call; their images are values, too. Answers whether there were any. */
  extend(): boolean {
    const { counts, shape } = this.#interner;
    if (this.#interner.total === this.#total) return false;
    for (let again = true; again; ) {
      again = false;
      for (const [slot, count] of counts.entries()) {
        if ((this.#done[slot] as number) === count) continue;
        again = true;
        if (count > (this.#room[slot] as number)) this.#makeRoom();
        const { group } = shape.slots[slot] as { group: string };
        for (let value = this.#done[slot] as number; value < count; value++) this.#imagesOf(slot, group, value);
        this.#done[slot] = count;
      }
    }
    this.#telling = Int32Array.from(this.#tells.keys()).filter((slot) => this.#tells[slot] === 1);
    this.#total = this.#interner.total;
    return true;
  }

  /** Writes the row with names renamed by g to `renamed`. */
  rename(g: number, row: Int32Array): void {
    const from = this.#from[g] as Int32Array;
    const images = this.#images[g] as Int32Array;
    for (let slot = 0; slot < row.length; slot++) {
      const source = from[slot] as number;
      this.renamed[slot] = images[(this.#at[source] as number) + (row[source] as number)] as number;
    }
  }

  /** The renaming that makes of this row the least of its orbit. */
  least(row: Int32Array): number {
    let best = 0;
    for (let g = 1; g < this.order; g++) if (this.#compare(g, best, row) < 0) best = g;
    return best;
  }

  /** The renamings that leave this row as it is. */
  keeping(row: Int32Array): number {
    let count = 1;
    for (let g = 1; g < this.order; g++) if (this.#compare(g, 0, row) === 0) count++;
    return count;
  }

  /** Of the renamings that make this row of the least of its orbit (that `best` makes of it) the one with the lowest number. */
  comingFrom(best: number, row: Int32Array): number {
    let lowest = this.inverse[best] as number;
    for (let g = 0; g < this.order; g++) {
      const back = this.inverse[g] as number;
      if (back < lowest && this.#compare(g, best, row) === 0) lowest = back;
    }
    return lowest;
  }

  /** Compares what g and h make of a row: slot by slot, up to the first difference. */
  #compare(g: number, h: number, row: Int32Array): number {
    const telling = this.#telling;
    const at = this.#at;
    const fromG = this.#from[g] as Int32Array;
    const fromH = this.#from[h] as Int32Array;
    const imagesG = this.#images[g] as Int32Array;
    const imagesH = this.#images[h] as Int32Array;
    for (let i = 0; i < telling.length; i++) {
      const slot = telling[i] as number;
      const g1 = fromG[slot] as number;
      const h1 = fromH[slot] as number;
      const difference =
        (imagesG[(at[g1] as number) + (row[g1] as number)] as number) -
        (imagesH[(at[h1] as number) + (row[h1] as number)] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #imagesOf(slot: number, group: string, value: number): void {
    const cell = this.#interner.value(slot, value);
    for (const [g, renaming] of this.renamings.entries()) {
      const from = this.#from[g] as Int32Array;
      const image = renaming ? this.#interner.intern(from.indexOf(slot), renaming.cell(group, cell)) : value;
      (this.#images[g] as Int32Array)[(this.#at[slot] as number) + value] = image;
      if (image !== value) this.#tells[slot] = 1;
    }
  }

  /** New arrays of images, with room for twice as many values in each slot as there are. */
  #makeRoom(): void {
    const room = this.#interner.counts.map((count) => count * 2);
    const at = new Int32Array(room.length);
    let length = 0;
    for (const [slot, width] of room.entries()) {
      at[slot] = length;
      length += width;
    }
    this.#images = this.renamings.map((_, g) => {
      const wider = new Int32Array(length);
      const old = this.#images[g];
      for (const [slot, done] of this.#done.entries()) {
        const begin = this.#at[slot] as number;
        if (old !== undefined && done > 0) wider.set(old.subarray(begin, begin + done), at[slot]);
      }
      return wider;
    });
    this.#at = at;
    this.#room = room;
  }
}

function inverted(to: Int32Array): Int32Array {
  const from = new Int32Array(to.length);
  for (const [slot, target] of to.entries()) from[target] = slot;
  return from;
}
