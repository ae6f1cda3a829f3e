/**
 * Belief: everything that may be the case after what was seen. A hypothesis is a state of an automaton and what of the record it has not
 * accounted for yet; moves nobody sees are closed over. Several sources are only partially ordered: each in itself, two of them where
 * one moment surely lies before the other. The method is on-the-fly determinization (Tretmans' ioco; Jard and Jéron, TGV),
 * with the record as a partial order instead of a word.
 */

import { labelKey } from '../observe/label.ts';
import type { Automaton } from './automaton.ts';
import { type Entry, precedes, type Trust } from './entry.ts';

/** One way it may have been. */
export interface Hypothesis<S> {
  readonly state: S;
  /** Entries it does not account for, by their place in the record, ascending. */
  readonly missing: readonly number[];
}

/** The set of all hypotheses about one run; grows with the record. */
export class Belief<S> {
  readonly entries: Entry[] = [];
  readonly #automaton: Automaton<S>;
  readonly #trust: Trust;
  readonly #moves = new Map<string, readonly { key: string | undefined; to: S }[]>();
  #hypotheses = new Map<string, Hypothesis<S>>();

  constructor(automaton: Automaton<S>, trust: Trust) {
    this.#automaton = automaton;
    this.#trust = trust;
    this.#close([{ state: automaton.initial, missing: [] }]);
  }

  /** Takes one more entry into account. Entries of one source come in their order. */
  add(entry: Entry): void {
    const index = this.entries.push(entry) - 1;
    const later = this.entries.flatMap((other, at) => (precedes(entry, other, this.#trust.skew) ? [at] : []));
    // Late news of something that came first: whoever accounted for what came after it, did so too early.
    const before = [...this.#hypotheses.values()].filter(({ missing }) => later.every((at) => missing.includes(at)));
    this.#hypotheses = new Map();
    this.#close(before.map(({ state, missing }) => ({ state, missing: [...missing, index] })));
  }

  /** The states in which everything that was recorded is accounted for; none means divergence. */
  get states(): readonly S[] {
    return [...this.#hypotheses.values()].filter(({ missing }) => missing.length === 0).map(({ state }) => state);
  }

  /** How many entries from the first on some hypothesis accounts for, all together. */
  get explained(): number {
    return Math.max(...[...this.#hypotheses.values()].map((one) => one.missing[0] ?? this.entries.length));
  }

  /** The hypotheses that account for the longest beginning of the record. */
  get nearest(): readonly Hypothesis<S>[] {
    const longest = this.explained;
    return [...this.#hypotheses.values()].filter((one) => (one.missing[0] ?? this.entries.length) === longest);
  }

  #close(start: readonly Hypothesis<S>[]): void {
    const work = [...start];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const key = `${next.missing.join()}|${this.#automaton.keyOf(next.state)}`;
      if (this.#hypotheses.has(key)) continue;
      this.#hypotheses.set(key, next);
      work.push(...this.#successors(next));
    }
  }

  #successors({ state, missing }: Hypothesis<S>): readonly Hypothesis<S>[] {
    return this.#movesOf(state).flatMap(({ key, to }) => {
      if (key === undefined) return [{ state: to, missing }];
      const next = missing.filter(
        (index) => labelKeyOf(this.entries[index]) === key && this.#mayBeNext(index, missing),
      );
      return next.map((entry) => ({ state: to, missing: missing.filter((index) => index !== entry) }));
    });
  }

  #mayBeNext(index: number, missing: readonly number[]): boolean {
    const entry = this.entries[index];
    return missing.every((other) => {
      const before = this.entries[other];
      if (entry === undefined || before === undefined || other === index) return true;
      if (before.source === entry.source) return other > index;
      return !precedes(before, entry, this.#trust.skew);
    });
  }

  #movesOf(state: S): readonly { key: string | undefined; to: S }[] {
    const id = this.#automaton.keyOf(state);
    const known = this.#moves.get(id);
    if (known !== undefined) return known;
    const moves = this.#automaton
      .moves(state)
      .map(({ label, to }) => ({ key: label === undefined ? undefined : labelKey(label), to }));
    this.#moves.set(id, moves);
    return moves;
  }
}

const keys = new WeakMap<Entry, string>();

function labelKeyOf(entry: Entry | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const known = keys.get(entry);
  if (known !== undefined) return known;
  const key = labelKey(entry.label);
  keys.set(entry, key);
  return key;
}
