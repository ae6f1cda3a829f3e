import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import type { Suite } from '../generators/suite/case.ts';
import type { CheckReport } from '../reports/checkReport.ts';
import type { ConformReport } from '../reports/conform/report.ts';
import {
  type CoverageDifference,
  type CoverageReport,
  coverageDifference,
  coverageOf,
  type Sighting,
  sightingsIn,
} from '../reports/coverage.ts';
import { coverageMarkdown } from '../reports/coverageMarkdown.ts';
import { coverageLines, differenceLines } from '../reports/coverageText.ts';
import { Complaint } from './complaint.ts';
import { allGoals, sightingOfSuite, sightingsOfCheckReport, sightingsOfConform } from './coverage.ts';
import { type Exit, exits } from './exit.ts';
import { unreadable } from './input.ts';
import type { Io } from './io.ts';
import { coveragePage } from './page.ts';
import type { Outcome } from './program.ts';
import { print, printJson, verb } from './verb.ts';

interface ReportOptions {
  readonly output: 'text' | 'json' | 'markdown' | 'html';
  readonly against?: string;
  readonly verbose?: true;
}

/** `podproof report FILE…`: which lifecycle paths were seen, over everything that was written down. */
export const addReport = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'report', 'put written answers together: which lifecycle paths were seen, and which not', [
    ['podproof check web.yaml --report coverage=web.json && podproof report web.json', 'what a search reaches'],
    ['podproof report web.json suite.json podman.json', 'with what a suite aims at and a target was seen to do'],
    ['podproof report new.json --against old.json', 'what was gained and lost; exit 1 if anything was lost'],
    ['podproof report web.json -o html > web.html', 'the lifecycle maps in a browser'],
    ['podproof report web.json -o markdown >> $GITHUB_STEP_SUMMARY', 'the lifecycle maps in a CI summary'],
  ])
    .argument('<files...>', 'JSON as check (json or coverage), generate and conform write it')
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['text', 'json', 'markdown', 'html']).default('text'),
    )
    .option('--against <file>', 'compare with an earlier answer')
    .option('--verbose', 'everything that was not covered')
    .action(async (files: readonly string[], options: ReportOptions) => {
      outcome.exit = await report(files, options, io);
    });
};

type Written = CheckReport | CoverageReport | ConformReport | Suite;

const readers: Readonly<Record<Written['kind'], (written: never, name: string) => readonly Sighting[]>> = {
  CheckReport: (written: CheckReport) => sightingsOfCheckReport(written),
  CoverageReport: (written: CoverageReport) => sightingsIn(written),
  ConformReport: (written: ConformReport) => sightingsOfConform(written),
  ConformanceSuite: (written: Suite, name) => [sightingOfSuite(name, written)],
};

const parsed = (file: string, text: string): Partial<Written> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw new Complaint(`${file}: is not JSON`, 'name a file that check, generate or conform wrote with -o json');
  }
};

const sightingsFrom = async (file: string): Promise<readonly Sighting[]> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const written = parsed(file, text);
  const kinds = Object.keys(readers) as Written['kind'][];
  const kind = kinds.find((one) => one === written.kind);
  if (kind === undefined || written.apiVersion !== 'podproof.dev/v1') {
    throw new Complaint(
      `${file}: is nothing that podproof wrote (kind ${JSON.stringify(written.kind)})`,
      `reports are made of ${kinds.join(', ')} of podproof.dev/v1`,
    );
  }
  return readers[kind](written as never, basename(file).replace(/\.json$/, ''));
};

const coverageFrom = async (files: readonly string[], io: Io): Promise<CoverageReport> => {
  const sightings: Sighting[] = [];
  for (const file of files) sightings.push(...(await sightingsFrom(file)));
  return coverageOf(io.version, allGoals, sightings);
};

async function report(files: readonly string[], { output, against, verbose }: ReportOptions, io: Io): Promise<Exit> {
  const coverage = await coverageFrom(files, io);
  const before = against === undefined ? undefined : await coverageFrom([against], io);
  const difference = before === undefined ? undefined : coverageDifference(before, coverage);
  if (output === 'markdown') io.out(coverageMarkdown(coverage, difference));
  else if (output === 'html') io.out(await coveragePage(coverage));
  else if (output === 'json') printJson(io, difference === undefined ? coverage : { ...coverage, difference });
  else print(io, textOf(coverage, difference, io, verbose === true));
  return difference !== undefined && difference.lost.length > 0 ? exits.violated : exits.holds;
}

const textOf = (
  coverage: CoverageReport,
  difference: CoverageDifference | undefined,
  io: Io,
  verbose: boolean,
): readonly string[] => [
  ...coverageLines(coverage, io.style, verbose),
  ...(difference === undefined ? [] : ['', ...differenceLines(difference, io.style)]),
];
