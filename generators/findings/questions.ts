/** Numbers of questions: how long something may take, or has to take, so that all is well. */
import { type AssumptionName, endpointPropagation } from '../../model/assumptions.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import { isKilledByProbes } from '../../model/kubernetes/spec.ts';
import type { ParameterName } from '../../model/parameters.ts';
import type { Whole } from '../../model/slices/index.ts';
import { second, within } from '../../model/timing/interval.ts';
import type { Quest } from '../explore/index.ts';
import { parameterOf } from '../tune/index.ts';
import { assuming, graceOf, hookSeconds, latestOf } from './around.ts';
import { answerFor, type SolveOptions } from './asking.ts';
import { graceChange, leastGrace, type Outcome } from './changes.ts';
import { nearby } from './nearby.ts';
import type { Found } from './solution.ts';

/** A question as a search: which numbers there are, where the answer is expected, and the workload with one of them. */
interface Search {
  readonly parameter: ParameterName;
  readonly quest: Quest;
  readonly guess: number;
  readonly put: (seconds: number) => Whole;
  /** What a number says, where it says more than itself. */
  readonly means?: (seconds: number) => Pick<Found, 'value' | 'assuming'>;
}

const shutdownSearch = (whole: Whole): Search => ({
  parameter: 'shutdown',
  quest: { seek: 'greatest', from: 0, to: graceOf(whole) + 2 },
  guess: Math.ceil(graceOf(whole) - hookSeconds(whole)) - 1,
  put: (seconds) => assuming(whole, 'shutdown', within(seconds)),
});

/**
 * The hook, beyond what it takes for certain, and the process may each take so long. Of a process that is known only the hook is asked.
 */
const hookEndSearch = (whole: Whole): Search => {
  const stop = latestOf(whole.assumptions, 'shutdown');
  const earliest = (whole.assumptions?.['pre-stop-hook'].earliest ?? 0) / second;
  const certain = Math.ceil(Math.max(hookSeconds(whole), earliest));
  const room = graceOf(whole) - certain - (Number.isFinite(stop) ? stop : 0) - 1;
  const asksBoth = !Number.isFinite(stop);
  return {
    parameter: 'pre-stop-hook',
    quest: { seek: 'greatest', from: 0, to: graceOf(whole) + 2 },
    guess: Math.max(0, Math.floor(asksBoth ? room / 2 : room)),
    put: (seconds) => {
      const delay = { earliest: earliest * second, latest: (certain + seconds) * second };
      const hook = assuming(whole, 'pre-stop-hook', delay);
      return asksBoth ? assuming(hook, 'shutdown', within(seconds)) : hook;
    },
    means: (seconds) => ({
      value: certain + seconds,
      ...(asksBoth ? { assuming: [`shutdown<=${seconds}s`] } : {}),
    }),
  };
};

/** The hook has to hold the stop signal back for so long. */
const hookBeginningSearch = (whole: Whole): Search => ({
  parameter: 'pre-stop-hook',
  quest: { seek: 'least', from: 0, to: graceOf(whole) },
  guess: Math.floor(latestOf(whole.assumptions, endpointPropagation)) + 1,
  put: (seconds) => {
    const latest = whole.assumptions?.['pre-stop-hook'].latest ?? Number.POSITIVE_INFINITY;
    return assuming(whole, 'pre-stop-hook', { earliest: seconds * second, latest: Math.max(latest, seconds * second) });
  },
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
  const { parameter, quest, guess, put, means = (value) => ({ value }) } = search;
  const number = await nearby(quest, guess, (seconds) => answerFor(put(seconds), guarantees, options));
  if (number === 'undecided') return asked;
  if (number !== 'never') {
    const beside = number.beside === undefined ? {} : { beside: means(number.beside).value };
    return { ...asked, found: { parameter, seek: quest.seek, ...means(number.value), ...beside } };
  }
  return slice === 'timed-shutdown'
    ? leastGrace(graceChange, whole, guarantees, options)
    : { remedy: { who: 'people' } };
};
