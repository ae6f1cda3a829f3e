import { type Command, Option } from 'commander';
import { guaranteesNamed } from '../../library/guarantees.ts';
import { InputError } from '../../library/inputError.ts';
import { comparedWith } from '../../reports/against/report.ts';
import { differenceLines } from '../../reports/against/text.ts';
import { failLevels } from '../../reports/check/answer.ts';
import { githubLines } from '../../reports/check/github.ts';
import { notAskedLines } from '../../reports/check/inputNotes.ts';
import { type CheckReport, checkReport, type ProblemReport } from '../../reports/check/report.ts';
import { problemLines } from '../../reports/check/text.ts';
import { toldOnce } from '../../reports/check/toldOnce.ts';
import { type Answers, type Asking, addAsking, answersTo } from '../asking.ts';
import { bounded, type Searching } from '../bounds.ts';
import { Complaint, complaintText } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { type Reading, readWritten } from '../input/written.ts';
import type { Io } from '../io.ts';
import { checkText, type TextOptions } from '../output/checkText.ts';
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
import { type Accepting, acceptedBy, acceptingOf, addBaseline, type BaselineOptions } from '../runs/baselines.ts';
import { print, printJson, verb } from '../verb.ts';
import { exitOf } from './checkExit.ts';

interface CheckOptions extends Asking, TextOptions, BaselineOptions {
  readonly output: 'text' | 'json' | 'github';
  readonly strict?: true;
  readonly report?: readonly ReportFile[];
  readonly against?: string;
}

const checkExits =
  '\nExit codes: 0 nothing to change, 1 something the owner of the manifest can change, 2 could not do\nthe job, 3 undecided (with --strict also: a question is open), 130 interrupted.';

/** `podproof check FILE…`: every guarantee on every scenario cut from the input. */
export const addCheck = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'check', 'prove every guarantee on your manifests, or show what breaks it', [
    ['podproof check web.yaml', 'what to change, what is asked, what holds'],
    ['podproof check web.yaml --explain traffic-only-to-serving', 'one guarantee in full, with a timeline'],
    ['podproof check web.yaml --all', 'every answer, with a timeline for everything that can go wrong'],
    ['podproof check -R deploy/ --quiet', 'a whole directory; only what to change and what is asked'],
    ['podproof check -R deploy/ --strict --report junit=out.xml', 'in CI; open questions are not passed over'],
    ['podproof check web.yaml -o json', 'for machines, see schemas/'],
    ['podproof check -R deploy/ -o github', 'in GitHub Actions: annotations beside the lines'],
    ['podproof check web.yaml --report html=out.html --report sarif=out.sarif', 'for a browser, for a code host'],
    ['podproof check web.yaml --user delete=1,force-delete=1', 'what if somebody force-deletes?'],
    ['podproof check web.yaml --faults kubelet-restart=1', 'what if the kubelet restarts once?'],
    [
      'podproof check -R deploy/ --baseline podproof-baseline.json',
      'fail on what is new; --update-baseline accepts what there is',
    ],
    [
      'podproof check -R deploy/ --against main.json',
      'what a change gains and loses; fail on what it gains (main.json: check -o json)',
    ],
    ['helm template . | podproof check -', 'from a pipe'],
  ]);
  command.addHelpText('after', checkExits);
  addBaseline(addAsking(command))
    .addOption(new Option('-o, --output <format>', 'output format').choices(['text', 'json', 'github']).default('text'))
    .addOption(reportOption())
    .addOption(
      new Option(
        '--fail-on <violations>',
        'exit with 1 if something is violated that the owner of the manifest can change (actionable), that was asked (any), that Kubernetes promises, always or under a condition (promised); or do not (never)',
      )
        .choices(failLevels)
        .default('actionable'),
    )
    .addOption(
      new Option(
        '--against <file>',
        'compare with an earlier report (check -o json) and tell what was gained and lost; only what was gained fails',
      ).conflicts(['baseline', 'updateBaseline', 'all', 'explain']),
    )
    .option('--strict', 'exit with 3 while a question is open')
    .addOption(
      new Option('--all', 'print every answer, and every counterexample with its timeline').conflicts('explain'),
    )
    .option('--explain <id>', 'print everything about one guarantee, with its timeline')
    .option(
      '--verbose',
      'print what the answers rest on, too; with --all or --explain also every step of every timeline',
    )
    .option('--quiet', 'print only what to change, the questions and the summary')
    .action(async (paths: readonly string[], given: CheckOptions, self: Command) => {
      const options = withoutDefault(given, self);
      guaranteesNamed(options.explain === undefined ? undefined : [options.explain], io.program);
      outcome.exit = await bounded(options, io, (searching) => check(paths, options, io, searching));
    });
};

/** A configuration may say what fails where no option does. */
const withoutDefault = (options: CheckOptions, command: Command): CheckOptions => {
  const { failOn: _, ...others } = options;
  return command.getOptionValueSource('failOn') === 'default' ? others : options;
};

/** Whoever asked for data gets data, also when there is nothing to tell but a complaint. */
const complaintReport = ({ message, fix }: InputError, version: string): CheckReport => {
  const problem = { file: '', line: 1, column: 1, field: '', message, fix };
  return checkReport(version, [], { problems: [problem], dropped: [], skipped: [] });
};

async function check(paths: readonly string[], options: CheckOptions, io: Io, searching: Searching): Promise<Exit> {
  const reports = await planReports(options.report ?? []);
  try {
    const before = await earlier(options, io);
    const accepting = await acceptingOf(options);
    const [...complaints] = reports.complaints;
    const last = complaints.pop();
    for (const complaint of complaints) io.err(complaintText(io.program, complaint));
    if (last !== undefined) throw last;
    return await checked(paths, options, io, { searching, reports, accepting, before });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const report = complaintReport(error, io.version);
    if (!takesOutput(reports.reports)) {
      if (options.output === 'json') printJson(io, report);
      if (options.output === 'github') print(io, githubLines(report));
    }
    await writeReports({ report, checked: [], paths, interrupted: undefined }, reports, io, searching);
    throw error;
  } finally {
    discard();
  }
}

/** What a check was given beside what to check. */
interface Around {
  readonly searching: Searching;
  readonly reports: PlannedReports;
  readonly accepting: Accepting | undefined;
  readonly before: Reading<'CheckReport'> | undefined;
}

/** The report to compare with, which must have findings to be compared. */
const earlier = async ({ against }: CheckOptions, io: Io): Promise<Around['before']> => {
  if (against === undefined) return undefined;
  const before = await readWritten(against, ['CheckReport'], io);
  if (Array.isArray(before.value.findings) && Array.isArray(before.value.workloads)) return before;
  throw new Complaint(
    `${before.file}: has no findings: an older podproof wrote it`,
    'write it again with check -o json',
  );
};

const compared = (answers: Answers, before: Around['before']): Answers =>
  before === undefined ? answers : { ...answers, ...comparedWith(before.value, answers.report, before.file) };

async function checked(
  paths: readonly string[],
  options: CheckOptions,
  io: Io,
  { searching, reports, accepting, before }: Around,
): Promise<Exit> {
  const given = await answersTo(paths, options, io, searching, ({ problems, manifest }) => {
    for (const problem of problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
    warn(manifest.dropped, io);
  });
  const answers = accepting === undefined ? compared(given, before) : await acceptedBy(given, accepting, options, io);
  const { report } = answers;
  show(answers, options, io, takesOutput(reports.reports));
  const written = await writeReports(answers, reports, io, searching);
  const exit =
    searching.interrupted() ??
    (report.problems.length > 0 ? exits.failed : exitOf(report, options.strict ?? answers.usual?.strict ?? false));
  // A violation fails whoever asked already, and is worth more than the news of a full disk.
  return written || (exit !== exits.holds && exit !== exits.undecided) ? exit : exits.failed;
}

const warn = (warnings: readonly ProblemReport[], io: Io): void => {
  for (const warning of warnings) io.err(`warning: ${problemLines(warning, io.style).join('\n')}\n`);
};

function show(answers: Answers, options: CheckOptions, io: Io, silent: boolean): void {
  const { report, difference } = answers;
  warn([...report.unusedIgnores, ...(report.baseline?.stale ?? [])], io);
  for (const line of notAskedLines(report)) io.err(`warning: ${line}\n`);
  if (silent) return;
  if (options.output === 'json') printJson(io, difference ?? toldOnce(report, answers.checked));
  else if (options.output === 'github') print(io, githubLines(report));
  else if (difference !== undefined)
    print(
      io,
      differenceLines(difference, io.style, { quiet: options.quiet === true, verbose: options.verbose === true }),
    );
  else if (report.problems.length === 0 || report.scenarios.length > 0) print(io, checkText(answers, options, io));
}
