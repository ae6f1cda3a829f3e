/** Silence for ever: nothing can happen any more, or only what nobody sees, round and round, and nobody who could act is left out. */
import { hidden, type Labelled, type Move } from './labelled.ts';

/** True of a node in which nothing but the tester can act. */
const isAtRest = (graph: Labelled, node: number): boolean => graph.moves(node).every(({ by }) => graph.isTester(by));

const hiddenMoves = (graph: Labelled, node: number): readonly Move[] =>
  graph.moves(node).filter(({ letter }) => letter === hidden);

/** Nodes without those that no hidden cycle goes through or leads to. */
const onCycles = (graph: Labelled, nodes: Int32Array): readonly number[] => {
  const before = new Map<number, number[]>();
  const left = new Map<number, number>();
  for (const node of nodes) {
    const moves = hiddenMoves(graph, node);
    left.set(node, moves.length);
    for (const { to } of moves) before.set(to, [...(before.get(to) ?? []), node]);
  }
  const ends = [...nodes].filter((node) => left.get(node) === 0);
  for (const end of ends) {
    for (const node of before.get(end) ?? []) {
      const more = (left.get(node) ?? 0) - 1;
      left.set(node, more);
      if (more === 0) ends.push(node);
    }
  }
  return [...nodes].filter((node) => (left.get(node) ?? 0) > 0);
};

type Ways = ReadonlyMap<number, readonly number[]>;

const reachable = (ways: Ways, from: number): ReadonlySet<number> => {
  const reached = new Set<number>();
  const queue = [from];
  for (const node of queue) {
    for (const to of ways.get(node) ?? []) {
      if (!reached.has(to)) queue.push(to);
      reached.add(to);
    }
  }
  return reached;
};

/** The strongly connected components among these nodes. */
const components = (graph: Labelled, nodes: readonly number[]): readonly ReadonlySet<number>[] => {
  const left = new Set(nodes);
  const [ahead, back] = [new Map<number, number[]>(), new Map<number, number[]>()];
  for (const node of nodes) {
    const targets = hiddenMoves(graph, node).flatMap(({ to }) => (left.has(to) ? [to] : []));
    ahead.set(node, targets);
    for (const to of targets) back.set(to, [...(back.get(to) ?? []), node]);
  }
  return nodes.flatMap((node) => {
    if (!left.delete(node)) return [];
    const behind = reachable(back, node);
    const around = new Set([...reachable(ahead, node)].filter((other) => behind.has(other)));
    for (const other of around) left.delete(other);
    return around.size === 0 ? [] : [around];
  });
};

/** Weak fairness: whoever can act in all of these nodes does so on the way between them. */
const isFair = (graph: Labelled, nodes: ReadonlySet<number>): boolean => {
  const ables: ReadonlySet<number>[] = [];
  const acting = new Set<number>();
  for (const node of nodes) {
    const moves = graph.moves(node).filter(({ by }) => !graph.isTester(by));
    ables.push(new Set(moves.map(({ by }) => by)));
    for (const { by, letter, to } of moves) if (letter === hidden && nodes.has(to)) acting.add(by);
  }
  return [...(ables[0] ?? [])].every((who) => acting.has(who) || !ables.every((able) => able.has(who)));
};

/** May a graph that is in one of these nodes, closed over hidden steps, be silent for ever? */
export const fairSilence = (graph: Labelled, nodes: Int32Array): boolean => {
  if (nodes.some((node) => isAtRest(graph, node))) return true;
  return components(graph, onCycles(graph, nodes)).some((around) => isFair(graph, around));
};
