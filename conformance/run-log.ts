/** The record of one case: what was done and seen, what it may mean, and whether enough has been heard. */

import { isObservation, type Label, labelKey, type Observation } from '../generators/observe/label.ts';
import type { Case } from '../generators/suite/case.ts';
import { oracleAutomaton } from '../generators/trace/automaton.ts';
import type { Entry } from '../generators/trace/entry.ts';
import { Belief } from '../generators/trace/state-estimate.ts';
import type { Capabilities } from './driver.ts';

/** What the record says so far: `stuck` nothing explains it, `over` nothing more can come, `open` more may come. */
export type Standing = 'stuck' | 'over' | 'open';

/** Follows the oracle of one case along what a target shows. */
export class Record {
  readonly belief: Belief<number>;
  readonly #case: Case;
  readonly #counts = new Map<string, number>();

  constructor(one: Case, { skew }: Capabilities) {
    this.#case = one;
    this.belief = new Belief(oracleAutomaton(one.oracle), { skew });
  }

  /** Writes down one more line. */
  add(entry: Entry): void {
    const key = labelKey(entry.label);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.belief.add(entry);
  }

  /** How often this was seen. */
  times(observation: Observation): number {
    return this.#counts.get(labelKey(observation)) ?? 0;
  }

  /** Where the case stands. */
  get standing(): Standing {
    const { states } = this.belief;
    if (states.length === 0) return 'stuck';
    return states.every((state) => this.#expected(state).length === 0) ? 'over' : 'open';
  }

  /** True if the target may stay silent for ever. */
  get mayRest(): boolean {
    return this.belief.states.some((state) => this.#case.oracle.states[state]?.rest === true);
  }

  /** What could come next, had everything up to the first entry that nothing explains been all there is. */
  get legal(): readonly Label[] {
    const labels = this.belief.nearest.flatMap(({ state }) => this.#labels(state));
    return [...new Map(labels.map((label) => [labelKey(label), label])).values()];
  }

  #expected(state: number): readonly Label[] {
    return this.#labels(state).filter(isObservation);
  }

  #labels(state: number): readonly Label[] {
    const { alphabet, states } = this.#case.oracle;
    return (states[state]?.next ?? []).flatMap(([label]) => alphabet[label] ?? []);
  }
}
