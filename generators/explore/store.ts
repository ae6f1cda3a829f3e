/**
 * All states found, as packed rows in chunks, with a link to the state each was found from, and an open-addressed
 * hash table over them. Equality is decided on the rows, never on hashes alone.
 */

import type { Packing } from './packing.ts';
import type { Room } from './room.ts';

/** What `add` answers when a bound keeps it from adding. */
export const FULL = -1;
/** What `find` answers for a row that is not there. */
export const ABSENT = -1;

const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;
const FIRST_TABLE_BITS = 12;

/** A set of states, numbered from 0 in the order they were added. */
export class Store {
  count = 0;
  /** Which bound stopped the store from growing. */
  full: 'max-states' | 'max-memory' | undefined;
  #packing: Packing;
  readonly #maxStates: number;
  readonly #room: Room;
  #rows: Int32Array[] = [];
  #parents: Int32Array[] = [];
  #hashes: Int32Array[] = [];
  #tableBits = FIRST_TABLE_BITS;
  /**
   * An entry is a state's number plus one in the low bits and as much of its hash as fits above; 0 is empty. The
   * place comes from the high bits of the same hash, so that the two together decide nearly every comparison.
   */
  #table: Int32Array;

  constructor(packing: Packing, maxStates: number, room: Room) {
    this.#packing = packing;
    this.#maxStates = maxStates;
    this.#room = room;
    this.#table = room.ints(1 << FIRST_TABLE_BITS);
  }

  /** Bytes allocated for rows, parent links, hashes and the hash table. */
  get bytes(): number {
    return this.#rows.length * CHUNK * 4 * (this.#packing.words + 2) + this.#table.byteLength;
  }

  /** Unpacks a state into `row`, copies its packed words, and answers its hash. */
  load(state: number, row: Int32Array, words: Int32Array): number {
    const chunk = this.#rows[state >>> CHUNK_BITS] as Int32Array;
    const width = this.#packing.words;
    const offset = (state & (CHUNK - 1)) * width;
    for (let i = 0; i < width; i++) words[i] = chunk[offset + i] as number;
    this.#packing.unpack(chunk, offset, row);
    return (this.#hashes[state >>> CHUNK_BITS] as Int32Array)[state & (CHUNK - 1)] as number;
  }

  /** The state this one was found from; the initial state's is itself. */
  parent(state: number): number {
    return (this.#parents[state >>> CHUNK_BITS] as Int32Array)[state & (CHUNK - 1)] as number;
  }

  /** The number of the state with these words, or ABSENT. */
  find(words: Int32Array, hash: number): number {
    const entry = this.#table[this.#probe(words, hash)] as number;
    return entry === 0 ? ABSENT : this.#numberIn(entry);
  }

  /** The number of the state with these words, which is added if it is new. FULL if there is no room for it. */
  add(words: Int32Array, hash: number, parent: number): number {
    let at = this.#probe(words, hash);
    const entry = this.#table[at] as number;
    if (entry !== 0) return this.#numberIn(entry);
    const state = this.count;
    if ((state & (CHUNK - 1)) === 0 || state * 2 >= this.#table.length) {
      if (!this.#makeRoom()) return FULL;
      at = this.#probe(words, hash);
    }
    if (state >= this.#maxStates) {
      this.full = 'max-states';
      return FULL;
    }
    const width = this.#packing.words;
    const rows = this.#rows[state >>> CHUNK_BITS] as Int32Array;
    const offset = (state & (CHUNK - 1)) * width;
    for (let i = 0; i < width; i++) rows[offset + i] = words[i] as number;
    (this.#parents[state >>> CHUNK_BITS] as Int32Array)[state & (CHUNK - 1)] = parent;
    (this.#hashes[state >>> CHUNK_BITS] as Int32Array)[state & (CHUNK - 1)] = hash;
    this.#table[at] = this.#entry(state, hash);
    this.count = state + 1;
    return state;
  }

  /** Rewrites all rows in a new layout, chunk by chunk. Answers false, and changes nothing, if memory does not allow it. */
  repack(packing: Packing): boolean {
    const old = this.#packing;
    const growth = (packing.words - old.words) * CHUNK * 4 * this.#rows.length;
    if (!this.#affords(growth + packing.words * CHUNK * 4)) return false;
    const row = new Int32Array(old.word.length);
    for (const [i, chunk] of this.#rows.entries()) {
      const rewritten = new Int32Array(CHUNK * packing.words);
      const held = Math.min(CHUNK, this.count - i * CHUNK);
      for (let k = 0; k < held; k++) {
        old.unpack(chunk, k * old.words, row);
        packing.pack(row, rewritten, k * packing.words);
      }
      this.#rows[i] = rewritten;
    }
    this.#room.take(growth);
    this.#packing = packing;
    return true;
  }

  /** The place in the table of these words, or the empty place where they belong. */
  #probe(words: Int32Array, hash: number): number {
    const table = this.#table;
    const mixed = Math.imul(hash, 0x9e3779b1);
    const tag = mixed << this.#tableBits;
    const mask = table.length - 1;
    let at = mixed >>> (32 - this.#tableBits);
    for (;;) {
      const entry = table[at] as number;
      if (entry === 0) return at;
      if (((entry ^ tag) & ~mask) === 0 && this.#holds(this.#numberIn(entry), words)) return at;
      at = (at + 1) & mask;
    }
  }

  #numberIn(entry: number): number {
    return (entry & (this.#table.length - 1)) - 1;
  }

  #entry(state: number, hash: number): number {
    return (Math.imul(hash, 0x9e3779b1) << this.#tableBits) | (state + 1);
  }

  #holds(state: number, words: Int32Array): boolean {
    const rows = this.#rows[state >>> CHUNK_BITS] as Int32Array;
    const width = this.#packing.words;
    const offset = (state & (CHUNK - 1)) * width;
    for (let i = 0; i < width; i++) if (rows[offset + i] !== words[i]) return false;
    return true;
  }

  #affords(bytes: number): boolean {
    if (bytes <= this.#room.left) return true;
    this.full = 'max-memory';
    return false;
  }

  /** Before state number `count` is added: a chunk for it, and a table that stays half empty. */
  #makeRoom(): boolean {
    if (this.count * 2 >= this.#table.length) {
      if (!this.#affords(this.#table.byteLength)) return false;
      this.#rehash();
    }
    if ((this.count & (CHUNK - 1)) === 0) {
      const { words } = this.#packing;
      if (!this.#affords(CHUNK * 4 * (words + 2))) return false;
      this.#rows.push(this.#room.ints(CHUNK * words));
      this.#parents.push(this.#room.ints(CHUNK));
      this.#hashes.push(this.#room.ints(CHUNK));
    }
    return true;
  }

  /** Doubles the table. The old one is dropped first, so that the two never exist together. */
  #rehash(): void {
    this.#room.take(-this.#table.byteLength);
    this.#table = new Int32Array(0);
    this.#tableBits++;
    this.#table = this.#room.ints(2 ** this.#tableBits);
    const table = this.#table;
    const mask = table.length - 1;
    for (let state = 0; state < this.count; state++) {
      const hash = (this.#hashes[state >>> CHUNK_BITS] as Int32Array)[state & (CHUNK - 1)] as number;
      let at = Math.imul(hash, 0x9e3779b1) >>> (32 - this.#tableBits);
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = this.#entry(state, hash);
    }
  }
}
