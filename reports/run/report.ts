/** One run written down: what `podproof replay -o json` prints, described by `schemas/trace.v1.schema.json`. */
import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { SliceName } from '../../model/guarantees/guarantee.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { StepReport } from '../check/report.ts';
import { type ScenarioData, scenarioData } from './scenarioData.ts';
import { stepReports } from './steps.ts';

/** A run with what is needed to run it again. */
export interface TraceReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'Trace';
  readonly podproofVersion: string;
  /** Which cut of the input it is a run of. */
  readonly slice: SliceName;
  /** What was set up before the first step. */
  readonly scenario: ScenarioData;
  /** The run as `podproof replay --schedule` takes it. */
  readonly schedule: string;
  readonly steps: readonly StepReport[];
  readonly breaks: readonly BrokenReport[];
}

/** A guarantee that the run breaks. */
export interface BrokenReport {
  readonly guarantee: string;
  readonly subject: string;
  /** After how many steps it is broken. */
  readonly steps: number;
  readonly ends: 'broken' | 'stuck' | 'loop';
  /** Of a loop: after its last step the run goes on from the state after step `loopsTo` (0 is the beginning). */
  readonly loopsTo?: number;
}

/** What the report is about. */
interface Recorded {
  readonly scenario: Scenario;
  readonly slice: SliceName;
  readonly schedule: string;
  readonly run: Trace<Cluster, Event>;
  readonly breaks: readonly BrokenReport[];
}

/** The report of a run. */
export const traceReport = (
  podproofVersion: string,
  { scenario, slice, schedule, run, breaks }: Recorded,
): TraceReport => ({
  apiVersion: 'podproof.dev/v1',
  kind: 'Trace',
  podproofVersion,
  slice,
  scenario: scenarioData(scenario),
  schedule,
  steps: stepReports(run),
  breaks,
});
