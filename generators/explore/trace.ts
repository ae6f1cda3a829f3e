/** Runs reconstructed from the store: parent links give the states, the memo gives back the events between them. */

import type { Sighting } from './judges.ts';
import type { Trace, TraceStep } from './machine.ts';
import type { Memo } from './memo.ts';
import type { Stepper } from './stepper.ts';
import type { Store } from './store.ts';

/** Writes runs down as events and plain states. */
export class Tracer<S, E> {
  readonly #memo: Memo<S, E>;
  readonly #store: Store;
  readonly #stepper: Stepper<S, E>;

  constructor(memo: Memo<S, E>, store: Store, stepper: Stepper<S, E>) {
    this.#memo = memo;
    this.#store = store;
    this.#stepper = stepper;
  }

  /** A shortest run to what was sighted. */
  to({ state, step }: Sighting): Trace<S, E> {
    const trace = this.along(this.pathTo(state));
    if (step === undefined) return trace;
    return { initial: trace.initial, steps: [...trace.steps, this.#last(state, step.owner, step.outcome)] };
  }

  /** The run through these states, the first of which is the initial one. */
  along(path: readonly number[]): Trace<S, E> {
    const steps = path.slice(1).map((target, i) => this.#between(path[i] as number, target));
    return { initial: this.#plain(path[0] as number), steps };
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

  #between(from: number, to: number): TraceStep<S, E> {
    const n = this.#stepper.expand(from);
    const k = this.#stepper.targets.subarray(0, n).indexOf(to);
    return this.step(this.#stepper.owners[k] as number, this.#stepper.outcomes[k] as number, this.#plain(to));
  }

  #last(state: number, owner: number, outcome: number): TraceStep<S, E> {
    this.#stepper.load(state);
    const row = this.#stepper.row.slice();
    const { changes, outcomeAt } = this.#memo;
    const end = outcomeAt.data[outcome + 1] as number;
    for (let i = outcomeAt.data[outcome] as number; i < end; i += 2) {
      row[changes.data[i] as number] = changes.data[i + 1] as number;
    }
    return this.step(owner, outcome, this.#memo.cells.interner.stateOf(row) as S);
  }

  /** One step in words of the machine. */
  step(owner: number, outcome: number, state: S): TraceStep<S, E> {
    const event = this.#memo.events[this.#memo.outcomeEvent.data[outcome] as number] as E;
    return { by: (this.#memo.components[owner] as { name: string }).name, event, state };
  }

  #plain(state: number): S {
    this.#stepper.load(state);
    return this.#memo.cells.interner.stateOf(this.#stepper.row) as S;
  }
}
