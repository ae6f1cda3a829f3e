/** `--baseline` and `--update-baseline`: what a check knew before, what of that is not found any more, and what is accepted from now on. */
import { type Command, Option } from 'commander';
import { answerOf } from '../../reports/check/answer.ts';
import { toldIn } from '../../reports/check/blocks.ts';
import {
  byObject,
  coverOf,
  isAbout,
  type KnownFinding,
  knownFinding,
  withKnown,
} from '../../reports/check/knownBefore.ts';
import type { CheckReport, ProblemReport } from '../../reports/check/report.ts';
import { inertJson } from '../../reports/inert/json.ts';
import type { Answers, Asking } from '../asking.ts';
import { Complaint } from '../complaint.ts';
import { type Baseline, readBaseline, readBaselineIfThere } from '../input/baseline.ts';
import type { Io } from '../io.ts';
import { type PlannedFile, planned, writtenOr } from '../output/outputFiles.ts';

/** The options as parsed. */
export interface BaselineOptions {
  readonly baseline?: string;
  readonly updateBaseline?: true;
}

/** A baseline that was read, and where to write the new one if that is asked for. */
export interface Accepting {
  readonly baseline: Baseline;
  readonly place?: PlannedFile;
}

const beginning = /^\s*\{\s*"apiVersion":\s*"podproof\.dev\/v1",\s*"kind":\s*"Baseline"/;

/** Adds the options to a verb. */
export const addBaseline = (command: Command): Command =>
  command
    .option('--baseline <file>', 'accept the findings in this file: count them, and fail on none')
    .addOption(
      new Option(
        '--update-baseline',
        'write the baseline: accept every finding there is, take out what is not found any more',
      ).conflicts(['guarantee', 'slice', 'untimed']),
    );

/** Reads the baseline, and makes room for the new one, before anything is computed. */
export const acceptingOf = async ({
  baseline: file,
  updateBaseline,
}: BaselineOptions): Promise<Accepting | undefined> => {
  if (file === undefined) {
    if (updateBaseline === undefined) return undefined;
    throw new Complaint('--update-baseline: no baseline is named', 'add --baseline podproof-baseline.json');
  }
  if (updateBaseline === undefined) return { baseline: await readBaseline(file) };
  const isOurs = (text: string): boolean => beginning.test(text);
  const { files, complaints } = await planned([{ file, what: 'baseline', isOurs }]);
  const [complaint] = complaints;
  if (complaint !== undefined) throw complaint;
  const [place] = files;
  return { baseline: await readBaselineIfThere(file), ...(place === undefined ? {} : { place }) };
};

/** Whether all that could be asked was asked. */
export interface Whole {
  /** Of everything: no guarantee, slice or setup was picked, and nothing ended the search. */
  readonly everything: boolean;
}

/** Objects about which not everything is known. */
const unsureObjects = ({ scenarios }: CheckReport): ReadonlySet<string> =>
  new Set(
    scenarios
      .filter(({ guarantees }) => guarantees.some((found) => answerOf(found) === 'undecided'))
      .map(({ object }) => object),
  );

/** Entries about what is not found any more. Where an answer is missing none is stale: it may be found next time. */
export const staleIn = (
  report: CheckReport,
  { entries }: Pick<Baseline, 'entries'>,
  { everything }: Whole,
): Baseline['entries'] => {
  if (!everything || report.problems.length > 0 || report.notBegun.length > 0) return [];
  const unsure = unsureObjects(report);
  const findings = byObject(report.findings);
  return entries.filter(
    ({ known }) => !unsure.has(known.object) && !findings(known.object).some((finding) => isAbout(known, finding)),
  );
};

const staleProblem =
  (report: CheckReport) =>
  ({ known: { object, guarantee }, problem }: Baseline['entries'][number]): ProblemReport => {
    const there = report.workloads.some((one) => one.object === object);
    const what = there ? 'is not found any more' : 'is not found any more: the input has no such object';
    return problem(`${guarantee} of ${object} ${what}`, 'take the entry out, or run with --update-baseline');
  };

/** The report with what the baseline accepts marked. */
export const withBaseline = (report: CheckReport, baseline: Baseline, whole: Whole): CheckReport =>
  withKnown(
    report,
    baseline.entries.map(({ known }) => known),
    { file: baseline.file, from: 'accepted', stale: staleIn(report, baseline, whole).map(staleProblem(report)) },
  );

const keyOf = ({ object, guarantee, kind }: KnownFinding): string => JSON.stringify([object, guarantee, kind]);

/** What is accepted from now on: every finding that is told, what was accepted already and is still found, and what nobody can tell. */
export const acceptedFrom = (report: CheckReport, baseline: Baseline, whole: Whole): readonly KnownFinding[] => {
  const before = baseline.entries.map(({ known }) => known);
  const about = byObject(before);
  const told = new Set<unknown>(toldIn(report).map(({ scenario, guarantee }) => `${scenario} ${guarantee}`));
  const found = report.findings.flatMap((finding): readonly KnownFinding[] => {
    const covering = coverOf(finding, about(finding.object));
    const accepted = told.has(`${finding.scenario} ${finding.guarantee}`) || covering.length > 0;
    const related = about(finding.object).filter((one) => isAbout(one, finding));
    return accepted ? [knownFinding(finding, related.find(({ reason }) => reason !== undefined)?.reason)] : [];
  });
  const stale = new Set(staleIn(report, baseline, whole).map(({ known }) => known));
  const findings = byObject(report.findings);
  const unknown = before.filter(
    (known) => !stale.has(known) && !findings(known.object).some((finding) => isAbout(known, finding)),
  );
  const all = new Map([...unknown, ...found].map((known) => [keyOf(known), known]));
  return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, known]) => known);
};

const lineOf = ({ object, guarantee, kind, also, reason }: KnownFinding): string =>
  `    ${JSON.stringify({ object, guarantee, kind, ...(also.length === 0 ? {} : { also }), ...(reason === undefined ? {} : { reason }) })}`;

/** A baseline as it is written: sorted, an entry a line, so that a difference of two can be read. */
export const baselineText = (accepted: readonly KnownFinding[]): string => {
  const lines = accepted.map(lineOf).join(',\n');
  const findings = accepted.length === 0 ? '[]' : `[\n${lines}\n  ]`;
  return inertJson(`{\n  "apiVersion": "podproof.dev/v1",\n  "kind": "Baseline",\n  "findings": ${findings}\n}\n`);
};

/** The answers with what is accepted marked; writes the new baseline where one is asked for and everything in the input was answered. */
export const acceptedBy = async (
  answers: Answers,
  { baseline, place }: Accepting,
  { guarantee, slice, untimed }: Asking,
  io: Io,
): Promise<Answers> => {
  const { report, interrupted } = answers;
  const picked = guarantee !== undefined || slice !== undefined || untimed !== undefined;
  const whole = { everything: !picked && interrupted === undefined };
  const old = { ...answers, report: withBaseline(report, baseline, whole) };
  if (place === undefined) return old;
  if (interrupted !== undefined || report.problems.length > 0) {
    io.err(`warning: ${baseline.file}: not written, for not everything could be checked\n`);
    return old;
  }
  const accepted = acceptedFrom(report, baseline, whole);
  const error = await writtenOr(place, () => baselineText(accepted));
  if (error !== undefined) throw error;
  return { ...answers, report: withKnown(report, accepted, { file: baseline.file, from: 'accepted', stale: [] }) };
};
