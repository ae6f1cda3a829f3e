/** Graphs written down edge by edge, for tests of what goes over them. */
import type { Ways } from '../must-analysis.ts';

/** The graph of these edges, each with what is passed on it; its ways end in these nodes. */
export const graph = (
  edges: readonly (readonly [from: number, to: number, ...passes: string[]])[],
  ends: number[],
): Ways => {
  const size = Math.max(0, ...edges.map(([from, to]) => Math.max(from, to))) + 1;
  return {
    hops: Array.from({ length: size }, (_, node) =>
      edges.filter(([from]) => from === node).map(([, to, ...passes]) => ({ to, passes })),
    ),
    ends: new Set(ends),
  };
};
