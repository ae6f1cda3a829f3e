/** Runs a suite on a target: which cases, how many side by side, and why those that failed did. */
import type { Case, Skipped, Suite } from '../generators/suite/case.ts';
import type { Driver, Target } from './driver.ts';
import { divergenceOf } from './explain.ts';
import { becauseOf, type Run, runCase } from './run.ts';
import type { CaseResult, Divergence } from './verdict.ts';

/** Which cases, how, and who wants to know. */
export interface ConformOptions {
  /** Only cases whose id or title matches. */
  readonly focus?: RegExp;
  /** No case whose id or title matches. */
  readonly skip?: RegExp;
  /** So many cases side by side. */
  readonly parallel: number;
  readonly signal: AbortSignal;
  readonly onResult?: (result: CaseResult, done: number, of: number) => void;
}

/** What came of a suite on one target. */
export interface Conformance {
  readonly target: string;
  readonly cases: readonly CaseResult[];
  /** Cases that were not asked for or that the suite already says the profile cannot run. */
  readonly skipped: readonly Skipped[];
  readonly seconds: number;
  /** Ctrl-C ended it early. */
  readonly interrupted: boolean;
}

const unasked = (one: Case, { focus, skip }: ConformOptions): string | undefined => {
  const name = `${one.id} ${one.title}`;
  if (focus !== undefined && !focus.test(name)) return 'not in focus';
  if (skip?.test(name) === true) return 'skipped on demand';
  return undefined;
};

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

/** A case that ran, not asked why yet. A driver that breaks is no verdict on the target. */
interface Ran {
  readonly result: CaseResult;
  readonly why: () => CaseResult;
}

const ranOn = async (one: Case, driver: Driver, target: Target, signal: AbortSignal): Promise<Ran> => {
  const { id, title, covers } = one;
  try {
    const { verdict, because, found, record, seconds } = await attempted(one, driver, target, signal);
    const { profile, skew } = driver.capabilities;
    const trace = record.belief.entries;
    const result: CaseResult = { id, title, verdict, because, covers, seconds, trace, divergence: null };
    if (verdict !== 'fail') return { result, why: () => result };
    const why = () => {
      // Whoever presses Ctrl-C does not want to wait for the long search.
      const known = target.mistake === undefined ? (signal.aborted ? [] : undefined) : [target.mistake];
      return divergenceOf(one, profile, record, { skew }, known);
    };
    return { result, why: () => explained(result, why(), found) };
  } catch (error) {
    const because = `the driver failed: ${error instanceof Error ? error.message : String(error)}`;
    const verdict = 'inconclusive';
    const result: CaseResult = { id, title, verdict, because, covers, seconds: 0, trace: [], divergence: null };
    return { result, why: () => result };
  }
};

/** Of silence, what a last look found is all there is to show. */
const explained = (failed: CaseResult, divergence: Divergence | undefined, found: string): CaseResult => {
  if (divergence === undefined) return { ...failed, verdict: 'pass', because: '' };
  const silence = found === '' ? becauseOf.silence : `${becauseOf.silence}; ${found}`;
  return { ...failed, because: divergence.unexplained === null ? silence : becauseOf.surprise, divergence };
};

const runAll = async (wanted: readonly Case[], target: Target, options: ConformOptions): Promise<readonly Ran[]> => {
  const ran = new Map<string, Ran>();
  const waiting = [...wanted];
  const work = async (): Promise<void> => {
    const driver = await target.open();
    for (let one = waiting.shift(); one !== undefined && !options.signal.aborted; one = waiting.shift()) {
      const now = await ranOn(one, driver, target, options.signal);
      ran.set(one.id, now);
      options.onResult?.(now.result, ran.size, wanted.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(options.parallel, wanted.length)) }, work));
  } finally {
    await target.close();
  }
  return wanted.flatMap(({ id }) => ran.get(id) ?? []);
};

/** Runs the suite. The target is closed in the end, whatever happens. */
export const conform = async (suite: Suite, target: Target, options: ConformOptions): Promise<Conformance> => {
  const began = performance.now();
  const asked = suite.cases.map((one) => ({ one, because: unasked(one, options) }));
  const wanted = asked.flatMap(({ one, because }) => (because === undefined ? [one] : []));
  const skipped = asked.flatMap(({ one, because }) => (because === undefined ? [] : [{ id: one.id, because }]));
  const ran = wanted.length === 0 ? [] : await runAll(wanted, target, options);
  return {
    target: target.name,
    // Asking why takes long and nothing else can happen meanwhile: not while cases run.
    cases: ran.map(({ why }) => why()),
    skipped: [...suite.skipped, ...skipped],
    seconds: (performance.now() - began) / 1000,
    interrupted: options.signal.aborted,
  };
};
