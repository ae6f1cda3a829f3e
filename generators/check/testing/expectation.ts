/** What the facts say a search must answer: for each guarantee the scenarios where it holds and those where it does not. */
import type { Scenario } from '../../../model/scenario.ts';
import type { Assumption } from './assumptions.ts';

/** A scenario, and what is assumed of time in it beyond what the scenario can say. */
export interface Setting {
  readonly scenario: Scenario;
  readonly assuming?: Assumption;
}

/** A setting in words, and the verdict the facts demand there. */
export interface Case extends Setting {
  readonly under: string;
  readonly verdict: 'holds' | 'violated';
}

/** The expected answers for one guarantee. */
export interface Expectation {
  readonly guarantee: string;
  readonly cases: readonly Case[];
  /** Where the model keeps the guarantee and its mutant breaks it; by default the first case that holds. */
  readonly mutantIn?: Setting;
  /** The same for further mutants, by id. */
  readonly alsoIn?: Readonly<Record<string, Setting>>;
  /** Why there is no case that breaks a conditional guarantee: the assumption is built into the model. */
  readonly alwaysAssumed?: string;
}

/** A case in which the guarantee holds. */
export const holds = (under: string, scenario: Scenario, assuming?: Assumption): Case => ({
  under,
  scenario,
  verdict: 'holds',
  ...(assuming === undefined ? {} : { assuming }),
});

/** A case in which some schedule breaks it. */
export const violated = (under: string, scenario: Scenario, assuming?: Assumption): Case => ({
  ...holds(under, scenario, assuming),
  verdict: 'violated',
});
