/**
 * The answer of a check as data: what `podproof check -o json` prints, described by `schemas/check-report.v1.schema.json`.
 * The same input gives the same report, but for `seconds`.
 */
import type { GuaranteeResult, ScenarioResult } from '../../generators/check/result.ts';
import type { DelaySource } from '../../model/assumptionSources.ts';
import { assumptionTexts } from '../../model/assumptionText.ts';
import type { Event } from '../../model/event.ts';
import type { Standing } from '../../model/guarantees/guarantee.ts';
import type { Problem } from '../../model/manifest/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Location, Origin } from '../run/location.ts';
import type { MomentReport } from '../run/moments.ts';
import { type ScenarioData, scenarioData } from '../run/scenarioData.ts';
import type { Setting } from '../run/timeline.ts';
import { withAdvice } from './advised.ts';
import type { FailLevel } from './answer.ts';
import { assumptionsOf } from './assumed.ts';
import { withCounts } from './counting.ts';
import { type Finding, type FindingReport, findingsOf } from './findings.ts';
import { guaranteeReport } from './guaranteeReport.ts';
import type { HeldReport } from './held.ts';
import { type InputNotes, inputNotes } from './inputNotes.ts';
import type { BaselineReport } from './knownBefore.ts';
import type { SourceReport } from './sources.ts';
import type { WorkloadReport } from './workloads.ts';

/** What a check answers. */
export interface CheckReport extends InputNotes {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'CheckReport';
  readonly podproofVersion: string;
  readonly scenarios: readonly ScenarioReport[];
  /** What came out of the scenarios, one for each cause: what to change first, then what is asked, then what is good to know. */
  readonly findings: readonly FindingReport[];
  /** What the input is about, in the order of the input. */
  readonly workloads: readonly WorkloadReport[];
  /** What holds and people build on, with what that rests on. */
  readonly held: readonly HeldReport[];
  /** Which file the objects of standard input were rendered from. */
  readonly sources: readonly SourceReport[];
  /** What is wrong with the manifests themselves. */
  readonly problems: readonly ProblemReport[];
  /** Fields that a cluster of this version and with these gates drops without a word. */
  readonly dropped: readonly ProblemReport[];
  /** Kinds that are not read, and how many objects of each there were. */
  readonly skipped: readonly SkippedReport[];
  /** Annotations that ignore what there is nothing to ignore of. */
  readonly unusedIgnores: readonly ProblemReport[];
  /** What was known before, if a baseline or an earlier report was given. */
  readonly baseline?: BaselineReport;
}

/** Something in a manifest, one sentence for what and one for how to mend it: told as it was found. */
export type ProblemReport = Problem;

/** Objects of a kind that says nothing about pods. */
export interface SkippedReport {
  readonly kind: string;
  readonly count: number;
}

/** The answer to one scenario. */
export interface ScenarioReport {
  readonly name: string;
  /** The workload it is about, as `Deployment/web`. */
  readonly object: string;
  /** The slice of the input this scenario is. */
  readonly slice: string;
  readonly kubernetesVersion: string;
  /** Every state was visited. */
  readonly complete: boolean;
  /** Why the search for states ended; answers of a complete one may be undecided too, each says why. */
  readonly ending: ScenarioResult['ending'];
  /** What went wrong in podproof, if `ending` is `failed`. */
  readonly failure?: string;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** Wall-clock time of the search: the one figure that differs from run to run. */
  readonly seconds: number;
  readonly nodes: readonly string[];
  readonly pods: readonly string[];
  /** How often the user may act: a number, or `unlimited`. Actions that are not listed do not happen. */
  readonly user: Budgets;
  /** How often each fault may strike; faults that are not listed do not happen. */
  readonly faults: Budgets;
  readonly assumptions: readonly string[];
  /** What is assumed of delays, as `--assume` takes it. Absent: every delay is arbitrary. */
  readonly delays?: readonly string[];
  /** Those of them that are no defaults, and where each was said. */
  readonly delaySources?: readonly DelaySource[];
  /** What this slice left out, one sentence each. */
  readonly leftOut: readonly string[];
  readonly guarantees: readonly GuaranteeReport[];
  /** What was set up: enough to run a trace again. */
  readonly scenario: ScenarioData;
}

/** How often each may happen. */
export type Budgets = Readonly<Record<string, number | 'unlimited'>>;

/** The answer to one guarantee. */
export interface GuaranteeReport {
  readonly id: string;
  readonly sentence: string;
  readonly verdict: 'holds' | 'violated' | 'undecided';
  /** How often its situation came up in the search; `holds` with 0 says nothing. */
  readonly reached: number;
  readonly facts: readonly string[];
  readonly standing: Standing;
  readonly condition?: string;
  /** Of what is undecided: what came before the answer. */
  readonly limit?: NonNullable<GuaranteeResult['limit']>;
  /** Whether it decides the exit code: a violation of it fails the check. */
  readonly counts: boolean;
  /** Why it is ignored, in the words of the annotation that says so; only of what does not hold. */
  readonly ignored?: string;
  /** The rest is there only if it is violated. */
  readonly subject?: string;
  readonly why?: string;
  readonly advice?: string;
  readonly location?: Location;
  readonly trace?: readonly StepReport[];
  /** How the run ends: its last step breaks the promise, or it gets stuck or goes round in a loop without keeping it. */
  readonly ends?: 'broken' | 'stuck' | 'loop';
  /** Of a run that gets stuck: what the Pod waits for, where the run shows it. */
  readonly waits?: string;
  /** Of a loop: after its last step the run goes on from the state after step `loopsTo` (0 is the beginning). */
  readonly loopsTo?: number;
  readonly setting?: Setting;
  /** The command that shows this run again. */
  readonly replay?: string;
  /** Where the trace is not a shortest one, but one on which the Pod runs before it is deleted: a shortest one. */
  readonly shortest?: ShortestReport;
}

/** The scenario of another workload that differs in names alone. */
export interface AlikeReport {
  readonly object: string;
  readonly scenario: string;
}

/** A shortest run: how long it is, and the command that shows it. */
export interface ShortestReport {
  readonly steps: number;
  readonly replay: string;
}

/** One step of a run: who, what in words, what as data. */
export interface StepReport {
  readonly by: string;
  readonly says: string;
  readonly event: Event;
  /** When it can happen in this run, in seconds from its beginning; only where delays are assumed. */
  readonly at?: MomentReport;
}

/** One scenario's answer with what the report has to know beside it. */
export interface Checked {
  readonly result: ScenarioResult;
  readonly object: string;
  readonly slice: string;
  /** What else is not looked at, or taken for granted, beyond what the slice says. */
  readonly notes?: readonly string[];
  /** Who said what is assumed of delays, where it is no default. */
  readonly delaySources?: readonly DelaySource[];
  /** Guarantees that the object ignores, each with the reason. */
  readonly ignored?: ReadonlyMap<string, string>;
  /** Which violations fail the check; any if not given. */
  readonly failOn?: FailLevel;
  /** Where the pods of the scenario were read from; undefined where no file is to blame. */
  readonly origin?: Origin;
  /** An earlier one whose search answered this one, too. */
  readonly like?: AlikeReport;
  /** Its report, where it was made already. */
  readonly told?: ScenarioReport;
  /** What every command that replays a run of this scenario begins with; `--guarantee` and `--schedule` go after it. */
  readonly replaying?: string;
  /** The command that replays a schedule and asks whether it breaks that guarantee. */
  readonly replay: (guarantee: string, schedule: string) => string;
}

const budgets = (left: Readonly<Record<string, number>>): Budgets =>
  Object.fromEntries(
    Object.entries(left)
      .filter(([, count]) => count !== 0)
      .map(([kind, count]) => [kind, count < 0 ? ('unlimited' as const) : count]),
  );

const delaysOf = ({ assumptions }: Scenario): readonly string[] | undefined =>
  assumptions === undefined ? undefined : assumptionTexts(assumptions);

/** The report of one scenario. */
export const scenarioReport = (checked: Checked): ScenarioReport => {
  const { result, object, slice, notes, delaySources = [] } = checked;
  const { scenario, statistics, ending, failure } = result;
  const delays = delaysOf(scenario);
  return {
    name: scenario.name,
    object,
    slice,
    kubernetesVersion: scenario.kubernetesVersion,
    complete: ending === 'complete',
    ending,
    ...(failure === undefined ? {} : { failure }),
    states: statistics.states,
    transitions: statistics.transitions,
    depth: statistics.depth,
    seconds: Number(result.seconds.toFixed(3)),
    nodes: Object.keys(scenario.nodes),
    pods: Object.keys(scenario.instances),
    user: budgets(scenario.user),
    faults: budgets(scenario.faults),
    assumptions: assumptionsOf(scenario, delaySources),
    ...(delays === undefined ? {} : { delays, delaySources }),
    leftOut: [...result.leftOut, ...(notes ?? [])],
    guarantees: result.results.map((found) => guaranteeReport(found, checked)),
    scenario: scenarioData(scenario),
  };
};

/** What reading the manifests had to say. */
export interface Reading extends Partial<InputNotes> {
  readonly problems: readonly ProblemReport[];
  readonly dropped: readonly ProblemReport[];
  readonly skipped: readonly SkippedReport[];
  readonly unusedIgnores?: readonly ProblemReport[];
  readonly workloads?: readonly WorkloadReport[];
  readonly findings?: readonly Finding[];
  readonly held?: readonly HeldReport[];
  readonly sources?: readonly SourceReport[];
}

/** The whole report. */
export const checkReport = (podproofVersion: string, checked: readonly Checked[], reading: Reading): CheckReport => {
  const findings = findingsOf(reading.findings ?? []);
  const scenarios = checked.map((one) => one.told ?? scenarioReport(one));
  const levelOf = (index: number): FailLevel => checked[index]?.failOn ?? 'actionable';
  return {
    apiVersion: 'podproof.dev/v1',
    kind: 'CheckReport',
    podproofVersion,
    scenarios: withCounts(withAdvice(scenarios, reading.findings ?? [], findings), findings, levelOf),
    findings,
    workloads: reading.workloads ?? [],
    held: reading.held ?? [],
    sources: reading.sources ?? [],
    problems: reading.problems,
    dropped: reading.dropped,
    skipped: reading.skipped,
    unusedIgnores: reading.unusedIgnores ?? [],
    ...inputNotes(reading),
  };
};
