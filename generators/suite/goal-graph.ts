/** The reachable graph of a situation with everything on it that is worth covering: where each goal lies. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Graph, graphSteps } from '../explore/on-demand.ts';
import { drained, type Steps } from '../explore/steps.ts';
import { type Mutation, mutations } from '../mutants/index.ts';
import { edgeKey } from '../statecharts/chart.ts';
import { charts } from '../statecharts/charts.ts';
import { doneBy, wayToStop } from './environment-actions.ts';
import { goalId } from './goals.ts';
import { differ } from './mutant-infection.ts';

type Actor = Model['components'][number];

/** A subject of a chart: what a lane of transitions is about. */
export interface Lane {
  readonly chart: (typeof charts)[number];
  readonly subject: string;
}

/** A graph whose steps say which goals they reach. */
export interface Terrain {
  readonly graph: Graph<Event, unknown>;
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

/** A mistake that strikes in a state: in what somebody may do there, or, with an event, in what comes of that event. */
export interface Strike {
  readonly mutant: string;
  readonly event?: Event;
}

/** The text by which two events are the same. */
export const eventText = (event: Event): string => JSON.stringify(event);

const strikesHere = (
  name: string,
  events: readonly Event[],
  cluster: Cluster,
  { among, happens }: Hunt,
): readonly Strike[] => {
  const offered = events.map(eventText);
  const adds = ({ enabled }: Mutation): boolean => {
    if (enabled === undefined) return false;
    const mistaken = enabled(name, cluster, events)
      .filter((event) => happens(cluster, event))
      .map(eventText);
    return mistaken.some((text) => !offered.includes(text)) || offered.some((text) => !mistaken.includes(text));
  };
  return among.filter(adds).map(({ id }) => ({ mutant: id }));
};

const strikesThen = (model: Model, event: Event, cluster: Cluster, { among }: Hunt): readonly Strike[] => {
  const after = model.reduce(cluster, event);
  const mistaken = among.filter(({ reduce }) => {
    const other = reduce?.(cluster, event, after) ?? after;
    return other !== after && differ(other, after);
  });
  return mistaken.map(({ id }) => ({ mutant: id, event }));
};

/** Mistakes in what somebody may do here, and in what comes of it. */
export const strikes = (
  model: Model,
  actor: { readonly name: string; readonly enabled: Actor['enabled'] },
  cluster: Cluster,
  hunt: Hunt = { among: mutations, happens: () => true },
): readonly Strike[] => {
  const events = actor.enabled(cluster);
  return [
    ...strikesHere(actor.name, events, cluster, hunt),
    ...events.flatMap((event) => strikesThen(model, event, cluster, hunt)),
  ];
};

/** What comes from outside with an event, and how it stops a container. */
interface Deed {
  readonly event: Event;
  readonly done: string | undefined;
  readonly stop: string | undefined;
}

const deedsOf = (actor: Actor, cluster: Cluster): readonly Deed[] =>
  actor.enabled(cluster).flatMap((event) => {
    const [done, stop] = [doneBy(event, cluster), wayToStop(event, cluster)];
    return done === undefined && stop === undefined ? [] : [{ event, done, stop }];
  });

/** What is known of a state: where a lane is, or what one component may do and which mistakes strike there. */
type Note = { readonly at: string } | { readonly deeds: readonly Deed[]; readonly strikes: readonly Strike[] };

/** What is noted of one step. */
interface Noted {
  /** Goals of its event and of what comes of it, whatever came before. */
  readonly goals: readonly string[];
  /** What comes from outside with it. */
  readonly done: readonly string[];
}

/** What the notes of a state say of an event, goals as ids. */
const notedOf = (notes: readonly Note[], event: Event): Noted => {
  const text = eventText(event);
  const isOf = (one: { readonly event?: Event }): boolean => one.event !== undefined && eventText(one.event) === text;
  const mine = notes.flatMap((note) => ('at' in note ? [] : [note]));
  const deeds = mine.flatMap((note) => note.deeds.filter(isOf));
  const struck = mine.flatMap((note) => note.strikes.filter(isOf));
  return {
    goals: [
      ...deeds.flatMap(({ stop }) => (stop === undefined ? [] : [goalId({ kind: 'stop', way: stop })])),
      ...struck.map(({ mutant }) => goalId({ kind: 'near-miss', mutant })),
    ],
    done: deeds.flatMap(({ done }) => done ?? []),
  };
};

/** The mistakes that strike in a state whatever happens, as goals. */
const nearHere = (notes: readonly Note[]): readonly string[] =>
  notes.flatMap((note) =>
    'at' in note
      ? []
      : note.strikes.flatMap(({ mutant, event }) =>
          event === undefined ? [goalId({ kind: 'near-miss', mutant })] : [],
        ),
  );

/** What the steps of a graph reach; what does not depend on the history is computed once for each step. */
const stepsOf = (graph: Graph<Event, readonly Note[]>, lanes: readonly Lane[]): Terrain['step'] => {
  const near = graph.values.map(nearHere);
  const noted: (Noted | undefined)[][] = graph.edges.map(() => []);
  const notedAt = (from: number, index: number, event: Event): Noted => {
    const known = noted[from]?.[index] ?? notedOf(graph.values[from] ?? [], event);
    if (noted[from] !== undefined) noted[from][index] = known;
    return known;
  };
  const stateOf = (node: number, lane: number): string => {
    const note = graph.values[node]?.[lane];
    return note !== undefined && 'at' in note ? note.at : '';
  };
  return (from, index, history) => {
    const edge = graph.edges[from]?.[index];
    if (edge === undefined) return { goals: [], history };
    const { goals: own, done } = notedAt(from, index, edge.event);
    const goals = [goalId({ kind: 'event', type: edge.event.type }), ...(near[edge.to] ?? []), ...own];
    const next = [...history];
    const outside = history[lanes.length] ?? '';
    for (const second of done) {
      if (outside !== '') goals.push(goalId({ kind: 'sequence', first: outside, second }));
      next[lanes.length] = second;
    }
    for (const [lane, { chart }] of lanes.entries()) {
      const [a, b] = [stateOf(from, lane), stateOf(edge.to, lane)];
      if (a === b) continue;
      const second = edgeKey({ from: a, label: chart.label(edge.event), to: b });
      const first = next[lane] ?? '';
      goals.push(goalId({ kind: 'transition', chart: chart.id, edge: second }));
      if (first !== '') goals.push(goalId({ kind: 'pair', chart: chart.id, first, second }));
      next[lane] = second;
    }
    return { goals, history: next };
  };
};

/** The terrain of a model; undefined if it is larger than `maxStates`. */
export function* terrainSteps(model: Model, maxStates: number): Steps<Terrain | undefined> {
  const lanes = lanesOf(model.initial.scenario);
  const questions = [
    ...lanes.map(
      ({ chart, subject }) =>
        (cluster: Cluster): Note => ({ at: chart.project(cluster, subject) }),
    ),
    ...model.components.map(
      (actor) =>
        (cluster: Cluster): Note => ({
          deeds: deedsOf(actor, cluster),
          strikes: strikes(model, actor, cluster),
        }),
    ),
  ];
  const graph = yield* graphSteps<Cluster, Event, Note>(model, questions, maxStates);
  return graph === undefined ? undefined : { graph, lanes, tracks: lanes.length + 1, step: stepsOf(graph, lanes) };
}

/** The same at once. */
export const terrainOf = (model: Model, maxStates: number): Terrain | undefined =>
  drained(terrainSteps(model, maxStates));
