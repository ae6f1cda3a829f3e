/** Suites: goals of situations, runs that reach them, cases that aim at these runs. */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import { containerKey, type Scenario, unlimited } from '../../model/scenario.ts';
import { propertiesOf } from '../check/properties.ts';
import { explore } from '../explore/index.ts';
import { mutate, mutations } from '../mutants/index.ts';
import { reasonToSkip } from './capabilities.ts';
import type { Case, Goal, ProfileName, Skipped, Stimulus, Suite } from './case.ts';
import { expectationOf } from './expectation.ts';
import { conformanceOf } from './ioco.ts';
import { manifestOf } from './manifest.ts';
import { type OracleBounds, oracleOf } from './oracle.ts';
import { patienceFor } from './patience.ts';
import { type Aimed, scriptOf } from './script.ts';
import { type Candidate, lowerBound, selected } from './select.ts';
import { goalOf, terrainOf } from './terrain.ts';
import { wordOf } from './test-machine.ts';
import { type Run, reachableGoals, toursOf } from './tour.ts';
import { unseen } from './unseen.ts';

/** Kinds of goals, as `--goal` names them. */
export const goalKinds = ['event', 'transition', 'pair', 'sequence', 'stop', 'witness', 'near-miss'] as const;

/** What to make a suite for. */
export interface SuiteRequest {
  readonly profile: ProfileName;
  readonly goals: readonly Goal['kind'][];
  readonly situations: readonly Scenario[];
  /** Situations and scripts with more states than this are skipped. */
  readonly maxStates?: number;
  /** Told what is looked at next, and how many of how many parts are done. */
  readonly tell?: (what: string, done: number, of: number) => void;
}

const defaultMaxStates = 60_000;
const mostOracleStates = 2_000;
const mostRuns = 200;
const mostNearMissesEach = 2;

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
    return [{ events: trace.steps.map(({ event }) => event), goals: new Set([`witness:${guarantee.id}`]) }];
  });
};

/** Does the oracle know the run that was aimed at? */
const reaches = (oracle: Case['oracle'], { labels }: Aimed): boolean => {
  const words = oracle.alphabet.map(wordOf);
  let state: number | undefined = 0;
  for (const label of labels) {
    const letter = words.indexOf(label);
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

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** A candidate, and the case it would be without its id. */
interface Draft extends Candidate {
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

interface Drafts {
  readonly goals: ReadonlySet<string>;
  readonly drafts: readonly Draft[];
  readonly skipped: readonly Skipped[];
  /** Why the runs that reach a goal became no cases, by goal. */
  readonly missed: ReadonlyMap<string, string>;
}

const goalsIn = (goals: ReadonlySet<string>, kinds: readonly Goal['kind'][]): ReadonlySet<string> =>
  new Set([...goals].filter((goal) => kinds.includes(goalOf(goal).kind)));

const draftsFor = (
  situation: Scenario,
  { profile, goals: kinds, maxStates = defaultMaxStates }: SuiteRequest,
): Drafts => {
  const scenario = asTarget(situation, profile);
  const model = toured(situation);
  const id = slug(scenario.name);
  const impossible = reasonToSkip(profile, scenario, []);
  const terrain = terrainOf(model, maxStates);
  if (terrain === undefined)
    return {
      goals: new Set(),
      drafts: [],
      skipped: [{ id, because: `it has more than ${maxStates} states` }],
      missed: new Map(),
    };
  const wanted = goalsIn(reachableGoals(terrain), kinds);
  const seen = kinds.includes('witness') ? witnesses(model, maxStates) : [];
  const goals = new Set([...wanted, ...seen.flatMap((run) => [...run.goals])]);
  const runs = [...toursOf(terrain, (goal) => wanted.has(goal), mostRuns), ...seen];
  const skipped: Skipped[] = [];
  const missed = new Map<string, string>();
  const drafts = runs.flatMap((run, index): readonly Draft[] => {
    const skip = (because: string): readonly Draft[] => {
      skipped.push({ id: `${id}-run-${index + 1}`, because });
      for (const goal of run.goals) missed.set(goal, because);
      return [];
    };
    if (impossible !== undefined) return skip(impossible);
    const aimed = scriptOf(model, run.events, profile);
    if (aimed === undefined) return skip('it needs something that no tester can do');
    const because = reasonToSkip(profile, scenario, aimed.script.stimuli);
    if (because !== undefined) return skip(because);
    const bounds = { maxStates, maxOracleStates: mostOracleStates };
    const draft = draftOf(scenario, { ...run, goals: goalsIn(run.goals, kinds) }, aimed, bounds);
    return typeof draft === 'string' ? skip(draft) : [draft];
  });
  return { goals, drafts, skipped, missed };
};

/** Runs that come to the same script are one candidate, which covers what either does. */
const merged = (drafts: readonly Draft[]): readonly Draft[] => {
  const known = new Map<string, Draft>();
  for (const draft of drafts) {
    const { scenario, test } = draft;
    const key = JSON.stringify([scenario.name, test.stimuli, test.manifest.programs]);
    const other = known.get(key);
    const covers = new Set([...(other?.covers ?? []), ...draft.covers]);
    known.set(key, { ...draft, covers, test: { ...test, covers: [...covers].sort() } });
  }
  return [...known.values()];
};

const withoutNearMisses = (goals: Iterable<string>): ReadonlySet<string> =>
  new Set([...goals].filter((goal) => !goal.startsWith('near-miss:')));

/** Of each situation the two cheapest that come near this mistake, cheap ones first. */
const nearest = (drafts: readonly Draft[], goal: string): readonly Draft[] => {
  const counts = new Map<Scenario, number>();
  return drafts
    .filter(({ covers }) => covers.has(goal))
    .sort((a, b) => a.cost - b.cost)
    .filter(({ scenario }) => {
      const count = (counts.get(scenario) ?? 0) + 1;
      counts.set(scenario, count);
      return count <= mostNearMissesEach;
    });
};

/** To come near a mistake counts only where the case would then tell the mistake from the model. */
const withDecisiveNearMisses = (drafts: readonly Draft[], profile: ProfileName): readonly Draft[] => {
  const decisive = new Map<Draft, string[]>();
  for (const mutation of mutations) {
    const goal = `near-miss:${mutation.id}`;
    const found = nearest(drafts, goal).find(
      ({ scenario, test }) => typeof conformanceOf(mutate(modelOf(scenario), mutation), test, profile) !== 'string',
    );
    if (found !== undefined) decisive.set(found, [...(decisive.get(found) ?? []), goal]);
  }
  return drafts.map((draft) => {
    const covers = new Set([...withoutNearMisses(draft.covers), ...(decisive.get(draft) ?? [])]);
    return { ...draft, covers, test: { ...draft.test, covers: [...covers].sort() } };
  });
};

const numbered = (drafts: readonly Draft[]): readonly Case[] => {
  const counts = new Map<string, number>();
  return drafts.map(({ scenario, test }) => {
    const name = slug(scenario.name);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { id: `${name}-${count}`, ...test };
  });
};

/** Why no case covers this goal. */
const excuse = (goal: string, found: readonly Drafts[]): string => {
  const mutant = /^near-miss:(.*)$/.exec(goal)?.[1];
  if (mutant !== undefined) return unseen[mutant] ?? 'no case that was tried tells this mistake from the model';
  const because = found.flatMap(({ missed }) => missed.get(goal) ?? [])[0];
  return because === undefined
    ? 'no run was found that comes to it'
    : `every run found that comes to it was left out: ${because}`;
};

/** A suite for these situations. The same request gives the same suite, to the byte. */
export const suiteOf = (request: SuiteRequest): Suite => {
  const { situations, tell = () => undefined } = request;
  const found = situations.map((situation, done) => {
    tell(situation.name, done, situations.length);
    return draftsFor(situation, request);
  });
  tell('which cases tell mistakes from the model', situations.length, situations.length);
  const candidates = withDecisiveNearMisses(merged(found.flatMap(({ drafts }) => drafts)), request.profile);
  const chosen = selected(candidates).flatMap((index) => candidates[index] ?? []);
  const covered = new Set(chosen.flatMap(({ covers }) => [...covers]));
  const goals = [...new Set(found.flatMap(({ goals: some }) => [...some]))].sort();
  const uncovered = goals.filter((goal) => !covered.has(goal)).map((id) => ({ id, because: excuse(id, found) }));
  return {
    apiVersion: 'podproof.dev/v1',
    kind: 'ConformanceSuite',
    kubernetesVersion: situations[0]?.kubernetesVersion ?? '',
    profile: request.profile,
    goals: goals.map(goalOf),
    cases: numbered(chosen),
    skipped: [...found.flatMap(({ skipped }) => skipped), ...uncovered],
    coverage: { covered: covered.size, goals: goals.length, atLeastCases: lowerBound(candidates) },
  };
};
