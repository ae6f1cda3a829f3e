/** Covering tours: runs that between them reach every goal of a terrain, each going from goal to nearest goal while there is one. */
import type { Event } from '../../model/event.ts';
import type { Step, Terrain } from './terrain.ts';

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

/** The nearest step that is wanted, breadth first; the place after it. A node is visited once, with the history of the shortest way. */
const nearest = (terrain: Terrain, start: Place, wanted: Wanted): Place | undefined => {
  const seen = new Set([start.node]);
  const queue: Place[] = [start];
  for (const place of queue) {
    for (const [index, { to }] of (terrain.graph.edges[place.node] ?? []).entries()) {
      const step = terrain.step(place.node, index, place.history);
      const next: Place = { node: to, history: step.history, from: place, index };
      if (wanted(place, step, index)) return next;
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push(next);
    }
  }
  return undefined;
};

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
const isOutside = ({ type }: Event): boolean =>
  type.startsWith('user/') || type.startsWith('fault/') || type.startsWith('process/');

const isOver = ({ graph }: Terrain, node: number): boolean =>
  (graph.edges[node] ?? []).every(({ event }) => isOutside(event));

/** On to where nothing comes by itself any more. */
const completed = (terrain: Terrain, place: Place): Place => {
  if (isOver(terrain, place.node)) return place;
  const ends: Wanted = ({ node }, _step, index) => {
    const edge = terrain.graph.edges[node]?.[index];
    return edge !== undefined && isOver(terrain, edge.to);
  };
  return nearest(terrain, place, ends) ?? place;
};

/** Every goal some step of the terrain reaches, pairs as far as any way brings them about. */
export const reachableGoals = (terrain: Terrain): ReadonlySet<string> => {
  const goals = new Set<string>();
  const nothing = terrain.lanes.map(() => '');
  const before = terrain.graph.edges.map((): Set<string>[] => terrain.lanes.map(() => new Set<string>()));
  for (const lane of before[0] ?? []) lane.add('');
  const queue = [0];
  const queued = new Set(queue);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    queued.delete(node);
    for (const [index, { to }] of (terrain.graph.edges[node] ?? []).entries()) {
      let grown = false;
      for (const goal of terrain.step(node, index, nothing).goals) goals.add(goal);
      for (const lane of terrain.lanes.keys()) {
        for (const last of before[node]?.[lane] ?? []) {
          const history = nothing.map((empty, other) => (other === lane ? last : empty));
          const step = terrain.step(node, index, history);
          for (const goal of step.goals) if (goal.startsWith('pair:')) goals.add(goal);
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
};

/** Runs that reach every goal that is wanted and can be reached by going from nearest to nearest. */
export const toursOf = (terrain: Terrain, isWanted: (goal: string) => boolean, mostRuns: number): readonly Run[] => {
  const covered = new Set<string>();
  const start: Place = { node: 0, history: terrain.lanes.map(() => '') };
  const fresh: Wanted = (_place, { goals }) => goals.some((goal) => isWanted(goal) && !covered.has(goal));
  const runs: Run[] = [];
  while (runs.length < mostRuns) {
    let end: Place | undefined;
    for (let next = nearest(terrain, start, fresh); next !== undefined; next = nearest(terrain, next, fresh)) {
      end = next;
      for (const goal of runOf(terrain, next).goals) covered.add(goal);
    }
    if (end === undefined) return runs;
    const run = runOf(terrain, completed(terrain, end));
    for (const goal of run.goals) covered.add(goal);
    runs.push(run);
  }
  return runs;
};
