/** Whether a machine treats the names it calls interchangeable as opaque: tried out on states. */

import type { Machine } from '../machine.ts';
import { canonical } from '../plain.ts';
import type { Renaming } from '../symmetry/renaming.ts';

/** The state with names renamed: each cell changed and moved. Fixed groups stay as they are. */
export function renamedState<S extends object, E>({ fixed = [] }: Machine<S, E>, renaming: Renaming<E>, state: S): S {
  const groups = Object.entries(state).map(([group, cells]: [string, Readonly<Record<string, object>>]) => {
    if (fixed.includes(group)) return [group, cells];
    const renamed = new Map(
      Object.entries(cells).map(([key, cell]) => [renaming.key(group, key), renaming.cell(group, cell)]),
    );
    return [group, Object.fromEntries(Object.keys(cells).map((key) => [key, renamed.get(key)]))];
  });
  return Object.fromEntries(groups) as S;
}

/** Where renaming a state first and renaming what comes of it do not agree: one line for each state, empty if they always do. */
export function asymmetries<S extends object, E>(machine: Machine<S, E>, states: Iterable<S>): string[] {
  const found: string[] = [];
  for (const state of states) {
    for (const renaming of machine.symmetries ?? []) {
      const renamed = renamedState(machine, renaming, state);
      const expected = stepsFrom(machine, state).map(({ event, after }) =>
        canonical([renaming.event(event), renamedState(machine, renaming, after)]),
      );
      const met = stepsFrom(machine, renamed).map(({ event, after }) => canonical([event, after]));
      const [missing] = expected.filter((step) => !met.includes(step));
      const [extra] = met.filter((step) => !expected.includes(step));
      if (missing !== undefined) found.push(`a renamed step cannot be made: ${missing}`);
      else if (extra !== undefined) found.push(`only the renamed state has the step ${extra}`);
    }
  }
  return found;
}

function stepsFrom<S, E>({ components, reduce }: Machine<S, E>, state: S): { event: E; after: S }[] {
  return components.flatMap(({ enabled }) => enabled(state)).map((event) => ({ event, after: reduce(state, event) }));
}
