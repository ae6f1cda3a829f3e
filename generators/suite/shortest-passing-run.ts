/** The way a case aims at, found again: a run in which the tester does everything it is to do. */
import type { Event } from '../../model/event.ts';
import { testerCell } from '../environment/tested-cluster.ts';
import { lastLabels, type TestedCluster, type TesterEvent } from '../environment/tested-machine.ts';
import type { Machine } from '../explore/index.ts';
import { GrowingGraph, TooLarge } from '../explore/on-demand.ts';

type TestedEvent = Event | TesterEvent;

/** The step that led to a state. */
interface Link {
  readonly from: number;
  readonly event: TestedEvent;
}

/** What happens on the way to a state. */
const wayTo = (links: ReadonlyMap<number, Link | undefined>, state: number): readonly TestedEvent[] => {
  const events: TestedEvent[] = [];
  for (let link = links.get(state); link !== undefined; link = links.get(link.from)) events.push(link.event);
  return events.reverse();
};

/** Beyond so many states nobody looks. */
const mostStates = 60_000;

/**
 * A shortest run of the machine of a case in which all of its `count` stimuli are done; between a cue and its stimulus nothing shows.
 * undefined if there is none, or if it lies beyond the bound. The machine remembers its last labels.
 */
export const wayThrough = (
  machine: Machine<TestedCluster, TestedEvent>,
  count: number,
): readonly TestedEvent[] | undefined => {
  const shows = (cluster: TestedCluster): number => lastLabels(cluster).length;
  const done = (cluster: TestedCluster): number => testerCell(cluster, 'script').next ?? 0;
  const tester = machine.components.length - 1;
  const graph = new GrowingGraph<TestedCluster, TestedEvent, number>(machine, [shows, done], mostStates);
  const links = new Map<number, Link | undefined>([[0, undefined]]);
  try {
    for (const state of links.keys()) {
      const edges = graph.edges(state);
      if (graph.values(state)[1] === count) return wayTo(links, state);
      const due = edges.some(({ by }) => by === tester);
      for (const { by, event, to } of edges) {
        const silent = by === tester || !due || graph.values(to)[0] === 0;
        if (silent && !links.has(to)) links.set(to, { from: state, event });
      }
    }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
  }
  return undefined;
};
