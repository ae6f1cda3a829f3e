/** Time as a child would model it: a clock per possible event, and a tick. Slow, obviously right, for closed intervals only. */

import type { Machine, Timing } from '../../machine.ts';
import { canonical } from '../../plain.ts';

/** From one configuration to another, by their numbers: a step, or a tick. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly ticks: boolean;
}

/** What the ticking search finds. */
export interface Ticked<S> {
  /** The state of each configuration, the first one's first, and all moves between them. */
  readonly found: readonly S[];
  readonly moves: readonly Move[];
  /** The texts of all states, of all events that happen, and of all configurations in which a step ends. */
  readonly states: ReadonlySet<string>;
  readonly fired: ReadonlySet<string>;
  readonly configurations: ReadonlySet<string>;
}

interface Clock<E> {
  readonly event: E;
  readonly timing: Timing;
  readonly waited: number;
}

interface Configuration<S, E> {
  readonly state: S;
  readonly clocks: ReadonlyMap<string, Clock<E>>;
}

const ANY: Timing = { earliest: 0, latest: Infinity };

/** Searches breadth first through steps and ticks of one millisecond. Undefined if there are more configurations than `most`. */
export function exploreTicking<S, E>(machine: Machine<S, E>, most: number): Ticked<S> | undefined {
  const start = arrive(machine, machine.initial, new Map());
  const numbers = new Map([[keyOf(start), 0]]);
  const queue = [start];
  const moves: Move[] = [];
  const states = new Set([canonical(machine.initial)]);
  const fired = new Set<string>();
  const configurations = new Set([keyOf(start)]);
  for (const [from, configuration] of queue.entries()) {
    const steps = [...configuration.clocks.values()].filter(isDue).map(({ event }) => {
      fired.add(canonical(event));
      const next = step(machine, configuration, event);
      states.add(canonical(next.state));
      configurations.add(keyOf(next));
      return next;
    });
    for (const next of canTick(configuration) ? [...steps, tick(configuration)] : steps) {
      const to = numbers.get(keyOf(next)) ?? queue.push(next) - 1;
      numbers.set(keyOf(next), to);
      moves.push({ from, to, ticks: !steps.includes(next) });
    }
    if (queue.length > most) return undefined;
  }
  return { found: queue.map(({ state }) => state), moves, states, fired, configurations };
}

function isDue({ timing, waited }: Clock<unknown>): boolean {
  return waited >= timing.earliest;
}

function canTick({ clocks }: Configuration<unknown, unknown>): boolean {
  return [...clocks.values()].every(({ timing, waited }) => waited + 1 <= timing.latest);
}

/** A clock that nobody looks at any more stops. */
function tick<S, E>({ state, clocks }: Configuration<S, E>): Configuration<S, E> {
  const ticked = [...clocks].map(([key, clock]) => {
    const end = clock.timing.latest === Infinity ? clock.timing.earliest : clock.timing.latest;
    return [key, { ...clock, waited: Math.min(clock.waited + 1, end) }] as const;
  });
  return { state, clocks: new Map(ticked) };
}

function step<S, E>(machine: Machine<S, E>, { state, clocks }: Configuration<S, E>, event: E): Configuration<S, E> {
  const kept = new Map(clocks);
  for (const renewed of [event, ...(machine.renews?.(state, event) ?? [])]) kept.delete(canonical(renewed));
  return arrive(machine, machine.reduce(state, event), kept);
}

function arrive<S, E>(machine: Machine<S, E>, state: S, kept: ReadonlyMap<string, Clock<E>>): Configuration<S, E> {
  const possible = machine.components.flatMap(({ enabled }) => enabled(state));
  const clocks = possible.map((event) => {
    const key = canonical(event);
    const timing = machine.timing?.(state, event) ?? ANY;
    return [key, kept.get(key) ?? { event, timing, waited: 0 }] as const;
  });
  return { state, clocks: new Map(clocks) };
}

function keyOf({ state, clocks }: Configuration<unknown, unknown>): string {
  const waits = [...clocks].map(([key, { timing, waited }]) => `${key}@${timing.earliest}-${timing.latest}:${waited}`);
  return `${canonical(state)} ${waits.sort().join(' ')}`;
}
