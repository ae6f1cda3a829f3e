/** Answers in the words that every report has for them. */
import type { Standing } from '../model/guarantees/guarantee.ts';
import type { Budgets, GuaranteeReport, ScenarioReport } from './checkReport.ts';
import { counted } from './names.ts';

/** Which violations fail a check: all, those of what Kubernetes promises (always or under a condition), none. */
export const failLevels = ['any', 'promised', 'never'] as const;

/** One of them. */
export type FailLevel = (typeof failLevels)[number];

/** Whether a violation of such a guarantee fails the check. */
export const countsAt = (level: FailLevel, standing: Standing): boolean =>
  level === 'any' || (level === 'promised' && standing !== 'violated');

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

const endings: Readonly<Record<ScenarioReport['ending'], string>> = {
  complete: 'complete',
  'max-states': 'not complete: stopped at --max-states',
  'max-memory': 'not complete: stopped at --max-memory',
  interrupted: 'not complete: ended by --timeout or Ctrl-C',
  decided: 'ended early: everything asked was decided',
};

/** States, transitions, depth and time of a search, and whether it went through to the end. */
export const searchText = ({ states, transitions, depth, seconds, ending }: ScenarioReport): string =>
  `${counted(states, 'state')}, ${counted(transitions, 'transition')}, depth ${depth}, ${seconds.toFixed(1)} s, ${endings[ending]}`;

/** What was known of such a promise before any search. */
export const knownText = ({ standing, condition = '' }: GuaranteeReport): string => {
  if (standing === 'always') return 'by the facts this model rests on it always holds: please report this';
  const words = standing === 'violated' ? 'Kubernetes does not promise this: it breaks' : 'it holds only if';
  return condition === '' ? 'Kubernetes does not promise this' : `${words} ${condition}`;
};
