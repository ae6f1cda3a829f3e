/**
 * What every way through a graph passes: a forward must-analysis (Kildall; Nielson, Nielson and Hankin, Principles of Program Analysis, 2.1).
 * must(v) = ⋂ over edges u→v of must(u) ∪ what the edge passes, the greatest solution, over the nodes from which an end can be reached.
 */

/** One edge. */
export interface Hop {
  readonly to: number;
  /** What is passed on it. */
  readonly passes: readonly string[];
}

/** A graph whose ways begin in node 0. */
export interface Ways {
  readonly hops: readonly (readonly Hop[])[];
  /** Nodes in which a way may end. */
  readonly ends: ReadonlySet<number>;
}

/** The same without what leads to no end. */
export const pruned = ({ hops, ends }: Ways): Ways => {
  const before: number[][] = hops.map(() => []);
  for (const [node, list] of hops.entries()) for (const { to } of list) before[to]?.push(node);
  const alive = new Set(ends);
  for (const node of alive) for (const from of before[node] ?? []) alive.add(from);
  return { ends, hops: hops.map((list, node) => (alive.has(node) ? list.filter(({ to }) => alive.has(to)) : [])) };
};

const everything = 0xffffffff;

/** Numbers for words. */
class Numbers {
  readonly words: string[] = [];
  readonly #ids = new Map<string, number>();

  of(word: string): number {
    const id = this.#ids.get(word) ?? this.words.push(word) - 1;
    this.#ids.set(word, id);
    return id;
  }
}

/** Sets of numbers, one for each node, as bits; all full but the first. */
class Sets {
  readonly #bits: Uint32Array;
  readonly #width: number;

  constructor(nodes: number, members: number) {
    this.#width = Math.ceil(members / 32);
    this.#bits = new Uint32Array(nodes * this.#width).fill(everything);
    this.#bits.fill(0, 0, this.#width);
  }

  /** Leaves in the set of `to` only what is in that of `from` or in `more`; true if it became smaller. */
  meet(to: number, from: number, more: readonly number[]): boolean {
    const passed = this.#bits.slice(from * this.#width, (from + 1) * this.#width);
    for (const one of more) passed[one >>> 5] = (passed[one >>> 5] ?? 0) | (1 << (one & 31));
    let smaller = false;
    for (const [index, bits] of passed.entries()) {
      const at = to * this.#width + index;
      const was = this.#bits[at] ?? 0;
      const is = (was & bits) >>> 0;
      smaller ||= is !== was;
      this.#bits[at] = is;
    }
    return smaller;
  }

  has(node: number, member: number): boolean {
    return (((this.#bits[node * this.#width + (member >>> 5)] ?? 0) >>> (member & 31)) & 1) === 1;
  }
}

/** What every way from node 0 to an end passes; nothing if there is no such way. */
export const surelyPassed = (ways: Ways): ReadonlySet<string> => {
  const { hops, ends } = pruned(ways);
  const numbers = new Numbers();
  const passes = hops.map((list) => list.map((hop) => hop.passes.map((word) => numbers.of(word))));
  const must = new Sets(hops.length, numbers.words.length);
  const reached = new Set([0]);
  const waiting = new Set([0]);
  for (const node of waiting) {
    waiting.delete(node);
    for (const [index, { to }] of (hops[node] ?? []).entries()) {
      const smaller = must.meet(to, node, passes[node]?.[index] ?? []);
      if (smaller || !reached.has(to)) waiting.add(to);
      reached.add(to);
    }
  }
  const met = [...ends].filter((end) => reached.has(end));
  return new Set(
    met.length === 0 ? [] : numbers.words.filter((_, member) => met.every((end) => must.has(end, member))),
  );
};
