/** The reachable graph of a situation with everything on it that is worth covering: where each goal lies. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Mutation, mutations } from '../mutants/index.ts';
import { edgeKey } from '../statecharts/chart.ts';
import { charts } from '../statecharts/charts.ts';
import type { Goal } from './case.ts';
import { type Graph, type GraphEdge, graphSteps } from './graph.ts';
import { doneBy, wayToStop } from './outside.ts';
import { drained, type Steps } from './steps.ts';
import { differ } from './strikes.ts';

type Actor = Model['components'][number];

/** A subject of a chart: what a lane of transitions is about. */
export interface Lane {
  readonly chart: (typeof charts)[number];
  readonly subject: string;
}

/** A graph whose steps say which goals they reach. */
export interface Terrain {
  readonly graph: Graph<Event, readonly (readonly string[])[]>;
  readonly lanes: readonly Lane[];
  /** How many things a history is about: for each lane its last transition, and at the end what came from outside last. */
  readonly tracks: number;
  /** Goals of a step, given the history before it ('' = nothing yet), and what that becomes. */
  readonly step: (from: number, index: number, history: readonly string[]) => Step;
}

/** What a step reaches. */
export interface Step {
  readonly goals: readonly string[];
  readonly history: readonly string[];
}

/** Every subject of every chart. */
export const lanesOf = (scenario: Scenario): readonly Lane[] =>
  charts.flatMap((chart) => chart.subjects(scenario).map((subject) => ({ chart, subject })));

/** Which mistakes are looked for, and what of what they offer can happen at all. */
export interface Hunt {
  readonly among: readonly Mutation[];
  readonly happens: (cluster: Cluster, event: Event) => boolean;
}

const strikesHere = (
  name: string,
  events: readonly Event[],
  cluster: Cluster,
  { among, happens }: Hunt,
): readonly string[] => {
  const offered = events.map((event) => JSON.stringify(event));
  const adds = ({ enabled }: Mutation): boolean => {
    if (enabled === undefined) return false;
    const mistaken = enabled(name, cluster, events)
      .filter((event) => happens(cluster, event))
      .map((event) => JSON.stringify(event));
    return mistaken.some((word) => !offered.includes(word)) || offered.some((word) => !mistaken.includes(word));
  };
  return among.filter(adds).map(({ id }) => `near-miss:${id}`);
};

const strikesThen = (model: Model, event: Event, cluster: Cluster, { among }: Hunt): readonly string[] => {
  const after = model.reduce(cluster, event);
  const mistaken = among.filter(({ reduce }) => {
    const other = reduce?.(cluster, event, after) ?? after;
    return other !== after && differ(other, after);
  });
  return mistaken.map(({ id }) => `${JSON.stringify(event)} near-miss:${id}`);
};

/** Mistakes in what somebody may do here (`near-miss:id`), and in what comes of it (the event before it). */
export const strikes = (
  model: Model,
  actor: { readonly name: string; readonly enabled: Actor['enabled'] },
  cluster: Cluster,
  hunt: Hunt = { among: mutations, happens: () => true },
): readonly string[] => {
  const events = actor.enabled(cluster);
  return [
    ...strikesHere(actor.name, events, cluster, hunt),
    ...events.flatMap((event) => strikesThen(model, event, cluster, hunt)),
  ];
};

/** What comes from outside with an event, and how it stops a container; the event first. */
const deedsOf = (actor: Actor, cluster: Cluster): readonly string[] =>
  actor.enabled(cluster).flatMap((event) => {
    const [done, stop] = [doneBy(event, cluster), wayToStop(event, cluster)];
    const word = JSON.stringify(event);
    return [
      ...(done === undefined ? [] : [`${word} done:${done}`]),
      ...(stop === undefined ? [] : [`${word} stop:${stop}`]),
    ];
  });

/** The terrain of a model; undefined if it is larger than `maxStates`. */
export function* terrainSteps(model: Model, maxStates: number): Steps<Terrain | undefined> {
  const lanes = lanesOf(model.initial.scenario);
  const questions = [
    ...lanes.map(({ chart, subject }) => (cluster: Cluster): readonly string[] => [chart.project(cluster, subject)]),
    ...model.components.map((actor) => (cluster: Cluster): readonly string[] => [
      ...deedsOf(actor, cluster),
      ...strikes(model, actor, cluster),
    ]),
  ];
  const graph = yield* graphSteps<Cluster, Event, readonly string[]>(model, questions, maxStates);
  if (graph === undefined) return undefined;
  const notes = graph.values.map((values) => values.slice(lanes.length).flat());
  /** What is noted of a step, without its event. */
  const noted = (from: number, { event }: GraphEdge<Event>): readonly string[] => {
    const word = `${JSON.stringify(event)} `;
    return (notes[from] ?? []).filter((note) => note.startsWith(word)).map((note) => note.slice(word.length));
  };
  const stateOf = (node: number, lane: number): string => graph.values[node]?.[lane]?.[0] ?? '';
  const step = (from: number, index: number, history: readonly string[]): Step => {
    const edge = graph.edges[from]?.[index];
    if (edge === undefined) return { goals: [], history };
    const near = (notes[edge.to] ?? []).filter((miss) => miss.startsWith('near-miss:'));
    const goals = [`event:${edge.event.type}`, ...near];
    const next = [...history];
    for (const note of noted(from, edge)) {
      if (!note.startsWith('done:')) goals.push(note);
      else {
        const done = note.slice('done:'.length);
        if (history[lanes.length] !== '') goals.push(`sequence:${history[lanes.length]}, then ${done}`);
        next[lanes.length] = done;
      }
    }
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
  return { graph, lanes, tracks: lanes.length + 1, step };
}

/** The same at once. */
export const terrainOf = (model: Model, maxStates: number): Terrain | undefined =>
  drained(terrainSteps(model, maxStates));

const titles: Readonly<Record<Goal['kind'], (rest: string) => string>> = {
  event: (type) => `${type} happens`,
  transition: (edge) => `the transition ${edge}`,
  pair: (pair) => `the successive transitions ${pair}`,
  witness: (guarantee) => `the situation that ${guarantee} speaks of`,
  sequence: (sequence) => `this from outside: ${sequence}`,
  stop: (way) => `this way to stop: ${way}`,
  'near-miss': (mutant) => `the moment at which the mistake ${mutant} would strike`,
};

/** The goal of that id. */
export const goalOf = (id: string): Goal => {
  const kind = id.slice(0, id.indexOf(':')) as Goal['kind'];
  return { id, kind, title: titles[kind](id.slice(kind.length + 1)) };
};
