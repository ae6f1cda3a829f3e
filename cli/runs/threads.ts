/** Threads for many searches, through tinypool. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import type { PackedResult } from '../../generators/check/index.ts';
import type { Progress } from '../../generators/explore/index.ts';
import type { Decision } from '../../generators/findings/index.ts';
import type { Amount, Threads } from '../../library/way.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import type { Slice } from '../../model/slices/index.ts';
import type { Limits } from '../bounds.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import { packaged } from '../packaged.ts';
import type { Commission } from './search.worker.ts';

/**
 * A thread has to load the model and to warm up: its first second is worth half a second of a warm one. Below so much work one thread is
 * done before two would be.
 */
export const worthThreads = 3_000;

/** A first idea of how long searches take. */
const enough = 500;

/** Whether what is left is worth threads, if it takes as long as what was done. */
export const pays = ({ searches, made, milliseconds }: Amount): boolean => {
  const left = searches - made;
  return made > 0 && milliseconds >= enough && left > 1 && (milliseconds / made) * left >= worthThreads;
};

/** The built one, also where the sources are run: threads load no TypeScript. */
const file = packaged('dist/cli/search.worker.js');

const poolOf = async (threads: number) => {
  const { Tinypool } = await import('tinypool');
  const pool = new Tinypool({ filename: pathToFileURL(file).href, minThreads: threads, maxThreads: threads });
  // A thread that dies fails the errand it was at, which tells of it.
  pool.on('error', () => undefined);
  return pool;
};

/** A thread's search can do something with so much; with less than that for each there are fewer threads. */
const leastMemory = 64 * 2 ** 20;

/** How many threads share so much memory, if so many are wanted. */
export const jobsFor = (wanted: number, maxMemoryBytes: number): number =>
  Math.max(1, Math.min(wanted, Math.floor(maxMemoryBytes / leastMemory)));

const sumOf = (all: Iterable<Progress>): Progress => {
  let [states, transitions, frontier, bytes, depth] = [0, 0, 0, 0, 0];
  for (const one of all) {
    states += one.states;
    transitions += one.transitions;
    frontier += one.frontier;
    bytes += one.bytes;
    depth = Math.max(depth, one.depth);
  }
  return { states, transitions, frontier, bytes, depth };
};

/** What one of so many threads is given: its part of the memory too. */
export const commissioned = (
  { slice, scenario }: Pick<Slice, 'slice' | 'scenario'>,
  asked: readonly Guarantee[],
  jobs: number,
  { maxMemoryBytes, maxStates }: Pick<Limits, 'maxMemoryBytes' | 'maxStates'>,
): Omit<Commission, 'port'> => ({
  slice: { slice, scenario, leftOut: [] },
  asked: asked.map(({ id }) => id),
  ...(maxStates === undefined ? {} : { maxStates }),
  maxMemoryBytes: Math.floor(maxMemoryBytes / jobs),
});

const notStarted = (error: unknown): Complaint =>
  new Complaint(
    `the threads that search do not start (${file}: ${wordsOf(error)}): everything is searched in one`,
    'install podproof again, for a file of it is damaged; --jobs 1 does without threads',
  );

/** A pool whose threads cannot load their file ends in an error nobody can catch: whether they can is tried here. */
const canStart = async (complain: (complaint: Complaint) => void): Promise<boolean> => {
  try {
    await import(pathToFileURL(file).href);
    return true;
  } catch (error) {
    complain(notStarted(error));
    return false;
  }
};

/** So many threads, which share the memory. `complain` hears why there are none. */
export const threadsFor = (jobs: number, limits: Limits, complain: (complaint: Complaint) => void): Threads => {
  const { signal, onProgress } = limits;
  let pool: ReturnType<typeof poolOf> | undefined;
  let done = 0;
  const running = new Map<object, Progress>();
  const tell = () => {
    const { states, ...sum } = sumOf(running.values());
    onProgress({ ...sum, states: done + states });
  };
  /** Has one of them do it, and ends that when the signal comes. */
  const run = async <T>(
    name: 'search' | 'decide',
    commission: Omit<Commission, 'port'>,
    statesIn: (result: T) => number,
  ): Promise<T> => {
    pool ??= poolOf(jobs);
    const { port1: ours, port2: port } = new MessageChannel();
    const end = () => ours.postMessage('end');
    ours.on('message', (progress: Progress) => {
      running.set(commission, progress);
      tell();
    });
    signal.addEventListener('abort', end);
    try {
      const result = (await (await pool).run({ ...commission, port }, { name, transferList: [port] })) as T;
      done += statesIn(result);
      return result;
    } finally {
      signal.removeEventListener('abort', end);
      ours.close();
      if (running.delete(commission)) tell();
    }
  };
  let comeUp: Promise<boolean> | undefined;
  return {
    jobs,
    begin: () => {
      comeUp ??= canStart(complain);
      return comeUp;
    },
    // Where the file of the threads is missing they would wait for ever; one thread gives the same answers. Threads that are there are used.
    pay: (amount) => existsSync(file) && (pool === undefined ? pays(amount) : amount.searches - amount.made > 1),
    search: ({ scenario, asked, askers: [first] }) => {
      const commission = commissioned({ slice: first.question.task.slice, scenario }, asked, jobs, limits);
      return run<PackedResult>('search', commission, ({ statistics }) => statistics.states);
    },
    // Of many short searches nobody is told how far each is.
    decide: (slice, asked) => run<Decision>('decide', commissioned(slice, asked, jobs, limits), () => 0),
    end: async () => {
      const started = pool;
      pool = undefined;
      await (await started)?.destroy();
    },
  };
};
