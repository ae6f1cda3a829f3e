/** Runs reconstructed from the store: parent links give the states, the memo gives back the events between them. */

import type { Actor, Found, Graph } from './graph.ts';
import type { Sighting } from './judges.ts';
import type { Trace, TraceStep } from './machine.ts';
import type { Memo } from './memo.ts';

/** One step of a run: from one state to another, by a certain component if it matters. */
export interface Hop {
  readonly from: number;
  readonly to: number;
  readonly by?: number;
}

/** The hops of a run through these states. */
export function hopsAlong(path: readonly number[]): Hop[] {
  return path.slice(1).map((to, i) => ({ from: path[i] as number, to }));
}

/** Writes runs down as events and plain states. */
export class Tracer<S, E> {
  readonly #memo: Memo<S, E>;
  readonly #store: Found;
  readonly #stepper: Graph;

  constructor(memo: Memo<S, E>, store: Found, stepper: Graph) {
    this.#memo = memo;
    this.#store = store;
    this.#stepper = stepper;
  }

  /** A shortest run to what was sighted. */
  to({ state, step }: Sighting): Trace<S, E> {
    const trace = this.along(hopsAlong(this.pathTo(state)));
    if (step === undefined) return trace;
    return { initial: trace.initial, steps: [...trace.steps, this.#last(state, step.owner, step.outcome)] };
  }

  /** The run that makes these hops, the first from the initial state. */
  along(hops: readonly Hop[]): Trace<S, E> {
    return { initial: this.#plain(0), steps: hops.map((hop) => this.#step(hop)) };
  }

  /** The states on the way from the initial state by which the search found this one. */
  pathTo(state: number): number[] {
    const path = [state];
    for (let at = state; at !== 0; ) {
      at = this.#store.parent(at);
      path.push(at);
    }
    return path.reverse();
  }

  #step({ from, to, by }: Hop): TraceStep<S, E> {
    const n = this.#stepper.expand(from);
    const { owners, outcomes, targets } = this.#stepper;
    let i = 0;
    while (i < n && !(targets[i] === to && (by === undefined || owners[i] === by))) i++;
    return this.#inWords(owners[i] as number, outcomes[i] as number, this.#plain(to));
  }

  #last(state: number, owner: number, outcome: number): TraceStep<S, E> {
    this.#stepper.load(state);
    const row = this.#stepper.row.slice();
    this.#memo.apply(outcome, row);
    return this.#inWords(owner, outcome, this.#memo.cells.interner.stateOf(row) as S);
  }

  /** One step in the machine's own words. */
  #inWords(owner: number, outcome: number, state: S): TraceStep<S, E> {
    const event = this.#memo.events[this.#memo.outcomeEvent.data[outcome] as number] as E;
    return { by: (this.#stepper.actors[owner] as Actor).name, event, state };
  }

  #plain(state: number): S {
    this.#stepper.load(state);
    return this.#memo.cells.interner.stateOf(this.#stepper.row) as S;
  }
}
