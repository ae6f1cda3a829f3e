/** Runs one test case: does each stimulus when its cue was seen, listens until the target has settled, and judges. */
import { setImmediate } from 'node:timers/promises';
import { isObservation } from '../generators/observe/label.ts';
import type { Case, Step } from '../generators/suite/case.ts';
import { type Entry, precedes } from '../generators/trace/entry.ts';
import type { Driver, Seen } from './driver.ts';
import { Record } from './run-log.ts';
import type { Verdict } from './verdict.ts';

/** A case after its run, before anybody has asked why. The record is in the order of time. */
export interface Run {
  readonly verdict: Verdict;
  readonly because: string;
  /** What it would be if the model explained everything. */
  readonly unlessWrong: Judgement;
  /** The stimulus whose cue never came; null if there is none. */
  readonly undone: Step | null;
  /** True if it was heard to its end: until nothing more came. */
  readonly settled: boolean;
  /** What a last look at the target found; empty if there was none. */
  readonly found: string;
  readonly record: Record;
  readonly seconds: number;
}

/** A verdict, and why. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly because: string;
}

/** Waits for what the target shows next, but not longer than its patience. */
interface Ear {
  /** Hears one more observation; false if none came for so long, and a last look found none. */
  readonly hear: (seconds: number) => Promise<boolean>;
  readonly hang: () => Promise<void>;
}

/** The last look at a target, and why there is no verdict on it if it broke down. */
interface Review {
  found: string;
  brokeDown: string;
}

const earFor = ({ oracle }: Case, driver: Driver, record: Record, review: Review, signal: AbortSignal): Ear => {
  const iterator = driver.observations[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<Seen>> | undefined;
  const within = async (seconds: number): Promise<boolean> => {
    pending ??= iterator.next();
    const patience = new AbortController();
    // Where this process was busy itself, news may be waiting behind the timer.
    const silence = driver
      .pass(seconds, AbortSignal.any([patience.signal, signal]))
      .then(() => setImmediate(undefined));
    const heard = await Promise.race([pending, silence]);
    patience.abort();
    if (heard === undefined || heard.done === true) return false;
    pending = undefined;
    const { observation, ...rest } = heard.value;
    if (oracle.observes.includes(observation.see)) record.add({ label: observation, ...rest });
    return true;
  };
  const look = async (): Promise<boolean> => {
    if (driver.review === undefined || signal.aborted) return false;
    try {
      review.found = await driver.review();
    } catch (error) {
      review.brokeDown = wordsOf(error);
      return false;
    }
    return within(0);
  };
  return {
    hear: async (seconds) => (await within(seconds)) || (await look()),
    hang: async () => {
      await iterator.return?.();
    },
  };
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** How many seconds of silence settle it. What nothing explains may yet be explained by late news, what is over contradicted. */
type Patience = () => number;

/** Listens until the observation came so often; false if it did not. */
const awaitCue = async ({ when }: Step, ear: Ear, record: Record, patience: Patience): Promise<boolean> => {
  if (when === null) return true;
  while (record.times(when.observation) < when.times) {
    if (!(await ear.hear(patience()))) return false;
  }
  return true;
};

const settle = async (ear: Ear, patience: Patience): Promise<void> => {
  let more = true;
  while (more) more = await ear.hear(patience());
};

/** Why a case fails, in words. */
export const becauseOf = {
  surprise: 'it showed what the model cannot show there',
  silence: 'it stayed silent where the model goes on',
  undone: 'it never showed what the next stimulus waits for',
} as const;

/** What else is to be known of a run. */
interface Circumstances {
  readonly undone: Step | undefined;
  readonly refused: string;
  readonly review: Review;
}

const unlessWrong = ({ undone, refused, review }: Circumstances): Judgement => {
  const because = review.brokeDown || refused || (undone === undefined ? '' : becauseOf.undone);
  return { verdict: because === '' ? 'pass' : 'inconclusive', because };
};

const judged = (record: Record, circumstances: Circumstances): Judgement => {
  const { review, refused } = circumstances;
  if (review.brokeDown !== '') return unlessWrong(circumstances);
  if (record.standing === 'stuck') return { verdict: 'fail', because: becauseOf.surprise };
  if (refused === '' && !record.mayRest) return { verdict: 'fail', because: becauseOf.silence };
  return unlessWrong(circumstances);
};

const interrupted: Judgement = { verdict: 'inconclusive', because: 'interrupted' };

/**
 * The record read again: late news stand before everything they surely came before, and before what was over later. A stimulus stays behind
 * its cue, whose news made us do it.
 */
const ordered = (one: Case, { capabilities }: Driver, entries: readonly Entry[]): Record => {
  const { skew } = capabilities;
  const record = new Record(one, capabilities);
  const inOrder: Entry[] = [];
  for (const entry of entries) {
    const seen = isObservation(entry.label);
    const next = inOrder.findIndex(
      (other) =>
        precedes(entry, other, skew) ||
        (seen && isObservation(other.label) && entry.source !== other.source && entry.latest + skew < other.latest),
    );
    inOrder.splice(next === -1 ? inOrder.length : next, 0, entry);
  }
  for (const entry of inOrder) record.add(entry);
  return record;
};

/** The run of one case on one driver. */
export const runCase = async (one: Case, driver: Driver, signal: AbortSignal): Promise<Run> => {
  const began = performance.now();
  await driver.reset(one);
  const heard = new Record(one, driver.capabilities);
  const review: Review = { found: '', brokeDown: '' };
  const ear = earFor(one, driver, heard, review, signal);
  const { lateness, haste } = driver.capabilities;
  const silence = one.timeoutSeconds * haste;
  const patience = () => (heard.standing === 'open' ? silence : Math.min(lateness / 1000, silence));
  let undone: Step | undefined;
  let refused = '';
  for (const step of one.stimuli) {
    if (!(await awaitCue(step, ear, heard, patience))) undone = step;
    if (undone !== undefined || signal.aborted) break;
    try {
      const moment = await driver.stimulate(step.do);
      const entry: Entry = { label: step.do, source: 'driver', ...moment };
      heard.add(entry);
    } catch (error) {
      refused = `${step.do.do}: ${wordsOf(error)}`;
      break;
    }
  }
  // Who waited for a cue in vain has heard the silence already.
  if (undone === undefined) await settle(ear, patience);
  await ear.hang();
  const record = ordered(one, driver, heard.belief.entries);
  const circumstances = { undone, refused, review };
  return {
    ...(signal.aborted ? interrupted : judged(record, circumstances)),
    unlessWrong: unlessWrong(circumstances),
    undone: undone ?? null,
    settled: !signal.aborted && review.brokeDown === '',
    found: review.found,
    record,
    seconds: (performance.now() - began) / 1000,
  };
};
