/** The searches of a check: each shape once, and the answer told to everybody who asked. */
import {
  type Asker,
  checkScenario,
  type Errand,
  errandsOf,
  type PackedResult,
  packed,
  toldTo,
} from '../generators/check/index.ts';
import type { ScenarioResult } from '../generators/check/result.ts';
import type { Guarantee } from '../model/guarantees/guarantee.ts';
import type { Task } from '../model/workload/index.ts';
import { wordsOf } from './inputError.ts';
import type { SearchWay } from './way.ts';

/** A slice with the guarantees that speak about it. */
export interface Question {
  readonly task: Task;
  readonly asked: readonly Guarantee[];
}

/** What a search brought, or why it brought nothing. */
export type Brought =
  | PackedResult
  | { readonly ending: 'interrupted' }
  | { readonly ending: 'failed'; readonly error: unknown };

const nothingSeen: ScenarioResult['statistics'] = {
  states: 0,
  transitions: 0,
  depth: 0,
  reduceCalls: 0,
  enabledCalls: 0,
  judgeCalls: 0,
  bytesPerState: 0,
  deadlocks: 0,
  eventCounts: {},
};

/** The answer to a scenario whose search went wrong, or has not begun: none. Those to other scenarios stand. */
const unanswered = (
  { task: { scenario, leftOut }, asked }: Question,
  limit: 'failed' | 'interrupted',
): ScenarioResult => ({
  scenario,
  leftOut,
  ending: limit,
  statistics: nothingSeen,
  seconds: 0,
  results: asked.map((guarantee) => ({ guarantee, verdict: 'undecided', reached: 0, limit })),
});

/** The scenario that an errand is called after. */
export const titleOf = ({ askers: [first] }: Errand): string => first.question.task.scenario.name;

async function broughtBy(
  errand: Errand<Question>,
  { limits, signal, breathe, begun, ended, broken }: SearchWay,
): Promise<Brought> {
  const { scenario, asked, askers } = errand;
  await breathe();
  if (signal.aborted) return { ending: 'interrupted' };
  begun(titleOf(errand));
  try {
    return packed(await checkScenario({ ...askers[0].question.task, scenario }, asked, limits));
  } catch (error) {
    ended();
    broken(titleOf(errand), error);
    return { ending: 'failed', error };
  } finally {
    ended();
  }
}

const failed = (question: Question, error: unknown): ScenarioResult => ({
  ...unanswered(question, 'failed'),
  failure: wordsOf(error),
});

const resultOf = (asker: Asker<Question>, brought: Brought): ScenarioResult => {
  if ('statistics' in brought) return toldTo(asker, brought);
  return 'error' in brought ? failed(asker.question, brought.error) : unanswered(asker.question, 'interrupted');
};

/** Answers each question, in their order. `tell` makes of an answer what is told; what cannot be told is no answer. */
export const searchAll = async <T>(
  questions: readonly Question[],
  way: SearchWay,
  tell: (question: Question, result: ScenarioResult) => T,
): Promise<readonly T[]> => {
  const told: T[] = [];
  const tellOrFail = (asker: Asker<Question>, brought: Brought): T => {
    const { question } = asker;
    try {
      return tell(question, resultOf(asker, brought));
    } catch (error) {
      way.broken(question.task.scenario.name, error);
      return tell(question, failed(question, error));
    }
  };
  for (const errand of errandsOf(questions)) {
    const brought = await broughtBy(errand, way);
    for (const asker of errand.askers) told[asker.index] = tellOrFail(asker, brought);
  }
  return told;
};
