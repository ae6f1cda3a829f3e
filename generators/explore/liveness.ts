/**
 * Leads-to properties under weak fairness, decided after the search on the states it found. A property is refuted by a fair
 * run that owes and never pays: it ends where no fair component can act, or it stays in a strongly connected
 * component of unpaid states in which every fair component is disabled somewhere or acts.
 */

import { findComponents } from './components.ts';
import { Fairness } from './fairness.ts';
import { fairCycle } from './lasso.ts';
import type { Finding, LeadsToProperty, Trace } from './machine.ts';
import type { Memo } from './memo.ts';
import { pathFromDebt } from './owing.ts';
import { type Region, regionOf } from './region.ts';
import { OutOfRoom, Room } from './room.ts';
import type { Stepper } from './stepper.ts';
import type { Store } from './store.ts';
import { hopsAlong, type Tracer } from './trace.ts';

/** How far the search came, and what may be used up. */
export interface Circumstances {
  /** States below this number have been expanded. */
  readonly expanded: number;
  /** The numbers of the first states of each distance from the initial one. */
  readonly levels: readonly number[];
  readonly complete: boolean;
  /** Bytes that may be allocated. */
  readonly room: number;
  readonly interrupted: () => boolean;
}

/** Decides leads-to properties one at a time. */
export class Liveness<S, E> {
  readonly #memo: Memo<S, E>;
  readonly #store: Store;
  readonly #stepper: Stepper<S, E>;
  readonly #tracer: Tracer<S, E>;
  readonly #fairness: Fairness<S, E>;

  constructor(memo: Memo<S, E>, store: Store, stepper: Stepper<S, E>, tracer: Tracer<S, E>) {
    this.#memo = memo;
    this.#store = store;
    this.#stepper = stepper;
    this.#tracer = tracer;
    this.#fairness = new Fairness(memo, stepper);
  }

  /** Proves or refutes the property; `undecided` if the search was cut short without a refutation, or room ran out. */
  settle(property: LeadsToProperty<S>, circumstances: Circumstances): Finding<S, E> {
    const { id } = property;
    const room = new Room(circumstances.room, circumstances.interrupted);
    let reached = 0;
    try {
      const extent = { states: this.#store.count, expanded: circumstances.expanded };
      const region = regionOf(property, this.#memo, this.#stepper, extent, room);
      reached = region.debtors;
      const trace = this.#refute(region, circumstances, room);
      const witness = this.#witness(region, circumstances, room);
      const verdict = trace !== undefined ? 'violated' : circumstances.complete ? 'holds' : 'undecided';
      return { id, verdict, reached, ...(trace && { trace }), ...(witness && { witness }) };
    } catch (error) {
      if (error instanceof OutOfRoom) return { id, verdict: 'undecided', reached };
      throw error;
    }
  }

  #refute(region: Region, { levels }: Circumstances, room: Room): Trace<S, E> | undefined {
    let doomed = false;
    const doom = (state: number) => {
      doomed = true;
      region.doom(state);
    };
    const component = findComponents(region, this.#stepper, room, {
      entered: (state, n) => {
        if (this.#fairness.mayEnd(n)) doom(state);
      },
      cyclic: (members, within) => {
        if (this.#fairness.allows(members, within)) members.forEach(doom);
      },
    });
    if (!doomed) return undefined;
    const debt = { enters: (state: number) => region.isOpen(state), ends: (state: number) => region.isDoomed(state) };
    const path = pathFromDebt(region, levels, this.#stepper, room, debt);
    return path && this.#lasso(path, component, room);
  }

  /** The run along a path to a doomed state, and on from there for ever. */
  #lasso(path: readonly number[], component: Int32Array, room: Room): Trace<S, E> {
    const prefix = this.#whole(path);
    const last = prefix.at(-1) as number;
    const hops = hopsAlong(prefix);
    if (this.#fairness.mayEnd(this.#stepper.expand(last))) return this.#tracer.along(hops);
    const within = (state: number) => state >= 0 && component[state] === component[last];
    const cycle = fairCycle(last, within, this.#fairness, this.#stepper, room.ints(component.length));
    return { ...this.#tracer.along([...hops, ...cycle]), loopsTo: hops.length };
  }

  #witness(region: Region, { levels }: Circumstances, room: Room): Trace<S, E> | undefined {
    const paid = { enters: () => true, ends: (state: number) => region.isPaid(state) };
    const path = pathFromDebt(region, levels, this.#stepper, room, paid);
    return path && this.#tracer.along(hopsAlong(this.#whole(path)));
  }

  /** A path from a debtor, continued backwards to the initial state. */
  #whole(path: readonly number[]): number[] {
    return [...this.#tracer.pathTo(path[0] as number), ...path.slice(1)];
  }
}
