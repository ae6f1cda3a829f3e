/**
 * Decision trees over the cells of a row. An inner node reads one slot and has one child per value of it; a leaf is
 * an integer, whose meaning is the caller's. All trees share one pool of integers: a node is its slot followed by
 * its children, a child is a node (positive), unknown as yet (0) or a leaf (negative, complemented).
 */

import { Ints } from './ints.ts';

/** What `walk` answers where no leaf has been learnt yet. */
export const UNKNOWN = -1;

/** Many decision trees, named by the integer `plant` answers. */
export class Forest {
  #pool = new Int32Array(1024);
  #used = 1;
  #capacities: Int32Array;
  readonly #roots = new Ints();

  /** `capacities`: for each slot the number of values a row may have there. */
  constructor(capacities: Int32Array) {
    this.#capacities = capacities;
  }

  get bytes(): number {
    return this.#pool.byteLength + this.#roots.data.byteLength;
  }

  /** A new tree that knows nothing. */
  plant(): number {
    this.#roots.push(0);
    return this.#roots.length - 1;
  }

  /** The leaf this row leads to. */
  walk(tree: number, row: Int32Array): number {
    const pool = this.#pool;
    let node = this.#roots.data[tree] as number;
    while (node > 0) node = pool[node + 1 + (row[pool[node] as number] as number)] as number;
    return ~node;
  }

  /** Adds the path that reads these slots of the row in this order and ends in this leaf. */
  learn(tree: number, reads: readonly number[], row: Int32Array, leaf: number): void {
    let place = -1 - tree;
    for (const slot of reads) {
      let node = this.#get(place);
      if (node === 0) {
        node = this.#allocate(slot);
        this.#set(place, node);
      }
      if (node < 0 || this.#pool[node] !== slot) throw impure();
      place = node + 1 + (row[slot] as number);
    }
    if (this.#get(place) !== 0) throw impure();
    this.#set(place, ~leaf);
  }

  /** Gives every node room for so many values. Less room than before is fine if the values above have not occurred. */
  resize(capacities: Int32Array): void {
    const old = this.#pool;
    const oldCapacities = this.#capacities;
    this.#capacities = capacities;
    this.#pool = new Int32Array(old.length);
    this.#used = 1;
    const move = (node: number): number => {
      if (node <= 0) return node;
      const slot = old[node] as number;
      const moved = this.#allocate(slot);
      const kept = Math.min(oldCapacities[slot] as number, capacities[slot] as number);
      for (let value = 0; value < kept; value++) {
        const child = move(old[node + 1 + value] as number);
        this.#pool[moved + 1 + value] = child;
      }
      return moved;
    };
    const roots = this.#roots;
    for (let tree = 0; tree < roots.length; tree++) roots.data[tree] = move(roots.data[tree] as number);
  }

  #allocate(slot: number): number {
    const node = this.#used;
    this.#used += 1 + (this.#capacities[slot] as number);
    if (this.#used > this.#pool.length) {
      const wider = new Int32Array(Math.max(this.#pool.length * 2, this.#used));
      wider.set(this.#pool);
      this.#pool = wider;
    }
    this.#pool[node] = slot;
    return node;
  }

  /** A place is where a node's name is kept: in the pool, or (negative) among the roots. */
  #get(place: number): number {
    return (place < 0 ? this.#roots.data[-1 - place] : this.#pool[place]) as number;
  }

  #set(place: number, node: number): void {
    if (place < 0) this.#roots.data[-1 - place] = node;
    else this.#pool[place] = node;
  }
}

function impure(): Error {
  return new Error('it read other cells than before although all cells read so far were the same: it is not pure');
}
