/** Weak fairness: a component that stays able to act for ever acts again and again. */

import type { Edges } from './edges.ts';

/** Knows which components are fair, and what that demands of a run. */
export class Fairness {
  /** The fair components. */
  readonly fair: readonly number[];
  readonly #isFair: readonly boolean[];
  readonly #graph: Edges;
  /** Per component: the number of the last look at a state in which it could act. */
  readonly #able: Float64Array;
  #look = 0;

  constructor(components: readonly { readonly fair?: boolean }[], edges: Edges) {
    this.#isFair = components.map((component) => component.fair ?? false);
    this.fair = [...this.#isFair.keys()].filter((component) => this.#isFair[component]);
    this.#graph = edges;
    this.#able = new Float64Array(components.length);
  }

  /** Whether a run may end in the state just expanded: nobody has to act, others need not. */
  mayEnd(transitions: number): boolean {
    for (let i = 0; i < transitions; i++) if (this.#isFair[this.#graph.owners[i] as number]) return false;
    return true;
  }

  /** Strikes off those components that can do nothing in the state just expanded. */
  strikeIdle(unmet: Set<number>, transitions: number): void {
    this.#look++;
    for (let i = 0; i < transitions; i++) this.#able[this.#graph.owners[i] as number] = this.#look;
    for (const component of unmet) if (this.#able[component] !== this.#look) unmet.delete(component);
  }

  /** Whether a run may stay in this strongly connected component for ever. */
  allows(members: Int32Array, within: (state: number) => boolean): boolean {
    const unmet = new Set(this.fair);
    for (const state of members) {
      const n = this.#graph.expand(state);
      this.strikeIdle(unmet, n);
      for (let i = 0; i < n; i++) {
        if (within(this.#graph.targets[i] as number)) unmet.delete(this.#graph.owners[i] as number);
      }
      if (unmet.size === 0) return true;
    }
    return unmet.size === 0;
  }
}
