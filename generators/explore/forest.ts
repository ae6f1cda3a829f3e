/**
 * Decision trees over the cells of a row. An inner node reads one slot and has one child per value of it; a leaf is
 * an integer, whose meaning is the caller's. All trees share one pool of integers: a node is its slot followed by
 * its children, a child is a node (positive), unknown as yet (0) or a leaf (negative, complemented).
 */

import { Ints } from './ints.ts';
import type { Room } from './room.ts';

/** What `walk` answers where no leaf has been learnt yet. */
export const UNKNOWN = -1;

const FIRST_POOL = 1024;

/** Many decision trees, named by the integer `plant` answers. */
export class Forest {
  #pool: Int32Array;
  #used = 1;
  #capacities: Int32Array;
  readonly #roots = new Ints();
  readonly #room: Room;

  /** `capacities`: for each slot the number of values a row may have there. */
  constructor(capacities: Int32Array, room: Room) {
    this.#capacities = capacities;
    this.#room = room;
    this.#pool = room.ints(FIRST_POOL);
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
    const wider = new Forest(capacities, this.#room);
    const roots = this.#roots.data.slice(0, this.#roots.length).map((node) => this.#moveTo(wider, node));
    this.#room.take(-4 * this.#pool.length);
    this.#capacities = capacities;
    this.#pool = wider.#pool;
    this.#used = wider.#used;
    this.#roots.data.set(roots);
  }

  #moveTo(other: Forest, node: number): number {
    if (node <= 0) return node;
    const slot = this.#pool[node] as number;
    const moved = other.#allocate(slot);
    const kept = Math.min(this.#capacities[slot] as number, other.#capacities[slot] as number);
    for (let value = 1; value <= kept; value++) {
      const child = this.#moveTo(other, this.#pool[node + value] as number);
      other.#pool[moved + value] = child;
    }
    return moved;
  }

  #allocate(slot: number): number {
    const node = this.#used;
    const end = node + 1 + (this.#capacities[slot] as number);
    if (end > this.#pool.length) {
      const wider = this.#room.ints(Math.max(this.#pool.length * 2, end));
      wider.set(this.#pool);
      this.#room.take(-4 * this.#pool.length);
      this.#pool = wider;
    }
    this.#used = end;
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
