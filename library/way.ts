/** A long computation on its way: what may end it early, and how it lets others in while it computes. */
import type { CheckOptions } from '../generators/check/check.ts';

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
}
