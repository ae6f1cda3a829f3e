/** One case on one target: run as often as the target wants, then asked what it went through and, if something was wrong, why. */
import type { Case } from '../generators/suite/case.ts';
import type { Driver, Target } from './driver.ts';
import { divergenceOf } from './explain.ts';
import { becauseOf, type Run, runCase } from './run.ts';
import { creditOf } from './trace-coverage.ts';
import type { CaseResult, Divergence } from './verdict.ts';

/** A case that ran. */
export interface Ran {
  /** What it looks like; a failure is none before the model was asked once more. */
  readonly first: CaseResult;
  /** Asks the model, which takes long: what it went through, and why it failed. */
  readonly asked: () => CaseResult;
}

/** Runs a case as often as the target wants: the first failure counts, or else the first pass. */
const attempted = async (one: Case, driver: Driver, { attempts }: Target, signal: AbortSignal): Promise<Run> => {
  let best = await runCase(one, driver, signal);
  let { seconds } = best;
  for (let left = attempts - 1; left > 0 && best.verdict !== 'fail' && !signal.aborted; left--) {
    const next = await runCase(one, driver, signal);
    seconds += next.seconds;
    if (next.verdict === 'fail' || (next.verdict === 'pass' && best.verdict === 'inconclusive')) best = next;
  }
  return { ...best, seconds };
};

const resultOf = ({ id, title, covers: aims }: Case, told: Pick<CaseResult, 'verdict' | 'because'>): CaseResult => ({
  id,
  title,
  ...told,
  waiting: null,
  aims,
  covers: [],
  uncounted: '',
  seconds: 0,
  trace: [],
  divergence: null,
});

/** A failure with its reason; without one the model explains it after all, and it is what it would be had nothing been wrong. */
const judged = (first: CaseResult, { found, unlessWrong }: Run, divergence: Divergence | undefined): CaseResult => {
  if (divergence === undefined) return { ...first, ...unlessWrong };
  // Of silence, what a last look found is all there is to show.
  const silence = found === '' ? becauseOf.silence : `${becauseOf.silence}; ${found}`;
  return { ...first, because: divergence.unexplained === null ? silence : becauseOf.surprise, divergence };
};

const askedOf = (one: Case, driver: Driver, target: Target, run: Run, first: CaseResult, signal: AbortSignal) => {
  const { profile, skew } = driver.capabilities;
  const { record } = run;
  // Whoever presses Ctrl-C does not want to wait for the long search.
  const known = target.mistake === undefined ? (signal.aborted ? [] : undefined) : [target.mistake];
  const divergence = first.verdict === 'fail' ? divergenceOf(one, profile, record, { skew }, known) : undefined;
  const result = judged(first, run, divergence);
  const { entries } = record.belief;
  const cleared = first.verdict === 'fail' && divergence === undefined;
  const explained = divergence?.explained ?? (cleared ? entries.length : record.belief.explained);
  const rests = cleared || (divergence === undefined && run.settled && record.mayRest);
  return { ...result, ...creditOf(one, profile, { entries, explained, rests }, { skew }) };
};

/** Runs a case. A driver that breaks is no verdict on the target. */
export const ranOn = async (one: Case, driver: Driver, target: Target, signal: AbortSignal): Promise<Ran> => {
  try {
    const run = await attempted(one, driver, target, signal);
    const { verdict, because, undone, record, seconds } = run;
    const trace = record.belief.entries;
    const first = { ...resultOf(one, { verdict, because }), waiting: undone, seconds, trace };
    return { first, asked: () => askedOf(one, driver, target, run, first, signal) };
  } catch (error) {
    const because = `the driver failed: ${error instanceof Error ? error.message : String(error)}`;
    const first = resultOf(one, { verdict: 'inconclusive', because });
    return { first, asked: () => first };
  }
};
