/** A report by workload: what is told of each, most important first. */
import type { FindingReport } from './findings.ts';
import type { HeldReport } from './held.ts';
import type { CheckReport, ScenarioReport } from './report.ts';
import { type Tally, tallyOf } from './tally.ts';
import type { WorkloadReport } from './workloads.ts';

/** A finding that has a line of its own. */
export interface Told extends FindingReport {
  /** It ends the check with exit code 1. */
  readonly counts: boolean;
}

/** Everything about one workload. */
export interface ObjectBlock {
  readonly object: string;
  readonly workload?: WorkloadReport;
  readonly scenarios: readonly ScenarioReport[];
  readonly told: readonly Told[];
  readonly held: readonly HeldReport[];
  /** Where what was piped in was rendered from. */
  readonly sources: CheckReport['sources'];
  readonly tally: Tally;
}

/** Whether one of the violations that a finding tells of fails the check. */
export const findingCounts = ({ scenarios }: CheckReport, { guarantee, scenario, also }: FindingReport): boolean =>
  [{ guarantee, scenario }, ...also].some((part) =>
    scenarios
      .find(({ name }) => name === part.scenario)
      ?.guarantees.some(({ id, verdict, counts }) => id === part.guarantee && verdict === 'violated' && counts),
  );

/** Findings that somebody is to look at: what can be changed, what is asked, and whatever else fails the check; not what was known before. */
export const toldIn = (report: CheckReport): readonly Told[] =>
  report.findings
    .filter(({ ignored, baseline }) => ignored === undefined && baseline === undefined)
    .map((finding) => ({ ...finding, counts: findingCounts(report, finding) }))
    .filter(({ kind, counts }) => kind !== 'known' || counts);

/** What has to be done comes first, then what is asked; the report's own order decides the rest. */
const rankOf = ({ told, tally }: ObjectBlock): number => {
  if (told.some(({ kind, counts }) => counts || kind === 'change')) return 0;
  if (told.length > 0) return 1;
  return tally.undecided > 0 ? 2 : 3;
};

/** The blocks of a report, the most important first. */
export const blocksOf = (report: CheckReport): readonly ObjectBlock[] => {
  const told = toldIn(report);
  const objects = [...report.workloads.map(({ object }) => object), ...report.scenarios.map(({ object }) => object)];
  return [...new Set(objects)]
    .map((object): ObjectBlock => {
      const scenarios = report.scenarios.filter((one) => one.object === object);
      const workload = report.workloads.find((one) => one.object === object);
      return {
        object,
        ...(workload === undefined ? {} : { workload }),
        scenarios,
        told: told.filter((one) => one.object === object),
        held: report.held.filter((one) => one.object === object),
        sources: report.sources,
        tally: tallyOf(scenarios),
      };
    })
    .sort((one, other) => rankOf(one) - rankOf(other));
};
