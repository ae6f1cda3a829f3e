/** Breadth-first search: states are expanded in the order of their numbers, so the store is its own queue. */

import type { Found, Graph } from './graph.ts';
import type { Judges } from './judges.ts';
import type { Memo } from './memo.ts';

/** Counts what there is. Everything it reports is a function of the machine alone, not of the time it takes. */
export class Search<S, E> {
  transitions = 0;
  deadlocks = 0;
  /** The same numbers, and that of the states expanded, for the whole graph behind a search up to renaming. */
  readonly whole = { states: 0, transitions: 0, deadlocks: 0 };
  /** The states numbered below this one have been expanded. */
  expanded = 0;
  readonly #memo: Memo<S, E>;
  readonly #store: Found;
  readonly #stepper: Graph;
  readonly #judges: Judges<S, E>;
  #outcomeCounts = new Float64Array(256);
  /** The number of the first state of each distance from the initial state, as far as states have been expanded. */
  readonly levels: number[] = [0];
  #nextLevel = 1;

  constructor(memo: Memo<S, E>, store: Found, stepper: Graph, judges: Judges<S, E>) {
    this.#memo = memo;
    this.#store = store;
    this.#stepper = stepper;
    this.#judges = judges;
  }

  /** The greatest distance from the initial state found so far. */
  get depth(): number {
    return this.levels.length - (this.#store.count > this.#nextLevel ? 0 : 1);
  }

  /** Expands the next state. */
  advance(): void {
    const state = this.expanded;
    if (state === this.#nextLevel) {
      this.levels.push(state);
      this.#nextLevel = this.#store.count;
    }
    const stepper = this.#stepper;
    const n = stepper.grow(state);
    const { orbit } = stepper;
    this.#judges.judgeState(state, stepper.row, orbit);
    for (let i = 0; i < n; i++) {
      const outcome = stepper.outcomes[i] as number;
      if (outcome >= this.#outcomeCounts.length) this.#lengthen();
      this.#outcomeCounts[outcome] = (this.#outcomeCounts[outcome] as number) + orbit;
      this.#judges.judgeStep(state, stepper.row, stepper.owners[i] as number, outcome, orbit);
    }
    this.transitions += n;
    this.whole.states += orbit;
    this.whole.transitions += n * orbit;
    if (this.#store.full !== undefined) return;
    if (n === 0) {
      this.deadlocks++;
      this.whole.deadlocks += orbit;
    }
    this.expanded++;
  }

  /** Judges a state without expanding it: for those left over when the store is full. */
  judgeOnly(state: number): void {
    this.#stepper.load(state);
    this.whole.states += this.#stepper.orbit;
    this.#judges.judgeState(state, this.#stepper.row, this.#stepper.orbit);
  }

  /** How many transitions each type of event had, sorted by name. */
  eventCounts(): Record<string, number> {
    const counts = new Map<string, number>();
    const { outcomeEvent, events } = this.#memo;
    for (let outcome = 0; outcome < outcomeEvent.length; outcome++) {
      const type = typeOf(events[outcomeEvent.data[outcome] as number]);
      counts.set(type, (counts.get(type) ?? 0) + (this.#outcomeCounts[outcome] ?? 0));
    }
    return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #lengthen(): void {
    const longer = new Float64Array(this.#outcomeCounts.length * 2);
    longer.set(this.#outcomeCounts);
    this.#outcomeCounts = longer;
  }
}

/** An event's type: its field `type`, or the event itself if it is a string. */
function typeOf(event: unknown): string {
  if (typeof event === 'string') return event;
  const type = typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined;
  return typeof type === 'string' ? type : '(no type)';
}
