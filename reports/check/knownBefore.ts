/** Findings that were known before: accepted in a baseline, or told by an earlier report. They stay in the report and fail nothing. */
import { toldIn } from './blocks.ts';
import type { AlsoReport, FindingKind, FindingReport } from './findings.ts';
import type { CheckReport, ProblemReport, ScenarioReport } from './report.ts';

/** What is remembered of a finding: nothing that changes when lines move, scenarios are renamed or the order is another. */
export interface KnownFinding {
  readonly object: string;
  /** The id that led it. */
  readonly guarantee: string;
  readonly kind: FindingKind;
  /** Further guarantees with the same cause, sorted. */
  readonly also: readonly string[];
  /** Why it is accepted, in the words of whoever accepted it. */
  readonly reason?: string;
}

/** Where known findings come from, and what of them is not found any more. */
export interface BaselineReport {
  readonly file: string;
  /** accepted: somebody keeps a baseline. earlier: a report of an earlier check told them. */
  readonly from: 'accepted' | 'earlier';
  /** How many findings it keeps from being told. */
  readonly known: number;
  /** Entries about what is not found any more. */
  readonly stale: readonly ProblemReport[];
}

type Named = Pick<FindingReport, 'object' | 'guarantee' | 'kind' | 'also'>;

/** Every guarantee that a finding tells of. */
export const guaranteesIn = ({ guarantee, also }: Pick<Named, 'guarantee' | 'also'>): readonly string[] => [
  ...new Set([guarantee, ...also.map((part) => part.guarantee)]),
];

/** A finding as it is remembered. */
export const knownFinding = (finding: Named, reason?: string): KnownFinding => {
  const { object, guarantee, kind } = finding;
  const also = guaranteesIn(finding).slice(1).sort();
  return { object, guarantee, kind, also, ...(reason === undefined ? {} : { reason }) };
};

const severity: Readonly<Record<FindingKind, number>> = { known: 0, question: 1, change: 2 };

/** Whether an entry is about the same cause, and no less severe: they share a guarantee. */
export const isAbout = (known: KnownFinding, finding: Named): boolean =>
  known.object === finding.object &&
  severity[known.kind] >= severity[finding.kind] &&
  guaranteesIn(finding).some((id) => id === known.guarantee || known.also.includes(id));

/** The entries that cover a finding; none if it tells of a guarantee that none of them has, for then it got worse, and is news. */
export const coverOf = (finding: Named, known: readonly KnownFinding[]): readonly KnownFinding[] => {
  const about = known.filter((one) => isAbout(one, finding));
  const covered = new Set(about.flatMap(({ guarantee, also }) => [guarantee, ...also]));
  return guaranteesIn(finding).every((id) => covered.has(id)) ? about : [];
};

/** Entries by their object: reports have hundreds of objects. */
export const byObject = <One extends { readonly object: string }>(
  all: readonly One[],
): ((object: string) => readonly One[]) => {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(one.object, [...(groups.get(one.object) ?? []), one]);
  return (object) => groups.get(object) ?? [];
};

const partsOf = (findings: readonly FindingReport[]): ReadonlySet<string> => {
  const own = ({ guarantee, scenario }: AlsoReport): string => `${scenario} ${guarantee}`;
  return new Set(findings.flatMap((finding) => [own(finding), ...finding.also.map(own)]));
};

/** A violation counts no more if it is told of by known findings only. */
const withoutKnown = (
  scenarios: readonly ScenarioReport[],
  findings: readonly FindingReport[],
): readonly ScenarioReport[] => {
  const known = partsOf(findings.filter(({ baseline }) => baseline === true));
  const news = partsOf(findings.filter(({ baseline }) => baseline !== true));
  return scenarios.map((scenario) => ({
    ...scenario,
    guarantees: scenario.guarantees.map((found) => {
      const key = `${scenario.name} ${found.id}`;
      return found.verdict === 'violated' && known.has(key) && !news.has(key) ? { ...found, counts: false } : found;
    }),
  }));
};

const marked = (finding: FindingReport, known: readonly KnownFinding[]): FindingReport => {
  const [first, ...rest] = coverOf(finding, known);
  if (first === undefined) return finding;
  const reason = [first, ...rest].find((one) => one.reason !== undefined)?.reason;
  return { ...finding, baseline: true, ...(reason === undefined ? {} : { baselineReason: reason }) };
};

/** The report with what was known before marked: it does not count. */
export const withKnown = (
  report: CheckReport,
  known: readonly KnownFinding[],
  { file, from, stale }: Omit<BaselineReport, 'known'>,
): CheckReport => {
  const about = byObject(known);
  const findings = report.findings.map((finding) => marked(finding, about(finding.object)));
  const scenarios = withoutKnown(report.scenarios, findings);
  const kept = toldIn(report).length - toldIn({ ...report, findings, scenarios }).length;
  return { ...report, findings, scenarios, baseline: { file, from, known: kept, stale } };
};
