/** The door of the explorer: a search over a machine, all at once or in portions. */

import { Cells } from './cells.ts';
import { Forest } from './forest.ts';
import { Judges, type Tally } from './judges.ts';
import { Liveness } from './liveness.ts';
import type { Ending, Exploration, Finding, LeadsToProperty, Machine, Property, Statistics } from './machine.ts';
import { Memo } from './memo.ts';
import { Packing } from './packing.ts';
import { Search } from './search.ts';
import { Stepper } from './stepper.ts';
import { Store } from './store.ts';
import { Tracer } from './trace.ts';

/** What a search has done so far. `bytes` is what it holds in typed arrays. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  /** States found but not yet expanded. */
  readonly frontier: number;
  readonly depth: number;
  readonly bytes: number;
}

/** Bounds and control. Without any the search goes on to the end. */
export interface ExploreOptions {
  readonly maxStates?: number;
  /** Bound on states, hash table, decision trees and the scratch arrays of liveness; checked before allocation. */
  readonly maxMemoryBytes?: number;
  /** Asked every 1 024 states; true ends the search. */
  readonly interrupted?: () => boolean;
  /** Told every 1 024 states. */
  readonly progress?: (progress: Progress) => void;
  /** End the search once every safety property is violated. */
  readonly stopWhenDecided?: boolean;
  /** Debug mode: runs the machine's code a second time on plain data wherever it runs, and compares. */
  readonly doubleCheck?: boolean;
}

/** A search that can be continued. `result` may be asked for at any time. */
export interface Explorer<S, E> {
  /** Works on `budget` more states (or on one leads-to property), then says whether there is more to do. */
  advance(budget: number): 'more' | 'done';
  progress(): Progress;
  result(): Exploration<S, E>;
}

const BREATH = 1024;
/** State numbers share a 32-bit word with at least one bit of hash. */
const MOST_STATES = 2 ** 30 - 1;

/** Searches everything at once. */
export function explore<S extends object, E>(
  machine: Machine<S, E>,
  properties: readonly Property<S, E>[] = [],
  options: ExploreOptions = {},
): Exploration<S, E> {
  const exploration = startExploration(machine, properties, options);
  while (exploration.advance(2 ** 20) === 'more');
  return exploration.result();
}

/** A search that is advanced by its owner, portion by portion. */
export function startExploration<S extends object, E>(
  machine: Machine<S, E>,
  properties: readonly Property<S, E>[] = [],
  options: ExploreOptions = {},
): Explorer<S, E> {
  return new Exploring(machine, properties, options);
}

class Exploring<S extends object, E> implements Explorer<S, E> {
  readonly #properties: readonly Property<S, E>[];
  readonly #options: ExploreOptions;
  readonly #memo: Memo<S, E>;
  readonly #store: Store;
  readonly #judges: Judges<S, E>;
  readonly #search: Search<S, E>;
  readonly #tracer: Tracer<S, E>;
  readonly #liveness: Liveness<S, E>;
  /** Findings of leads-to properties, in their order. */
  readonly #promises = new Map<number, Finding<S, E>>();
  #ending: Ending | undefined;
  /** The next state to be judged without being expanded, when the store is full. */
  #leftOver = 0;
  #breath = 0;

  constructor(machine: Machine<S, E>, properties: readonly Property<S, E>[], options: ExploreOptions) {
    const cells = new Cells(machine.initial, machine.fixed ?? [], options.doubleCheck ?? false);
    const packing = new Packing(cells.interner.counts);
    cells.interner.fitted(packing.capacities);
    this.#properties = properties;
    this.#options = options;
    this.#memo = new Memo(machine, cells, new Forest(packing.capacities));
    const maxStates = Math.min(options.maxStates ?? MOST_STATES, MOST_STATES);
    this.#store = new Store(packing, { maxStates, maxBytes: options.maxMemoryBytes ?? Infinity });
    const stepper = new Stepper(this.#memo, this.#store, packing);
    this.#judges = new Judges(properties, this.#memo);
    this.#search = new Search(this.#memo, this.#store, stepper, this.#judges);
    this.#tracer = new Tracer(this.#memo, this.#store, stepper);
    this.#liveness = new Liveness(this.#memo, this.#store, stepper, this.#tracer);
    if (!stepper.addInitial()) this.#ending = this.#store.full;
  }

  advance(budget: number): 'more' | 'done' {
    for (let i = 0; i < budget; i++) {
      if (this.#breath++ % BREATH === 0) this.#takeBreath();
      if (this.#ending === undefined) this.#grow();
      else if (this.#ending !== 'interrupted' && this.#leftOver < this.#store.count) this.#judgeLeftOver();
      else return this.#settlePromise();
    }
    return 'more';
  }

  progress(): Progress {
    return {
      states: this.#store.count,
      transitions: this.#search.transitions,
      frontier: this.#store.count - this.#search.expanded,
      depth: this.#search.depth,
      bytes: this.#store.bytes + this.#memo.forest.bytes,
    };
  }

  result(): Exploration<S, E> {
    return {
      ending: this.#ending ?? 'interrupted',
      statistics: this.#statistics(),
      findings: this.#properties.map((property, i) => this.#finding(property, i)),
    };
  }

  #grow(): void {
    this.#search.advance();
    if (this.#store.full !== undefined) this.#ending = this.#store.full;
    else if (this.#search.expanded === this.#store.count) this.#ending = 'complete';
    else if (this.#options.stopWhenDecided === true && this.#judges.allBroken) this.#ending = 'decided';
    if (this.#ending !== undefined) {
      const partlyExpanded = this.#store.full === undefined ? 0 : 1;
      this.#leftOver = this.#ending === 'decided' ? this.#store.count : this.#search.expanded + partlyExpanded;
    }
  }

  #judgeLeftOver(): void {
    this.#search.judgeOnly(this.#leftOver++);
  }

  #settlePromise(): 'more' | 'done' {
    if (this.#ending === 'interrupted') return 'done';
    const pending = this.#pendingPromise();
    if (pending < 0) return 'done';
    const property = this.#properties[pending] as LeadsToProperty<S>;
    const room = (this.#options.maxMemoryBytes ?? Infinity) - this.progress().bytes;
    const finding = this.#liveness.settle(property, {
      expanded: this.#search.expanded,
      levels: this.#search.levels,
      complete: this.#ending === 'complete',
      room,
      interrupted: this.#options.interrupted ?? (() => false),
    });
    this.#promises.set(pending, finding);
    return this.#pendingPromise() < 0 ? 'done' : 'more';
  }

  #pendingPromise(): number {
    return this.#properties.findIndex((property, i) => property.kind === 'leads-to' && !this.#promises.has(i));
  }

  #takeBreath(): void {
    this.#store.bytesElsewhere = this.#memo.forest.bytes;
    this.#options.progress?.(this.progress());
    if (this.#ending === undefined && this.#options.interrupted?.() === true) this.#ending = 'interrupted';
  }

  #finding(property: Property<S, E>, index: number): Finding<S, E> {
    const { id } = property;
    if (property.kind === 'leads-to') return this.#promises.get(index) ?? { id, verdict: 'undecided', reached: 0 };
    const { reached, kept, broken } = this.#judges.tallies[index] as Tally;
    const verdict = broken !== undefined ? 'violated' : this.#ending === 'complete' ? 'holds' : 'undecided';
    return {
      id,
      verdict,
      reached,
      ...(broken && { trace: this.#tracer.to(broken) }),
      ...(kept && { witness: this.#tracer.to(kept) }),
    };
  }

  #statistics(): Statistics {
    return {
      states: this.#store.count,
      transitions: this.#search.transitions,
      depth: this.#search.depth,
      reduceCalls: this.#memo.reduceCalls,
      enabledCalls: this.#memo.enabledCalls,
      judgeCalls: this.#judges.judgeCalls + this.#memo.predicateCalls,
      bytesPerState: this.#store.bytes / Math.max(1, this.#store.count),
      deadlocks: this.#search.deadlocks,
      eventCounts: this.#search.eventCounts(),
    };
  }
}
