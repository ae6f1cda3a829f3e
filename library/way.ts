/** A long computation on its way: what may end it early, and how it lets others in while it computes. */
import type { CheckOptions } from '../generators/check/check.ts';
import type { Errand, PackedResult } from '../generators/check/index.ts';
import type { Decision } from '../generators/findings/index.ts';
import type { Guarantee } from '../model/guarantees/guarantee.ts';
import type { Slice } from '../model/slices/index.ts';

/** What long computations are given. */
export interface Way {
  /** Aborted when the answer is to be what is known by then. */
  readonly signal: AbortSignal;
  /** Aborted a little later: for what has to be done before anything can be told. */
  readonly late: AbortSignal;
  /** Lets timers and signals in if that was not done lately. */
  readonly breathe: () => Promise<void>;
  /** Breathes, and rejects if it is too late for this work. */
  readonly goOn: (work: string) => Promise<void>;
}

/** A way with searches on it, and whoever wants to know how they get on. */
export interface SearchWay extends Way {
  readonly limits: Pick<CheckOptions, 'maxStates' | 'maxMemoryBytes' | 'signal' | 'onProgress'>;
  /** A scenario is about to be searched. */
  readonly begun: (scenario: string) => void;
  /** Its search is over. */
  readonly ended: () => void;
  /** A search went wrong by a bug of podproof. The others go on. */
  readonly broken: (scenario: string, error: unknown) => void;
  /** Others who search, if there are any. */
  readonly threads?: Threads;
}

/** The limits of searches for a number: of many short ones nobody is told how far each is. */
export const quietLimits = ({ limits: { maxStates, maxMemoryBytes }, signal }: SearchWay) => ({
  ...(maxStates === undefined ? {} : { maxStates }),
  ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }),
  signal,
});

/** How many searches there are, how many of them have been made, and how long those took. */
export interface Amount {
  readonly searches: number;
  readonly made: number;
  readonly milliseconds: number;
}

/** Threads that search at the same time. None is started before there is something for it to do. */
export interface Threads {
  /** So many searches at once. */
  readonly jobs: number;
  /** Whether the searches that are left are worth the start of threads. */
  readonly pay: (amount: Amount) => boolean;
  /** Whether they can be started; if not, somebody is told why, and everything is searched here, with the same answers. */
  readonly begin: () => Promise<boolean>;
  /** Searches in one of them; with its part of the memory, so the search may end for want of it. */
  readonly search: (errand: Errand) => Promise<PackedResult>;
  /** Finds out in one of them whether guarantees hold together in a slice; with its part of the memory, too. */
  readonly decide: (slice: Slice, guarantees: readonly Guarantee[]) => Promise<Decision>;
  /** Lets go of all of them. */
  readonly end: () => Promise<void>;
}

/** Who computes for longer than this without looking up is deaf. */
const breathMilliseconds = 25;

/** Lets timers and signals in, at most so often. */
export const breathing = (): Way['breathe'] => {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < breathMilliseconds) return;
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  };
};
