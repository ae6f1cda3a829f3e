/** Time Petri nets, written as the TINA toolbox writes them, as machines: a transition is an event of its own component. */

import type { Machine, Timing } from '../../machine.ts';

/** A marking: place → tokens. */
export interface Marking {
  readonly places: Readonly<Record<string, { readonly tokens: number }>>;
}

/** A transition fires. */
export interface Fire {
  readonly type: string;
}

interface Transition {
  readonly name: string;
  readonly timing: Timing;
  readonly pre: ReadonlyMap<string, number>;
  readonly post: ReadonlyMap<string, number>;
}

/**
 * The machine of a net: lines `tr NAME [a,b] p q*2 -> r` (`[a,w[` has no latest moment, `]a` and `b[` leave out the end)
 * and `pl NAME (TOKENS)`. As with Berthomieu and Diaz, a transition that lacks tokens between the taking and the putting of
 * a step waits anew.
 */
export function netMachine(text: string): Machine<Marking, Fire> {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const transitions = lines.filter(([kind]) => kind === 'tr').map(transitionOf);
  const tokens = new Map(lines.filter(([kind]) => kind === 'pl').map(([, place = '', n = '']) => [place, tokensIn(n)]));
  const places = [...new Set(transitions.flatMap(({ pre, post }) => [...pre.keys(), ...post.keys()]))];
  const named = (name: string) => transitions.find((transition) => transition.name === name) as Transition;
  return {
    initial: { places: Object.fromEntries(places.map((place) => [place, { tokens: tokens.get(place) ?? 0 }])) },
    components: transitions.map((transition) => ({
      name: transition.name,
      enabled: (marking) => (isEnabled(marking, transition.pre) ? [{ type: transition.name }] : []),
    })),
    reduce: (marking, { type }) => put(put(marking, named(type).pre, -1), named(type).post, 1),
    timing: (_, { type }) => named(type).timing,
    renews: (marking, { type }) => {
      const between = put(marking, named(type).pre, -1);
      return transitions
        .filter(({ name, pre }) => name !== type && isEnabled(marking, pre) && !isEnabled(between, pre))
        .map(({ name }) => ({ type: name }));
    },
  };
}

function transitionOf([, name = '', interval = '', ...arcs]: readonly string[]): Transition {
  const arrow = arcs.indexOf('->');
  return { name, timing: timingOf(interval), pre: weights(arcs.slice(0, arrow)), post: weights(arcs.slice(arrow + 1)) };
}

function timingOf(interval: string): Timing {
  const [, left, earliest, latest, right] = /^([[\]])(\d+),(\d+|w)([[\]])$/.exec(interval) ?? [];
  if (earliest === undefined) throw new Error(`'${interval}' is not an interval`);
  return {
    earliest: Number(earliest),
    latest: latest === 'w' ? Infinity : Number(latest),
    earliestOpen: left === ']',
    latestOpen: latest !== 'w' && right === '[',
  };
}

function weights(arcs: readonly string[]): ReadonlyMap<string, number> {
  return new Map(arcs.map((arc) => arc.split('*')).map(([place = '', weight = '1']) => [place, Number(weight)]));
}

function tokensIn(text: string): number {
  return Number(text.slice(1, -1));
}

function isEnabled({ places }: Marking, pre: ReadonlyMap<string, number>): boolean {
  return [...pre].every(([place, weight]) => (places[place]?.tokens ?? 0) >= weight);
}

function put(marking: Marking, arcs: ReadonlyMap<string, number>, sign: 1 | -1): Marking {
  const places = { ...marking.places };
  for (const [place, weight] of arcs) places[place] = { tokens: (places[place]?.tokens ?? 0) + sign * weight };
  return { ...marking, places };
}
