/**
 * The transition relation at compiled speed: for a state in the store, all its transitions, as integers. The search
 * adds the targets to the store; whoever comes later finds them there. With symmetries, states stand for their orbits.
 */

import { Collector } from './collector.ts';
import type { Actor, Graph } from './graph.ts';
import type { Memo } from './memo.ts';
import { Packing } from './packing.ts';
import { OutOfRoom } from './room.ts';
import { FULL, type Store } from './store.ts';
import type { Group } from './symmetry/group.ts';

/** Expands states one at a time; the answer stays in its fields until the next. */
export class Stepper<S, E> implements Graph {
  /** The state last loaded, unpacked. */
  readonly row: Int32Array;
  targets = new Int32Array(64);
  readonly actors: readonly Actor[];
  readonly #memo: Memo<S, E>;
  readonly #store: Store;
  readonly #group: Group<E> | undefined;
  readonly #collector: Collector<S, E>;
  #packing: Packing;
  #words: Int32Array;
  #leastWords: Int32Array;
  readonly #target: Int32Array;
  #hash = 0;
  #state = 0;

  constructor(memo: Memo<S, E>, store: Store, packing: Packing, group?: Group<E>) {
    this.#memo = memo;
    this.actors = memo.components;
    this.#store = store;
    this.#group = group;
    this.#collector = new Collector(memo);
    this.#packing = packing;
    this.#words = new Int32Array(packing.words);
    this.#leastWords = new Int32Array(packing.words);
    this.row = Int32Array.from(memo.cells.initial);
    this.#target = this.row.slice();
  }

  get owners(): Int32Array {
    return this.#collector.owners;
  }

  get outcomes(): Int32Array {
    return this.#collector.outcomes;
  }

  /** Makes the initial state number 0. Answers false if there is no room even for that. */
  addInitial(): boolean {
    this.#packing.pack(this.row, this.#words, 0);
    return this.#store.add(this.#words, this.#packing.hash(this.row), 0) !== FULL;
  }

  /** Unpacks a state into `row`. */
  load(state: number): void {
    this.#state = state;
    this.#hash = this.#store.load(state, this.row, this.#words);
  }

  /** How many states the state last loaded stands for. */
  get orbit(): number {
    return this.#group === undefined ? 1 : this.#group.order / this.#group.keeping(this.row);
  }

  /** All transitions of a state, new targets added to the store. Answers how many; fewer than there are if it is full. */
  grow(state: number): number {
    return this.#expand(state, true);
  }

  /** All transitions of a state. The target is negative if it is not in the store. */
  expand(state: number): number {
    return this.#expand(state, false);
  }

  /** What may happen in a state, targets aside. Answers how many transitions there are; throws if there is no room. */
  offer(state: number): number {
    this.load(state);
    const n = this.#collector.collect(this.row);
    if (this.#memo.cells.interner.outgrown && !this.#refit()) throw new OutOfRoom('max-memory');
    return n;
  }

  /** Where an outcome leads from the state last loaded. The target is added to the store; throws if there is no room. */
  follow(outcome: number): number {
    const target = this.#follow(outcome, true);
    if (target === FULL) throw new OutOfRoom('max-memory');
    return target;
  }

  /** The number of the state that is this row, or ABSENT. */
  find(row: Int32Array): number {
    this.#packing.pack(row, this.#leastWords, 0);
    return this.#store.find(this.#leastWords, this.#packing.hash(row));
  }

  #expand(state: number, adding: boolean): number {
    this.load(state);
    const n = this.#collector.collect(this.row);
    this.#group?.extend();
    if (adding && this.#memo.cells.interner.outgrown && !this.#refit()) return 0;
    if (n > this.targets.length) this.targets = new Int32Array(this.outcomes.length);
    const { outcomes, targets } = this;
    for (let i = 0; i < n; i++) {
      const outcome = outcomes[i] as number;
      const target = this.#group ? this.#followToLeast(this.#group, outcome, adding) : this.#follow(outcome, adding);
      if (target === FULL && adding) return i;
      targets[i] = target;
    }
    return n;
  }

  /** The state an outcome leads to: the changed fields are xored into the packed words, and out again. */
  #follow(outcome: number, adding: boolean): number {
    const { row } = this;
    const words = this.#words;
    const { word, shift, zobrist, zobristAt } = this.#packing;
    const changes = this.#memo.changes.data;
    const from = this.#memo.outcomeAt.data[outcome] as number;
    const to = this.#memo.outcomeAt.data[outcome + 1] as number;
    let hash = this.#hash;
    let changed = 0;
    for (let i = from; i < to; i += 2) {
      const slot = changes[i] as number;
      const value = changes[i + 1] as number;
      const old = row[slot] as number;
      const at = zobristAt[slot] as number;
      const place = word[slot] as number;
      changed |= old ^ value;
      words[place] = (words[place] as number) ^ ((old ^ value) << (shift[slot] as number));
      hash ^= (zobrist[at + old] as number) ^ (zobrist[at + value] as number);
    }
    if (changed === 0) return this.#state;
    const target = adding ? this.#store.add(words, hash, this.#state) : this.#store.find(words, hash);
    for (let i = from; i < to; i += 2) {
      const slot = changes[i] as number;
      const place = word[slot] as number;
      const difference = (row[slot] as number) ^ (changes[i + 1] as number);
      words[place] = (words[place] as number) ^ (difference << (shift[slot] as number));
    }
    return target;
  }

  /** The least state of the orbit an outcome leads to. */
  #followToLeast(group: Group<E>, outcome: number, adding: boolean): number {
    this.#target.set(this.row);
    this.#memo.apply(outcome, this.#target);
    const best = group.least(this.#target);
    if (best === 0) return this.#follow(outcome, adding);
    group.rename(best, this.#target);
    if (!adding) return this.find(group.renamed);
    this.#packing.pack(group.renamed, this.#leastWords, 0);
    return this.#store.add(this.#leastWords, this.#packing.hash(group.renamed), this.#state);
  }

  /** A cell has more values than its field has room for: new layout for rows, hash words and trees. */
  #refit(): boolean {
    const { interner } = this.#memo.cells;
    const packing = new Packing(interner.counts);
    this.#memo.forest.resize(packing.capacities);
    if (!this.#store.repack(packing)) return false;
    this.#packing = packing;
    this.#words = new Int32Array(packing.words);
    this.#leastWords = new Int32Array(packing.words);
    interner.fitted(packing.capacities);
    this.load(this.#state);
    return true;
  }
}
