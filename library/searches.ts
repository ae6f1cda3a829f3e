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
import type { SearchWay, Threads } from './way.ts';

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

type Bring = (errand: Errand<Question>, brought: Brought) => void;

/** Searches here, and goes over to threads when the searches so far say that it pays. What is answered does not depend on that. */
async function bringAll(errands: readonly Errand<Question>[], way: SearchWay, bring: Bring): Promise<void> {
  const began = performance.now();
  let { threads } = way;
  for (const [made, errand] of errands.entries()) {
    const amount = { searches: errands.length, made, milliseconds: performance.now() - began };
    if (threads?.pay(amount) === true && !way.signal.aborted) {
      if (await threads.begin()) return bringByThreads(errands.slice(made), way, threads, bring);
      threads = undefined;
    }
    bring(errand, await broughtBy(errand, way));
  }
}

async function bringByThreads(
  errands: readonly Errand<Question>[],
  way: SearchWay,
  threads: Threads,
  bring: Bring,
): Promise<void> {
  const { signal, begun, ended, broken } = way;
  const left = [...errands];
  const again: Errand<Question>[] = [];
  const work = async (): Promise<void> => {
    for (let errand = left.shift(); errand !== undefined; errand = left.shift()) {
      if (signal.aborted) {
        bring(errand, { ending: 'interrupted' });
        continue;
      }
      try {
        const result = await threads.search(errand);
        if (result.ending === 'max-memory') again.push(errand);
        else bring(errand, result);
      } catch (error) {
        ended();
        broken(titleOf(errand), error);
        bring(errand, { ending: 'failed', error });
      }
    }
  };
  begun(`${errands.length} scenarios in ${threads.jobs} threads`);
  try {
    await Promise.all(Array.from({ length: threads.jobs }, work));
  } finally {
    ended();
  }
  // What a part of the memory was not enough for gets all of it.
  const inOrder = again.sort((a, b) => a.askers[0].index - b.askers[0].index);
  for (const errand of inOrder) bring(errand, await broughtBy(errand, way));
}

const failed = (question: Question, error: unknown): ScenarioResult => ({
  ...unanswered(question, 'failed'),
  failure: wordsOf(error),
});

const resultOf = (asker: Asker<Question>, brought: Brought): ScenarioResult => {
  if ('statistics' in brought) return toldTo(asker, brought);
  return 'error' in brought ? failed(asker.question, brought.error) : unanswered(asker.question, 'interrupted');
};

/** Answers each question, in their order. `tell` makes of an answer what is told, and hears of an earlier question of the same shape; what cannot be told is no answer. */
export const searchAll = async <T>(
  questions: readonly Question[],
  way: SearchWay,
  tell: (question: Question, result: ScenarioResult, like: Question | undefined) => T,
): Promise<readonly T[]> => {
  const told: T[] = [];
  const tellOrFail = (asker: Asker<Question>, brought: Brought, first: Question): T => {
    const { question } = asker;
    try {
      return tell(question, resultOf(asker, brought), question === first ? undefined : first);
    } catch (error) {
      way.broken(question.task.scenario.name, error);
      return tell(question, failed(question, error), undefined);
    }
  };
  await bringAll(errandsOf(questions), way, ({ askers }, brought) => {
    for (const asker of askers) told[asker.index] = tellOrFail(asker, brought, askers[0].question);
  });
  return told;
};
