/** Numbers of questions: how long something may take, or has to take, so that all is well. */
import { type AssumptionName, endpointPropagation } from '../../model/assumptions.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import { isKilledByProbes } from '../../model/kubernetes/spec.ts';
import type { ParameterName } from '../../model/parameters.ts';
import type { Whole } from '../../model/slices/index.ts';
import { after, within } from '../../model/timing/interval.ts';
import type { Quest } from '../explore/index.ts';
import { parameterOf } from '../tune/index.ts';
import { assuming, graceOf, hookSeconds, latestOf } from './around.ts';
import { answerFor, type SolveOptions } from './asking.ts';
import { graceChange, leastGrace, type Outcome } from './changes.ts';
import { nearby } from './nearby.ts';

/** A question as a search: which numbers there are, where the answer is expected, and the workload with one of them. */
interface Search {
  readonly parameter: ParameterName;
  readonly quest: Quest;
  readonly guess: number;
  readonly put: (seconds: number) => Whole;
}

const shutdownSearch = (whole: Whole): Search => ({
  parameter: 'shutdown',
  quest: { seek: 'greatest', from: 0, to: graceOf(whole) + 2 },
  guess: Math.ceil(graceOf(whole) - hookSeconds(whole)) - 1,
  put: (seconds) => assuming(whole, 'shutdown', within(seconds)),
});

/** Both the hook, beyond what it sleeps for certain, and the process may take so long, unless it is known of the process. */
const hookEndSearch = (whole: Whole): Search => {
  const stop = latestOf(whole.assumptions, 'shutdown');
  const known = hookSeconds(whole);
  const room = graceOf(whole) - known - (Number.isFinite(stop) ? stop : 0) - 1;
  return {
    parameter: 'pre-stop-hook',
    quest: { seek: 'greatest', from: 0, to: graceOf(whole) + 2 },
    guess: Math.max(0, Math.floor(Number.isFinite(stop) ? room : room / 2)),
    put: (seconds) => {
      const hook = assuming(whole, 'pre-stop-hook', within(Math.ceil(known) + seconds));
      return Number.isFinite(stop) ? hook : assuming(hook, 'shutdown', within(seconds));
    },
  };
};

/** The hook has to hold the stop signal back for so long. */
const hookBeginningSearch = (whole: Whole): Search => ({
  parameter: 'pre-stop-hook',
  quest: { seek: 'least', from: 0, to: graceOf(whole) },
  guess: Math.floor(latestOf(whole.assumptions, endpointPropagation)) + 1,
  put: (seconds) => assuming(whole, 'pre-stop-hook', after(seconds)),
});

const startSearch = (whole: Whole): Search | undefined => {
  const parameter = parameterOf('process-start');
  const quest = parameter?.quest(whole);
  if (parameter === undefined || quest === undefined) return undefined;
  const probes = whole.pods
    .flatMap(({ spec }) => spec.containers)
    .filter(isKilledByProbes)
    .flatMap(({ startupProbe, livenessProbe }) => startupProbe ?? livenessProbe ?? []);
  const allowed = probes.map((one) => one.initialDelaySeconds + (one.failureThreshold - 1) * one.periodSeconds);
  return {
    parameter: 'process-start',
    quest,
    guess: Math.min(...allowed) - 1,
    put: (seconds) => parameter.put(whole, seconds),
  };
};

const searchFor = (question: AssumptionName, whole: Whole, slice: string): Search | undefined => {
  if (question === 'shutdown') return shutdownSearch(whole);
  if (question === 'process-start') return startSearch(whole);
  if (question === 'pre-stop-hook')
    return slice === 'timed-endpoints' ? hookBeginningSearch(whole) : hookEndSearch(whole);
  return undefined;
};

/** The number that would still do. Where there is none, the answer to the question changes nothing: something else has to. */
export const roomFor = async (
  question: AssumptionName,
  whole: Whole,
  slice: string,
  guarantees: readonly Guarantee[],
  options: SolveOptions,
): Promise<Outcome> => {
  const asked = { remedy: { who: 'manifest', question } } as const;
  const search = searchFor(question, whole, slice);
  if (search === undefined) return asked;
  const { parameter, quest, guess, put } = search;
  const number = await nearby(quest, guess, (seconds) => answerFor(put(seconds), guarantees, options));
  if (number === 'undecided') return asked;
  if (number !== 'never') return { ...asked, found: { parameter, seek: quest.seek, ...number } };
  return slice === 'timed-shutdown'
    ? leastGrace(graceChange, whole, guarantees, options)
    : { remedy: { who: 'people' } };
};
