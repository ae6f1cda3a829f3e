/** Suites: goals of situations, runs that reach them, cases that aim at these runs. */
import { modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { drained, type Steps } from '../explore/steps.ts';
import { mutate, mutations } from '../mutants/index.ts';
import type { Case, Suite } from './case.ts';
import { type Draft, type Drafts, draftsOrWhyNot, type SuiteRequest, slug } from './drafts.ts';
import { unseen } from './equivalent-mutants.ts';
import { goalId, goalOf, mutantOf } from './goals.ts';
import { conformanceOf } from './ioco.ts';
import { lowerBound, selected } from './select.ts';

export { asTarget, type SuiteRequest } from './drafts.ts';

/** Kinds of goals, as `--goal` names them. */
export const goalKinds = ['event', 'transition', 'pair', 'sequence', 'stop', 'witness', 'near-miss'] as const;

const mostNearMissesEach = 2;

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
  new Set([...goals].filter((goal) => mutantOf(goal) === undefined));

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
function* withDecisiveNearMisses(
  drafts: readonly Draft[],
  { profile, over = () => false }: SuiteRequest,
): Steps<readonly Draft[]> {
  const decisive = new Map<Draft, string[]>();
  for (const mutation of mutations) {
    yield;
    if (over()) break;
    const goal = goalId({ kind: 'near-miss', mutant: mutation.id });
    const found = nearest(drafts, goal).find(
      ({ scenario, test }) => typeof conformanceOf(mutate(modelOf(scenario), mutation), test, profile) !== 'string',
    );
    if (found !== undefined) decisive.set(found, [...(decisive.get(found) ?? []), goal]);
  }
  return drafts.map((draft) => {
    const covers = new Set([...withoutNearMisses(draft.covers), ...(decisive.get(draft) ?? [])]);
    return { ...draft, covers, test: { ...draft.test, covers: [...covers].sort() } };
  });
}

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
  const mutant = mutantOf(goal);
  if (mutant !== undefined) return unseen[mutant] ?? 'no case that was tried tells this mistake from the model';
  const because = found.flatMap(({ missed }) => missed.get(goal) ?? [])[0];
  return because === undefined
    ? 'no run was found that comes to it'
    : `every run found that comes to it was left out: ${because}`;
};

/** A suite for these situations. The same request gives the same suite, to the byte. */
export const suiteOf = (request: SuiteRequest): Suite => drained(suiteSteps(request));

/** The same in steps, and as far as it goes until it is over. */
export function* suiteSteps(request: SuiteRequest): Steps<Suite> {
  const { situations, tell = () => undefined } = request;
  const found: Drafts[] = [];
  for (const [done, situation] of situations.entries()) {
    tell(situation.name, done, situations.length);
    yield;
    found.push(yield* draftsOrWhyNot(situation, request));
  }
  tell('which cases tell mistakes from the model', situations.length, situations.length);
  const candidates = yield* withDecisiveNearMisses(merged(found.flatMap(({ drafts }) => drafts)), request);
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
}
