/** Weak fairness: a component that stays able to act for ever acts again and again. */

import type { Memo } from './memo.ts';
import type { Stepper } from './stepper.ts';

/** Knows which components are fair, and what that demands of a run. */
export class Fairness<S, E> {
  /** The fair components. */
  readonly fair: readonly number[];
  readonly #isFair: readonly boolean[];
  readonly #stepper: Stepper<S, E>;

  constructor(memo: Memo<S, E>, stepper: Stepper<S, E>) {
    this.#isFair = memo.components.map((component) => component.fair ?? false);
    this.fair = [...this.#isFair.keys()].filter((component) => this.#isFair[component]);
    this.#stepper = stepper;
  }

  /** Whether a run may end in the state just expanded: nobody has to act, others need not. */
  mayEnd(transitions: number): boolean {
    for (let i = 0; i < transitions; i++) if (this.#isFair[this.#stepper.owners[i] as number]) return false;
    return true;
  }

  /** Whether a run may stay in this strongly connected component for ever. */
  allows(members: Int32Array, within: (state: number) => boolean): boolean {
    const unmet = new Set(this.fair);
    for (const state of members) {
      const n = this.#stepper.expand(state);
      this.#meet(unmet, n, within);
      if (unmet.size === 0) return true;
    }
    return unmet.size === 0;
  }

  /** The fair components that can do nothing in the state just expanded. */
  disabled(transitions: number): number[] {
    const able = new Set(this.#stepper.owners.subarray(0, transitions));
    return this.fair.filter((component) => !able.has(component));
  }

  #meet(unmet: Set<number>, n: number, within: (state: number) => boolean): void {
    for (const component of this.disabled(n)) unmet.delete(component);
    for (let i = 0; i < n; i++) {
      if (within(this.#stepper.targets[i] as number)) unmet.delete(this.#stepper.owners[i] as number);
    }
  }
}
