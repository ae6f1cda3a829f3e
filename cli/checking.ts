/** Checks what the command line names: reads it, searches every slice of it, makes the report. Verbs show it in their own ways. */
import { type Command, Option } from 'commander';
import { checkScenario } from '../generators/check/index.ts';
import type { ScenarioResult } from '../generators/check/result.ts';
import { type Guarantee, type SliceName, sliceNames } from '../model/guarantees/guarantee.ts';
import { ignoresOf, type Task, unusedIgnores } from '../model/workload/index.ts';
import type { FailLevel } from '../reports/check/answer.ts';
import type { NotAsked } from '../reports/check/inputNotes.ts';
import { type Checked, type CheckReport, checkReport, scenarioReport } from '../reports/check/report.ts';
import { addBounds, type Bounds, type Searching } from './bounds.ts';
import { bugText, Complaint, wordsOf } from './complaint.ts';
import type { Exit } from './exit.ts';
import { namesIn } from './input/amounts.ts';
import { guaranteesNamed } from './input/guarantees.ts';
import { standardInput } from './input/input.ts';
import { originOf } from './input/origin.ts';
import { readTasks, type Tasks } from './input/scenarios.ts';
import { addSetup, type Setup } from './input/setup.ts';
import type { Io } from './io.ts';
import { replayCommand } from './output/replayCommand.ts';
import { addInput } from './verb.ts';

/** What is asked, and how far the searches may go. */
export interface Asking extends Setup, Bounds {
  readonly filename?: readonly string[];
  readonly recursive?: true;
  readonly guarantee?: readonly string[];
  readonly slice?: SliceName;
  readonly failOn?: FailLevel;
}

/** Adds what `check` and its relatives have in common: the input, the setup, the bounds. */
export const addAsking = (command: Command): Command => {
  addInput(command, 'manifests: files, directories, or - for standard input');
  addSetup(command);
  command
    .addOption(new Option('--guarantee <ids>', 'only these guarantees, with commas between').argParser(namesIn))
    .addOption(new Option('--slice <name>', 'only this slice of each workload').choices(sliceNames));
  return addBounds(command);
};

/** The answers, with what they were made from. */
export interface Answers {
  readonly report: CheckReport;
  readonly checked: readonly Checked[];
  /** The paths that were read, as the user named them. */
  readonly paths: readonly string[];
  /** The exit code if a signal came; the answers are what was known by then. */
  readonly interrupted: Exit | undefined;
}

/** Reads, searches, answers. Complains if there is nothing to check. Tells `heard` what reading found before it searches. */
export const answersTo = async (
  named: readonly string[],
  options: Asking,
  io: Io,
  searching: Searching,
  heard: (found: Tasks) => void = () => undefined,
): Promise<Answers> => {
  const paths = pathsOr([...(options.filename ?? []), ...named], io);
  const wanted = guaranteesNamed(options.guarantee, io.program);
  const found = await readTasks(paths, options.recursive === true, options, io.input, searching);
  const questions = found.tasks
    .filter(({ slice }) => options.slice === undefined || slice === options.slice)
    .map((task) => ({ task, asked: askedOf(task, wanted) }))
    .filter(({ asked }) => asked.length > 0);
  if (found.problems.length + found.notBegun.length + questions.length === 0) throw nothingAsked(found, options);
  heard(found);
  const checked = await checkAll(questions, found, options, io, searching);
  const interrupted = searching.interrupted();
  const report = checkReport(io.version, checked, {
    ...found.manifest,
    problems: found.problems,
    passedOver: found.passedOver,
    notBegun: found.notBegun,
    notes: found.remarks,
    workloads: found.workloads,
    notAsked: options.guarantee === undefined ? [] : notAskedOf(wanted, questions, found.tasks, options.slice),
    unusedIgnores: unusedIn(questions, checked, found, options, interrupted),
  });
  return { report, checked, paths, interrupted };
};

/** Annotations that ignored nothing, as far as the questions can tell. */
const unusedIn = (
  questions: readonly Question[],
  checked: readonly Checked[],
  { manifest }: Tasks,
  { guarantee, slice, untimed }: Asking,
  interrupted: Exit | undefined,
) => {
  const everything =
    guarantee === undefined && slice === undefined && untimed === undefined && interrupted === undefined;
  const asked = questions.map(({ task }, index) => ({
    workload: task.workload,
    results: checked[index]?.result.results ?? [],
  }));
  return unusedIgnores(manifest, asked, everything);
};

/** A slice with the guarantees that speak about it. */
interface Question {
  readonly task: Task;
  readonly asked: readonly Guarantee[];
}

const askedOf = ({ slice, scenario }: Task, wanted: readonly Guarantee[]): readonly Guarantee[] =>
  wanted.filter((guarantee) => guarantee.slices.includes(slice) && guarantee.applies(scenario));

/** The guarantees that were named and that no question asks, each with why. A name in a CI file must not vanish. */
const notAskedOf = (
  wanted: readonly Guarantee[],
  questions: readonly Question[],
  tasks: readonly Task[],
  only: SliceName | undefined,
): readonly NotAsked[] => {
  const asked = new Set(questions.flatMap((question) => question.asked));
  return wanted
    .filter((guarantee) => !asked.has(guarantee))
    .map((guarantee) => ({
      id: guarantee.id,
      sentence: guarantee.sentence,
      reason: whyNotAsked(guarantee, tasks, only),
    }));
};

const whyNotAsked = ({ slices, applies }: Guarantee, tasks: readonly Task[], only: SliceName | undefined): string => {
  const cut = new Set(tasks.map(({ slice }) => slice));
  const there = tasks.filter(({ slice }) => slices.includes(slice));
  const kinds = `slice${slices.length === 1 ? '' : 's'} ${slices.join(', ')}`;
  if (cut.size === 0) return 'nothing in the input could be checked';
  if (there.length === 0) return `it is about ${kinds}, and the input has only ${[...cut].join(', ')}`;
  if (there.some(({ scenario }) => applies(scenario)))
    return `it is about ${kinds}, and --slice ${only ?? ''} was named`;
  return 'nothing in the input has what it speaks about';
};

/** What a slice needs, and why what there is will not do. */
const neededFor = (slice: SliceName, { remarks }: Tasks): string => {
  const needs = 'endpoints needs a Service, capacity two replicas, identity a StatefulSet or Pod, claims a claim';
  const services = remarks.filter(({ object }) => object.startsWith('Service/'));
  if (!slice.endsWith('endpoints') || services.length === 0) return needs;
  return services.map(({ file, line, object, text }) => `${file}:${line}: ${object} ${text}`).join('; ');
};

const nothingAsked = (found: Tasks, { slice, guarantee = [] }: Asking): Complaint => {
  const { tasks } = found;
  const cuts = [...new Set(tasks.map((task) => task.slice))].join(', ');
  return slice !== undefined && !tasks.some((task) => task.slice === slice)
    ? new Complaint(`nothing in the input has a slice '${slice}', only ${cuts}`, neededFor(slice, found))
    : new Complaint(
        `${guarantee.join(', ')}: not about anything in this input`,
        'podproof explain says on which slices a guarantee is checked; leave --guarantee out to check all that apply',
      );
};

/** The paths that were named, or standard input if it is not a terminal. */
export const pathsOr = (paths: readonly string[], io: Io): readonly string[] => {
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

const nothingSeen: ScenarioResult['statistics'] = {
  states: 0,
  transitions: 0,
  depth: 0,
  reduceCalls: 0,
  enabledCalls: 0,
  judgeCalls: 0,
  bytesPerState: 0,
  deadlocks: 0,
  eventCounts: {},
};

/** The answer to a scenario whose search went wrong, or has not begun: none. Those to other scenarios stand. */
const unanswered = (
  { scenario, leftOut }: Task,
  asked: readonly Guarantee[],
  limit: 'failed' | 'interrupted',
): ScenarioResult => ({
  scenario,
  leftOut,
  ending: limit,
  statistics: nothingSeen,
  seconds: 0,
  results: asked.map((guarantee) => ({ guarantee, verdict: 'undecided', reached: 0, limit })),
});

/** What the report has to know beside the answer. */
const aboutOf = (task: Task, { inputs, paths }: Tasks, options: Asking, io: Io): Omit<Checked, 'result'> => ({
  object: task.object,
  slice: task.slice,
  notes: task.notes,
  delaySources: task.delaySources,
  ignored: new Map(
    ignoresOf(task.workload)
      .filter(({ reason }) => reason !== '')
      .map(({ guarantee, reason }) => [guarantee, reason]),
  ),
  ...(options.failOn === undefined ? {} : { failOn: options.failOn }),
  origin: originOf(task.workload, inputs),
  replay: (guarantee, schedule) =>
    replayCommand(io.program, paths, options, { scenario: task.scenario.name, guarantee, schedule }),
});

async function checkAll(
  questions: readonly Question[],
  found: Tasks,
  options: Asking,
  io: Io,
  { limits, line, signal, breathe }: Searching,
): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const { task, asked } of questions) {
    await breathe();
    line.begin(task.scenario.name);
    const about = aboutOf(task, found, options, io);
    if (signal.aborted) {
      checked.push({ ...about, result: unanswered(task, asked, 'interrupted') });
      continue;
    }
    try {
      const result = await checkScenario(task, asked, limits);
      // What cannot be told is no answer either.
      scenarioReport({ ...about, result });
      checked.push({ ...about, result });
    } catch (error) {
      line.clear();
      io.err(bugText(io, `the search of ${task.scenario.name} failed by`, error));
      checked.push({ ...about, result: { ...unanswered(task, asked, 'failed'), failure: wordsOf(error) } });
    }
    line.clear();
  }
  return checked;
}
