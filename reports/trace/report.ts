/** A check of recorded histories as data: what `podproof trace -o json` prints, described by `schemas/trace-report.v1.schema.json`. */
import type { Inventory } from '../../conformance/logs/read.ts';
import type { Account, HistoryVerdict } from '../../conformance/traces/account.ts';

/** What was read. */
export interface RecordingsReport extends Inventory {
  readonly files: readonly string[];
}

/** Recorded histories, and whether the model explains them. */
export interface TraceReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'TraceReport';
  readonly podproofVersion: string;
  readonly kubernetesVersion: string;
  /** Clocks of two sources may be so far apart, in milliseconds. */
  readonly skew: number;
  readonly recordings: RecordingsReport;
  readonly summary: Readonly<Record<HistoryVerdict, number>>;
  readonly histories: readonly Account[];
}

/** The report of these accounts. */
export const traceReport = (
  about: Pick<TraceReport, 'podproofVersion' | 'kubernetesVersion' | 'skew' | 'recordings'>,
  histories: readonly Account[],
): TraceReport => {
  const count = (verdict: HistoryVerdict): number => histories.filter((one) => one.verdict === verdict).length;
  return {
    apiVersion: 'podproof.dev/v1',
    kind: 'TraceReport',
    ...about,
    summary: { explained: count('explained'), impossible: count('impossible'), undecided: count('undecided') },
    histories,
  };
};
