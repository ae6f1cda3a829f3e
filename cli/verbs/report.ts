import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { standardInput } from '../../library/inputArguments.ts';
import { conformMarkdown } from '../../reports/conform/markdown.ts';
import type { ConformReport } from '../../reports/conform/report.ts';
import { type ConformView, conformView } from '../../reports/conform/view.ts';
import { divergenceLines } from '../../reports/conform/viewText.ts';
import { coverageMarkdown } from '../../reports/coverage/markdown.ts';
import {
  type CoverageDifference,
  type CoverageReport,
  coverageDifference,
  coverageOf,
  type Sighting,
  sightingsIn,
} from '../../reports/coverage/report.ts';
import { coverageLines, differenceLines } from '../../reports/coverage/text.ts';
import { type Exit, exits } from '../exit.ts';
import { type Reading, readWritten, type Written, type WrittenKind, writtenKinds } from '../input/written.ts';
import type { Io } from '../io.ts';
import { paperPage } from '../output/page.ts';
import type { Outcome } from '../program.ts';
import {
  allGoals,
  sightingOfSuite,
  sightingOfTrace,
  sightingsOfCheckReport,
  sightingsOfConform,
} from '../runs/coverage.ts';
import { print, printJson, verb } from '../verb.ts';

interface ReportOptions {
  readonly output: 'text' | 'json' | 'markdown' | 'html';
  readonly against?: string;
  readonly verbose?: true;
}

/** `podproof report FILE…`: which lifecycle paths were seen and where targets left the model, over everything that was written down. */
export const addReport = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'report', 'combine written reports: which lifecycle paths were seen, where targets differ', [
    ['podproof check web.yaml --report coverage=web.json && podproof report web.json', 'what a search reaches'],
    ['podproof report web.json suite.json podman.json', 'with what a suite aims at and a target was seen to do'],
    ['podproof report check.json run.json', 'with counterexamples (check -o json) and a run (replay -o json)'],
    ['podproof report new.json --against old.json', 'what was gained and lost; exit 1 if anything was lost'],
    ['podproof report suite.json podman.json -o html > out.html', 'divergence matrix and lifecycle maps in a browser'],
    ['podproof report suite.json podman.json -o markdown >> $GITHUB_STEP_SUMMARY', 'the same in a CI summary'],
  ])
    .argument('<files...>', 'JSON as check, generate, conform, replay and report write it; - for standard input')
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['text', 'json', 'markdown', 'html'])
        .default('text'),
    )
    .option('--against <file>', 'compare with an earlier report; exit with 1 if anything was lost')
    .option('--verbose', 'print everything that was not covered')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing was lost, 1 something was lost (with --against), 2 could not do the job.',
    )
    .action(async (files: readonly string[], options: ReportOptions) => {
      outcome.exit = await report(files, options, io);
    });
};

const sightings: {
  readonly [K in WrittenKind]: (value: Written[K], file: string, name: string) => readonly Sighting[];
} = {
  CheckReport: (value, file) => sightingsOfCheckReport(file, value),
  CoverageReport: (value) => sightingsIn(value),
  ConformReport: (value) => sightingsOfConform(value),
  ConformanceSuite: (value, _file, name) => [sightingOfSuite(name, value)],
  Trace: (value, file, name) => [sightingOfTrace(file, name, value)],
};

const seenIn = <K extends WrittenKind>({ file, kind, value }: Reading<K>): readonly Sighting[] =>
  sightings[kind](value, file, file === standardInput ? 'standard input' : basename(file).replace(/\.json$/, ''));

const coverageIn = (readings: readonly Reading[], io: Io): CoverageReport =>
  coverageOf(io.version, allGoals, readings.flatMap(seenIn));

const read = async (files: readonly string[], io: Io): Promise<readonly Reading[]> => {
  const readings: Reading[] = [];
  for (const file of files) readings.push(await readWritten(file, writtenKinds, io));
  return readings;
};

/** Everything there is to tell. */
interface Told {
  readonly coverage: CoverageReport;
  readonly difference?: CoverageDifference;
  readonly conform?: ConformView;
}

const toldOf = async (files: readonly string[], against: string | undefined, io: Io): Promise<Told> => {
  const readings = await read(files, io);
  const coverage = coverageIn(readings, io);
  const runs = readings.flatMap(({ value }): readonly ConformReport[] =>
    value.kind === 'ConformReport' ? [value] : [],
  );
  const conform = conformView(runs);
  const before = against === undefined ? undefined : coverageIn(await read([against], io), io);
  return {
    coverage,
    ...(before === undefined ? {} : { difference: coverageDifference(before, coverage) }),
    ...(conform === undefined ? {} : { conform }),
  };
};

async function report(files: readonly string[], options: ReportOptions, io: Io): Promise<Exit> {
  const told = await toldOf(files, options.against, io);
  const { coverage, difference, conform } = told;
  if (options.output === 'markdown') {
    io.out((conform === undefined ? '' : `${conformMarkdown(conform)}\n`) + coverageMarkdown(coverage, difference));
  } else if (options.output === 'html') io.out(await paperPage(files, coverage, conform));
  else if (options.output === 'json') printJson(io, difference === undefined ? coverage : { ...coverage, difference });
  else print(io, linesOf(told, io, options.verbose === true));
  return difference !== undefined && difference.lost.length > 0 ? exits.violated : exits.holds;
}

const linesOf = ({ coverage, difference, conform }: Told, { style }: Io, verbose: boolean): readonly string[] => [
  ...coverageLines(coverage, style, verbose),
  ...(conform === undefined ? [] : divergenceLines(conform, style)),
  ...(difference === undefined ? [] : ['', ...differenceLines(difference, style)]),
];
