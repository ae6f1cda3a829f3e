/** A command on its way: what may end it early, and how it lets timers and signals in while it computes. */
import type { Steps } from '../generators/explore/steps.ts';
import { breathing, type Way } from '../library/way.ts';
import { Complaint } from './complaint.ts';
import { type Exit, exits } from './exit.ts';
import type { Io } from './io.ts';

/** What is done so soon after the end is done all the same: an answer that names every scenario is worth it. */
const graceMilliseconds = 500;

/** The way of a command. */
export interface Going extends Way {
  /** The exit code for the signal that ended it; undefined if none did. */
  readonly interrupted: () => Exit | undefined;
}

const exitOf = ({ aborted, reason }: AbortSignal): Exit | undefined => {
  if (!aborted) return undefined;
  return Object.values(exits).find((exit) => exit === reason) ?? exits.interrupted;
};

/** From now on the command hears signals, and has so many milliseconds. */
export const going = (io: Io, timeout: number | undefined): Going => {
  const interruption = io.interruption();
  const clock = new AbortController();
  const deadline = timeout === undefined ? Infinity : performance.now() + timeout;
  // Nobody waits for it: a command that is done ends.
  if (timeout !== undefined) setTimeout(() => clock.abort(), timeout).unref();
  const signal = AbortSignal.any([interruption, clock.signal]);
  const late = new AbortController();
  const end = () => setTimeout(() => late.abort(), graceMilliseconds).unref();
  if (signal.aborted) end();
  else signal.addEventListener('abort', end);
  const breath = breathing();
  const breathe = async (): Promise<void> => {
    if (performance.now() >= deadline) clock.abort();
    await breath();
  };
  return {
    signal,
    late: late.signal,
    breathe,
    goOn: async (work) => {
      await breathe();
      if (!late.signal.aborted) return;
      const why = interruption.aborted ? 'interrupted' : '--timeout is over';
      throw new Complaint(`${why} before ${work}`, 'give it more time', exitOf(interruption) ?? exits.undecided);
    },
    interrupted: () => exitOf(interruption),
  };
};

/** Runs a computation to its end, and breathes. If it has to end early, it knows by other means. */
export const steadily = async <T>(steps: Steps<T>, breathe: Going['breathe']): Promise<T> => {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await breathe();
  }
};

/** The same, but it is given up when time is over: undefined then. */
export const unlessOver = async <T>(
  steps: Steps<T>,
  signal: AbortSignal,
  breathe: Going['breathe'],
): Promise<T | undefined> => {
  while (!signal.aborted) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await breathe();
  }
  return undefined;
};
