/** Where the states of a lifecycle go on paper, by dagre. */
import * as dagre from '@dagrejs/dagre';
import type { LifecycleMap, Way } from '../coverage/maps.ts';

/** A state in its place; x and y are its middle. */
export interface PlacedState {
  readonly name: string;
  readonly covered: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A way in its place: its bends, and where its label goes. */
export interface PlacedWay extends Way {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly x: number;
  readonly y: number;
}

/** A map on paper. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly states: readonly PlacedState[];
  readonly ways: readonly PlacedWay[];
}

/** What is used of dagre, whose own types do not resolve as an ES module's. */
interface Graph {
  setGraph(label: object): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(name: string, label: object): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  graph(): object;
  node(name: string): object;
  edge(from: string, to: string, name: string): object;
}

const { Graph: NewGraph, layout } = dagre as unknown as {
  readonly Graph: new (options: { readonly multigraph: boolean }) => Graph;
  readonly layout: (graph: Graph) => void;
};

const letter = 7.4;
const height = 30;

/** The drawing of a map, from left to right or from top to bottom; the same map is drawn the same way. */
export const drawingOf = ({ states, ways }: LifecycleMap, rankdir: 'LR' | 'TB'): Drawing => {
  const graph = new NewGraph({ multigraph: true });
  graph.setGraph({ rankdir, nodesep: 26, ranksep: 56, edgesep: 14, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name } of states) graph.setNode(name, { width: name.length * letter + 24, height });
  for (const { from, to } of ways) graph.setEdge(from, to, { width: 26, height: 14, labelpos: 'c' }, `${from}→${to}`);
  layout(graph);
  const { width = 0, height: tall = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  return {
    width,
    height: tall,
    states: states.map((state) => ({ ...state, ...(graph.node(state.name) as Omit<PlacedState, 'name' | 'covered'>) })),
    ways: ways.map((way) => {
      const placed = graph.edge(way.from, way.to, `${way.from}→${way.to}`) as Omit<PlacedWay, keyof Way>;
      return { ...way, points: placed.points, x: placed.x, y: placed.y };
    }),
  };
};
