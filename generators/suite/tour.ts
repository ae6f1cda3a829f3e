/** Covering tours: runs that between them reach every goal of a terrain, each going from goal to nearest goal while there is one. */
import type { Event } from '../../model/event.ts';
import { ownerOf } from '../../model/reducer.ts';
import { isFromOutside } from '../../model/traits/index.ts';
import { drained, type Steps } from '../explore/steps.ts';
import type { Step, Terrain } from './goal-graph.ts';
import { goalKindOf } from './goals.ts';

/** One run from the initial state, and the goals on its way. */
export interface Run {
  readonly events: readonly Event[];
  readonly goals: ReadonlySet<string>;
}

/** Where a search stands: a node, what each lane did last, and the way there. */
interface Place {
  readonly node: number;
  readonly history: readonly string[];
  readonly from?: Place;
  readonly index?: number;
}

type Wanted = (place: Place, step: Step, index: number) => boolean;

/** The nearest step that is wanted, breadth first; the place after it. Places that `same` calls alike are visited once, by the shortest way. */
const nearest = <K>(terrain: Terrain, start: Place, wanted: Wanted, same: (place: Place) => K): Place | undefined => {
  const seen = new Set([same(start)]);
  const queue: Place[] = [start];
  for (const place of queue) {
    for (const [index, { to }] of (terrain.graph.edges[place.node] ?? []).entries()) {
      const step = terrain.step(place.node, index, place.history);
      const next: Place = { node: to, history: step.history, from: place, index };
      if (wanted(place, step, index)) return next;
      if (seen.has(same(next))) continue;
      seen.add(same(next));
      queue.push(next);
    }
  }
  return undefined;
};

const byNode = ({ node }: Place): number => node;

/** To a pair it matters what came before: a node is visited once for each of the histories it can have on one track. */
const byHistoryOf =
  (track: number) =>
  ({ node, history }: Place): string =>
    `${node} ${history[track]}`;

const wayTo = (place: Place): readonly Place[] => {
  const way: Place[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.from) way.push(at);
  return way.reverse();
};

const runOf = (terrain: Terrain, end: Place): Run => {
  const events: Event[] = [];
  const goals = new Set<string>();
  for (const { from, index } of wayTo(end)) {
    const event = from === undefined ? undefined : terrain.graph.edges[from.node]?.[index ?? -1]?.event;
    if (from === undefined || index === undefined || event === undefined) continue;
    events.push(event);
    for (const goal of terrain.step(from.node, index, from.history).goals) goals.add(goal);
  }
  return { events, goals };
};

/** Users, faults and processes that exit may always do more; a run is over where nothing else comes. */
const isOutside = (event: Event): boolean => isFromOutside(event) || ownerOf(event) === 'process';

const isOver = ({ graph }: Terrain, node: number): boolean =>
  (graph.edges[node] ?? []).every(({ event }) => isOutside(event));

/** On to where nothing comes by itself any more. */
const completed = (terrain: Terrain, place: Place): Place => {
  if (isOver(terrain, place.node)) return place;
  const ends: Wanted = ({ node }, _step, index) => {
    const edge = terrain.graph.edges[node]?.[index];
    return edge !== undefined && isOver(terrain, edge.to);
  };
  return nearest(terrain, place, ends, byNode) ?? place;
};

/** Is the goal about more than one step? */
const hasHistory = (goal: string): boolean => ['pair', 'sequence'].includes(goalKindOf(goal));

const nodesPerStep = 64;

/** Every goal some step of the terrain reaches, pairs and sequences as far as any way brings them about. */
export function* reachableGoalSteps(terrain: Terrain): Steps<ReadonlySet<string>> {
  const goals = new Set<string>();
  const nothing = Array.from({ length: terrain.tracks }, () => '');
  const before = terrain.graph.edges.map((): Set<string>[] => nothing.map(() => new Set<string>()));
  for (const lane of before[0] ?? []) lane.add('');
  const queue = [0];
  const queued = new Set(queue);
  let looks = 0;
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    looks += 1;
    if (looks % nodesPerStep === 0) yield;
    queued.delete(node);
    for (const [index, { to }] of (terrain.graph.edges[node] ?? []).entries()) {
      let grown = false;
      for (const goal of terrain.step(node, index, nothing).goals) if (!hasHistory(goal)) goals.add(goal);
      for (const lane of nothing.keys()) {
        for (const last of before[node]?.[lane] ?? []) {
          const history = nothing.map((empty, other) => (other === lane ? last : empty));
          const step = terrain.step(node, index, history);
          for (const goal of step.goals) if (hasHistory(goal)) goals.add(goal);
          const after = step.history[lane] ?? '';
          const known = before[to]?.[lane];
          if (known === undefined || known.has(after)) continue;
          known.add(after);
          grown = true;
        }
      }
      if (grown && !queued.has(to)) {
        queued.add(to);
        queue.push(to);
      }
    }
  }
  return goals;
}

/** The same at once. */
export const reachableGoals = (terrain: Terrain): ReadonlySet<string> => drained(reachableGoalSteps(terrain));

/** A way to something fresh that the nearest way passes by: it asks for a history, and the nearest way to that node has another one. */
const detour = (terrain: Terrain, start: Place, fresh: Wanted): Place | undefined => {
  for (const track of start.history.keys()) {
    const found = nearest(terrain, start, fresh, byHistoryOf(track));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Runs that reach every goal that is wanted. */
export function* tourSteps(
  terrain: Terrain,
  isWanted: (goal: string) => boolean,
  mostRuns: number,
): Steps<readonly Run[]> {
  const covered = new Set<string>();
  const start: Place = { node: 0, history: Array.from({ length: terrain.tracks }, () => '') };
  const fresh: Wanted = (_place, { goals }) => goals.some((goal) => isWanted(goal) && !covered.has(goal));
  const runs: Run[] = [];
  while (runs.length < mostRuns) {
    yield;
    let end: Place | undefined;
    const first = nearest(terrain, start, fresh, byNode) ?? detour(terrain, start, fresh);
    for (let next = first; next !== undefined; next = nearest(terrain, next, fresh, byNode)) {
      end = next;
      for (const goal of runOf(terrain, next).goals) covered.add(goal);
    }
    if (end === undefined) return runs;
    const run = runOf(terrain, completed(terrain, end));
    for (const goal of run.goals) covered.add(goal);
    runs.push(run);
  }
  return runs;
}
