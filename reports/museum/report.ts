/** Exhibits as data: what `podproof museum -o json` prints, described by `schemas/museum.v1.schema.json`. */
import type { Trace } from '../../generators/explore/machine.ts';
import type { Exhibit, Missing, Side } from '../../generators/museum/exhibit.ts';
import type { BrokenRun, ReportedRun, SideVerdict } from '../../generators/museum/visit.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { StepReport } from '../check/report.ts';
import { type ScenarioData, scenarioData } from '../run/scenarioData.ts';
import { standing } from '../run/setting.ts';
import { stepReports } from '../run/steps.ts';
import type { RunEnd, Setting } from '../run/timeline.ts';

/** The museum, or some of it. */
export interface MuseumReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'Museum';
  readonly podproofVersion: string;
  readonly exhibits: readonly (ExhibitEntry | ExhibitReport)[];
  /** Bugs that are no exhibits yet; only of the whole list. */
  readonly missing?: readonly Missing[];
}

/** What is known of an exhibit without looking at it. */
export interface ExhibitEntry {
  readonly id: string;
  readonly title: string;
  /** Addresses of the public threads. */
  readonly links: readonly string[];
  readonly versions: string;
  readonly grade: Exhibit['grade'];
  /** Id of the guarantee that is asked; absent if the promise is the exhibit's own. */
  readonly guarantee?: string;
  /** The promise in words. */
  readonly promise: string;
  readonly switch: string;
  /** What the two sides are to show. */
  readonly expected: { readonly off: 'violated'; readonly on: 'holds' };
}

/** An exhibit that was looked at. */
export interface ExhibitReport extends ExhibitEntry {
  readonly story: string;
  /** With the bug, without it, and whatever else there is to see. */
  readonly sides: readonly SideReport[];
  /** The run as it was reported. */
  readonly run: RunReport;
}

/** One side: a whole search. */
export interface SideReport {
  readonly name: 'off' | 'on' | 'further';
  readonly says: string;
  /** Changes of the model, by their ids. */
  readonly changes: readonly string[];
  readonly expected: 'holds' | 'violated';
  readonly verdict: SideVerdict['verdict'];
  readonly complete: boolean;
  /** How often the promise had something to say. */
  readonly reached: number;
  readonly states: number;
  readonly transitions: number;
  /** Steps of a shortest run that breaks the promise, and how to make it again. */
  readonly shortest?: { readonly steps: number; readonly schedule: string };
  readonly scenario: ScenarioData;
}

/** A run that breaks the promise. */
export interface RunReport {
  readonly subject: string;
  /** The report, step by step, and at which step of the run each happens. */
  readonly report: readonly { readonly says: string; readonly step: number }[];
  readonly steps: readonly StepReport[];
  readonly ends: RunEnd;
  readonly loopsTo?: number;
  readonly schedule: string;
  /** The command that shows it again. */
  readonly replay: string;
}

const addressOf = (link: string): string => link.replace(/^(.+)#(\d+)$/, 'https://github.com/$1/issues/$2');

/** What is known of an exhibit without looking at it. */
export const exhibitEntry = (exhibit: Exhibit, promise: string): ExhibitEntry => {
  const { id, title, links, versions, grade, asked } = exhibit;
  return {
    id,
    title,
    links: links.map(addressOf),
    versions,
    grade,
    ...('guarantee' in asked ? { guarantee: asked.guarantee } : {}),
    promise,
    switch: exhibit.switch,
    expected: { off: 'violated', on: 'holds' },
  };
};

/** One side that was searched. */
export const sideReport = (
  name: SideReport['name'],
  side: Side,
  expected: SideReport['expected'],
  { verdict, ending, reached, statistics, broken }: SideVerdict,
  scenario: Scenario,
): SideReport => ({
  name,
  says: side.says,
  changes: (side.mutations ?? []).map(({ id }) => id),
  expected,
  verdict,
  complete: ending === 'complete',
  reached,
  states: statistics.states,
  transitions: statistics.transitions,
  ...(broken === undefined ? {} : { shortest: { steps: broken.trace.steps.length, schedule: broken.schedule } }),
  scenario: scenarioData(scenario),
});

/** A run of an exhibit. */
export const runReport = (
  { run }: Exhibit,
  { subject, trace, schedule, ...found }: BrokenRun & Partial<ReportedRun>,
  { ends, replay }: Pick<RunReport, 'ends' | 'replay'>,
): RunReport => ({
  subject,
  report: run.flatMap(({ says }, index) => {
    const step = found.positions?.[index];
    return step === undefined ? [] : [{ says, step }];
  }),
  steps: stepReports(trace),
  ends,
  ...(trace.loopsTo === undefined ? {} : { loopsTo: trace.loopsTo }),
  schedule,
  replay,
});

/** Shorter beginnings are not worth folding. */
const fewest = 6;

/** All before the first step of the report only sets the stage. */
export const stageOf = (
  { steps }: Trace<Cluster, Event>,
  { report, loopsTo }: Pick<RunReport, 'report' | 'loopsTo'>,
): Setting | undefined => {
  const turn = Math.min((report[0]?.step ?? 1) - 1, loopsTo ?? steps.length);
  const stage = steps[turn - 1]?.state;
  return turn < fewest || stage === undefined ? undefined : { steps: turn, says: standing(stage) };
};
