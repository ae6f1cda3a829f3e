/** The answer of tuning as data: what `podproof tune -o json` prints, described by `schemas/tune-report.v1.schema.json`. */
import type { Shown, Tuned } from '../../generators/tune/index.ts';
import { assumptionTexts } from '../../model/assumptionText.ts';
import type { StepReport } from '../check/report.ts';
import { stepReports } from '../run/steps.ts';

/** What a search at one value showed. */
export interface PointReport {
  readonly value: number;
  readonly verdict: 'holds' | 'violated' | 'undecided';
  /** What it was broken for. */
  readonly subject?: string;
  /** A shortest run that breaks it. */
  readonly trace?: readonly StepReport[];
}

/** The least or greatest number with which a guarantee holds. */
export interface TuneReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'TuneReport';
  readonly podproofVersion: string;
  /** The workload, as `Deployment/web`. */
  readonly object: string;
  readonly guarantee: string;
  readonly sentence: string;
  readonly parameter: string;
  /** What was looked for. */
  readonly seek: 'least' | 'greatest';
  /** null: no number that was tried makes it hold, or it is not known which. At the end of `range` with nothing `beside` it: perhaps more would do, too. */
  readonly value: number | null;
  readonly unit: 's';
  /** Of the guarantee at `value`; where there is none, at the number that came nearest. */
  readonly verdict: PointReport['verdict'];
  /** What the input says now; null if nothing. */
  readonly current: number | null;
  /** The range that was looked through. */
  readonly range: { readonly from: number; readonly to: number };
  /** One second beside `value`, where it does not hold; null if there is no such number in the range. */
  readonly beside: PointReport | null;
  /**
   * The answer for a rollout, which deletes the Pod only after a new one is ready; only where no number helps a Pod that is deleted
   * alone, as by a drain.
   */
  readonly rollout?: Pick<TuneReport, 'value' | 'verdict'>;
  /** What is worth a second look in the workload, or was assumed of its surroundings. */
  readonly notes: readonly string[];
  /** What is assumed of delays, as `--assume` takes it. */
  readonly delays: readonly string[];
  /** Every number that was tried, with the answer. */
  readonly asked: readonly Pick<PointReport, 'value' | 'verdict'>[];
  /** Searches made, and state classes visited in all of them. */
  readonly searches: number;
  readonly states: number;
}

type Point = NonNullable<Tuned['threshold']['beside']>;

const verdictAt = ({ holds }: Point): PointReport['verdict'] =>
  holds === undefined ? 'undecided' : holds ? 'holds' : 'violated';

const pointReport = (point: Point): PointReport => {
  const { trace, subject } = point.shown.result;
  return {
    value: point.value,
    verdict: verdictAt(point),
    ...(subject === undefined ? {} : { subject }),
    ...(trace === undefined ? {} : { trace: stepReports(trace) }),
  };
};

/** What stands beside the answer: the second that breaks it, or, where nothing helps, the best that was tried. */
const besideOf = ({ threshold: { outcome, at, beside } }: Tuned): Point | undefined => {
  if (outcome === 'always') return undefined;
  return outcome === 'found' || outcome === 'not monotone' ? beside : at;
};

const delaysOf = ({ slice }: Shown): readonly string[] => {
  const { assumptions } = slice.scenario;
  return assumptions === undefined ? [] : assumptionTexts(assumptions);
};

/** What a report has to know beside the answer. */
export interface TuneContext {
  readonly podproofVersion: string;
  readonly object: string;
  readonly current: number | undefined;
  readonly rollout?: Tuned;
  readonly notes?: readonly string[];
}

const answerOf = ({ threshold: { outcome, at } }: Tuned): Pick<TuneReport, 'value' | 'verdict'> => ({
  value: outcome === 'found' || outcome === 'always' ? at.value : null,
  verdict: outcome === 'not monotone' ? 'undecided' : verdictAt(at),
});

/** The report. */
export const tuneReport = (
  tuned: Tuned,
  { podproofVersion, object, current, rollout, notes = [] }: TuneContext,
): TuneReport => {
  const { parameter, guarantee, threshold, seek, range } = tuned;
  const { at, asked } = threshold;
  const beside = besideOf(tuned);
  return {
    apiVersion: 'podproof.dev/v1',
    kind: 'TuneReport',
    podproofVersion,
    object,
    guarantee: guarantee.id,
    sentence: guarantee.sentence,
    parameter: parameter.name,
    seek,
    unit: 's',
    ...answerOf(tuned),
    ...(rollout === undefined ? {} : { rollout: answerOf(rollout) }),
    current: current ?? null,
    range,
    beside: beside === undefined ? null : pointReport(beside),
    notes,
    delays: delaysOf(at.shown),
    asked: asked.map((point) => ({ value: point.value, verdict: verdictAt(point) })),
    searches: asked.length,
    states: asked.reduce((sum, { shown }) => sum + shown.states, 0),
  };
};
