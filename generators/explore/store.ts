/**
 * All states found, as packed rows in chunks, with a link to the state each was found from, and an open-addressed
 * hash table over them. Equality is decided on the rows, never on hashes alone.
 */

import type { Packing } from './packing.ts';

/** What `add` answers when a bound keeps it from adding. */
export const FULL = -1;
/** What `find` answers for a row that is not there. */
export const ABSENT = -1;

/** How much the store may hold. */
export interface Bounds {
  readonly maxStates: number;
  readonly maxBytes: number;
}

const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;
const FIRST_TABLE_BITS = 12;

/** A set of states, numbered from 0 in the order they were added. */
export class Store {
  count = 0;
  /** Which bound stopped the store from growing. */
  full: 'max-states' | 'max-memory' | undefined;
  /** Bytes others hold that count against the same bound. */
  bytesElsewhere = 0;
  #packing: Packing;
  readonly #bounds: Bounds;
  #rows: Int32Array[] = [];
  #parents: Int32Array[] = [];
  #hashes: Int32Array[] = [];
  #tableBits = FIRST_TABLE_BITS;
  /**
   * An entry is a state's number plus one in the low bits and as much of its hash as fits above; 0 is empty. The
   * place comes from the high bits of the same hash, so that the two together decide nearly every comparison.
   */
  #table = new Int32Array(1 << FIRST_TABLE_BITS);

  #entries = new Int32Array(64);
  /** Keeps the fetches of `warm` from being optimised away. */
  #warmed = 0;

  constructor(packing: Packing, bounds: Bounds) {
    this.#packing = packing;
    this.#bounds = bounds;
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

  /**
   * Fetches into the processor's cache what looking up these hashes will need. The fetches do not depend on each
   * other, so the processor has them all under way at once; one lookup after the other would wait for each in turn.
   */
  warm(hashes: Int32Array, n: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    const entries = this.#entries.length < n ? new Int32Array(n * 2) : this.#entries;
    this.#entries = entries;
    for (let i = 0; i < n; i++) {
      entries[i] = table[Math.imul(hashes[i] as number, 0x9e3779b1) >>> (32 - this.#tableBits)] as number;
    }
    let sum = 0;
    const width = this.#packing.words;
    for (let i = 0; i < n; i++) {
      const entry = entries[i] as number;
      if (entry === 0) continue;
      const state = (entry & mask) - 1;
      sum ^= (this.#rows[state >>> CHUNK_BITS] as Int32Array)[(state & (CHUNK - 1)) * width] as number;
    }
    this.#warmed = sum;
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
    if (state >= this.#bounds.maxStates) {
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
    const extra = (packing.words - this.#packing.words) * CHUNK * 4 * this.#rows.length + packing.words * CHUNK * 4;
    if (!this.#affords(extra)) return false;
    const old = this.#packing;
    const row = new Int32Array(old.word.length);
    for (const [i, chunk] of this.#rows.entries()) {
      const wider = new Int32Array(CHUNK * packing.words);
      const held = Math.min(CHUNK, this.count - i * CHUNK);
      for (let k = 0; k < held; k++) {
        old.unpack(chunk, k * old.words, row);
        packing.pack(row, wider, k * packing.words);
      }
      this.#rows[i] = wider;
    }
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

  #affords(extra: number): boolean {
    if (this.bytes + this.bytesElsewhere + extra <= this.#bounds.maxBytes) return true;
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
      this.#rows.push(new Int32Array(CHUNK * words));
      this.#parents.push(new Int32Array(CHUNK));
      this.#hashes.push(new Int32Array(CHUNK));
    }
    return true;
  }

  /** Doubles the table. The old one is dropped first, so that the two never exist together. */
  #rehash(): void {
    this.#table = new Int32Array(0);
    this.#tableBits++;
    this.#table = new Int32Array(2 ** this.#tableBits);
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
