/**
 * The mutation score: which mistakes the cases of a suite tell from the model. The share is of those that can be seen from outside at all, which
 * is decided, not asserted; and it is taken twice, because a suite that was made with an eye on the very same mistakes is no fair judge.
 */
import { modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { drained, type Steps } from '../explore/steps.ts';
import { type Mutation, mutate } from '../mutants/index.ts';
import type { Case, Label, ProfileName, Suite } from './case.ts';
import { unseen } from './equivalent-mutants.ts';
import { goalKinds, suiteSteps } from './generate.ts';
import { conformanceOf } from './ioco.ts';
import { type Visibility, visibilitySteps } from './observability.ts';

/** What a suite says of one mistake. */
export interface MutantResult {
  readonly id: string;
  readonly mistake: string;
  readonly killed: boolean;
  /** The first case that kills it; '' = none. */
  readonly by: string;
  /** A case that kills it of a suite made without looking at mistakes; '' = none. */
  readonly byBlind: string;
  /** Nobody could see it from outside, whatever is done: proved, in all situations of the suite. */
  readonly equivalent: boolean;
  /** A bound was reached before this was decided; counts as visible. */
  readonly undecided: boolean;
  /** How it shows, or why it does not. */
  readonly because: string;
}

/** The suite, and one that was made without looking at mistakes. */
export interface Suites {
  readonly whole: Suite;
  readonly blind: Suite;
}

type Tell = (what: string, done: number, of: number, things?: string) => void;

/** What to score. */
export interface ScoreRequest {
  readonly profile: ProfileName;
  readonly situations: readonly Scenario[];
  readonly tell?: Tell;
  /** True once no more is wanted: what is not decided by then is undecided. */
  readonly over?: () => boolean;
}

/** Makes both, in steps. */
export function* bothSuiteSteps(request: ScoreRequest): Steps<Suites> {
  const whole = yield* suiteSteps({ ...request, goals: goalKinds });
  const blind = yield* suiteSteps({ ...request, goals: goalKinds.filter((kind) => kind !== 'near-miss') });
  return { whole, blind };
}

/** Which case kills a mutant, and how. */
interface Kill {
  readonly by: string;
  readonly because: string;
}

/** Runs every case on the mutant, exhaustively, until one does not conform. */
export const killOf = (suite: Suite, mutation: Mutation): Kill | undefined =>
  drained(killSteps(suite, mutation, never));

const never = (): boolean => false;

function* killSteps(suite: Suite, mutation: Mutation, over: () => boolean): Steps<Kill | undefined> {
  for (const test of suite.cases) {
    yield;
    if (over()) return undefined;
    const outcome = conformanceOf(mutate(modelOf(test.manifest.scenario), mutation), test, suite.profile);
    if (typeof outcome === 'string') continue;
    const steps = outcome.trace.steps.length;
    const because =
      outcome.kind === 'unexpected'
        ? `after ${steps} steps it shows what must not come there`
        : `after ${steps} steps it may be silent for ever where something must come`;
    return { by: test.id, because };
  }
  return undefined;
}

const sameCase = (a: Case, b: Case): boolean =>
  JSON.stringify([a.stimuli, a.manifest]) === JSON.stringify([b.stimuli, b.manifest]);

/** What kills in one suite kills in another that has the same case; otherwise all its cases are run. */
function* killLike(
  kill: Kill | undefined,
  { whole, blind }: Suites,
  mutation: Mutation,
  over: () => boolean,
): Steps<Kill | undefined> {
  const killer = whole.cases.find(({ id }) => id === kill?.by);
  const like = killer === undefined ? undefined : blind.cases.find((test) => sameCase(test, killer));
  if (like !== undefined && kill !== undefined) return { ...kill, by: like.id };
  return yield* killSteps(blind, mutation, over);
}

const counted = (count: number): string => `${count} ${count === 1 ? 'situation' : 'situations'}`;

const words = (label: Label): string =>
  (Object.values(label) as readonly (string | number | boolean | null)[]).filter((word) => word !== null).join(' ');

const whyAlive = (id: string, visibility: Visibility | undefined): string => {
  if (visibility === undefined || visibility.verdict === 'undecided')
    return `no case kills it, and whether one could is undecided in: ${visibility?.situations.join(', ') ?? 'every situation'}`;
  if (visibility.verdict === 'same')
    return `proved in ${counted(visibility.situations)}${unseen[id] === undefined ? '' : `: ${unseen[id]}`}`;
  const { situation, telling } = visibility;
  const way = telling.labels.map(words).join('; ');
  const end = telling.shows === undefined ? 'silence for ever' : words(telling.shows);
  return `no case goes the way that would tell it, in ${situation}: ${way}; then ${end}`;
};

const resultOf = (
  { id, mistake }: Mutation,
  kill: Kill | undefined,
  blind: Kill | undefined,
  visibility: Visibility | undefined,
): MutantResult => ({
  id,
  mistake,
  killed: kill !== undefined,
  by: kill?.by ?? '',
  byBlind: blind?.by ?? '',
  equivalent: kill === undefined && blind === undefined && visibility?.verdict === 'same',
  undecided: kill === undefined && blind === undefined && visibility?.verdict === 'undecided',
  because: kill?.because ?? whyAlive(id, visibility),
});

/** The same at once. */
export const suitesOf = (request: ScoreRequest): Suites => drained(bothSuiteSteps(request));

/** What the suites say of each mistake, at once. */
export const scoresOf = (...asked: Parameters<typeof scoreSteps>): readonly MutantResult[] =>
  drained(scoreSteps(...asked));

/** What the suites say of each mistake. What is expected to be invisible is decided first: no case needs to be run on it then. */
export function* scoreSteps(
  mutations: readonly Mutation[],
  suites: Suites,
  request: ScoreRequest,
): Steps<readonly MutantResult[]> {
  const { tell = () => undefined, over = never } = request;
  const hidden = mutations.filter(({ id }) => unseen[id] !== undefined);
  const decided = yield* visibilitySteps(hidden, request);
  const kills: { mutation: Mutation; kill: Kill | undefined; blindKill: Kill | undefined }[] = [];
  for (const [done, mutation] of mutations.entries()) {
    tell(mutation.id, done, mutations.length, 'mutants');
    if (decided.get(mutation.id)?.verdict === 'same') {
      kills.push({ mutation, kill: undefined, blindKill: undefined });
      continue;
    }
    const kill = yield* killSteps(suites.whole, mutation, over);
    kills.push({ mutation, kill, blindKill: yield* killLike(kill, suites, mutation, over) });
  }
  const alive = kills.filter(
    ({ mutation, kill, blindKill }) => (kill ?? blindKill) === undefined && !decided.has(mutation.id),
  );
  const late = yield* visibilitySteps(
    alive.map(({ mutation }) => mutation),
    request,
  );
  return kills.map(({ mutation, kill, blindKill }) =>
    resultOf(mutation, kill, blindKill, decided.get(mutation.id) ?? late.get(mutation.id)),
  );
}

/** How many of how many. */
export interface Shares {
  readonly visible: number;
  readonly killed: number;
  /** By the suite that was made without looking at mistakes. */
  readonly blind: number;
}

/** Killed, of those that can be seen from outside. */
export const sharesOf = (results: readonly MutantResult[]): Shares => ({
  visible: results.filter(({ equivalent }) => !equivalent).length,
  killed: results.filter(({ killed }) => killed).length,
  blind: results.filter(({ byBlind }) => byBlind !== '').length,
});
