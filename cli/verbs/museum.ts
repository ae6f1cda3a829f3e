import { Argument, type Command } from 'commander';
import type { Exhibit } from '../../generators/museum/exhibit.ts';
import { exhibits, missing } from '../../generators/museum/index.ts';
import { promisesOf, scenarioOn, sentenceOf } from '../../generators/museum/sides.ts';
import { type ReportedRun, reportedRun, verdictOn } from '../../generators/museum/visit.ts';
import { standardInput } from '../../library/inputArguments.ts';
import { quoted } from '../../library/setup.ts';
import { suggest } from '../../model/kubernetes/suggest.ts';
import {
  type ExhibitReport,
  exhibitEntry,
  type MuseumReport,
  runReport,
  sideReport,
  stageOf,
} from '../../reports/museum/report.ts';
import { exhibitLines, museumList } from '../../reports/museum/text.ts';
import { Complaint } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import type { Io } from '../io.ts';
import { exhibitPage, type SideName } from '../output/museumPage.ts';
import { discard } from '../output/outputFiles.ts';
import { planPage } from '../output/reportFiles.ts';
import type { Outcome } from '../program.ts';
import { replayExhibit } from '../runs/museumReplay.ts';
import { outputOption, print, printJson, verb } from '../verb.ts';

interface MuseumOptions {
  readonly output: 'text' | 'json';
  readonly schedule?: string;
  readonly off?: true;
  readonly on?: true;
  readonly html?: string;
}

/** `podproof museum [ID]`: bugs people had, each with a model that has it and one that has not. */
export const addMuseum = (program: Command, io: Io, outcome: Outcome): void => {
  verb(
    program,
    io,
    'museum',
    'show bugs that people reported: the run that was reported, with the bug and without it',
    [
      ['podproof museum', 'what there is to see'],
      ['podproof museum kubernetes-115817', 'one of them: story, both verdicts, the run as it was reported'],
      ['podproof museum kubernetes-115817 --off', 'a page to step through the model with the bug'],
      ['podproof museum kubernetes-115817 -o json', 'the same for machines, see schemas/'],
    ],
  )
    .addArgument(new Argument('[id]', 'an exhibit'))
    .addOption(outputOption())
    .option('--off', 'write a page to step through the model with the bug')
    .option('--on', 'write a page to step through the model without it; with --schedule, run that one without the bug')
    .option(
      '--html <file>',
      'write a page to this file (- for standard output), with both sides unless --off or --on names one',
    )
    .option('--schedule <schedule>', 'run a printed schedule again')
    .addHelpText(
      'after',
      '\nExit codes: 0 the exhibit shows what it is to show, 1 it does not, 2 there is no such exhibit.',
    )
    .action(async (id: string | undefined, options: MuseumOptions) => {
      refuse(id, options);
      outcome.exit = id === undefined ? listed(options, io) : await visited(exhibitNamed(id, io), options, io);
    });
};

/** Complains about options that do not go together, so that none is ignored in silence. */
const refuse = (id: string | undefined, { schedule, off, on, html, output }: MuseumOptions): void => {
  const page = html === undefined ? undefined : '--html';
  const side = off === true ? '--off' : on === true ? '--on' : undefined;
  const asked = schedule === undefined ? (page ?? side) : '--schedule';
  if (id === undefined && asked !== undefined)
    throw new Complaint(`${asked} is about one exhibit, and none is named`, `podproof museum lists them`);
  if (schedule !== undefined && page !== undefined)
    throw new Complaint('--schedule and --html do not go together', 'the page has its own runs: leave --schedule out');
  if (output === 'json' && asked !== undefined)
    throw new Complaint(`${asked} and -o json do not go together`, `leave one of them out`);
};

const museum = (io: Io, rest: Pick<MuseumReport, 'exhibits' | 'missing'>): MuseumReport => ({
  apiVersion: 'podproof.dev/v1',
  kind: 'Museum',
  podproofVersion: io.version,
  ...rest,
});

const listed = ({ output }: MuseumOptions, io: Io): Exit => {
  const entries = exhibits.map((exhibit) => exhibitEntry(exhibit, sentenceOf(exhibit.asked)));
  if (output === 'json') printJson(io, museum(io, { exhibits: entries, missing }));
  else print(io, museumList(entries, missing, io.style));
  return exits.holds;
};

const exhibitNamed = (id: string, io: Io): Exhibit => {
  const found = exhibits.find((exhibit) => exhibit.id === id);
  if (found !== undefined) return found;
  const waiting = missing.find((one) => one.id === id);
  if (waiting !== undefined)
    throw new Complaint(`${id} is not on show yet: it needs ${waiting.needs}`, `see ${io.program} museum`);
  const ids = exhibits.map((exhibit) => exhibit.id);
  const meant = suggest(id, ids);
  throw new Complaint(
    `there is no exhibit '${id}'`,
    meant === undefined ? `${io.program} museum lists them` : `did you mean ${meant}?`,
  );
};

const visited = async (exhibit: Exhibit, options: MuseumOptions, io: Io): Promise<Exit> => {
  const { schedule, on, off, html } = options;
  if (schedule !== undefined) return replayExhibit(exhibit, on === true ? exhibit.on : exhibit.off, schedule, io);
  return on === true || off === true || html !== undefined ? opened(exhibit, options, io) : shown(exhibit, options, io);
};

/** Writes the page: of the side that is named, of both if none is, or both are. */
const opened = async (exhibit: Exhibit, { on, off, html }: MuseumOptions, io: Io): Promise<Exit> => {
  const both = on === off;
  const sides: readonly SideName[] = both ? ['off', 'on'] : off === true ? ['off'] : ['on'];
  const file = html ?? `${exhibit.id}.podproof.html`;
  const { write } = await planPage(file, io);
  try {
    await write(() => exhibitPage(exhibit, sides, runOf(exhibit), io.version));
  } finally {
    discard();
  }
  const what = { off: 'with the bug', on: 'without the bug' };
  if (file !== standardInput) io.out(`${file}: ${sides.map((side) => what[side]).join(', ')}; open it in a browser\n`);
  return exits.holds;
};

const runOf = (exhibit: Exhibit): ReportedRun => {
  const run = reportedRun(exhibit);
  if (run === undefined) throw new Error(`${exhibit.id}: no run follows the report`);
  return run;
};

const sidesOf = ({ off, on, further = [] }: Exhibit) => [
  { name: 'off' as const, side: off, expected: 'violated' as const },
  { name: 'on' as const, side: on, expected: 'holds' as const },
  ...further.map((side) => ({ name: 'further' as const, side, expected: side.expected })),
];

const shown = (exhibit: Exhibit, { output }: MuseumOptions, io: Io): Exit => {
  const run = runOf(exhibit);
  const report = reportOn(exhibit, run, io);
  if (output === 'json') printJson(io, museum(io, { exhibits: [report] }));
  else print(io, exhibitLines(report, stageOf(run.trace, report.run), io.style));
  const right = report.sides.every(
    ({ verdict, expected, complete, reached }) => verdict === expected && complete && reached > 0,
  );
  return right ? exits.holds : exits.violated;
};

const reportOn = (exhibit: Exhibit, run: ReportedRun, io: Io): ExhibitReport => {
  return {
    ...exhibitEntry(exhibit, sentenceOf(exhibit.asked)),
    story: exhibit.story,
    sides: sidesOf(exhibit).map(({ name, side, expected }) =>
      sideReport(name, side, expected, verdictOn(exhibit, side), scenarioOn(exhibit, side)),
    ),
    run: runReport(exhibit, run, {
      ends: endOf(exhibit, run),
      replay: [io.program, 'museum', exhibit.id, '--schedule', run.schedule].map(quoted).join(' '),
    }),
  };
};

const endOf = ({ asked, scenario, off }: Exhibit, { subject, trace }: ReportedRun) => {
  if (trace.loopsTo !== undefined) return 'loop';
  const promise = promisesOf(asked, scenarioOn({ scenario }, off)).find((one) => one.subject === subject);
  return promise?.kind === 'leads-to' ? 'stuck' : 'broken';
};
