/** Which violations fail a check. */
import { countsAt, type FailLevel } from './answer.ts';
import type { FindingReport } from './findings.ts';
import type { ScenarioReport } from './report.ts';

/** The guarantees whose violation the owner of the manifest can mend, as `scenario guarantee`. */
const actionable = (findings: readonly FindingReport[]): ReadonlySet<string> =>
  new Set(
    findings
      .filter(({ kind }) => kind === 'change')
      .flatMap(({ guarantee, scenario, also }) =>
        [{ guarantee, scenario }, ...also].map((part) => `${part.scenario} ${part.guarantee}`),
      ),
  );

/** The scenarios with `counts` as the findings decide it. What is not violated counts as long as it is not ignored: an undecided answer is none. */
export const withCounts = (
  scenarios: readonly ScenarioReport[],
  findings: readonly FindingReport[],
  levelOf: (index: number) => FailLevel,
): readonly ScenarioReport[] => {
  const mendable = actionable(findings);
  return scenarios.map((scenario, index) => ({
    ...scenario,
    guarantees: scenario.guarantees.map((found) => ({
      ...found,
      counts:
        found.ignored === undefined &&
        countsAt(
          levelOf(index),
          found.standing,
          found.verdict !== 'violated' || mendable.has(`${scenario.name} ${found.id}`),
        ),
    })),
  }));
};
