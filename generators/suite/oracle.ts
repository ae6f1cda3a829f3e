/** From the machine of a script to its oracle: hidden steps are closed over, sets of states become states, equal futures one. */
import type { Model } from '../../model/reducer.ts';
import { lastLabels, rememberLast, type Script, testMachine } from '../environment/tested-machine.ts';
import { GrowingGraph, TooLarge } from '../explore/on-demand.ts';
import { Alphabet } from '../observe/alphabet.ts';
import { observedOn } from '../observe/observations.ts';
import { Beliefs } from '../trace/determinize.ts';
import { Labelled } from '../trace/labelled.ts';
import type { Oracle, OracleState } from './case.ts';

/** The subset construction, all of it. */
const determinised = (beliefs: Beliefs): readonly OracleState[] => {
  const states: OracleState[] = [];
  for (let belief = 0; belief < beliefs.size; belief++) {
    const next = beliefs.letters(belief).flatMap((letter) => {
      const after = beliefs.after(belief, letter);
      return after === undefined ? [] : [[letter, after] as const];
    });
    states.push({ next, rest: beliefs.rests(belief) });
  }
  return states;
};

/** Moore's partition refinement; classes are numbered in the order they are met breadth first from state 0. */
const minimised = (states: readonly OracleState[]): readonly OracleState[] => {
  let classes: readonly number[] = states.map(({ rest }) => Number(rest));
  for (let count = 0; ; ) {
    const ids = new Map<string, number>();
    classes = states.map(({ next, rest }) => {
      const text = `${rest}${next.map(([label, to]) => `${label}:${classes[to]}`).join()}`;
      const id = ids.get(text) ?? ids.size;
      ids.set(text, id);
      return id;
    });
    if (ids.size === count) break;
    count = ids.size;
  }
  const first = new Map<number, number>();
  for (const [state, id] of classes.entries()) if (!first.has(id)) first.set(id, state);
  return renumbered(states, classes, first);
};

const renumbered = (
  states: readonly OracleState[],
  classes: readonly number[],
  first: ReadonlyMap<number, number>,
): readonly OracleState[] => {
  const order = [classes[0] ?? 0];
  const place = new Map([[order[0], 0]]);
  const result: OracleState[] = [];
  for (const id of order) {
    const { next, rest } = states[first.get(id) ?? 0] ?? { next: [], rest: true };
    const moved = next.map(([label, to]) => {
      const target = classes[to] ?? 0;
      if (!place.has(target)) place.set(target, order.push(target) - 1);
      return [label, place.get(target) ?? 0] as const;
    });
    result.push({ next: moved, rest });
  }
  return result;
};

/** Bounds beyond which no oracle is made. */
export interface OracleBounds {
  readonly maxStates: number;
  readonly maxOracleStates: number;
}

/** The oracle of a script on this model; undefined beyond the bounds. */
export const oracleOf = (model: Model, script: Script, bounds: OracleBounds): Oracle | undefined => {
  const machine = testMachine(model, script, rememberLast);
  const graph = new GrowingGraph(machine, [lastLabels], bounds.maxStates);
  const tester = machine.components.length - 1;
  const alphabet = new Alphabet();
  const labelled = new Labelled(
    {
      edges: (state) => graph.edges(state),
      labels: (state) => graph.values(state)[0] ?? [],
      isTester: (component) => component === tester,
    },
    alphabet,
  );
  try {
    const states = determinised(new Beliefs(labelled, () => false, bounds.maxOracleStates));
    const observes = observedOn(script.profile, model.initial.scenario);
    return { observes, alphabet: alphabet.labels, states: minimised(states) };
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
};
