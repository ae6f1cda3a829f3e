import { type Command, Option } from 'commander';
import { replay } from '../../generators/explore/index.ts';
import { guaranteesNamed } from '../../library/guarantees.ts';
import type { Setup } from '../../library/setup.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { type Guarantee, guarantees } from '../../model/guarantees/index.ts';
import { suggest } from '../../model/kubernetes/suggest.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import type { Task } from '../../model/workload/index.ts';
import { problemLines } from '../../reports/check/text.ts';
import { wrapped } from '../../reports/format/style.ts';
import { type Breach, breachOf } from '../../reports/run/breach.ts';
import { differences } from '../../reports/run/difference.ts';
import { counted } from '../../reports/run/names.ts';
import { traceReport } from '../../reports/run/report.ts';
import { stepReports } from '../../reports/run/steps.ts';
import { timelineLines } from '../../reports/run/timeline.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { readTasks } from '../input/scenarios.ts';
import { addSetup } from '../input/setup.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { dated, type Run } from '../runs/walk.ts';
import { addInput, outputOption, print, printJson, verb } from '../verb.ts';

interface ReplayOptions extends Setup {
  readonly filename?: readonly string[];
  readonly recursive?: true;
  readonly scenario?: string;
  readonly schedule: string;
  readonly guarantee?: string;
  readonly output: 'text' | 'json';
  readonly verbose?: true;
}

/** `podproof replay FILE --schedule …`: runs one schedule again, step by step, without a search. */
export const addReplay = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'replay', 'run a printed schedule again and see whether it breaks its guarantee', [
    ["podproof replay web.yaml --scenario 'Deployment/web one pod' --schedule 0.0.1", 'as printed by check'],
    ['podproof replay web.yaml --schedule 0.0.1 --verbose', 'with what each step changed'],
    ['podproof replay web.yaml --schedule 0.0.1 -o json > run.json', 'for podproof report, see schemas/'],
  ]);
  addInput(command, 'the manifests the schedule was found on')
    .option('--scenario <name>', 'the scenario; not needed if there is only one')
    .addOption(new Option('--schedule <schedule>', 'the schedule, as printed by check').makeOptionMandatory())
    .option('--guarantee <id>', 'the guarantee it is said to break');
  addSetup(command)
    .addOption(outputOption())
    .option('--verbose', 'show what each step changed in the state')
    .addHelpText(
      'after',
      '\nExit codes: 1 the guarantee breaks as claimed, 0 it does not, 2 the schedule does not fit.',
    )
    .action(async (paths: readonly string[], options: ReplayOptions) => {
      outcome.exit = await replayed([...(options.filename ?? []), ...paths], options, io);
    });
};

async function replayed(paths: readonly string[], options: ReplayOptions, io: Io): Promise<Exit> {
  if (paths.length === 0) throw new Complaint('no manifest was named', 'name the files the schedule was found on');
  const { tasks, problems } = await readTasks(paths, options.recursive === true, options, io.input);
  for (const problem of problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  if (problems.length > 0 && tasks.length === 0) return exits.failed;
  const task = taskOf(tasks, options.scenario);
  const claimed = options.guarantee === undefined ? undefined : guaranteesNamed([options.guarantee], io.program)[0];
  const model = modelOf(task.scenario);
  const run = runOf(model, options.schedule, task);
  const asked = claimed === undefined ? guarantees.filter(({ slices }) => slices.includes(task.slice)) : [claimed];
  const breaches = breachesOf(asked, task, model, run);
  const { scenario, slice } = task;
  if (options.output === 'json') {
    const breaks = breaches.map(({ guarantee, breach }) => ({ guarantee: guarantee.id, ...breach }));
    printJson(io, traceReport(io.version, { scenario, slice, schedule: options.schedule, run, breaks }));
    return exitOf(claimed, breaches);
  }
  const shown = claimed === undefined ? undefined : breaches[0]?.breach;
  print(io, [
    ...heading(task, run),
    '',
    ...timelineOf(run, shown, io, options.verbose === true),
    '',
    ...verdictLines(claimed, breaches, io),
  ]);
  return exitOf(claimed, breaches);
}

const exitOf = (claimed: Guarantee | undefined, breaches: readonly Broken[]): Exit =>
  claimed !== undefined && breaches.length > 0 ? exits.violated : exits.holds;

const taskOf = (tasks: readonly Task[], name: string | undefined): Task => {
  const names = tasks.map(({ scenario }) => scenario.name);
  const found =
    name === undefined && tasks.length === 1 ? tasks[0] : tasks.find(({ scenario }) => scenario.name === name);
  if (found !== undefined) return found;
  const meant = name === undefined ? undefined : suggest(name, names);
  throw new Complaint(
    name === undefined ? 'there are several scenarios: which one?' : `there is no scenario '${name}'`,
    meant === undefined
      ? `name one with --scenario: ${names.map((one) => `'${one}'`).join(', ')}`
      : `did you mean '${meant}'?`,
  );
};

const runOf = (model: Model, schedule: string, { scenario }: Task): Run => {
  try {
    return dated(model, replay<Cluster, Event>(model, schedule));
  } catch (error) {
    throw new Complaint(
      `the schedule does not fit scenario '${scenario.name}': ${wordsOf(error)}`,
      'use the manifests and options it was found with; another version of podproof may number choices differently',
    );
  }
};

interface Broken {
  readonly guarantee: Guarantee;
  readonly breach: Breach;
}

const breachesOf = (asked: readonly Guarantee[], { scenario }: Task, model: Model, run: Run): readonly Broken[] =>
  asked
    .filter((guarantee) => guarantee.applies(scenario))
    .flatMap((guarantee) => {
      const breaches = guarantee.promises(scenario).flatMap((promise) => breachOf(promise, model, run) ?? []);
      const [breach] = breaches.sort((a, b) => a.steps - b.steps);
      return breach === undefined ? [] : [{ guarantee, breach }];
    });

const heading = ({ scenario, slice }: Task, run: Run): readonly string[] => [
  `${scenario.name}  (slice ${slice}, Kubernetes ${scenario.kubernetesVersion}), ${counted(run.steps.length, 'step')}`,
];

const timelineOf = (run: Run, breach: Breach | undefined, { style }: Io, verbose: boolean): readonly string[] => {
  const steps = stepReports(run).slice(0, breach?.steps ?? run.steps.length);
  const timeline = {
    steps,
    ends: breach?.ends ?? ('open' as const),
    ...(breach?.loopsTo === undefined ? {} : { loopsTo: breach.loopsTo }),
  };
  const lines = timelineLines(timeline, style, true);
  if (!verbose) return lines;
  const changes = run.steps
    .slice(0, steps.length)
    .flatMap(({ state }, index) => [
      `${index + 1}. ${steps[index]?.says ?? ''}`,
      ...differences(run.steps[index - 1]?.state ?? run.initial, state).flatMap((line) =>
        wrapped(line, style.width - 6).map((part, row) => (row === 0 ? `    ${part}` : `      ${part}`)),
      ),
    ]);
  return [...lines, '', ...changes];
};

const verdictLines = (
  claimed: Guarantee | undefined,
  breaches: readonly Broken[],
  { style }: Io,
): readonly string[] => {
  const { symbols, paint } = style;
  if (claimed === undefined && breaches.length === 0) return ['this run breaks no guarantee'];
  if (breaches.length === 0) return [`${symbols.holds} this run does not break ${claimed?.id ?? ''}`];
  return breaches.map(({ guarantee, breach }) =>
    paint('red', `${symbols.violated} this run breaks ${guarantee.id} (${breach.subject}) ${how(breach)}`),
  );
};

const how = ({ ends, steps }: Breach): string =>
  ends === 'broken' ? `at step ${steps}` : ends === 'stuck' ? 'by getting stuck' : 'by going round for ever';
