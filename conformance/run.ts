/** Runs one test case: does each stimulus when its cue was seen, listens until the target has settled, and judges. */
import type { Case, Step } from '../generators/suite/case.ts';
import type { Entry } from './belief.ts';
import type { Driver, Seen } from './driver.ts';
import { Record } from './record.ts';
import type { Verdict } from './verdict.ts';

/** A case after its run, before anybody has asked why. */
export interface Run {
  readonly verdict: Verdict;
  readonly because: string;
  readonly record: Record;
  readonly seconds: number;
}

/** Waits for what the target shows next, but not longer than its patience. */
interface Ear {
  /** Hears one more observation; false if none came for so long. */
  readonly hear: (seconds: number) => Promise<boolean>;
  readonly hang: () => Promise<void>;
}

const earFor = (driver: Driver, record: Record, signal: AbortSignal): Ear => {
  const iterator = driver.observations[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<Seen>> | undefined;
  return {
    hear: async (seconds) => {
      pending ??= iterator.next();
      const patience = new AbortController();
      const silence = driver.pass(seconds, AbortSignal.any([patience.signal, signal])).then(() => undefined);
      const heard = await Promise.race([pending, silence]);
      patience.abort();
      if (heard === undefined || heard.done === true) return false;
      pending = undefined;
      const { observation, ...rest } = heard.value;
      record.add({ label: observation, ...rest });
      return true;
    },
    hang: async () => {
      await iterator.return?.();
    },
  };
};

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

const judged = (record: Record, undone: Step | undefined, refused: string): readonly [Verdict, string] => {
  if (record.standing === 'stuck') return ['fail', 'it showed what the model cannot show there'];
  if (!record.mayRest) return ['fail', 'it stayed silent where the model goes on'];
  if (refused !== '') return ['inconclusive', refused];
  if (undone !== undefined) return ['inconclusive', 'it never showed what the next stimulus waits for'];
  return ['pass', ''];
};

/** The run of one case on one driver. */
export const runCase = async (one: Case, driver: Driver, signal: AbortSignal): Promise<Run> => {
  const began = performance.now();
  await driver.reset(one);
  const record = new Record(one, driver.capabilities);
  const ear = earFor(driver, record, signal);
  const lateness = Math.min(driver.capabilities.lateness / 1000, one.timeoutSeconds);
  const patience = () => (record.standing === 'open' ? one.timeoutSeconds : lateness);
  let undone: Step | undefined;
  let refused = '';
  for (const step of one.stimuli) {
    if (!(await awaitCue(step, ear, record, patience))) undone = step;
    if (undone !== undefined || signal.aborted) break;
    try {
      const moment = await driver.stimulate(step.do);
      const entry: Entry = { label: step.do, source: 'driver', ...moment };
      record.add(entry);
    } catch (error) {
      refused = `${step.do.do}: ${error instanceof Error ? error.message : String(error)}`;
      break;
    }
  }
  await settle(ear, patience);
  await ear.hang();
  const [verdict, because] = signal.aborted ? (['inconclusive', 'interrupted'] as const) : judged(record, undone, refused);
  return { verdict, because, record, seconds: (performance.now() - began) / 1000 };
};
