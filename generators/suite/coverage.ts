/** What the steps of a tested model go through, as goals: named as a terrain names them, for runs in the hands of a tester. */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import { containerKey } from '../../model/scenario.ts';
import { eventsOutside } from '../environment/stimulus-effect.ts';
import { programIn } from '../environment/tested-cluster.ts';
import {
  lastLabels,
  rememberLast,
  type TestedCluster,
  type TesterEvent,
  testMachine,
} from '../environment/tested-machine.ts';
import { comesByItself } from '../environment/uncontrollable.ts';
import { type GraphEdge, GrowingGraph } from '../explore/on-demand.ts';
import { mutations } from '../mutants/index.ts';
import type { Label } from '../observe/label.ts';
import { edgeKey } from '../statecharts/chart.ts';
import type { Case, ProfileName } from './case.ts';
import { doneBy, wayToStop } from './environment-actions.ts';
import { eventText, type Lane, lanesOf, type Strike, strikes } from './goal-graph.ts';
import { goalId, mutantOf } from './goals.ts';
import { type Situations, situationsIn } from './situation-goals.ts';

/** One step. */
export interface Passage {
  readonly to: number;
  /** What it shows or is told. */
  readonly labels: readonly Label[];
  /** Goals it reaches, but for those that two steps reach together. */
  readonly goals: readonly string[];
  /** What happens on each track: on a lane of the terrain its transition, on the last one what comes from outside; '' for nothing. */
  readonly tracks: readonly string[];
}

/** Something that may happen in a state. */
interface Offer {
  readonly word: string;
  /** What the model calls it; null where a stimulus is an order, or comes to nothing. */
  readonly meant: Event | null;
  /** What comes from outside with it; '' for nothing. */
  readonly done: string;
  readonly goals: readonly string[];
}

/** What is known of a state; each question answers a part of it. */
interface Answer {
  readonly labels?: readonly Label[];
  readonly offers?: readonly Offer[];
  /** Of a lane. */
  readonly at?: string;
  /** Goals that every step to this state reaches. */
  readonly goals?: readonly string[];
}

type Question = (cluster: TestedCluster) => Answer;

/**
 * What the model calls an end that was ordered: a program that fails although nobody asked it to end has crashed. (In the hands of a tester
 * programs only exit.)
 */
const crashOr = (cluster: TestedCluster, event: Event): Event => {
  if (event.type !== 'process/exited' || event.exitCode === 0) return event;
  const { uid, container, exitCode } = event;
  const { signal } = cell(cluster, 'processes', containerKey(uid, container));
  const heeds = signal === 'SIGTERM' && programIn(cluster, containerKey(uid, container)).onSigterm === exitCode;
  return signal === 'SIGKILL' || heeds ? event : { type: 'fault/containerCrashed', uid, container, exitCode };
};

/** The machine of a case and what its questions need. */
interface Setting {
  readonly model: Model;
  readonly stimuli: Case['stimuli'];
  /** The mistakes whose moments are looked for. */
  readonly mistakes: ReadonlySet<string>;
  readonly situations: Situations;
}

const nearMisses = (near: readonly Strike[]): readonly string[] =>
  near.map(({ mutant }) => goalId({ kind: 'near-miss', mutant }));

/** What one component may do by itself, what it comes near to thereby, and what it comes near to by being here. */
const offersOf = (
  { model, mistakes, situations }: Setting,
  { name, enabled }: ReturnType<typeof testMachine>['components'][number],
  isModel: boolean,
): Question => {
  const among = mutations.filter(({ id }) => mistakes.has(id));
  return (cluster) => {
    const events = enabled(cluster).filter((event): event is Event => event.type !== 'tester/stimulus');
    const words = events.map(eventText);
    // Mistakes of a program that obeys are mistakes of the process beside it.
    const happens = (at: Cluster, event: Event): boolean =>
      isModel ? comesByItself(at as TestedCluster, event) : words.includes(eventText(event));
    const near = among.length === 0 ? [] : strikes(model, { name, enabled: () => events }, cluster, { among, happens });
    return {
      goals: nearMisses(near.filter((strike) => strike.event === undefined)),
      offers: events.map((event, index) => {
        const word = words[index] ?? '';
        const meant = crashOr(cluster, event);
        const stop = wayToStop(meant, cluster);
        const then = nearMisses(near.filter((one) => one.event !== undefined && eventText(one.event) === word));
        const shown = situations.onStep(cluster, meant, model.reduce(cluster, event));
        const goals = [...then, ...shown, ...(stop === undefined ? [] : [goalId({ kind: 'stop', way: stop })])];
        return { word, meant, done: doneBy(meant, cluster) ?? '', goals };
      }),
    };
  };
};

/** What the tester may do, and what that is in the model. */
const stimuliOf = (
  { model, stimuli, situations }: Setting,
  { enabled }: ReturnType<typeof testMachine>['components'][number],
): Question => {
  const eventIn = eventsOutside(model.initial.scenario);
  return (cluster) => ({
    offers: enabled(cluster).flatMap((event): readonly Offer[] => {
      const stimulus = event.type === 'tester/stimulus' ? stimuli[event.step]?.do : undefined;
      if (stimulus === undefined) return [];
      const meant = eventIn(cluster, stimulus) ?? null;
      const goals = meant === null ? [] : situations.onStep(cluster, meant, model.reduce(cluster, meant));
      const done = meant === null ? '' : (doneBy(meant, cluster) ?? '');
      return [{ word: JSON.stringify(event), meant, done, goals }];
    }),
  });
};

const questionsFor = (setting: Setting, machine: ReturnType<typeof testMachine>, lanes: readonly Lane[]) => {
  const { components } = machine;
  const last = components.length - 1;
  return [
    (cluster: TestedCluster): Answer => ({ labels: lastLabels(cluster) }),
    ...components.map((component, index) =>
      index === last
        ? stimuliOf(setting, component)
        : offersOf(setting, component, index < setting.model.components.length),
    ),
    ...lanes.map(
      ({ chart, subject }): Question =>
        (cluster) => ({ at: chart.project(cluster, subject) }),
    ),
    ...setting.situations.inStates.map(
      (comesUp): Question =>
        (cluster) => ({ goals: comesUp(cluster) }),
    ),
  ];
};

/** The model under the script of a case, explored as far as somebody looks; throws `TooLarge` beyond `maxStates`. */
export class Passages {
  readonly lanes: readonly Lane[];
  readonly #graph: GrowingGraph<TestedCluster, Event | TesterEvent, Answer>;
  readonly #tester: number;
  readonly #known: (readonly Passage[])[] = [];

  constructor({ manifest, stimuli, covers }: Case, profile: ProfileName, maxStates: number) {
    const model = modelOf(manifest.scenario);
    const machine = testMachine(model, { profile, programs: manifest.programs, stimuli }, rememberLast);
    const near = covers.flatMap((goal) => mutantOf(goal) ?? []);
    const setting = { model, stimuli, mistakes: new Set(near), situations: situationsIn(model.initial.scenario) };
    this.lanes = lanesOf(manifest.scenario);
    this.#tester = machine.components.length - 1;
    this.#graph = new GrowingGraph(machine, questionsFor(setting, machine, this.lanes), maxStates);
  }

  /** The steps from a state; 0 is the first one. */
  from(state: number): readonly Passage[] {
    const known = this.#known[state];
    if (known !== undefined) return known;
    const passages = this.#graph.edges(state).map((edge) => this.#passage(state, edge));
    this.#known[state] = passages;
    return passages;
  }

  /** True where nothing comes any more unless the tester does something. */
  rests(state: number): boolean {
    return this.#graph.edges(state).every(({ by }) => by === this.#tester);
  }

  /** The goal of two things that follow each other on a track. */
  together(track: number, first: string, then: string): string {
    const chart = this.lanes[track]?.chart;
    return chart === undefined
      ? goalId({ kind: 'sequence', first, second: then })
      : goalId({ kind: 'pair', chart: chart.id, first, second: then });
  }

  #passage(from: number, { by, event, to }: GraphEdge<Event | TesterEvent>): Passage {
    const [before, after] = [this.#graph.values(from), this.#graph.values(to)];
    const word = JSON.stringify(event);
    const offer = before[1 + by]?.offers?.find((one) => one.word === word);
    const meant = offer?.meant ?? null;
    const transitions = this.#transitions(meant, before, after);
    return {
      to,
      labels: after[0]?.labels ?? [],
      tracks: [...transitions, offer?.done ?? ''],
      goals: [
        ...(meant === null ? [] : [goalId({ kind: 'event', type: meant.type })]),
        ...(offer?.goals ?? []),
        ...after.flatMap((answer) => answer.goals ?? []),
        ...this.lanes.flatMap(({ chart }, lane) => {
          const edge = transitions[lane] ?? '';
          return edge === '' ? [] : [goalId({ kind: 'transition', chart: chart.id, edge })];
        }),
      ],
    };
  }

  #transitions(event: Event | null, before: readonly Answer[], after: readonly Answer[]): readonly string[] {
    const first = before.findIndex(({ at }) => at !== undefined);
    return this.lanes.map(({ chart }, lane) => {
      const [from = '', to = ''] = [before[first + lane]?.at, after[first + lane]?.at];
      if (from === to || event === null) return '';
      return edgeKey({ from, label: chart.label(event), to });
    });
  }
}
