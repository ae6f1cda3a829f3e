/** Die Hard's riddle: with a jug of three gallons and one of five, measure four. */

import type { Machine, StateProperty } from '../machine.ts';

interface Jug {
  readonly gallons: number;
}

interface Jugs {
  readonly jugs: Readonly<Record<string, Jug>>;
  /** A fixed group: how much each jug can hold. */
  readonly sizes: Readonly<Record<string, number>>;
}

type JugEvent =
  | { readonly type: 'fill' | 'empty'; readonly jug: string }
  | { readonly type: 'pour'; readonly jug: string; readonly into: string };

/** Jugs of the given sizes, all empty at first. */
export function jugs(sizes: Readonly<Record<string, number>> = { small: 3, big: 5 }): Machine<Jugs, JugEvent> {
  const names = Object.keys(sizes);
  const others = (jug: string) => names.filter((name) => name !== jug);
  return {
    initial: { jugs: Object.fromEntries(names.map((name) => [name, { gallons: 0 }])), sizes },
    fixed: ['sizes'],
    components: [
      {
        name: 'John McClane',
        enabled: () =>
          names.flatMap((jug): JugEvent[] => [
            { type: 'fill', jug },
            { type: 'empty', jug },
            ...others(jug).map((into): JugEvent => ({ type: 'pour', jug, into })),
          ]),
      },
    ],
    reduce,
  };
}

function reduce(state: Jugs, event: JugEvent): Jugs {
  const holds = (name: string) => state.jugs[name]?.gallons ?? 0;
  const size = (name: string) => state.sizes[name] ?? 0;
  const becomes = (levels: Readonly<Record<string, number>>): Jugs => ({
    ...state,
    jugs: { ...state.jugs, ...Object.fromEntries(Object.entries(levels).map(([jug, gallons]) => [jug, { gallons }])) },
  });
  switch (event.type) {
    case 'fill':
      return becomes({ [event.jug]: size(event.jug) });
    case 'empty':
      return becomes({ [event.jug]: 0 });
    case 'pour': {
      const poured = Math.min(holds(event.jug), size(event.into) - holds(event.into));
      return becomes({ [event.jug]: holds(event.jug) - poured, [event.into]: holds(event.into) + poured });
    }
  }
}

/** The claim that so many gallons can never be measured; its counterexample solves the riddle. */
export function neverMeasured(gallons: number): StateProperty<Jugs> {
  return {
    id: `never ${gallons} gallons`,
    kind: 'state',
    judge: (state) => (Object.values(state.jugs).some((jug) => jug.gallons === gallons) ? 'broken' : 'kept'),
  };
}
