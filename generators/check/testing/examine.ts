/** Searching a setting for the answers to the guarantees that are asked there. */
import type { Cluster } from '../../../model/cluster.ts';
import type { Event } from '../../../model/event.ts';
import type { Guarantee } from '../../../model/guarantees/guarantee.ts';
import { type Model, modelOf } from '../../../model/reducer.ts';
import { type Ending, explore, type Statistics } from '../../explore/index.ts';
import { type Mutation, mutate } from '../../mutants/mutation.ts';
import { answersOf, propertiesOf } from '../properties.ts';
import { restricted } from '../restricted.ts';
import type { GuaranteeResult } from '../result.ts';
import type { Setting } from './expectation.ts';

/** What a search of one setting answers. */
export interface Examination {
  readonly ending: Ending;
  readonly statistics: Statistics;
  readonly results: ReadonlyMap<string, GuaranteeResult>;
}

/** The model of a setting: what the assumption does not allow does not happen, nor do mistakes other than the given one. */
export const machineOf = ({ scenario, assuming }: Setting, mutation?: Mutation): Model => {
  const model = modelOf(scenario);
  const mutated = mutation === undefined ? model : mutate(model, mutation);
  return assuming === undefined ? mutated : restricted(mutated, assuming.allows);
};

/** How to search: the model with a mistake in it, its code run twice, an end as soon as everything is violated. */
export interface ExamineOptions {
  readonly mutation?: Mutation;
  readonly doubleCheck?: boolean;
  readonly stopWhenDecided?: boolean;
}

/** Searches the setting, whole unless told to stop when everything is violated. */
export const examine = (
  setting: Setting,
  guarantees: readonly Guarantee[],
  { mutation, ...options }: ExamineOptions = {},
): Examination => {
  const { asked, properties } = propertiesOf(setting.scenario, guarantees);
  const { ending, statistics, findings } = explore<Cluster, Event>(machineOf(setting, mutation), properties, options);
  const results = answersOf(asked, findings);
  return { ending, statistics, results: new Map(results.map((result) => [result.guarantee.id, result])) };
};
