/** Answers in the words that every report has for them. */
import type { Standing } from '../../model/guarantees/guarantee.ts';
import { counted } from '../run/names.ts';
import type { Budgets, GuaranteeReport, ScenarioReport } from './report.ts';

/** Which violations fail a check: those the owner of the manifest can mend, all, those of what Kubernetes promises (always or under a condition), none. */
export const failLevels = ['actionable', 'any', 'promised', 'never'] as const;

/** One of them. */
export type FailLevel = (typeof failLevels)[number];

/** Whether a violation of such a guarantee fails the check; `actionable`: the owner of the manifest can mend it. */
export const countsAt = (level: FailLevel, standing: Standing, actionable: boolean): boolean =>
  ({ actionable, any: true, promised: standing !== 'violated', never: false })[level];

/** The word for an answer; a promise that never came up holds, but says nothing. */
export type Answer = 'holds' | 'violated' | 'undecided' | 'vacuous' | 'ignored';

/** The answer of one guarantee. */
export const answerOf = ({ verdict, reached, ignored }: GuaranteeReport): Answer => {
  if (ignored !== undefined) return 'ignored';
  return verdict === 'holds' && reached === 0 ? 'vacuous' : verdict;
};

/** Budgets in one line: `create=1, delete=unlimited`. */
export const budgetText = (budgets: Budgets): string => {
  const parts = Object.entries(budgets).map(([kind, count]) => `${kind}=${count}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
};

/** What keeps an answer away, in words. */
type LimitWord = NonNullable<GuaranteeReport['limit']>;

const limits: Readonly<Record<LimitWord, string>> = {
  'max-states': 'stopped at --max-states',
  'max-memory': 'stopped at --max-memory',
  interrupted: 'ended by --timeout or Ctrl-C',
  decided: 'ended early: everything asked was decided',
  'long-delay': 'depends on delays of more than 398 days, which are not told apart',
  failed: 'the search failed: please report it',
};

/** Why a guarantee is undecided. */
export const limitText = ({ limit = 'interrupted' }: Pick<GuaranteeReport, 'limit'>): string => limits[limit];

const endingText = ({ ending, failure = '', guarantees }: ScenarioReport): string => {
  if (ending === 'failed') return `failed: ${failure}; please report it`;
  if (ending === 'decided') return limits[ending];
  if (ending !== 'complete') return `not complete: ${limits[ending]}`;
  const later = [...new Set(guarantees.filter((one) => answerOf(one) === 'undecided').map(limitText))];
  return later.length === 0 ? 'complete' : `every state visited, but not every answer found: ${later.join(', ')}`;
};

/** States, transitions, depth and time of a search, and whether it went through to the end. */
export const searchText = (scenario: ScenarioReport): string => {
  const { states, transitions, depth, seconds } = scenario;
  return `${counted(states, 'state')}, ${counted(transitions, 'transition')}, depth ${depth}, ${seconds.toFixed(1)} s, ${endingText(scenario)}`;
};

/** How a run ends on which nothing has to happen any more: with what it waits for, where that is known. */
export const stuckText = (waits: string | undefined): string =>
  `and so it stays: ${waits ?? 'nothing has to happen any more'}`;

/** What was known of such a promise before any search. */
export const knownText = ({ standing, condition = '' }: GuaranteeReport): string => {
  if (standing === 'always') return 'by the facts this model rests on it always holds: please report this';
  const words = standing === 'violated' ? 'Kubernetes does not promise this: it breaks' : 'it holds only if';
  return condition === '' ? 'Kubernetes does not promise this' : `${words} ${condition}`;
};
