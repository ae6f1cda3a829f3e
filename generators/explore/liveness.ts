/**
 * Leads-to properties under weak fairness, decided after the search on the states it found. A property is refuted by a fair
 * run that owes and never pays: it ends where no fair component can act, or it stays in a strongly connected
 * component of unpaid states in which every fair component is disabled somewhere or acts.
 */

import { findComponents } from './components.ts';
import { type Edges, edgesFor } from './edges.ts';
import { Fairness } from './fairness.ts';
import type { Found, Graph } from './graph.ts';
import { fairCycle } from './lasso.ts';
import type { Ending, Finding, LeadsToProperty, Trace } from './machine.ts';
import type { Memo } from './memo.ts';
import { pathFromDebt } from './owing.ts';
import { type Region, regionOf } from './region.ts';
import { OutOfRoom, Room } from './room.ts';
import { hopsAlong, type Tracer } from './trace.ts';

/** How far the search came, and what may be used up. */
export interface Circumstances {
  /** States below this number have been expanded. */
  readonly expanded: number;
  /** The numbers of the first states of each distance from the initial one. */
  readonly levels: readonly number[];
  /** How the search for states ended. */
  readonly ending: Ending;
  readonly transitions: number;
  readonly room: Room;
  readonly interrupted: () => boolean;
}

/** The state graph as one property sees it. */
interface Ledger {
  readonly region: Region;
  readonly edges: Edges;
  readonly levels: readonly number[];
  readonly room: Room;
}

/** Decides leads-to properties one at a time. */
export class Liveness<S, E> {
  readonly #memo: Memo<S, E>;
  readonly #store: Found;
  readonly #stepper: Graph;
  readonly #tracer: Tracer<S, E>;
  /** Written down when first needed, for all properties. */
  #graph: Edges | undefined;

  constructor(memo: Memo<S, E>, store: Found, stepper: Graph, tracer: Tracer<S, E>) {
    this.#memo = memo;
    this.#store = store;
    this.#stepper = stepper;
    this.#tracer = tracer;
  }

  /** Proves or refutes the property; `undecided` if the search was cut short without a refutation, or room ran out. */
  settle(property: LeadsToProperty<S>, circumstances: Circumstances): Finding<S, E> {
    const { id } = property;
    const { ending, levels, interrupted } = circumstances;
    const extent = { ...circumstances, states: this.#store.count, components: this.#stepper.actors.length };
    let reached = 0;
    try {
      this.#graph ??= edgesFor(this.#stepper, extent, circumstances.room, interrupted);
      const room = new Room(circumstances.room.left, interrupted);
      const region = regionOf(property, this.#memo, this.#stepper, extent, room);
      reached = region.debtors;
      const ledger: Ledger = { region, edges: this.#graph, levels, room };
      const trace = this.#refute(ledger);
      const witness = this.#witness(ledger);
      const seen = { id, reached, ...(witness && { witness }) };
      if (trace !== undefined) return { ...seen, verdict: 'violated', trace };
      return ending === 'complete' ? { ...seen, verdict: 'holds' } : { ...seen, verdict: 'undecided', limit: ending };
    } catch (error) {
      if (error instanceof OutOfRoom) return { id, verdict: 'undecided', reached, limit: error.limit };
      throw error;
    }
  }

  #refute({ region, edges, levels, room }: Ledger): Trace<S, E> | undefined {
    const fairness = new Fairness(this.#stepper.actors, edges);
    let doomed = false;
    const doom = (state: number) => {
      doomed = true;
      region.doom(state);
    };
    const component = findComponents(region, edges, room, {
      entered: (state, n) => {
        if (fairness.mayEnd(n)) doom(state);
      },
      cyclic: (members, within) => {
        if (fairness.allows(members, within)) members.forEach(doom);
      },
    });
    if (!doomed) return undefined;
    const debt = { enters: (state: number) => region.isOpen(state), ends: (state: number) => region.isDoomed(state) };
    const path = pathFromDebt(region, levels, edges, room, debt);
    if (path === undefined) return undefined;
    const hops = hopsAlong(this.#whole(path));
    const last = path.at(-1) as number;
    if (fairness.mayEnd(edges.expand(last))) return this.#tracer.along(hops);
    const within = (state: number) => state >= 0 && component[state] === component[last];
    const cycle = fairCycle(last, within, fairness, edges, room.ints(component.length));
    return { ...this.#tracer.along([...hops, ...cycle]), loopsTo: hops.length };
  }

  /** Not there either if no room is left to look for it: the verdict stands without it. */
  #witness({ region, edges, levels, room }: Ledger): Trace<S, E> | undefined {
    const paid = { enters: () => true, ends: (state: number) => region.isPaid(state) };
    try {
      const path = pathFromDebt(region, levels, edges, room, paid);
      return path && this.#tracer.along(hopsAlong(this.#whole(path)));
    } catch (error) {
      if (error instanceof OutOfRoom) return undefined;
      throw error;
    }
  }

  /** A path from a debtor, continued backwards to the initial state. */
  #whole(path: readonly number[]): number[] {
    return [...this.#tracer.pathTo(path[0] as number), ...path.slice(1)];
  }
}
