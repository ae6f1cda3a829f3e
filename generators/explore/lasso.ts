/** The loop of a lasso: a cycle in a strongly connected component on which no fair component has reason to complain. */

import type { Edges } from './edges.ts';
import type { Fairness } from './fairness.ts';
import type { Hop } from './trace.ts';

/**
 * A cycle from `start` back to it. Greedy: always on to the nearest place where a fair component that has not had its
 * due acts or is disabled, then home by a shortest way. Each stretch is shortest, the whole cycle need not be.
 */
export function fairCycle(
  start: number,
  within: (state: number) => boolean,
  fairness: Fairness,
  edges: Edges,
  scratch: Int32Array,
): Hop[] {
  const unmet = new Set(fairness.fair);
  const cycle: Hop[] = [];
  const component = new Maze(within, edges, scratch);
  const restAt = (state: number) => {
    fairness.strikeIdle(unmet, edges.expand(state));
  };
  restAt(start);
  while (unmet.size > 0) {
    const here = cycle.at(-1)?.to ?? start;
    const stretch = component.nearest(here, {
      at: () => {
        const rest = new Set(unmet);
        fairness.strikeIdle(rest, component.transitions);
        return rest.size < unmet.size;
      },
      by: (owner) => unmet.has(owner),
    });
    for (const hop of stretch) {
      cycle.push(hop);
      if (hop.by !== undefined) unmet.delete(hop.by);
      restAt(hop.to);
    }
  }
  const here = cycle.at(-1)?.to ?? start;
  if (here === start && cycle.length > 0) return cycle;
  return [...cycle, ...component.nearest(here, { at: () => false, by: (_, to) => to === start })];
}

/** What to look for: a state (just expanded), or a step. */
interface Wanted {
  readonly at: () => boolean;
  readonly by: (owner: number, to: number) => boolean;
}

/** Shortest ways inside one strongly connected component. */
class Maze {
  /** How many transitions the state has that was expanded last. */
  transitions = 0;
  readonly #within: (state: number) => boolean;
  readonly #graph: Edges;
  /** The state each state was reached from, plus one. */
  readonly #cameFrom: Int32Array;

  constructor(within: (state: number) => boolean, edges: Edges, scratch: Int32Array) {
    this.#within = within;
    this.#graph = edges;
    this.#cameFrom = scratch;
  }

  /** A shortest way from `start` to a wanted state, or through a wanted step. There is one, by choice of the component. */
  nearest(start: number, wanted: Wanted): Hop[] {
    this.#cameFrom.fill(0);
    this.#cameFrom[start] = start + 1;
    for (let level = [start]; level.length > 0; ) {
      const next: number[] = [];
      let found: Hop | undefined;
      for (const state of level) {
        this.transitions = this.#graph.expand(state);
        if (wanted.at()) return this.#wayTo(state);
        found ??= this.#wantedStep(state, wanted);
        if (found === undefined) this.#spread(state, next);
      }
      if (found !== undefined) return [...this.#wayTo(found.from), found];
      level = next;
    }
    throw new Error('a strongly connected component without a way through it');
  }

  #wantedStep(from: number, wanted: Wanted): Hop | undefined {
    const { owners, targets } = this.#graph;
    for (let i = 0; i < this.transitions; i++) {
      const [by, to] = [owners[i] as number, targets[i] as number];
      if (this.#within(to) && wanted.by(by, to)) return { from, to, by };
    }
    return undefined;
  }

  #spread(state: number, next: number[]): void {
    for (const target of this.#graph.targets.subarray(0, this.transitions)) {
      if (!this.#within(target) || this.#cameFrom[target] !== 0) continue;
      this.#cameFrom[target] = state + 1;
      next.push(target);
    }
  }

  #wayTo(state: number): Hop[] {
    const hops: Hop[] = [];
    for (let to = state; this.#cameFrom[to] !== to + 1; ) {
      const from = (this.#cameFrom[to] as number) - 1;
      hops.push({ from, to });
      to = from;
    }
    return hops.reverse();
  }
}
