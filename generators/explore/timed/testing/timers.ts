/** The smallest timed machines: timers that run out, each once or again and again, some stopping others. */

import type { Machine, Timing } from '../../machine.ts';

/** How a timer is set, and what happens when it has run out. */
export interface Timer {
  /** Undefined: it may take any time. */
  readonly timing?: Timing;
  /** Starts over instead of being done. */
  readonly repeats?: boolean;
  /** Timers that are done as soon as this one has run out. */
  readonly stops?: readonly string[];
  /** Runs only once this other timer is done. */
  readonly after?: string;
  readonly fair?: boolean;
}

/** Which timers are done. */
export interface Timers {
  readonly timers: Readonly<Record<string, { readonly done: boolean; readonly rings: number }>>;
}

/** A timer runs out. */
export interface Ring {
  readonly type: 'ring';
  readonly timer: string;
}

/** An interval with closed ends. */
export function between(earliest: number, latest: number): Timing {
  return { earliest, latest };
}

/** The machine of some timers. `rings` counts up to one: a repeating timer has rung or not. */
export function timers(set: Readonly<Record<string, Timer>>): Machine<Timers, Ring> {
  const done = (state: Timers, name: string) => state.timers[name]?.done ?? false;
  return {
    initial: { timers: Object.fromEntries(Object.keys(set).map((name) => [name, { done: false, rings: 0 }])) },
    components: Object.entries(set).map(([name, { after, fair }]) => ({
      name,
      ...(fair !== undefined && { fair }),
      enabled: (state) =>
        !done(state, name) && (after === undefined || done(state, after)) ? [{ type: 'ring', timer: name }] : [],
    })),
    reduce: (state, { timer }) => {
      const { repeats = false, stops = [] } = set[timer] as Timer;
      const after = { ...state.timers, [timer]: { done: !repeats, rings: 1 } };
      for (const name of stops) after[name] = { done: true, rings: after[name]?.rings ?? 0 };
      return { ...state, timers: after };
    },
    timing: (_, { timer }) => set[timer]?.timing,
  };
}
