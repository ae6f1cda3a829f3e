/** A conformance run as data: what `podproof conform -o json` prints, described by `schemas/conform-report.v1.schema.json`. */
import type { Conformance } from '../../conformance/conform.ts';
import type { CaseResult, Divergence, Verdict } from '../../conformance/verdict.ts';
import type { Case, KubernetesObject, Label, ProfileName, Skipped, Step, Suite } from '../../generators/suite/case.ts';
import { brokenBy, type Matrix, matrixOf } from './matrix.ts';
import { becauseWords, guardWords, labelWords } from './words.ts';

/** What a run of a suite on one or several targets answers. */
export interface ConformReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'ConformReport';
  readonly podproofVersion: string;
  readonly profile: ProfileName;
  readonly kubernetesVersion: string;
  readonly targets: readonly TargetReport[];
  readonly cases: readonly CaseReport[];
  readonly skipped: readonly Skipped[];
  readonly matrix: Matrix;
}

/** The sum of one target. */
export interface TargetReport {
  readonly target: string;
  readonly pass: number;
  readonly fail: number;
  readonly inconclusive: number;
  readonly seconds: number;
  readonly interrupted: boolean;
}

/** One line of a trace. Times are milliseconds since the first line; `earliest` and `latest` bound when it was. */
export interface TraceLine {
  readonly label: Label;
  readonly words: string;
  readonly source: string;
  readonly earliest: number;
  readonly latest: number;
}

/** A divergence with its rule in words. */
export interface DivergenceReport extends Divergence {
  readonly rule: string;
  /** Guarantees that the mistakes in `asIf` break. */
  readonly guarantees: readonly string[];
}

/** One case on one target. */
export interface CaseReport {
  readonly target: string;
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly because: string;
  /** Goals the case was made for: a wish. */
  readonly aims: readonly string[];
  /** Goals that were surely gone through, as far as the model explains the trace. */
  readonly covers: readonly string[];
  /** Why no goals are counted although something was seen; empty if they are. */
  readonly uncounted: string;
  readonly seconds: number;
  readonly manifests: readonly KubernetesObject[];
  readonly stimuli: readonly Step[];
  readonly trace: readonly TraceLine[];
  readonly divergence: DivergenceReport | null;
}

const lines = ({ trace }: CaseResult): readonly TraceLine[] => {
  const [first] = trace;
  const zero = first?.earliest ?? 0;
  return trace.map(({ label, source, earliest, latest }) => ({
    label,
    words: labelWords(label),
    source,
    earliest: earliest - zero,
    latest: latest - zero,
  }));
};

const divergenceReport = (divergence: Divergence, one: Case | undefined): DivergenceReport => ({
  ...divergence,
  rule: guardWords(divergence),
  guarantees: one === undefined ? [] : brokenBy(divergence.asIf, one.manifest.scenario).map(({ id }) => id),
});

const caseReport = (suite: Suite, target: string, result: CaseResult): CaseReport => {
  const { trace: _trace, waiting: _waiting, divergence, ...told } = result;
  const one = suite.cases.find(({ id }) => id === result.id);
  return {
    target,
    ...told,
    because: becauseWords(result),
    manifests: Object.values(one?.manifest.pods ?? {}),
    stimuli: one?.stimuli ?? [],
    trace: lines(result),
    divergence: divergence === null ? null : divergenceReport(divergence, one),
  };
};

const count = ({ cases }: Conformance, verdict: Verdict): number =>
  cases.filter((one) => one.verdict === verdict).length;

/** What was not run on any target, and what was run on some only: with the names of those on which it was not. */
const skippedIn = (suite: Suite, runs: readonly Conformance[]): readonly Skipped[] => {
  const [first, ...others] = runs;
  if (first === undefined) return suite.skipped;
  const known = ({ id, because }: Skipped): string => `${id} ${because}`;
  const everywhere = first.skipped.filter((one) =>
    others.every(({ skipped }) => skipped.map(known).includes(known(one))),
  );
  const shared = new Set(everywhere.map(known));
  const somewhere = runs.flatMap(({ target, skipped }) =>
    skipped
      .filter((one) => !shared.has(known(one)))
      .map(({ id, because }) => ({ id, because: `${because} (${target})` })),
  );
  return [...everywhere, ...somewhere];
};

/** The report of these runs of one suite. */
export const conformReport = (version: string, suite: Suite, runs: readonly Conformance[]): ConformReport => ({
  apiVersion: 'podproof.dev/v1',
  kind: 'ConformReport',
  podproofVersion: version,
  profile: suite.profile,
  kubernetesVersion: suite.kubernetesVersion,
  targets: runs.map((run) => ({
    target: run.target,
    pass: count(run, 'pass'),
    fail: count(run, 'fail'),
    inconclusive: count(run, 'inconclusive'),
    seconds: run.seconds,
    interrupted: run.interrupted,
  })),
  cases: runs.flatMap((run) => run.cases.map((result) => caseReport(suite, run.target, result))),
  skipped: skippedIn(suite, runs),
  matrix: matrixOf(suite, runs),
});

/** Why cases were not run, and how many for each reason. */
export const reasonsIn = (
  skipped: readonly Skipped[],
): readonly { readonly because: string; readonly count: number }[] => {
  const counts = new Map<string, number>();
  for (const { because } of skipped) counts.set(because, (counts.get(because) ?? 0) + 1);
  return [...counts].map(([because, number]) => ({ because, count: number }));
};
