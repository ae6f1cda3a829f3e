/** What differs on a target, told once: failures that are alike come together, and the smallest of them stands for all. */
import type { CaseReport } from './report.ts';

/** Failures of one target that are alike. */
export interface Difference {
  /** The one with the smallest manifest and the fewest stimuli. */
  readonly smallest: CaseReport;
  readonly others: readonly CaseReport[];
}

/** The same kind of thing was wrong, and the same mistakes would explain it. */
const alike = ({ target, divergence }: CaseReport): string => {
  const label = divergence?.unexplained ?? null;
  const what = label === null ? 'silence' : 'see' in label ? label.see : label.do;
  return `${target} ${what} ${divergence?.guard.kind} ${divergence?.asIf.join()}`;
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
