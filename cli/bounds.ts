/** How far searches may go, and how they are ended and told of while they go on. */
import { type Command, Option } from 'commander';
import type { Progress } from '../generators/explore/index.ts';
import { bytesIn, countIn, millisecondsIn } from './amounts.ts';
import type { Io } from './io.ts';
import { type ProgressLine, progressLine } from './progress.ts';

/** The options as parsed. */
export interface Bounds {
  readonly maxStates?: number;
  readonly maxMemory?: number;
  readonly timeout?: number;
}

/** Memory a search may take if nobody says: room for tens of millions of states. */
const defaultMemory = 4 * 2 ** 30;

/** Adds the options to a verb. */
export const addBounds = (command: Command): Command =>
  command
    .addOption(new Option('--max-states <n>', 'end a search after so many states, undecided').argParser(countIn))
    .addOption(
      new Option('--max-memory <amount>', 'end a search at so much memory, undecided (default: 4Gi)').argParser(
        bytesIn,
      ),
    )
    .addOption(new Option('--timeout <duration>', 'end everything after so long, undecided').argParser(millisecondsIn));

/** What a search is given. */
export interface Limits {
  readonly maxStates?: number;
  readonly maxMemoryBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Runs searches within bounds, with a line on stderr where they take long; says whether Ctrl-C ended them. */
export const bounded = async <T>(
  { maxStates, maxMemory, timeout }: Bounds,
  io: Io,
  run: (limits: Limits, line: ProgressLine) => Promise<T>,
): Promise<{ readonly answer: T; readonly interrupted: boolean }> => {
  const interrupted = io.interruption();
  const clock = new AbortController();
  const timer = timeout === undefined ? undefined : setTimeout(() => clock.abort(), timeout);
  const line = progressLine(io);
  const limits = {
    ...(maxStates === undefined ? {} : { maxStates }),
    maxMemoryBytes: maxMemory ?? defaultMemory,
    signal: AbortSignal.any([interrupted, clock.signal]),
    onProgress: line.tell,
  };
  try {
    return { answer: await run(limits, line), interrupted: interrupted.aborted };
  } finally {
    line.clear();
    clearTimeout(timer);
  }
};
