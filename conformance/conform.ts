/** Runs a suite on a target: which cases, how many side by side, and why those that failed did. */
import type { Case, Skipped, Suite } from '../generators/suite/case.ts';
import type { Driver, Target } from './driver.ts';
import { divergenceOf } from './explain.ts';
import { runCase } from './run.ts';
import type { CaseResult } from './verdict.ts';

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

/** Runs one case and says why if it fails. A driver that breaks is no verdict on the target. */
const resultOf = async (one: Case, driver: Driver, signal: AbortSignal): Promise<CaseResult> => {
  const { id, title, covers } = one;
  try {
    const { verdict, because, record, seconds } = await runCase(one, driver, signal);
    const { profile, skew, mayMiss } = driver.capabilities;
    const divergence = verdict === 'fail' ? divergenceOf(one, profile, record, { skew, mayMiss }) : null;
    const trace = record.belief.entries;
    return { id, title, verdict, because, covers, seconds, trace, divergence };
  } catch (error) {
    const because = `the driver failed: ${error instanceof Error ? error.message : String(error)}`;
    return { id, title, verdict: 'inconclusive', because, covers, seconds: 0, trace: [], divergence: null };
  }
};

/** Runs the suite. The target is closed in the end, whatever happens. */
export const conform = async (suite: Suite, target: Target, options: ConformOptions): Promise<Conformance> => {
  const began = performance.now();
  const asked = suite.cases.map((one) => ({ one, because: unasked(one, options) }));
  const wanted = asked.flatMap(({ one, because }) => (because === undefined ? [one] : []));
  const skipped = asked.flatMap(({ one, because }) => (because === undefined ? [] : [{ id: one.id, because }]));
  const results = new Map<string, CaseResult>();
  const waiting = [...wanted];
  const work = async (): Promise<void> => {
    const driver = await target.open();
    for (let one = waiting.shift(); one !== undefined && !options.signal.aborted; one = waiting.shift()) {
      const result = await resultOf(one, driver, options.signal);
      results.set(one.id, result);
      options.onResult?.(result, results.size, wanted.length);
    }
    await driver.close();
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(options.parallel, wanted.length)) }, work));
  } finally {
    await target.close();
  }
  return {
    target: target.name,
    cases: wanted.flatMap(({ id }) => results.get(id) ?? []),
    skipped: [...suite.skipped, ...skipped],
    seconds: (performance.now() - began) / 1000,
    interrupted: options.signal.aborted,
  };
};
