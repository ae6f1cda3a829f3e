import { type Command, Option } from 'commander';
import { InputError } from '../../library/inputError.ts';
import { failLevels } from '../../reports/check/answer.ts';
import { notAskedLines } from '../../reports/check/inputNotes.ts';
import { type CheckReport, checkReport, type ProblemReport } from '../../reports/check/report.ts';
import { checkLines, problemLines } from '../../reports/check/text.ts';
import { type Asking, addAsking, answersTo } from '../asking.ts';
import { bounded, type Searching } from '../bounds.ts';
import { complaintText } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import type { Io } from '../io.ts';
import { discard } from '../output/outputFiles.ts';
import {
  type PlannedReports,
  planReports,
  type ReportFile,
  reportOption,
  takesOutput,
  writeReports,
} from '../output/reportFiles.ts';
import type { Outcome } from '../program.ts';
import { outputOption, print, printJson, verb } from '../verb.ts';

interface CheckVerbOptions extends Asking {
  readonly output: 'text' | 'json';
  readonly verbose?: true;
  readonly quiet?: true;
  readonly report?: readonly ReportFile[];
}

const checkExits =
  '\nExit codes: 0 all that counts holds, 1 something of it is violated, 2 could not do the job,\n3 undecided, 130 interrupted.';

/** `podproof check FILE…`: every guarantee on every scenario cut from the input. */
export const addCheck = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'check', 'prove every guarantee on your manifests, or show what breaks it', [
    ['podproof check web.yaml', 'verdicts, and a timeline for what can go wrong'],
    ['podproof check -R deploy/ --quiet', 'a whole directory; only what does not hold'],
    [
      'podproof check -R deploy/ --fail-on promised --report junit=out.xml',
      'in CI: what Kubernetes never promised does not fail it',
    ],
    ['podproof check web.yaml -o json', 'for machines, see schemas/'],
    ['podproof check web.yaml --report html=out.html --report sarif=out.sarif', 'for a browser, for a code host'],
    ['podproof check web.yaml --user delete=1,force-delete=1', 'what if somebody force-deletes?'],
    ['podproof check web.yaml --faults kubelet-restart=1', 'what if the kubelet restarts once?'],
    ['helm template . | podproof check -', 'from a pipe'],
  ]);
  command.addHelpText('after', checkExits);
  addAsking(command)
    .addOption(outputOption())
    .addOption(reportOption())
    .addOption(
      new Option(
        '--fail-on <violations>',
        'what ends with exit code 1: any violation, one of what Kubernetes promises always or under a condition, or none',
      )
        .choices(failLevels)
        .default('any'),
    )
    .option('--verbose', 'every step of every timeline, every sentence in full')
    .option('--quiet', 'only what does not hold, and the summary')
    .action(async (paths: readonly string[], options: CheckVerbOptions) => {
      outcome.exit = await bounded(options, io, (searching) => check(paths, options, io, searching));
    });
};

/** Whoever asked for data gets data, also when there is nothing to tell but a complaint. */
const complaintReport = ({ message, fix }: InputError, version: string): CheckReport => {
  const problem = { file: '', line: 1, column: 1, field: '', message, fix };
  return checkReport(version, [], { problems: [problem], dropped: [], skipped: [] });
};

async function check(paths: readonly string[], options: CheckVerbOptions, io: Io, searching: Searching): Promise<Exit> {
  const reports = await planReports(options.report ?? []);
  try {
    const [...complaints] = reports.complaints;
    const last = complaints.pop();
    for (const complaint of complaints) io.err(complaintText(io.program, complaint));
    if (last !== undefined) throw last;
    return await checked(paths, options, io, { searching, reports });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const report = complaintReport(error, io.version);
    if (options.output === 'json' && !takesOutput(reports.reports)) printJson(io, report);
    await writeReports({ report, checked: [], paths, interrupted: undefined }, reports, io, searching);
    throw error;
  } finally {
    discard();
  }
}

async function checked(
  paths: readonly string[],
  options: CheckVerbOptions,
  io: Io,
  { searching, reports }: { readonly searching: Searching; readonly reports: PlannedReports },
): Promise<Exit> {
  const answers = await answersTo(paths, options, io, searching, ({ problems, manifest }) => {
    for (const problem of problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
    warn(manifest.dropped, io);
  });
  const { report } = answers;
  show(report, options, io, takesOutput(reports.reports));
  const written = await writeReports(answers, reports, io, searching);
  const exit = searching.interrupted() ?? (report.problems.length > 0 ? exits.failed : exitOf(report));
  // A violation fails whoever asked already, and is worth more than the news of a full disk.
  return written || (exit !== exits.holds && exit !== exits.undecided) ? exit : exits.failed;
}

const warn = (warnings: readonly ProblemReport[], io: Io): void => {
  for (const warning of warnings) io.err(`warning: ${problemLines(warning, io.style).join('\n')}\n`);
};

function show(report: CheckReport, options: CheckVerbOptions, io: Io, silent: boolean): void {
  warn(report.unusedIgnores, io);
  for (const line of notAskedLines(report)) io.err(`warning: ${line}\n`);
  if (silent) return;
  if (options.output === 'json') printJson(io, report);
  else if (report.problems.length === 0 || report.scenarios.length > 0) {
    const { verbose = false, quiet = false } = options;
    print(io, checkLines(report, io.style, { verbose, quiet, program: io.program }));
  }
}

/** A guarantee that was named and could not be asked ends as it would if it had been named alone, unless another is violated. */
const exitOf = ({ scenarios, notAsked, notBegun }: CheckReport): Exit => {
  const counting = scenarios.flatMap(({ guarantees }) => guarantees.filter(({ counts }) => counts));
  if (counting.some(({ verdict }) => verdict === 'violated')) return exits.violated;
  if (notAsked.length > 0) return exits.failed;
  const undecided = counting.some(({ verdict }) => verdict === 'undecided') || notBegun.length > 0;
  return undecided ? exits.undecided : exits.holds;
};
