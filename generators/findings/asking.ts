/** Whether guarantees in time hold of a workload: one search for all of them in each slice that they are about. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { type Guarantee, isAskedIn } from '../../model/guarantees/guarantee.ts';
import { modelOf } from '../../model/reducer.ts';
import { type Slice, timedSlicesOf, type Whole } from '../../model/slices/index.ts';
import { answersOf, propertiesOf } from '../check/properties.ts';
import { runToEnd } from '../check/run.ts';
import { type Answer, startExploration } from '../explore/index.ts';

/** Bounds of a search, and what ends it; what it was for stays open. */
export interface DecideOptions {
  readonly maxStates?: number;
  readonly maxMemoryBytes?: number;
  readonly signal?: AbortSignal;
}

/** Bounds of each search, and control of all. */
export interface SolveOptions extends DecideOptions {
  /** Who searches, if not this thread: the answer is the same. */
  readonly decide?: (slice: Slice, guarantees: readonly Guarantee[]) => Promise<boolean | undefined>;
}

/** Whether guarantees hold together. */
export interface Decision {
  /** Undefined if the search did not come to it, or if the situation of one of them never comes up: it would hold with any number. */
  readonly holds: boolean | undefined;
  /** The search ended for want of memory. */
  readonly starved: boolean;
}

const unknown: Answer<undefined> = { holds: undefined, shown: undefined };

/** One search for all of them. */
export const decide = async (
  slice: Slice,
  guarantees: readonly Guarantee[],
  { maxStates, maxMemoryBytes, signal }: DecideOptions,
): Promise<Decision> => {
  const { asked, properties } = propertiesOf(slice.scenario, guarantees);
  const explorer = startExploration<Cluster, Event>(modelOf(slice.scenario), properties, {
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }),
    interrupted: () => signal?.aborted === true,
    stopWhenDecided: true,
  });
  await runToEnd(explorer);
  const { ending, findings } = explorer.result();
  const answers = answersOf(asked, findings);
  const starved = ending === 'max-memory';
  if (answers.some(({ verdict }) => verdict === 'violated')) return { holds: false, starved };
  const settled = answers.every(({ verdict, reached }) => verdict === 'holds' && reached > 0);
  return { holds: settled ? true : undefined, starved };
};

/** True if all of them hold in every slice that asks them; undefined if that was not found out, or one of them is never asked. */
export const answerFor = async (
  whole: Whole,
  guarantees: readonly Guarantee[],
  options: SolveOptions,
): Promise<Answer<undefined>> => {
  let answer = unknown;
  const here = async (slice: Slice, asked: readonly Guarantee[]) => (await decide(slice, asked, options)).holds;
  for (const slice of timedSlicesOf(whole)) {
    const asked = guarantees.filter((one) => isAskedIn(one, slice));
    if (asked.length === 0) continue;
    if (options.signal?.aborted === true) return unknown;
    answer = { ...unknown, holds: await (options.decide ?? here)(slice, asked) };
    if (answer.holds !== true) return answer;
  }
  return answer;
};
