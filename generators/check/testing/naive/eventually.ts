/** What comes in the end, decided on a whole graph by the definition: is there a fair run that stays where the promise is not kept? */
import type { Cluster } from '../../../../model/cluster.ts';
import type { Model } from '../../../../model/reducer.ts';
import type { Graph } from './compare.ts';
import type { Eventually } from './transcription.ts';

/** The strongly connected components of a graph given by its edges: everything that reaches each other, by plain reachability. */
const components = (nodes: readonly number[], edges: ReadonlyMap<number, readonly number[]>): readonly number[][] => {
  // Kosaraju: an order of finishing, then backwards through it.
  const [order, visited]: [number[], Set<number>] = [[], new Set()];
  const finish = (root: number): void => {
    const stack: [number, number][] = [[root, 0]];
    visited.add(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as [number, number];
      const next = edges.get(top[0])?.[top[1]];
      top[1] += 1;
      if (next === undefined) {
        order.push(top[0]);
        stack.pop();
      } else if (!visited.has(next)) {
        visited.add(next);
        stack.push([next, 0]);
      }
    }
  };
  for (const node of nodes) if (!visited.has(node)) finish(node);
  const backwards = new Map<number, number[]>();
  for (const [from, targets] of edges)
    for (const to of targets) backwards.set(to, [...(backwards.get(to) ?? []), from]);
  const [found, taken]: [number[][], Set<number>] = [[], new Set()];
  for (const root of order.reverse()) {
    if (taken.has(root)) continue;
    const [group, open]: [number[], number[]] = [[], [root]];
    taken.add(root);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      group.push(node);
      for (const next of backwards.get(node) ?? []) {
        if (taken.has(next)) continue;
        taken.add(next);
        open.push(next);
      }
    }
    found.push(group);
  }
  return found;
};

/** Whether some weakly fair run begins where `from` holds and never comes to a cluster with `to`. */
const canStayAway = (model: Model, graph: Graph, { from, to }: Eventually, subject: string): boolean => {
  const all = [...new Set(graph.flatMap((out) => out.flatMap(({ before, after }) => [before, after])))];
  const index = new Map(all.map((cluster, position) => [cluster, position]));
  const steps = new Map(graph.flatMap((out) => (out[0] === undefined ? [] : [[out[0].before, out] as const])));
  const away = new Set(all.flatMap((cluster, position) => (to(cluster, subject) ? [] : [position])));
  // Only what can be reached from a cluster with `from` without meeting one with `to` counts.
  const inside = new Set<number>();
  const open = [...away].filter((position) => from(all[position] as Cluster, subject));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (inside.has(node)) continue;
    inside.add(node);
    for (const { after } of steps.get(all[node] as Cluster) ?? []) {
      const next = index.get(after) ?? -1;
      if (away.has(next)) open.push(next);
    }
  }
  const fair = model.components.filter((component) => component.fair === true);
  const edges = new Map(
    [...inside].map((node) => [
      node,
      (steps.get(all[node] as Cluster) ?? [])
        .map(({ after }) => index.get(after) ?? -1)
        .filter((next) => inside.has(next)),
    ]),
  );
  return components([...inside], edges).some((group) => {
    const members = new Set(group);
    return fair.every(({ enabled }) =>
      group.some((node) => {
        const cluster = all[node] as Cluster;
        const own = enabled(cluster);
        if (own.length === 0) return true;
        const taken = new Set(own.map((event) => JSON.stringify(event)));
        return (steps.get(cluster) ?? []).some(
          ({ event, after }) => taken.has(JSON.stringify(event)) && members.has(index.get(after) ?? -1),
        );
      }),
    );
  });
};

/** Whether the sentence is broken for some subject. */
export const brokenEventually = (model: Model, graph: Graph, sentence: Eventually): boolean =>
  sentence.subjects(model.initial).some((subject) => canStayAway(model, graph, sentence, subject));
