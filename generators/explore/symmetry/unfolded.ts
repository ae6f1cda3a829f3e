/**
 * The whole graph again, behind a search up to renaming: state (c, g) is what renaming g makes of the state c that stands for its orbit.
 * Runs are written down on it, and leads-to is decided on it, so that they are those of the machine itself.
 */

import { Collector } from '../collector.ts';
import type { Actor, Found, Graph } from '../graph.ts';
import type { Sighting } from '../judges.ts';
import type { Memo } from '../memo.ts';
import type { Stepper } from '../stepper.ts';
import { ABSENT, type Store } from '../store.ts';
import type { Group } from './group.ts';
import type { Renaming } from './renaming.ts';

/**
 * State (c, g) has the number c · order + g, where g is the least of the renamings that make the same state of c. The numbers of the others
 * are spare.
 */
export class Unfolded<S, E> implements Graph, Found {
  targets = new Int32Array(64);
  readonly row: Int32Array;
  readonly actors: readonly Actor[];
  readonly #memo: Memo<S, E>;
  readonly #store: Store;
  readonly #stepper: Stepper<S, E>;
  readonly #group: Group<E>;
  readonly #collector: Collector<S, E>;
  readonly #target: Int32Array;

  constructor(memo: Memo<S, E>, store: Store, stepper: Stepper<S, E>, group: Group<E>) {
    this.#memo = memo;
    this.#store = store;
    this.#stepper = stepper;
    this.#group = group;
    this.#collector = new Collector(memo);
    this.actors = memo.components;
    this.row = new Int32Array(stepper.row.length);
    this.#target = new Int32Array(stepper.row.length);
  }

  get count(): number {
    return this.#store.count * this.#group.order;
  }

  get full(): 'max-states' | 'max-memory' | undefined {
    return this.#store.full;
  }

  get bytes(): number {
    return this.#store.bytes;
  }

  get owners(): Int32Array {
    return this.#collector.owners;
  }

  get outcomes(): Int32Array {
    return this.#collector.outcomes;
  }

  readonly orbit = 1;

  load(state: number): void {
    const { order } = this.#group;
    this.#stepper.load(Math.floor(state / order));
    this.#group.rename(state % order, this.#stepper.row);
    this.row.set(this.#group.renamed);
  }

  isSpare(state: number): boolean {
    this.load(state);
    return this.#numberOf(this.row) !== state;
  }

  expand(state: number): number {
    this.load(state);
    const n = this.#collector.collect(this.row);
    if (this.#group.extend()) throw unequal('it does in one state what it does in no renaming of it');
    if (n > this.targets.length) this.targets = new Int32Array(this.outcomes.length);
    for (let i = 0; i < n; i++) {
      this.#target.set(this.row);
      this.#memo.apply(this.outcomes[i] as number, this.#target);
      this.targets[i] = this.#numberOf(this.#target);
    }
    return n;
  }

  /** The search grows the stepper's graph, never this one. */
  grow(state: number): number {
    return this.expand(state);
  }

  addInitial(): boolean {
    return this.#stepper.addInitial();
  }

  /**
   * With c found from p over a step to a state that is h made of c, the state that is g made of c can be come to from what g after the
   * inverse of h makes of p.
   */
  parent(state: number): number {
    const { order, products, inverse } = this.#group;
    const found = Math.floor(state / order);
    if (found === 0) return state;
    const from = this.#store.parent(found) * order;
    const n = this.expand(from);
    const reached = this.targets.subarray(0, n).find((target) => Math.floor(target / order) === found);
    if (reached === undefined) throw unequal('a step cannot be found again');
    const back = inverse[reached % order] as number;
    return this.#proper(from + ((products[state % order] as Int32Array)[back] as number));
  }

  /** What was seen in a state that stands for its orbit, as it looks after renaming g. */
  seen({ state, step, property }: Sighting, g: number): Sighting {
    const renamed = this.#proper(state * this.#group.order + g);
    if (step === undefined || g === 0) return { state: renamed, property, ...(step && { step }) };
    const { outcomeEvent, events } = this.#memo;
    const renaming = this.#group.renamings[g] as Renaming<E>;
    const event = this.#memo.internEvent(renaming.event(events[outcomeEvent.data[step.outcome] as number] as E));
    const n = this.expand(renamed);
    const i = this.outcomes.subarray(0, n).findIndex((outcome) => outcomeEvent.data[outcome] === event);
    if (i < 0) throw unequal('a renamed event cannot happen in the renamed state');
    return { state: renamed, property, step: { owner: this.owners[i] as number, outcome: this.outcomes[i] as number } };
  }

  #proper(state: number): number {
    this.load(state);
    return this.#numberOf(this.row);
  }

  #numberOf(row: Int32Array): number {
    const best = this.#group.least(row);
    const from = this.#group.comingFrom(best, row);
    this.#group.rename(best, row);
    const found = this.#stepper.find(this.#group.renamed);
    return found === ABSENT ? ABSENT : found * this.#group.order + from;
  }
}

function unequal(what: string): Error {
  return new Error(`the machine is not the same under its symmetries: ${what}`);
}
