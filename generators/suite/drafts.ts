/** What one situation offers a suite: goals, runs that reach them, and the cases these runs would be. */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import { containerKey, type Scenario, unlimited } from '../../model/scenario.ts';
import { propertiesOf } from '../check/properties.ts';
import { reasonToSkip } from '../environment/capabilities.ts';
import { explore } from '../explore/index.ts';
import type { Steps } from '../explore/steps.ts';
import { Alphabet } from '../observe/alphabet.ts';
import type { Case, Goal, ProfileName, Skipped, Stimulus } from './case.ts';
import { expectationOf } from './expectation.ts';
import { terrainSteps } from './goal-graph.ts';
import { goalId, goalKindOf } from './goals.ts';
import { manifestOf } from './manifest.ts';
import { type OracleBounds, oracleOf } from './oracle.ts';
import { type Aimed, scriptOf } from './script.ts';
import type { Candidate } from './select.ts';
import { patienceFor } from './timeouts.ts';
import { type Run, reachableGoalSteps, tourSteps } from './tour.ts';

/** What to make a suite for. */
export interface SuiteRequest {
  readonly profile: ProfileName;
  readonly goals: readonly Goal['kind'][];
  readonly situations: readonly Scenario[];
  /** Situations and scripts with more states than this are skipped. */
  readonly maxStates?: number;
  /** Told what is looked at next, and how many of how many parts are done. */
  readonly tell?: (what: string, done: number, of: number) => void;
  /** True once no more is wanted: what was looked at by then makes the suite. */
  readonly over?: () => boolean;
}

const defaultMaxStates = 60_000;
const mostOracleStates = 2_000;
const mostRuns = 200;

/** What a tester cannot bring about does not happen in the runs a suite aims at. */
const drivable = (scenario: Scenario): Model => {
  const model = modelOf(scenario);
  return {
    ...model,
    components: model.components.map((actor) => ({
      ...actor,
      enabled: (cluster: Cluster) => actor.enabled(cluster).filter(({ type }) => type !== 'apiserver/stageRejected'),
    })),
  };
};

/** A program that has outlasted a grace period is one that does not heed: it goes on until it is killed. */
const outlasts = (cluster: Cluster, event: Event): boolean => {
  if (event.type !== 'process/exited' && event.type !== 'kubelet/preStopCompleted') return false;
  const key = containerKey(event.uid, event.container);
  return cell(cluster, 'kills', key).expired && cell(cluster, 'processes', key).signal !== 'SIGKILL';
};

/** The model as tours go over it: watches do not lag, and programs do one thing or the other. */
const toured = (scenario: Scenario): Model => {
  const model = drivable({ ...scenario, faults: { ...scenario.faults, 'watch-lag': 0 } });
  return {
    ...model,
    components: model.components.map((actor) => ({
      ...actor,
      enabled: (cluster: Cluster) => actor.enabled(cluster).filter((event) => !outlasts(cluster, event)),
    })),
  };
};

/** A shortest run into the situation each guarantee speaks of, and keeps its promise. */
const witnesses = (model: Model, maxStates: number): readonly Run[] => {
  const { asked, properties } = propertiesOf(model.initial.scenario, guarantees);
  const { findings } = explore(model, properties, { maxStates });
  const byId = new Map(findings.map((finding) => [finding.id, finding.witness]));
  return asked.flatMap(({ guarantee, promises }) => {
    const trace = promises.map(({ id }) => byId.get(id)).find((found) => found !== undefined);
    if (trace === undefined) return [];
    return [
      {
        events: trace.steps.map(({ event }) => event),
        goals: new Set([goalId({ kind: 'witness', guarantee: guarantee.id })]),
      },
    ];
  });
};

/** Does the oracle know the run that was aimed at? */
const reaches = (oracle: Case['oracle'], { labels }: Aimed): boolean => {
  const letters = new Alphabet(oracle.alphabet);
  let state: number | undefined = 0;
  for (const label of labels) {
    const letter = letters.find(label);
    state = oracle.states[state]?.next.find(([index]) => index === letter)?.[1];
    if (state === undefined) return false;
  }
  return true;
};

const saysStimulus = (stimulus: Stimulus): string => {
  const words = Object.values(stimulus) as readonly (string | number | boolean | null)[];
  return words.filter((word) => word !== null).join(' ');
};

const titleOf = (scenario: Scenario, { script }: Aimed): string => {
  const steps = script.stimuli.map(({ when, do: stimulus }) => {
    const cue = when === null ? '' : `after ${Object.values(when.observation).join(' ')}`;
    const again = when !== null && when.times > 1 ? ` (${when.times})` : '';
    return `${saysStimulus(stimulus)}${cue === '' ? '' : ` ${cue}`}${again}`;
  });
  return `${scenario.name}: ${steps.join('; ')}`;
};

/** A name as part of an id. */
export const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** A candidate, and the case it would be without its id. */
export interface Draft extends Candidate {
  readonly scenario: Scenario;
  readonly test: Omit<Case, 'id'>;
}

/** The scenario as the target is: on a cluster watches lag, in one process they do not. */
export const asTarget = (scenario: Scenario, profile: ProfileName): Scenario => ({
  ...scenario,
  faults: { ...scenario.faults, 'watch-lag': profile === 'podman' ? 0 : unlimited },
});

const draftOf = (scenario: Scenario, run: Run, aimed: Aimed, bounds: OracleBounds): Draft | string => {
  const oracle = oracleOf(drivable(scenario), aimed.script, bounds);
  if (oracle === undefined) return 'there are too many things that may happen to say which of them are right';
  if (!reaches(oracle, aimed)) return 'no tester can bring it about for sure: what it takes cannot be seen or told';
  const { stimuli, programs } = aimed.script;
  const covers = [...run.goals].sort();
  return {
    scenario,
    covers: run.goals,
    cost: oracle.states.length + 10 * stimuli.length,
    test: {
      title: titleOf(scenario, aimed),
      covers,
      manifest: manifestOf(scenario, programs),
      stimuli,
      expect: expectationOf(oracle),
      oracle,
      timeoutSeconds: patienceFor(scenario, stimuli),
    },
  };
};

/** What a situation offers. */
export interface Drafts {
  readonly goals: ReadonlySet<string>;
  readonly drafts: readonly Draft[];
  readonly skipped: readonly Skipped[];
  /** Why the runs that reach a goal became no cases, by goal. */
  readonly missed: ReadonlyMap<string, string>;
}

const goalsIn = (goals: ReadonlySet<string>, kinds: readonly Goal['kind'][]): ReadonlySet<string> =>
  new Set([...goals].filter((goal) => kinds.includes(goalKindOf(goal))));

/** A situation of which nothing is known, and why. */
const nothingOf = (id: string, because: string): Drafts => ({
  goals: new Set(),
  drafts: [],
  skipped: [{ id, because }],
  missed: new Map(),
});

const tooLate = 'it was ended before this was looked at';

/** What one situation throws is why it has no cases; the others have theirs. */
export function* draftsOrWhyNot(situation: Scenario, request: SuiteRequest): Steps<Drafts> {
  try {
    return yield* draftsFor(situation, request);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return nothingOf(slug(situation.name), `podproof went wrong, please report it: ${words}`);
  }
}

function* draftsFor(
  situation: Scenario,
  { profile, goals: kinds, maxStates = defaultMaxStates, over = () => false }: SuiteRequest,
): Steps<Drafts> {
  const scenario = asTarget(situation, profile);
  const model = toured(situation);
  const id = slug(scenario.name);
  const impossible = reasonToSkip(profile, scenario, []);
  if (over()) return nothingOf(id, tooLate);
  const terrain = yield* terrainSteps(model, maxStates);
  if (terrain === undefined) return nothingOf(id, `it has more than ${maxStates} states`);
  const wanted = goalsIn(yield* reachableGoalSteps(terrain), kinds);
  if (over()) return nothingOf(id, tooLate);
  const seen = kinds.includes('witness') ? witnesses(model, maxStates) : [];
  const goals = new Set([...wanted, ...seen.flatMap((run) => [...run.goals])]);
  const runs = [...(yield* tourSteps(terrain, (goal) => wanted.has(goal), mostRuns)), ...seen];
  const skipped: Skipped[] = [];
  const missed = new Map<string, string>();
  const draftIn = (run: Run, index: number): readonly Draft[] => {
    const skip = (because: string): readonly Draft[] => {
      skipped.push({ id: `${id}-run-${index + 1}`, because });
      for (const goal of run.goals) missed.set(goal, because);
      return [];
    };
    if (impossible !== undefined) return skip(impossible);
    if (over()) return skip(tooLate);
    const aimed = scriptOf(model, run.events, profile);
    if (aimed === undefined) return skip('it needs something that no tester can do');
    const because = reasonToSkip(profile, scenario, aimed.script.stimuli);
    if (because !== undefined) return skip(because);
    const bounds = { maxStates, maxOracleStates: mostOracleStates };
    const draft = draftOf(scenario, { ...run, goals: goalsIn(run.goals, kinds) }, aimed, bounds);
    return typeof draft === 'string' ? skip(draft) : [draft];
  };
  const drafts: Draft[] = [];
  for (const [index, run] of runs.entries()) {
    yield;
    drafts.push(...draftIn(run, index));
  }
  return { goals, drafts, skipped, missed };
}
