/** What goals and shares of a coverage are called, in every report. */
import type { GoalKind } from './report.ts';

/** What the goals of a kind are called. */
export const kindNames: Readonly<Record<GoalKind, string>> = {
  event: 'kinds of events',
  state: 'states of lifecycles',
  transition: 'transitions',
  pair: 'successive transitions',
  sequence: 'successive stimuli',
  stop: 'ways to stop',
  witness: 'situations of guarantees',
  fact: 'facts exercised',
  'near-miss': 'near misses',
};

/** `38 of 83  (45 %)`; a hundred only if all. */
export const shareText = (covered: number, all: number): string => {
  const percent = all === 0 ? 100 : Math.floor((100 * covered) / all);
  return `${covered} of ${all} (${percent} %)`;
};
