/** `--report FORMAT=FILE`: the answers once more, for others to read. Each format's code is loaded when it is asked for. */
import { InvalidArgumentError, Option } from 'commander';
import { standardInput } from '../../library/inputArguments.ts';
import { suggest } from '../../model/kubernetes/suggest.ts';
import { toldOnce } from '../../reports/check/toldOnce.ts';
import { type CoverageReport, coverageOf, type Sighting } from '../../reports/coverage/report.ts';
import { jsonText } from '../../reports/inert/json.ts';
import { counted } from '../../reports/run/names.ts';
import type { Answers } from '../asking.ts';
import type { Searching } from '../bounds.ts';
import { bugText, Complaint, complaintText } from '../complaint.ts';
import type { Io } from '../io.ts';
import { discard, type Output, type PlannedFile, planned, writtenOr } from './outputFiles.ts';

/** Every format. */
export const reportFormats = ['coverage', 'html', 'json', 'junit', 'markdown', 'sarif'] as const;

type Format = (typeof reportFormats)[number];

/** One report that is asked for. */
export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

/** The answers, and their coverage if a report of it is asked for: it takes as long as the check itself. */
interface Told extends Answers {
  readonly coverage?: CoverageReport;
}

const coverageIn = async ({ report, checked }: Answers, io: Io, searching: Searching): Promise<CoverageReport> => {
  const { allGoals, sightingOfCheck } = await import('../runs/coverage.ts');
  const sightings: Sighting[] = [];
  let short = 0;
  for (const one of checked) {
    const { sighting, cutShort } = await sightingOfCheck(one, searching);
    sightings.push(sighting);
    if (cutShort) short += 1;
  }
  if (short > 0) io.err(`warning: there was no time to look at every path of ${counted(short, 'scenario')}\n`);
  return coverageOf(report.podproofVersion, allGoals, sightings);
};

const writers: Readonly<Record<Format, (told: Told) => Promise<string>>> = {
  coverage: async ({ coverage }) => jsonText(coverage),
  html: async (told) => (await import('./page.ts')).pageOf(told, 'report', told.coverage),
  json: async ({ report, checked }) => jsonText(toldOnce(report, checked)),
  junit: async ({ report }) => (await import('../../reports/check/junit.ts')).checkJunit(report),
  markdown: async ({ report, checked, difference }) =>
    difference === undefined
      ? (await import('../../reports/check/markdown.ts')).checkMarkdown(report, checked)
      : (await import('../../reports/against/text.ts')).differenceMarkdown(difference),
  sarif: async ({ report, paths }) =>
    jsonText((await import('../../reports/check/sarif.ts')).checkSarif(report, paths)),
};

const ourJson = (kind: string) =>
  new RegExp(`^\\s*\\{\\s*"apiVersion":\\s*"podproof\\.dev/v1",\\s*"kind":\\s*"${kind}"`);

/** How a file of ours begins. */
const beginnings: Readonly<Record<Format, RegExp>> = {
  coverage: ourJson('CoverageReport'),
  html: /^<!doctype html>\s*<!--\s*Made by podproof /,
  json: ourJson('CheckReport'),
  junit: /^<\?xml [^>]*>\s*<testsuites name="podproof"/,
  markdown: /^# podproof\n\n(✗ (?:violated: )?\d+ |nothing to change · |Compared with )/,
  sarif: /^\s*\{\s*"\$schema":[^{]*\{\s*"tool":\s*\{\s*"driver":\s*\{\s*"name":\s*"podproof"/,
};

/** A file of such a format, as it is planned. */
export const outputOf = ({ format, file }: ReportFile): Output => ({
  file,
  what: format === 'html' ? 'page' : `${format} report`,
  isOurs: (beginning) => beginnings[format].test(beginning),
});

const reportIn = (text: string, before: readonly ReportFile[] = []): readonly ReportFile[] => {
  const at = text.indexOf('=');
  const [name, file] = [text.slice(0, at === -1 ? undefined : at), at === -1 ? '' : text.slice(at + 1)];
  const format = reportFormats.find((one) => one === name);
  if (format === undefined) {
    const meant = suggest(name, reportFormats);
    const hint = meant === undefined ? `There are ${reportFormats.join(', ')}.` : `Did you mean ${meant}?`;
    throw new InvalidArgumentError(`There is no format '${name}'. ${hint}`);
  }
  if (file === '')
    throw new InvalidArgumentError(`Say which file to write: ${format}=FILE, or ${format}=- to print it.`);
  return [...before, { format, file }];
};

/** `--report`, as often as one likes. */
export const reportOption = (): Option =>
  new Option(
    '--report <format=file>',
    `write a report, too, as FORMAT=FILE: ${reportFormats.join(', ')}; may be repeated; the file - is standard output`,
  ).argParser(reportIn);

/** Whether a report takes the place of what a verb would print. */
export const takesOutput = (reports: readonly ReportFile[]): boolean =>
  reports.some(({ file }) => file === standardInput);

/** Reports that can be written, each with its place; none for standard output. */
export interface PlannedReports {
  readonly reports: readonly (ReportFile & { readonly place?: PlannedFile })[];
  /** Why others cannot. */
  readonly complaints: readonly Complaint[];
}

/** Makes room for every report before anything is computed. */
export const planReports = async (reports: readonly ReportFile[]): Promise<PlannedReports> => {
  const printed = reports.filter(({ file }) => file === standardInput);
  const twice = new Complaint('--report: two reports go to standard output', 'write one of them to a file');
  const { files, complaints } = await planned(reports.filter(({ file }) => file !== standardInput).map(outputOf));
  return {
    complaints: [...complaints, ...(printed.length > 1 ? [twice] : [])],
    reports: [
      ...printed.slice(0, 1),
      ...files.flatMap((place) => {
        const report = reports.find(({ file }) => file === place.file);
        return report === undefined ? [] : [{ ...report, place }];
      }),
    ],
  };
};

/** Tells why a report was not written; that of a bug is asked for like any other. */
const complain = (error: unknown, { format, file }: ReportFile, io: Io): void =>
  io.err(
    error instanceof Complaint
      ? complaintText(io.program, error)
      : bugText(io, `the ${format} report ${file} was not written, by`, error),
  );

/** Writes every report that can be written; true if that were all. The page has the lifecycle maps too if the coverage is asked for as well. */
export const writeReports = async (
  answers: Answers,
  { reports }: PlannedReports,
  io: Io,
  searching: Searching,
): Promise<boolean> => {
  const wanted = reports.some(({ format }) => format === 'coverage');
  const told = wanted ? { ...answers, coverage: await coverageIn(answers, io, searching) } : answers;
  let all = true;
  for (const report of reports) {
    const text = () => writers[report.format](told);
    const { place = { file: report.file, write: async (printed: string) => io.out(printed) } } = report;
    const error = await writtenOr(place, text);
    if (error === undefined) continue;
    all = false;
    complain(error, report, io);
  }
  discard();
  return all;
};

/** A page a verb makes: looked at before it is made. */
export interface PlannedPage {
  readonly file: string;
  /** Makes it and puts it there, or prints it. */
  readonly write: (page: () => Promise<string>) => Promise<void>;
}

/** Makes room for a page, or complains. */
export const planPage = async (file: string, io: Io): Promise<PlannedPage> => {
  const { reports, complaints } = await planReports([{ format: 'html', file }]);
  const [complaint] = complaints;
  if (complaint !== undefined) throw complaint;
  const place = reports[0]?.place;
  return {
    file,
    write: async (page) => {
      const error = await writtenOr(place ?? { file, write: async (text) => io.out(text) }, page);
      if (error !== undefined) throw error;
    },
  };
};
