/** From the machine of a script to its oracle: hidden steps are closed over, sets of states become states, equal futures one. */
import type { Model } from '../../model/reducer.ts';
import type { Label, Oracle, OracleState } from './case.ts';
import { type Graph, graphOf } from './graph.ts';
import { rememberLast, type Script, type TestedCluster, testMachine } from './test-machine.ts';

/** Labelled steps between numbered nodes; label -1 is hidden. */
interface Labelled {
  readonly alphabet: readonly string[];
  readonly next: readonly (readonly (readonly [label: number, node: number])[])[];
  /** Nodes where nothing comes any more unless the tester does something. */
  readonly rest: readonly boolean[];
}

const hidden = -1;

/** A step with several labels goes over nodes of its own. */
const labelled = (graph: Graph<unknown, readonly (readonly string[])[]>, tester: number): Labelled => {
  const ids = new Map<string, number>();
  const idOf = (word: string): number => {
    const id = ids.get(word) ?? ids.size;
    ids.set(word, id);
    return id;
  };
  const next: (readonly (readonly [number, number])[])[] = graph.edges.map(() => []);
  const entry = graph.values.map(([labels = []], state) => {
    let node = state;
    for (const word of labels.slice(1).reverse()) node = next.push([[idOf(word), node]]) - 1;
    return [labels[0] === undefined ? hidden : idOf(labels[0]), node] as const;
  });
  const rest = next.map(() => false);
  for (const [state, edges] of graph.edges.entries()) {
    next[state] = edges.map(({ to }) => entry[to] ?? ([hidden, to] as const));
    rest[state] = edges.every(({ by }) => by === tester);
  }
  return { alphabet: [...ids.keys()], next, rest };
};

const closureOf = ({ next }: Labelled, nodes: Iterable<number>): readonly number[] => {
  const closed = new Set(nodes);
  for (const node of closed) for (const [label, to] of next[node] ?? []) if (label === hidden) closed.add(to);
  return [...closed].sort((a, b) => a - b);
};

/** The subset construction. */
const determinised = (graph: Labelled, maxStates: number): readonly OracleState[] | undefined => {
  const start = closureOf(graph, [0]);
  const ids = new Map([[start.join(), 0]]);
  const sets = [start];
  const states: OracleState[] = [];
  for (const set of sets) {
    const moves = new Map<number, Set<number>>();
    for (const node of set)
      for (const [label, to] of graph.next[node] ?? [])
        if (label !== hidden) moves.set(label, (moves.get(label) ?? new Set()).add(to));
    const next = [...moves]
      .sort(([a], [b]) => a - b)
      .map(([label, targets]) => {
        const closed = closureOf(graph, targets);
        const key = closed.join();
        const known = ids.get(key);
        if (known !== undefined) return [label, known] as const;
        ids.set(key, sets.length);
        return [label, sets.push(closed) - 1] as const;
      });
    if (sets.length > maxStates) return undefined;
    states.push({ next, rest: set.some((node) => graph.rest[node] === true) });
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
  const labelsOf = (cluster: TestedCluster) => cluster.tester['last']?.labels ?? [];
  const graph = graphOf(machine, [labelsOf], bounds.maxStates);
  if (graph === undefined) return undefined;
  const letters = labelled(graph, machine.components.length - 1);
  const states = determinised(letters, bounds.maxOracleStates);
  if (states === undefined) return undefined;
  return { alphabet: letters.alphabet.map((word) => JSON.parse(word) as Label), states: minimised(states) };
};
