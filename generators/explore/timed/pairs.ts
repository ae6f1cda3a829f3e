/** A map from pairs of integers to integers, open-addressed on one typed array. */

import type { Room } from '../room.ts';

const FIRST_BITS = 10;

/** Keys are pairs of integers from 0; so are values, of integers from 0. */
export class PairMap {
  size = 0;
  readonly #room: Room;
  #bits = FIRST_BITS;
  /** Entries of three: first key plus one (0 is empty), second key, value. */
  #entries: Int32Array;

  constructor(room: Room) {
    this.#room = room;
    this.#entries = room.ints(3 << FIRST_BITS);
  }

  get bytes(): number {
    return this.#entries.byteLength;
  }

  /** The value, or -1. */
  get(first: number, second: number): number {
    const at = this.#probe(first, second);
    return this.#entries[at] === 0 ? -1 : (this.#entries[at + 2] as number);
  }

  set(first: number, second: number, value: number): void {
    if (this.size * 3 >= 2 << this.#bits) this.#grow();
    const at = this.#probe(first, second);
    if (this.#entries[at] === 0) this.size++;
    this.#entries[at] = first + 1;
    this.#entries[at + 1] = second;
    this.#entries[at + 2] = value;
  }

  #probe(first: number, second: number): number {
    const entries = this.#entries;
    const mask = (1 << this.#bits) - 1;
    let h = Math.imul(first + 1, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
    for (let slot = (h ^ (h >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 3;
      if (entries[at] === 0 || (entries[at] === first + 1 && entries[at + 1] === second)) return at;
    }
  }

  #grow(): void {
    const old = this.#entries;
    this.#bits++;
    this.#entries = this.#room.ints(3 << this.#bits);
    for (let at = 0; at < old.length; at += 3) {
      if (old[at] === 0) continue;
      const to = this.#probe((old[at] as number) - 1, old[at + 1] as number);
      this.#entries.set(old.subarray(at, at + 3), to);
    }
    this.#room.take(-4 * old.length);
  }
}
