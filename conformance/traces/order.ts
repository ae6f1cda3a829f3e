/**
 * How far a record was accounted for, as a cut: so many entries of each source. Each source has its order; between two of them one entry
 * comes first only if its moment surely does. Consistent cuts of a distributed computation (Mattern 1989), with intervals in the place of
 * vector clocks. Entries of a source have moments that do not decrease, so its first missing one decides for all of them.
 */
import type { Entry } from './entry.ts';

/** An entry that may come next, and the cut after it. */
export interface Next {
  readonly entry: Entry;
  readonly cut: number;
}

/** Cuts by number; 0 has nothing in it. */
export class Order {
  readonly #sources: readonly (readonly Entry[])[];
  readonly #skew: number;
  readonly #cuts: (readonly number[])[] = [];
  readonly #ids = new Map<string, number>();
  readonly #next: (readonly Next[] | undefined)[] = [];
  readonly total: number;

  constructor(sources: readonly (readonly Entry[])[], skew: number) {
    this.#sources = sources;
    this.#skew = skew;
    this.total = sources.reduce((sum, { length }) => sum + length, 0);
    this.#cut(sources.map(() => 0));
  }

  /** How many entries are in it. */
  size(cut: number): number {
    return (this.#cuts[cut] ?? []).reduce((sum, count) => sum + count, 0);
  }

  /** The first missing entry of the first source, which is the API server's. */
  spineHead(cut: number): Entry | undefined {
    return this.#sources[0]?.[this.#cuts[cut]?.[0] ?? 0];
  }

  /** Nothing of the first source is in it. */
  isBeforeSpine(cut: number): boolean {
    return this.#cuts[cut]?.[0] === 0;
  }

  /** What may come next. */
  next(cut: number): readonly Next[] {
    const known = this.#next[cut];
    if (known !== undefined) return known;
    const counts = this.#cuts[cut] ?? [];
    const heads = this.#sources.map((list, source) => list[counts[source] ?? 0]);
    const next = heads.flatMap((entry, source): readonly Next[] => {
      const late = heads.some(
        (other) =>
          entry !== undefined && other !== undefined && other !== entry && other.latest + this.#skew < entry.earliest,
      );
      if (entry === undefined || late) return [];
      return [{ entry, cut: this.#cut(counts.map((count, at) => (at === source ? count + 1 : count))) }];
    });
    this.#next[cut] = next;
    return next;
  }

  #cut(counts: readonly number[]): number {
    const key = counts.join();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#cuts.length);
    return this.#cuts.push(counts) - 1;
  }
}
