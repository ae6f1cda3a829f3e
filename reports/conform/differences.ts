/** What differs on a target, told once: failures that are alike come together, and the smallest of them stands for all. */
import type { CaseReport } from './report.ts';

/** Failures of one target that are alike. */
export interface Difference {
  /** The one with the smallest manifest and the fewest stimuli. */
  readonly smallest: CaseReport;
  readonly others: readonly CaseReport[];
}

/** What was done last, and what should have come of it: all there is to tell failures apart that look like no known mistake. */
const setting = ({ trace, divergence }: CaseReport): string => {
  const done = trace.slice(0, divergence?.explained).findLast(({ label }) => 'do' in label)?.label;
  const [event = ''] = divergence?.guard.event.split(' ') ?? [];
  return done !== undefined && 'do' in done ? `${done.do} ${event}` : event;
};

/** The same kind of thing was wrong, and the same mistakes would explain it. */
const alike = (one: CaseReport): string => {
  const { target, divergence } = one;
  const label = divergence?.unexplained ?? null;
  const what = label === null ? 'silence' : 'see' in label ? label.see : label.do;
  const mistakes = divergence?.asIf.join() ?? '';
  return `${target} ${what} ${divergence?.guard.kind} ${mistakes === '' ? setting(one) : mistakes}`;
};

const size = ({ manifests, stimuli }: CaseReport): number => JSON.stringify(manifests).length + 200 * stimuli.length;

/** The differences in these cases, in the order in which the first of each came up. */
export const differencesIn = (cases: readonly CaseReport[]): readonly Difference[] => {
  const groups = new Map<string, CaseReport[]>();
  for (const one of cases.filter(({ verdict }) => verdict === 'fail')) {
    groups.set(alike(one), [...(groups.get(alike(one)) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [smallest, ...others] = group.toSorted((a, b) => size(a) - size(b));
    return smallest === undefined ? [] : [{ smallest, others }];
  });
};
