/** What stands in the page beside its code, as JSON: the scenarios, the answers, and the runs to jump to. */
import type { CheckReport } from '../check/report.ts';
import type { ConformView } from '../conform/view.ts';
import type { CoverageReport } from '../coverage/report.ts';

/** Everything a page is about. `scenarios` stand in the order of `report.scenarios`. */
export interface PageData {
  /** What the browser shows in its title bar: the files that were read. */
  readonly title: string;
  /** What is seen first. */
  readonly opens: View;
  readonly report: CheckReport;
  readonly scenarios: readonly PageScenario[];
  readonly coverage?: CoverageReport;
  readonly conform?: ConformView;
}

/** What can be looked at. */
export const views = ['report', 'explorer', 'coverage', 'divergences'] as const;

/** One of them. */
export type View = (typeof views)[number];

/** What one can jump to in a scenario. */
interface PageScenario {
  readonly runs: readonly PageRun[];
  /** What a command that replays any run of it begins with: the page writes the guarantee and the schedule behind it. */
  readonly replay?: string;
  readonly exhibit?: PageExhibit;
}

/** Of a scenario that is a side of an exhibit of the museum: its model has the changes of that side, its promise is what is watched. */
export interface PageExhibit {
  readonly id: string;
  /** With the bug, or without it. */
  readonly side: 'off' | 'on';
}

/** A run worth jumping to; the page makes its steps again with the model itself. */
export interface PageRun {
  readonly guarantee: string;
  /** `violation`: a shortest run that breaks it. `witness`: a shortest run to a situation where it is kept. */
  readonly kind: 'violation' | 'witness';
  readonly schedule: string;
}

/** The report without its traces: what the runs already say need not be said twice. */
export const withoutTraces = (report: CheckReport): CheckReport => ({
  ...report,
  scenarios: report.scenarios.map((scenario) => ({
    ...scenario,
    guarantees: scenario.guarantees.map(({ trace: _trace, ...rest }) => rest),
  })),
});
