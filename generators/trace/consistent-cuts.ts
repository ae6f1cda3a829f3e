/** The order of a record, cut by cut: how far each source was heard, and what of it may come next. */
import { labelKey } from '../observe/label.ts';
import { type Entry, precedes } from './entry.ts';

/** Something that may come next. */
export interface Next {
  readonly key: string;
  readonly cut: number;
}

/** The cuts of a record by number, made as somebody asks for them; 0 has nothing in it. */
export class Cuts {
  readonly #entries: readonly Entry[];
  readonly #skew: number;
  readonly #bySource: readonly (readonly number[])[];
  readonly #cuts: (readonly number[])[] = [];
  readonly #ids = new Map<string, number>();
  readonly #next: (readonly Next[])[] = [];

  constructor(entries: readonly Entry[], skew: number) {
    this.#entries = entries;
    this.#skew = skew;
    const sources = [...new Set(entries.map(({ source }) => source))];
    this.#bySource = sources.map((source) =>
      entries.flatMap((entry, index) => (entry.source === source ? [index] : [])),
    );
    this.#cut(sources.map(() => 0));
  }

  /** True if the first `count` entries of the record are in it. */
  has(cut: number, count: number): boolean {
    return this.#missing(cut).every((list) => (list[0] ?? count) >= count);
  }

  /** What may come next. */
  next(cut: number): readonly Next[] {
    const known = this.#next[cut];
    if (known !== undefined) return known;
    const missing = this.#missing(cut);
    const heads = missing.flatMap(([index], source) => {
      const entry = index === undefined ? undefined : this.#entries[index];
      if (entry === undefined || !this.#mayBeNext(entry, missing)) return [];
      const counts = (this.#cuts[cut] ?? []).map((count, other) => (other === source ? count + 1 : count));
      return [{ key: labelKey(entry.label), cut: this.#cut(counts) }];
    });
    this.#next[cut] = heads;
    return heads;
  }

  #missing(cut: number): readonly (readonly number[])[] {
    return this.#bySource.map((list, source) => list.slice(this.#cuts[cut]?.[source]));
  }

  #mayBeNext(entry: Entry, missing: readonly (readonly number[])[]): boolean {
    return missing.flat().every((index) => {
      const other = this.#entries[index];
      return other === undefined || !precedes(other, entry, this.#skew);
    });
  }

  #cut(counts: readonly number[]): number {
    const key = counts.join();
    const id = this.#ids.get(key) ?? this.#cuts.push(counts) - 1;
    this.#ids.set(key, id);
    return id;
  }
}
