/** How a row of integers is packed into 32-bit words, and how it is hashed: one random word per slot and value, xored. */

/** One layout of rows: each slot has a field of some bits in one of the words. */
export class Packing {
  /** How many values each slot has room for, always a power of two. */
  readonly capacities: Int32Array;
  readonly words: number;
  /** Per slot: which word, how far from its low end, and where its random words begin. */
  readonly word: Int32Array;
  readonly shift: Int32Array;
  readonly zobristAt: Int32Array;
  readonly zobrist: Int32Array;

  /** A layout with room for as many values in each slot as `counts` says. */
  constructor(counts: Int32Array) {
    const bits = withSlack(counts.map(bitsFor));
    this.capacities = bits.map((b) => 2 ** b);
    this.word = new Int32Array(counts.length);
    this.shift = new Int32Array(counts.length);
    this.words = Math.max(1, place(bits, this.word, this.shift));
    this.zobristAt = new Int32Array(counts.length);
    this.zobrist = randomWords(this.capacities, this.zobristAt);
  }

  /** Unpacks the row at `offset`. */
  unpack(from: Int32Array, offset: number, row: Int32Array): void {
    const { word, shift, capacities } = this;
    for (let slot = 0; slot < row.length; slot++) {
      const packed = from[offset + (word[slot] as number)] as number;
      row[slot] = (packed >>> (shift[slot] as number)) & ((capacities[slot] as number) - 1);
    }
  }

  /** The hash of a row. */
  hash(row: Int32Array): number {
    const { zobrist, zobristAt } = this;
    let hash = 0;
    for (let slot = 0; slot < row.length; slot++) {
      hash ^= zobrist[(zobristAt[slot] as number) + (row[slot] as number)] as number;
    }
    return hash;
  }

  /** Packs a row into `into` at `offset`. */
  pack(row: Int32Array, into: Int32Array, offset: number): void {
    into.fill(0, offset, offset + this.words);
    for (let slot = 0; slot < row.length; slot++) {
      const at = offset + (this.word[slot] as number);
      into[at] = (into[at] as number) | ((row[slot] as number) << (this.shift[slot] as number));
    }
  }
}

function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}

/**
 * Bits that would lie idle at the end of the last word let as many slots as possible have twice the values before
 * the rows must be repacked.
 */
function withSlack(bits: Int32Array): Int32Array {
  const words = (widths: Int32Array) => place(widths, widths.slice(), widths.slice());
  const wider = bits.slice();
  const most = Math.max(1, words(bits));
  for (const slot of bits.keys()) {
    wider[slot] = (wider[slot] ?? 0) + 1;
    if (words(wider) > most) wider[slot] = (wider[slot] ?? 0) - 1;
  }
  return wider;
}

/** First fit: no field straddles two words. Answers the number of words. */
function place(bits: Int32Array, word: Int32Array, shift: Int32Array): number {
  const used: number[] = [];
  for (const [slot, width] of bits.entries()) {
    let at = used.findIndex((full) => full + width <= 32);
    if (at < 0) at = used.push(0) - 1;
    word[slot] = at;
    shift[slot] = used[at] as number;
    used[at] = (used[at] as number) + width;
  }
  return used.length;
}

/** Random words for every slot and value. They depend on slot and value alone, so hashes survive a change of layout. */
function randomWords(capacities: Int32Array, at: Int32Array): Int32Array {
  let length = 0;
  for (const [slot, capacity] of capacities.entries()) {
    at[slot] = length;
    length += capacity;
  }
  const zobrist = new Int32Array(length);
  for (const [slot, capacity] of capacities.entries()) {
    for (let value = 0; value < capacity; value++) zobrist[(at[slot] as number) + value] = mix(mix(slot + 1) ^ value);
  }
  return zobrist;
}

/** The finaliser of MurmurHash3 over a Weyl step: every bit of the input reaches every bit of the output. */
function mix(input: number): number {
  let h = Math.imul(input, 0x9e3779b1) + 0x7f4a7c15;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
