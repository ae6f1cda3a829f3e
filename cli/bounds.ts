/** How far searches may go, and how they are ended and told of while they go on. */
import { type Command, Option } from 'commander';
import type { Progress } from '../generators/explore/index.ts';
import type { SearchWay } from '../library/way.ts';
import { bugText } from './complaint.ts';
import { type Going, going } from './going.ts';
import { bytesIn, countIn, millisecondsIn } from './input/amounts.ts';
import type { Io } from './io.ts';
import { defaultMemory } from './memory.ts';
import { type ProgressLine, progressLine } from './progress.ts';

/** The options as parsed. */
export interface Bounds {
  readonly maxStates?: number;
  readonly maxMemory?: number;
  readonly timeout?: number;
  /** Only of verbs that search many scenarios. */
  readonly jobs?: number;
}

/** Adds the options to a verb. */
export const addBounds = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--max-states <n>',
        'stop a search after this many states; what it has not answered is undecided',
      ).argParser(countIn),
    )
    .addOption(
      new Option(
        '--max-memory <amount>',
        'stop a search that needs more memory than this, besides the 150Mi or so of Node (default: 4Gi, or what the machine or container has)',
      ).argParser(bytesIn),
    )
    .addOption(
      new Option('--timeout <duration>', 'stop after this time; what is not answered by then is undecided').argParser(
        millisecondsIn,
      ),
    );

/** Adds the number of threads to a verb. */
export const addJobs = (command: Command): Command =>
  command.addOption(
    new Option(
      '--jobs <n>',
      'search up to this many scenarios at the same time, where that is quicker (default: one for each processor)',
    ).argParser(countIn),
  );

/** What a search is given. */
export interface Limits {
  readonly maxStates?: number;
  readonly maxMemoryBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** A command that searches, on its way. */
export interface Searching extends Going {
  readonly limits: Limits;
  readonly line: ProgressLine;
}

/** The way of a command's searches: each is named on the line while it goes on, and one that breaks is told as a bug. */
export const searchWay = (searching: Searching, io: Io): Searching & SearchWay => ({
  ...searching,
  begun: searching.line.begin,
  ended: searching.line.clear,
  broken: (scenario, error) => io.err(bugText(io, `the search of ${scenario} failed by`, error)),
});

/** Runs a command within bounds, from its first step on, with a line on stderr where it takes long. */
export const bounded = async <T>(
  { maxStates, maxMemory, timeout }: Bounds,
  io: Io,
  run: (searching: Searching) => Promise<T>,
): Promise<T> => {
  const way = going(io, timeout);
  const line = progressLine(io);
  const limits = {
    ...(maxStates === undefined ? {} : { maxStates }),
    maxMemoryBytes: maxMemory ?? defaultMemory(),
    signal: way.signal,
    onProgress: line.tell,
  };
  try {
    return await run({ ...way, limits, line });
  } finally {
    line.clear();
  }
};
