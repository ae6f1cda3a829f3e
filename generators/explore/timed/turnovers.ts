/**
 * What a step does to the waiting events, apart from letting time pass: one has happened, some are no longer possible,
 * some have become possible. Steps far apart in the state graph share a turnover, so zones meet few of them.
 */

import { ANY_DELAY } from './intervals.ts';

/** The event that happened (none at the very beginning), those that stopped waiting, and those that start, with intervals. */
export interface Turnover {
  readonly fired: number;
  readonly stopped: readonly number[];
  /** Pairs (event, interval), ascending by event; events that may wait for any time are left out. */
  readonly started: readonly (readonly [event: number, interval: number])[];
}

/** No event at all. */
export const NOBODY = -1;

/** A step as far as waiting is concerned: what happened, what was possible before and is after, and what waits anew. */
export interface Step {
  readonly fired: number;
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
  readonly renewed: ReadonlySet<number>;
}

/** Turnovers seen so far, named by integers. */
export class Turnovers {
  readonly all: Turnover[] = [];
  readonly #ids = new Map<string, number>();

  /**
   * The turnover of a step between states in which these events are possible. Those in `renewed` wait anew. `intervalOf`
   * answers the interval an event is given in the state after the step.
   */
  between({ fired, before, after, renewed }: Step, intervalOf: (event: number) => number): number {
    const persists = (event: number) => event !== fired && before.has(event) && after.has(event) && !renewed.has(event);
    const stopped = [...before].filter((event) => event !== fired && !persists(event)).sort(ascending);
    const started = [...after]
      .filter((event) => !persists(event))
      .sort(ascending)
      .map((event) => [event, intervalOf(event)] as const)
      .filter(([, interval]) => interval !== ANY_DELAY);
    const text = `${fired}|${stopped.join()}|${started.map((pair) => pair.join(':')).join()}`;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.all.push({ fired, stopped, started }) - 1;
    this.#ids.set(text, id);
    return id;
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
