/** A partition that is refined by marking elements and splitting every set into what was marked and what was not. */
export class Partition {
  /** How many sets there are. */
  sets: number;
  /** The elements, those of a set side by side. */
  readonly elements: Int32Array;
  /** The set of each element. */
  readonly setOf: Int32Array;
  readonly #place: Int32Array;
  /** Set s is `elements[#first[s] .. #past[s])`. Of them the first `#marked[s]` are marked. */
  readonly #first: Int32Array;
  readonly #past: Int32Array;
  readonly #marked: Int32Array;
  readonly #touched: number[] = [];

  /** Elements of equal key, numbers from 0, are in one set. The sets are numbered in the order of their keys. */
  constructor(keys: Int32Array) {
    const n = keys.length;
    this.elements = new Int32Array(n);
    this.setOf = new Int32Array(n);
    this.#place = new Int32Array(n);
    this.#first = new Int32Array(n);
    this.#past = new Int32Array(n);
    this.#marked = new Int32Array(n);
    const starts = startsOf(keys);
    const next = starts.slice();
    for (let element = 0; element < n; element++) {
      const key = keys[element] as number;
      this.#put(element, next[key] as number);
      next[key] = (next[key] as number) + 1;
    }
    this.sets = 0;
    for (let key = 0; key + 1 < starts.length; key++) {
      if (starts[key] !== starts[key + 1]) this.#found(starts[key] as number, starts[key + 1] as number);
    }
  }

  /** Where a set begins among the elements, and where it ends. */
  bounds(set: number): readonly [first: number, past: number] {
    return [this.#first[set] as number, this.#past[set] as number];
  }

  /** Marks an element; once more does nothing. */
  mark(element: number): void {
    const set = this.setOf[element] as number;
    const marked = this.#marked[set] as number;
    const border = (this.#first[set] as number) + marked;
    const place = this.#place[element] as number;
    if (place < border) return;
    if (marked === 0) this.#touched.push(set);
    this.#put(this.elements[border] as number, place);
    this.#put(element, border);
    this.#marked[set] = marked + 1;
  }

  /** Splits every set of which some elements are marked and some are not; the smaller part gets a new number. Nothing is marked then. */
  split(): void {
    for (const set of this.#touched) {
      const [first, past] = this.bounds(set);
      const border = first + (this.#marked[set] as number);
      this.#marked[set] = 0;
      if (border === past) continue;
      if (border - first <= past - border) {
        this.#first[set] = border;
        this.#found(first, border);
      } else {
        this.#past[set] = border;
        this.#found(border, past);
      }
    }
    this.#touched.length = 0;
  }

  #put(element: number, place: number): void {
    this.elements[place] = element;
    this.#place[element] = place;
  }

  #found(first: number, past: number): void {
    const set = this.sets++;
    this.#first[set] = first;
    this.#past[set] = past;
    for (let i = first; i < past; i++) this.setOf[this.elements[i] as number] = set;
  }
}

/** Where the elements of each key begin when they are sorted by it; at the end, how many there are. */
export function startsOf(keys: Int32Array): Int32Array {
  const most = keys.reduce((greatest, key) => Math.max(greatest, key), -1);
  const starts = new Int32Array(most + 2);
  for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let key = 0; key <= most; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  return starts;
}
