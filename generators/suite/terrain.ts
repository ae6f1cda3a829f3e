/** The reachable graph of a situation with everything on it that is worth covering: where each goal lies. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Mutation, mutations } from '../mutants/index.ts';
import { edgeKey } from '../statecharts/chart.ts';
import { charts } from '../statecharts/charts.ts';
import type { Goal } from './case.ts';
import { type Graph, type GraphEdge, graphOf } from './graph.ts';

/** A subject of a chart: what a lane of transitions is about. */
interface Lane {
  readonly chart: (typeof charts)[number];
  readonly subject: string;
}

/** A graph whose steps say which goals they reach. */
export interface Terrain {
  readonly graph: Graph<Event, readonly (readonly string[])[]>;
  readonly lanes: readonly Lane[];
  /** Goals of a step, given for each lane its transition before (''= none), and what that becomes. */
  readonly step: (from: number, index: number, history: readonly string[]) => Step;
}

/** What a step reaches. */
export interface Step {
  readonly goals: readonly string[];
  readonly history: readonly string[];
}

const lanesOf = (scenario: Scenario): readonly Lane[] =>
  charts.flatMap((chart) => chart.subjects(scenario).map((subject) => ({ chart, subject })));

/** True if the two differ in some cell. Groups and cells that are the very same are not looked into. */
const differ = (a: Cluster, b: Cluster): boolean =>
  (Object.keys(a) as (keyof Cluster)[]).some((group) => {
    if (a[group] === b[group] || group === 'scenario') return false;
    const [left, right] = [a[group], b[group]] as readonly Readonly<Record<string, unknown>>[];
    return Object.keys(left ?? {}).some(
      (key) => left?.[key] !== right?.[key] && JSON.stringify(left?.[key]) !== JSON.stringify(right?.[key]),
    );
  });

const strikesHere = (name: string, events: readonly Event[], cluster: Cluster): readonly string[] => {
  const offered = events.map((event) => JSON.stringify(event));
  const adds = ({ enabled }: Mutation): boolean => {
    if (enabled === undefined) return false;
    const mistaken = enabled(name, cluster, events).map((event) => JSON.stringify(event));
    return mistaken.some((word) => !offered.includes(word)) || offered.some((word) => !mistaken.includes(word));
  };
  return mutations.filter(adds).map(({ id }) => `near-miss:${id}`);
};

const strikesThen = (model: Model, event: Event, cluster: Cluster): readonly string[] => {
  const after = model.reduce(cluster, event);
  const mistaken = mutations.filter(({ reduce }) => {
    const other = reduce?.(cluster, event, after) ?? after;
    return other !== after && differ(other, after);
  });
  return mistaken.map(({ id }) => `${JSON.stringify(event)} near-miss:${id}`);
};

/** Mistakes in what somebody may do here (`near-miss:id`), and in what comes of it (the event before it). */
const strikes = (model: Model, actor: Model['components'][number], cluster: Cluster): readonly string[] => {
  const events = actor.enabled(cluster);
  return [
    ...strikesHere(actor.name, events, cluster),
    ...events.flatMap((event) => strikesThen(model, event, cluster)),
  ];
};

/** The terrain of a model; undefined if it is larger than `maxStates`. */
export const terrainOf = (model: Model, maxStates: number): Terrain | undefined => {
  const lanes = lanesOf(model.initial.scenario);
  const questions = [
    ...lanes.map(({ chart, subject }) => (cluster: Cluster): readonly string[] => [chart.project(cluster, subject)]),
    ...model.components.map(
      (actor) =>
        (cluster: Cluster): readonly string[] =>
          strikes(model, actor, cluster),
    ),
  ];
  const graph = graphOf<Cluster, Event, readonly string[]>(model, questions, maxStates);
  if (graph === undefined) return undefined;
  const nearMisses = graph.values.map((values) => values.slice(lanes.length).flat());
  const near = (from: number, { event, to }: GraphEdge<Event>): readonly string[] => {
    const word = `${JSON.stringify(event)} `;
    const then = (nearMisses[from] ?? [])
      .filter((miss) => miss.startsWith(word))
      .map((miss) => miss.slice(word.length));
    return [...then, ...(nearMisses[to] ?? []).filter((miss) => miss.startsWith('near-miss:'))];
  };
  const stateOf = (node: number, lane: number): string => graph.values[node]?.[lane]?.[0] ?? '';
  const step = (from: number, index: number, history: readonly string[]): Step => {
    const edge = graph.edges[from]?.[index];
    if (edge === undefined) return { goals: [], history };
    const goals = [`event:${edge.event.type}`, ...near(from, edge)];
    const next = [...history];
    for (const [lane, { chart }] of lanes.entries()) {
      const [a, b] = [stateOf(from, lane), stateOf(edge.to, lane)];
      if (a === b) continue;
      const transition = `${chart.id}: ${edgeKey({ from: a, label: chart.label(edge.event), to: b })}`;
      goals.push(`transition:${transition}`);
      if (next[lane] !== '') goals.push(`pair:${next[lane]}, then ${transition.slice(chart.id.length + 2)}`);
      next[lane] = transition;
    }
    return { goals, history: next };
  };
  return { graph, lanes, step };
};

const titles: Readonly<Record<Goal['kind'], (rest: string) => string>> = {
  event: (type) => `${type} happens`,
  transition: (edge) => `the transition ${edge}`,
  pair: (pair) => `the successive transitions ${pair}`,
  witness: (guarantee) => `the situation that ${guarantee} speaks of`,
  'near-miss': (mutant) => `the moment at which the mistake ${mutant} would strike`,
};

/** The goal of that id. */
export const goalOf = (id: string): Goal => {
  const kind = id.slice(0, id.indexOf(':')) as Goal['kind'];
  return { id, kind, title: titles[kind](id.slice(kind.length + 1)) };
};
