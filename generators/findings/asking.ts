/** Whether guarantees in time hold of a workload: one search for all of them in each slice that they are about. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { type Guarantee, isAskedIn } from '../../model/guarantees/guarantee.ts';
import { modelOf } from '../../model/reducer.ts';
import { type Slice, slicesOf, type Whole } from '../../model/slices/index.ts';
import { answersOf, propertiesOf } from '../check/properties.ts';
import { runToEnd } from '../check/run.ts';
import { type Answer, startExploration } from '../explore/index.ts';

/** Bounds of each search, and control of all. */
export interface SolveOptions {
  readonly maxStates?: number;
  readonly maxMemoryBytes?: number;
  /** Ends the search that is going on; what it was for stays open. */
  readonly signal?: AbortSignal;
}

const unknown: Answer<undefined> = { holds: undefined, shown: undefined };

const answerIn = async (
  slice: Slice,
  guarantees: readonly Guarantee[],
  { maxStates, maxMemoryBytes, signal }: SolveOptions,
): Promise<Answer<undefined>> => {
  const { asked, properties } = propertiesOf(slice.scenario, guarantees);
  const explorer = startExploration<Cluster, Event>(modelOf(slice.scenario), properties, {
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }),
    interrupted: () => signal?.aborted === true,
    stopWhenDecided: true,
  });
  await runToEnd(explorer);
  const answers = answersOf(asked, explorer.result().findings);
  if (answers.some(({ verdict }) => verdict === 'violated')) return { ...unknown, holds: false };
  // What never comes up would hold with any number.
  const settled = answers.every(({ verdict, reached }) => verdict === 'holds' && reached > 0);
  return settled ? { ...unknown, holds: true } : unknown;
};

/** True if all of them hold in every slice that asks them; undefined if that was not found out, or one of them is never asked. */
export const answerFor = async (
  whole: Whole,
  guarantees: readonly Guarantee[],
  options: SolveOptions,
): Promise<Answer<undefined>> => {
  let answer = unknown;
  for (const slice of slicesOf(whole)) {
    const { scenario } = slice;
    const asked = guarantees.filter((one) => isAskedIn(one, slice));
    if (scenario.assumptions === undefined || asked.length === 0) continue;
    if (options.signal?.aborted === true) return unknown;
    answer = await answerIn(slice, asked, options);
    if (answer.holds !== true) return answer;
  }
  return answer;
};
