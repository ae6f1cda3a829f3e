/** Runs a suite on a target: which cases, how many side by side, and why those that failed did. */
import { setImmediate } from 'node:timers/promises';
import type { Case, Skipped, Suite } from '../generators/suite/case.ts';
import { type Ran, ranOn } from './attempt.ts';
import type { Target } from './driver.ts';
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
  /** Told of each case once its verdict is sure. */
  readonly onResult?: (result: CaseResult, done: number, of: number) => void;
  /** Told of a case in which something seems wrong: whether it is, the model is asked when all have run. */
  readonly onDoubt?: (first: CaseResult) => void;
}

/** What came of a suite on one target. */
export interface Conformance {
  readonly target: string;
  readonly cases: readonly CaseResult[];
  /** Cases that were not asked for, that were not begun before Ctrl-C, or that the suite already says the profile cannot run. */
  readonly skipped: readonly Skipped[];
  readonly seconds: number;
  /** Ctrl-C ended it early. */
  readonly interrupted: boolean;
}

const unasked = (one: Case, { focus, skip }: ConformOptions): string | undefined => {
  const matches = (pattern: RegExp): boolean => pattern.test(one.id) || pattern.test(one.title);
  if (focus !== undefined && !matches(focus)) return 'not in focus';
  if (skip !== undefined && matches(skip)) return 'skipped on demand';
  return undefined;
};

const runAll = async (
  wanted: readonly Case[],
  target: Target,
  { parallel, signal }: ConformOptions,
  onFirst: (first: CaseResult) => void,
): Promise<readonly Ran[]> => {
  const ran = new Map<string, Ran>();
  const waiting = [...wanted];
  const work = async (): Promise<void> => {
    const driver = await target.open();
    for (let one = waiting.shift(); one !== undefined && !signal.aborted; one = waiting.shift()) {
      const now = await ranOn(one, driver, target, signal);
      ran.set(one.id, now);
      onFirst(now.first);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, wanted.length) }, work));
  } finally {
    await target.close();
  }
  return wanted.flatMap(({ id }) => ran.get(id) ?? []);
};

/** Tells of each case once, when its verdict is sure: of a failure only after the model was asked once more. */
const teller = ({ onResult, onDoubt }: ConformOptions, of: number) => {
  let done = 0;
  const tell = (result: CaseResult): void => {
    done += 1;
    onResult?.(result, done, of);
  };
  return {
    first: (first: CaseResult): void => (first.verdict === 'fail' ? onDoubt?.(first) : tell(first)),
    asked: (first: CaseResult, result: CaseResult): void => (first.verdict === 'fail' ? tell(result) : undefined),
  };
};

/** Runs the suite. The target is closed in the end, whatever happens. */
export const conform = async (suite: Suite, target: Target, options: ConformOptions): Promise<Conformance> => {
  const began = performance.now();
  const { signal } = options;
  const asked = suite.cases.map((one) => ({ one, because: unasked(one, options) }));
  const wanted = asked.flatMap(({ one, because }) => (because === undefined ? [one] : []));
  const tell = teller(options, wanted.length);
  const nothing = wanted.length === 0 || signal.aborted;
  if (nothing) await target.close();
  const ran = nothing ? [] : await runAll(wanted, target, options, tell.first);
  const begun = new Set(ran.map(({ first }) => first.id));
  const cases: CaseResult[] = [];
  // Asking takes long and nothing else can happen meanwhile: not while cases run.
  for (const one of ran) {
    const result = one.asked();
    cases.push(result);
    tell.asked(one.first, result);
    await setImmediate();
  }
  const skipped = asked.flatMap(({ one: { id }, because = begun.has(id) ? '' : 'interrupted' }) =>
    because === '' ? [] : [{ id, because }],
  );
  return {
    target: target.name,
    cases,
    skipped: [...suite.skipped, ...skipped],
    seconds: (performance.now() - began) / 1000,
    interrupted: signal.aborted,
  };
};
