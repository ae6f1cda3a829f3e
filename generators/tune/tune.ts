/** The least or greatest number of seconds with which a guarantee holds, by exact search on either side of it. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { type Guarantee, isAskedIn } from '../../model/guarantees/guarantee.ts';
import { neverRuns } from '../../model/neverRuns.ts';
import { modelOf } from '../../model/reducer.ts';
import { type Slice, slicesOf, type Whole } from '../../model/slices/index.ts';
import { answersOf, propertiesOf } from '../check/properties.ts';
import type { GuaranteeResult } from '../check/result.ts';
import { runToEnd } from '../check/run.ts';
import {
  type Answer,
  type Progress,
  type Quest,
  startExploration,
  type Threshold,
  threshold,
} from '../explore/index.ts';
import type { Parameter } from './parameter.ts';

/** What a search at one value showed. */
export interface Shown {
  readonly result: GuaranteeResult;
  readonly slice: Slice;
  /** State classes visited. */
  readonly states: number;
}

/** The answer to one question. */
export interface Tuned {
  readonly parameter: Parameter;
  readonly guarantee: Guarantee;
  readonly seek: Quest['seek'];
  /** The numbers that were looked through. */
  readonly range: Pick<Quest, 'from' | 'to'>;
  readonly threshold: Threshold<Shown>;
}

/** No answer: the situation of the guarantee is never reached, and what is never asked would hold with any number. */
export interface Unreached {
  /** Why, as a sentence without its full stop. */
  readonly unreached: string;
  /** The Pod runs; it is something else that does not come up. */
  readonly runs: boolean;
}

/** Bounds of each search, and control of all. */
export interface TuneOptions {
  readonly maxStates?: number;
  readonly maxMemoryBytes?: number;
  /** Ends the search that is going on; the answer is undecided, with what was known before. */
  readonly signal?: AbortSignal;
  /** Told before each search which value is tried; the search waits for it. */
  readonly onValue?: (value: number) => void | Promise<void>;
  /** Told several times a second while a search goes on. */
  readonly onProgress?: (progress: Progress) => void;
}

const slicesFor = (whole: Whole, guarantee: Guarantee): readonly Slice[] =>
  slicesOf(whole).filter((slice) => slice.scenario.assumptions !== undefined && isAskedIn(guarantee, slice));

/** True if the input has this number, and the guarantee says something about it in time once the number has a value. */
export const isTunable = (whole: Whole, parameter: Parameter, guarantee: Guarantee): boolean => {
  const quest = parameter.quest(whole);
  return quest !== undefined && slicesFor(parameter.put(whole, quest.from), guarantee).length > 0;
};

/** Ends a tuning from within: caught where the tuning began. */
class NotReached extends Error {
  readonly why: Unreached;

  constructor(why: Unreached) {
    super(why.unreached);
    this.why = why;
  }
}

const whyUnreached = ({ scenario }: Slice): Unreached => {
  const why = neverRuns(scenario);
  return why === undefined
    ? { unreached: 'its situation does not come up in any reachable state', runs: true }
    : { unreached: why, runs: false };
};

/** The answer of every slice that the guarantee is about: of the first in which it does not hold, else of the last. */
const answerAt = async (whole: Whole, guarantee: Guarantee, options: TuneOptions): Promise<Answer<Shown>> => {
  let answer: Answer<Shown> | undefined;
  for (const slice of slicesFor(whole, guarantee)) {
    if (answer !== undefined && answer.holds !== true) break;
    answer = await answerIn(slice, guarantee, options);
  }
  if (answer === undefined) throw new Error(`${guarantee.id} says nothing about ${whole.name} in time`);
  return answer;
};

const answerIn = async (slice: Slice, guarantee: Guarantee, options: TuneOptions): Promise<Answer<Shown>> => {
  const { asked, properties } = propertiesOf(slice.scenario, [guarantee]);
  const { maxStates, maxMemoryBytes, signal, onProgress } = options;
  const explorer = startExploration<Cluster, Event>(modelOf(slice.scenario), properties, {
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }),
    interrupted: () => signal?.aborted === true,
    stopWhenDecided: true,
  });
  await runToEnd(explorer, onProgress);
  const { findings, statistics } = explorer.result();
  const [result] = answersOf(asked, findings);
  if (result === undefined) throw new Error(`${guarantee.id} was not asked`);
  if (result.verdict === 'holds' && result.reached === 0) throw new NotReached(whyUnreached(slice));
  const holds = result.verdict === 'undecided' ? undefined : result.verdict === 'holds';
  return { holds, shown: { result, slice, states: statistics.states } };
};

/** Tunes one number of one workload; undefined if it has no such number, or the guarantee says nothing about it. */
export const tune = async (
  whole: Whole,
  parameter: Parameter,
  guarantee: Guarantee,
  options: TuneOptions = {},
): Promise<Tuned | Unreached | undefined> => {
  const quest = parameter.quest(whole);
  if (quest === undefined || !isTunable(whole, parameter, guarantee)) return undefined;
  const ask = async (value: number) => {
    await options.onValue?.(value);
    return answerAt(parameter.put(whole, value), guarantee, options);
  };
  try {
    const found = await threshold(quest, ask);
    const { seek, from, to } = quest;
    return { parameter, guarantee, seek, range: { from, to }, threshold: found };
  } catch (error) {
    if (error instanceof NotReached) return error.why;
    throw error;
  }
};
