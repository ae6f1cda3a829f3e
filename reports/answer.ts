/** Answers in the words that every report has for them. */
import type { Budgets, GuaranteeReport, ScenarioReport } from './checkReport.ts';
import { counted } from './names.ts';

/** The word for an answer; a promise that never came up holds, but says nothing. */
export type Answer = 'holds' | 'violated' | 'undecided' | 'vacuous';

/** The answer of one guarantee. */
export const answerOf = ({ verdict, reached }: GuaranteeReport): Answer =>
  verdict === 'holds' && reached === 0 ? 'vacuous' : verdict;

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
