/** Two checks compared: which findings were gained and lost, and which answers changed. Described by `schemas/check-difference.v1.schema.json`. */
import { answerOf } from '../check/answer.ts';
import type { FindingKind, FindingReport } from '../check/findings.ts';
import { byObject, guaranteesIn, isAbout, type KnownFinding, knownFinding, withKnown } from '../check/knownBefore.ts';
import type { CheckReport } from '../check/report.ts';
import type { RecordedReport } from '../check/toldOnce.ts';
import type { Location } from '../run/location.ts';
import { type Renamed, renamedIn } from './renamed.ts';
import { type AnswerChange, answerChanges } from './verdicts.ts';

/** What became of findings. unknown: what was found before was not asked or not decided this time. */
export const findingChanges = ['gained', 'lost', 'unknown', 'unchanged'] as const;

/** What a comparison answers. */
export interface CheckDifference {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'CheckDifference';
  readonly podproofVersion: string;
  readonly against: { readonly file: string; readonly podproofVersion: string };
  readonly objects: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly renamed: readonly Renamed[];
  };
  readonly findings: readonly FindingChange[];
  /** Answers that differ, of objects that both have. */
  readonly answers: readonly AnswerChange[];
  /** How many are the same. */
  readonly sameAnswers: number;
}

/** What became of one finding. */
export interface FindingChange {
  readonly change: (typeof findingChanges)[number];
  readonly object: string;
  readonly guarantee: string;
  readonly kind: FindingKind;
  readonly title: string;
  /** Of what is lost: where it was. */
  readonly location?: Location;
  readonly fix?: string;
  /** What it was before, where that differs. */
  readonly was?: FindingKind;
  /** Guarantees it breaks that were not broken before. */
  readonly worse?: readonly string[];
}

/** The comparison, and the newer report with what the older one told marked as known. */
export interface Compared {
  readonly report: CheckReport;
  readonly difference: CheckDifference;
}

const counted = ({ findings }: RecordedReport): readonly FindingReport[] =>
  findings.filter(({ ignored }) => ignored === undefined);

const changeOf = (
  change: FindingChange['change'],
  { object, guarantee, kind, title, location, fix }: FindingReport,
): FindingChange => ({
  change,
  object,
  guarantee,
  kind,
  title,
  ...(location === undefined ? {} : { location }),
  ...(fix === undefined ? {} : { fix: fix.text }),
});

/** A finding of now, beside those on the same cause before, however severe. */
const nowOf = (finding: FindingReport, before: readonly KnownFinding[]): FindingChange => {
  const ids = guaranteesIn(finding);
  const related = before.filter(({ guarantee, also }) => ids.some((id) => id === guarantee || also.includes(id)));
  const was = related.some(({ kind }) => kind === finding.kind) ? undefined : related[0]?.kind;
  const had = new Set(related.flatMap(({ guarantee, also }) => [guarantee, ...also]));
  const worse = related.length === 0 ? [] : ids.filter((id) => !had.has(id));
  return {
    ...changeOf(finding.baseline === true ? 'unchanged' : 'gained', finding),
    ...(was === undefined ? {} : { was }),
    ...(worse.length === 0 ? {} : { worse }),
  };
};

/** Whether what was found before was looked for again, and all of it decided. */
const isDecided = (now: CheckReport, { object }: KnownFinding, ids: readonly string[]): boolean => {
  const those = now.scenarios.filter((one) => one.object === object);
  if (those.length === 0) return !now.workloads.some((one) => one.object === object) && now.problems.length === 0;
  const answers = those.flatMap(({ guarantees }) => guarantees.filter(({ id }) => ids.includes(id)));
  const asked = new Set(answers.map(({ id }) => id));
  return ids.every((id) => asked.has(id)) && answers.every((one) => answerOf(one) !== 'undecided');
};

const goneOf = (finding: FindingReport, known: KnownFinding, now: CheckReport): readonly FindingChange[] => {
  const about = counted(now).filter(({ object }) => object === known.object);
  const severest = { ...known, kind: 'change' as const };
  if (about.some((one) => isAbout(severest, one))) return [];
  const decided = isDecided(now, known, [known.guarantee, ...known.also]);
  return [{ ...changeOf(decided ? 'lost' : 'unknown', finding), object: known.object }];
};

const order = ({ change, kind }: FindingChange): number =>
  findingChanges.indexOf(change) * 3 + (['change', 'question', 'known'] as const).indexOf(kind);

/** Compares what is found now with an earlier report, read from that file. */
export const comparedWith = (before: RecordedReport, now: CheckReport, file: string): Compared => {
  const { added, removed, renamed } = renamedIn(before, now);
  const nameNow = (object: string): string => renamed.find(({ from }) => from === object)?.to ?? object;
  const old = counted(before).map((finding) => ({
    finding,
    known: knownFinding({ ...finding, object: nameNow(finding.object) }),
  }));
  const known = old.map((one) => one.known);
  const report = withKnown(now, known, { file, from: 'earlier', stale: [] });
  const about = byObject(known);
  const findings = [
    ...counted(report).map((finding) => nowOf(finding, about(finding.object))),
    ...old.flatMap((one) => goneOf(one.finding, one.known, now)),
  ].sort((one, other) => order(one) - order(other));
  const difference: CheckDifference = {
    apiVersion: 'podproof.dev/v1',
    kind: 'CheckDifference',
    podproofVersion: now.podproofVersion,
    against: { file, podproofVersion: before.podproofVersion },
    objects: { added, removed, renamed },
    findings,
    ...answerChanges(before, now, nameNow),
  };
  return { report, difference };
};
