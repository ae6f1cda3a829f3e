/** The two sides of an exhibit: its scenario, its model, its promise on each of them. */
import type { GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { mutate } from '../mutants/mutation.ts';
import type { Asked, Exhibit, Side } from './exhibit.ts';

/** The sides of an exhibit: with the bug, without it, and what else there is to see. */
export const sidesOf = ({ off, on, further = [] }: Exhibit): readonly Side[] => [off, on, ...further];

/** The scenario of a side. */
export const scenarioOn = ({ scenario }: Pick<Exhibit, 'scenario'>, side: Side): Scenario => ({
  ...scenario,
  ...side.scenario,
});

/** The model of a side. */
export const modelOn = (exhibit: Pick<Exhibit, 'scenario'>, side: Side): Model =>
  (side.mutations ?? []).reduce(mutate, modelOf(scenarioOn(exhibit, side)));

/** What is asked, as promises about this scenario. */
export const promisesOf = (asked: Asked, scenario: Scenario): readonly GuaranteePromise[] => {
  if ('sentence' in asked) return asked.promises(scenario);
  const found = guarantees.find(({ id }) => id === asked.guarantee);
  if (found === undefined) throw new Error(`there is no guarantee ${asked.guarantee}`);
  return found.promises(scenario);
};

/** The promise in words. */
export const sentenceOf = (asked: Asked): string => {
  if ('sentence' in asked) return asked.sentence;
  return guarantees.find(({ id }) => id === asked.guarantee)?.sentence ?? '';
};
