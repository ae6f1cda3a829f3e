import { type Command, Option } from 'commander';
import { checkScenario } from '../generators/check/index.ts';
import { type Guarantee, type SliceName, sliceNames } from '../model/guarantees/guarantee.ts';
import { type Checked, type CheckReport, checkReport } from '../reports/checkReport.ts';
import { checkLines, problemLines } from '../reports/checkText.ts';
import { bytesIn, countIn, millisecondsIn, namesIn } from './amounts.ts';
import { Complaint } from './complaint.ts';
import { type Exit, exits } from './exit.ts';
import { guaranteesNamed } from './guarantees.ts';
import { standardInput } from './input.ts';
import type { Io } from './io.ts';
import { originOf } from './origin.ts';
import type { Outcome } from './program.ts';
import { progressLine } from './progress.ts';
import { replayCommand } from './replayCommand.ts';
import { readTasks, type Task, type Tasks } from './scenarios.ts';
import { addSetup, type Setup } from './setup.ts';
import { addInput, outputOption, print, printJson, verb } from './verb.ts';

interface CheckVerbOptions extends Setup {
  readonly filename?: readonly string[];
  readonly recursive?: true;
  readonly output: 'text' | 'json';
  readonly guarantee?: readonly string[];
  readonly slice?: SliceName;
  readonly maxStates?: number;
  readonly maxMemory?: number;
  readonly timeout?: number;
  readonly verbose?: true;
  readonly quiet?: true;
}

/** Memory a search may take if nobody says: room for tens of millions of states. */
const defaultMemory = 4 * 2 ** 30;

/** `podproof check FILE…`: every guarantee on every scenario cut from the input. */
export const addCheck = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'check', 'prove every guarantee on your manifests, or show what breaks it', [
    ['podproof check web.yaml', 'verdicts, and a timeline for what can go wrong'],
    ['podproof check -R deploy/ --quiet', 'a whole directory; only what does not hold'],
    ['podproof check web.yaml -o json', 'for machines, see schemas/'],
    ['podproof check web.yaml --user delete=1,force-delete=1', 'what if somebody force-deletes?'],
    ['podproof check web.yaml --faults kubelet-restart=1', 'what if the kubelet restarts once?'],
    ['helm template . | podproof check -', 'from a pipe'],
  ]);
  addInput(command, 'manifests: files, directories, or - for standard input').addOption(outputOption());
  addSetup(command);
  command
    .addOption(new Option('--guarantee <ids>', 'only these guarantees, with commas between').argParser(namesIn))
    .addOption(new Option('--slice <name>', 'only this slice of each workload').choices(sliceNames))
    .addOption(new Option('--max-states <n>', 'end a search after so many states, undecided').argParser(countIn))
    .addOption(
      new Option('--max-memory <amount>', 'end a search at so much memory, undecided (default: 4Gi)').argParser(
        bytesIn,
      ),
    )
    .addOption(new Option('--timeout <duration>', 'end everything after so long, undecided').argParser(millisecondsIn))
    .option('--verbose', 'every step of every timeline, every sentence in full')
    .option('--quiet', 'only what does not hold, and the summary')
    .action(async (paths: readonly string[], options: CheckVerbOptions) => {
      outcome.exit = await check([...(options.filename ?? []), ...paths], options, io).catch((error: unknown) => {
        if (error instanceof Complaint && options.output === 'json') printJson(io, complaintReport(error, io.version));
        throw error;
      });
    });
};

/** Whoever asked for data gets data, also when there is nothing to tell but a complaint. */
const complaintReport = ({ message, fix }: Complaint, version: string): CheckReport => {
  const problem = { file: '', line: 1, column: 1, field: '', message, fix };
  return checkReport(version, [], { problems: [problem], dropped: [], skipped: [] });
};

async function check(paths: readonly string[], options: CheckVerbOptions, io: Io): Promise<Exit> {
  const wanted = guaranteesNamed(options.guarantee, io.program);
  const found = await readTasks(pathsOr(paths, io), options.recursive === true, options, io.input);
  const questions = found.tasks
    .filter(({ slice }) => options.slice === undefined || slice === options.slice)
    .map((task) => ({ task, asked: askedOf(task, wanted) }))
    .filter(({ asked }) => asked.length > 0);
  if (found.problems.length === 0 && questions.length === 0) throw nothingAsked(found.tasks, options);
  const interrupted = io.interruption();
  const checked = await checkAll(questions, found, options, io, interrupted);
  const report = checkReport(io.version, checked, { ...found.manifest, problems: found.problems });
  show(report, options, io);
  if (found.problems.length > 0) return exits.failed;
  return interrupted.aborted ? exits.interrupted : exitOf(report);
}

/** A slice with the guarantees that speak about it. */
interface Question {
  readonly task: Task;
  readonly asked: readonly Guarantee[];
}

const askedOf = ({ slice, scenario }: Task, wanted: readonly Guarantee[]): readonly Guarantee[] =>
  wanted.filter((guarantee) => guarantee.slices.includes(slice) && guarantee.applies(scenario));

const nothingAsked = (tasks: readonly Task[], { slice, guarantee = [] }: CheckVerbOptions): Complaint => {
  const cuts = [...new Set(tasks.map((task) => task.slice))].join(', ');
  return slice !== undefined && !tasks.some((task) => task.slice === slice)
    ? new Complaint(
        `nothing in the input has a slice '${slice}', only ${cuts}`,
        'endpoints needs a Service, capacity two replicas, identity a StatefulSet or Pod, claims a claim',
      )
    : new Complaint(
        `${guarantee.join(', ')}: not about anything in this input`,
        'podproof explain says on which slices a guarantee is checked; leave --guarantee out to check all that apply',
      );
};

const pathsOr = (paths: readonly string[], io: Io): readonly string[] => {
  if (paths.length > 0) return paths;
  if (io.inputIsTerminal) {
    throw new Complaint(
      'no manifest was named',
      `name a file, a directory or -, such as: ${io.program} check web.yaml`,
    );
  }
  io.err(`${io.program}: no file was named: reading standard input\n`);
  return [standardInput];
};

async function checkAll(
  questions: readonly Question[],
  found: Tasks,
  options: CheckVerbOptions,
  io: Io,
  interrupted: AbortSignal,
): Promise<readonly Checked[]> {
  const line = progressLine(io);
  const clock = new AbortController();
  const timer = options.timeout === undefined ? undefined : setTimeout(() => clock.abort(), options.timeout);
  const signal = AbortSignal.any([interrupted, clock.signal]);
  const checked: Checked[] = [];
  try {
    for (const { task, asked } of questions) {
      line.begin(task.scenario.name);
      const result = await checkScenario(task, asked, {
        signal,
        maxMemoryBytes: options.maxMemory ?? defaultMemory,
        ...(options.maxStates === undefined ? {} : { maxStates: options.maxStates }),
        onProgress: line.tell,
      });
      checked.push({
        result,
        object: task.object,
        slice: task.slice,
        notes: task.notes,
        origin: originOf(task.workload, found.inputs),
        replay: (guarantee, schedule) =>
          replayCommand(io.program, found.paths, options, { scenario: task.scenario.name, guarantee, schedule }),
      });
      line.clear();
      // A search that fits between two breaths has not let signals in.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    line.clear();
    clearTimeout(timer);
  }
  return checked;
}

function show(report: CheckReport, options: CheckVerbOptions, io: Io): void {
  for (const problem of report.problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  for (const dropped of report.dropped) io.err(`warning: ${problemLines(dropped, io.style).join('\n')}\n`);
  if (options.output === 'json') printJson(io, report);
  else if (report.problems.length === 0 || report.scenarios.length > 0) {
    const { verbose = false, quiet = false } = options;
    print(io, checkLines(report, io.style, { verbose, quiet, program: io.program }));
  }
}

const exitOf = ({ scenarios }: CheckReport): Exit => {
  const verdicts = scenarios.flatMap(({ guarantees }) => guarantees.map(({ verdict }) => verdict));
  if (verdicts.includes('violated')) return exits.violated;
  return verdicts.includes('undecided') ? exits.undecided : exits.holds;
};
