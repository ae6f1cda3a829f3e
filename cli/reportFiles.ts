/** `--report FORMAT=FILE`: the answers once more, for others to read. Each format's code is loaded when it is asked for. */
import { InvalidArgumentError, Option } from 'commander';
import { suggest } from '../model/kubernetes/suggest.ts';
import { type CoverageReport, coverageOf } from '../reports/coverage.ts';
import { jsonText } from '../reports/inert/json.ts';
import type { Answers } from './checking.ts';
import { writeTo } from './explore.ts';
import { standardInput } from './input.ts';
import type { Io } from './io.ts';

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

const coverageIn = async ({ report, checked }: Answers): Promise<CoverageReport> => {
  const { allGoals, sightingOfCheck } = await import('./coverage.ts');
  return coverageOf(report.podproofVersion, allGoals, checked.map(sightingOfCheck));
};

const writers: Readonly<Record<Format, (told: Told) => Promise<string>>> = {
  coverage: async ({ coverage }) => jsonText(coverage),
  html: async (told) => (await import('./page.ts')).pageOf(told, 'report', told.coverage),
  json: async ({ report }) => jsonText(report),
  junit: async ({ report }) => (await import('../reports/junit.ts')).checkJunit(report),
  markdown: async ({ report, checked }) => (await import('../reports/markdown.ts')).checkMarkdown(report, checked),
  sarif: async ({ report, checked }) => jsonText((await import('../reports/sarif.ts')).checkSarif(report, checked)),
};

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
    `write a report as well: ${reportFormats.join(', ')}; may be repeated; the file - is standard output`,
  ).argParser(reportIn);

/** Whether a report takes the place of what a verb would print. */
export const takesOutput = (reports: readonly ReportFile[]): boolean =>
  reports.some(({ file }) => file === standardInput);

/** Writes every report; the page has the lifecycle maps too if the coverage is asked for as well. */
export const writeReports = async (answers: Answers, reports: readonly ReportFile[], io: Io): Promise<void> => {
  const wanted = reports.some(({ format }) => format === 'coverage');
  const told = wanted ? { ...answers, coverage: await coverageIn(answers) } : answers;
  for (const { format, file } of reports) {
    const text = await writers[format](told);
    if (file === standardInput) io.out(text);
    else await writeTo(file, text);
  }
};
