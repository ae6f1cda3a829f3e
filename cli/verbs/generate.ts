import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ChainsawSuite,
  chainsawSuite,
  type Goal,
  goalKinds,
  inRelease,
  leftOutOf,
  notForChainsaw,
  type ProfileName,
  profileNames,
  type Skipped,
  type Suite,
  type SuiteFile,
  situations,
  situationsOf,
  suiteSteps,
  suiteText,
  vitestFiles,
} from '../../generators/suite/index.ts';
import { type Setup, versionOf } from '../../library/setup.ts';
import type { Scenario } from '../../model/scenario.ts';
import { problemLines } from '../../reports/check/text.ts';
import { reasonsIn } from '../../reports/conform/report.ts';
import { inertJson } from '../../reports/inert/json.ts';
import { Complaint } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { type Going, going, steadily } from '../going.ts';
import { countIn, namesIn } from '../input/amounts.ts';
import { readTasks } from '../input/scenarios.ts';
import { addSetup } from '../input/setup.ts';
import type { Io } from '../io.ts';
import { situationLine } from '../output/situationLine.ts';
import { isDirectory, prepareDirectory, writeFiles } from '../output/suiteFiles.ts';
import type { Outcome } from '../program.ts';
import { addInput, verb } from '../verb.ts';

const formats = ['json', 'vitest', 'chainsaw'] as const;

interface GenerateOptions extends Setup {
  readonly filename?: readonly string[];
  readonly recursive?: true;
  readonly goal?: readonly Goal['kind'][];
  readonly profile: ProfileName;
  readonly format: (typeof formats)[number];
  readonly out?: string;
  readonly maxStates?: number;
}

const goalsIn = (text: string): readonly Goal['kind'][] =>
  namesIn(text).map((name) => {
    const kind = goalKinds.find((one) => one === name);
    if (kind === undefined) throw new InvalidArgumentError(`Goals are ${goalKinds.join(', ')}.`);
    return kind;
  });

/** `podproof generate [FILE…]`: a conformance suite for the Pods of the input, or for Pods of every kind. */
export const addGenerate = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'generate', 'make a conformance suite with a known coverage of the lifecycle', [
    ['podproof generate --out suite.json', 'for Pods of every kind, goals of every kind'],
    ['podproof generate web.yaml --profile kubernetes', 'for the Pods of a manifest, on standard output'],
    ['podproof generate --profile podman --goal transition', 'what podman can do, each transition once'],
    ['podproof generate --format vitest --out suite/', 'tests that run against an adapter of your own'],
  ]);
  addInput(command, 'manifests to make cases for (default: small Pods of every kind)')
    .addOption(
      new Option('--goal <kinds>', `what to cover, separated by commas: ${goalKinds.join(', ')}`).argParser(goalsIn),
    )
    .addOption(
      new Option('--profile <name>', 'the kind of target, which decides what it can do and show')
        .choices(profileNames)
        .default('model'),
    )
    .addOption(new Option('--format <format>', 'the format of the suite').choices(formats).default('json'))
    .option('--out <path>', 'the directory to write to; for json also a file (default: standard output)')
    .addOption(new Option('--max-states <n>', 'leave out situations with more states').argParser(countIn));
  command.addHelpText('after', '\nExit codes: 0 there are cases, 2 could not do the job, 3 no case came of it.');
  addSetup(command).action(async (paths: readonly string[], options: GenerateOptions) => {
    outcome.exit = await generate([...(options.filename ?? []), ...paths], options, io);
  });
};

async function generate(paths: readonly string[], options: GenerateOptions, io: Io): Promise<Exit> {
  const { profile, format, goal, maxStates, out } = options;
  if (format !== 'json' && out === undefined) {
    throw new Complaint(`--format ${format} makes several files`, 'say where they go: --out DIRECTORY');
  }
  const way = going(io, undefined);
  const wanted = paths.length === 0 ? ofEveryKind(options) : await situationsIn(paths, options, io, way);
  if (wanted === undefined) return exits.failed;
  const place = out === undefined ? undefined : await placeOf(out, format);
  const progress = situationLine(io);
  const made = await steadily(
    suiteSteps({
      profile,
      goals: goal ?? goalKinds,
      situations: wanted.situations,
      tell: progress.tell,
      over: () => way.signal.aborted,
      ...(maxStates === undefined ? {} : { maxStates }),
    }),
    way.breathe,
  );
  progress.clear();
  const suite = { ...made, skipped: [...wanted.leftOut, ...made.skipped] };
  const tests = format === 'chainsaw' ? chainsawSuite(suite) : undefined;
  if (place === undefined) io.out(inertJson(suiteText(suite)));
  else await write(tests === undefined ? filesOf(suite, format, place) : signedIn(tests, place), io);
  io.err(`${summaryOf(suite)}\n`);
  for (const line of tests === undefined ? [] : notWritten(suite, tests)) io.err(`${line}\n`);
  const interrupted = way.interrupted();
  if (interrupted !== undefined) return interrupted;
  if (tests !== undefined && suite.cases.length > 0 && tests.files.length === 0) return exits.undecided;
  if (suite.cases.length > 0) return exits.holds;
  io.err(`${whyEmpty(suite)}\n`);
  return exits.undecided;
}

/** An empty suite would pass everywhere: what was in its way most often. */
const whyEmpty = ({ skipped }: Suite): string => {
  const [first] = [...reasonsIn(skipped)].sort((a, b) => b.count - a.count);
  const most = first === undefined ? '' : `; most often: ${first.because}`;
  return `there is no case to run: nothing can be tested with this suite${most}`;
};

/** What cases are made of, and what of the input no case will have. */
interface Wanted {
  readonly situations: readonly Scenario[];
  readonly leftOut: readonly Skipped[];
}

/** Options that speak of the input, and mean nothing without one. */
const aboutInput = ['nodes', 'user', 'faults', 'assume', 'untimed'] as const;

/** Pods of every kind, in the version that is asked for. */
function ofEveryKind(options: GenerateOptions): Wanted {
  const useless = aboutInput.find((name) => options[name] !== undefined);
  if (useless !== undefined)
    throw new Complaint(`--${useless} says something of manifests, and there are none`, 'name some');
  const { kubernetesVersion } = versionOf(options);
  const set = {
    ...(options.featureGates === undefined ? {} : { featureGates: options.featureGates }),
    ...(options.switch === undefined ? {} : { switches: options.switch }),
  };
  return { situations: situations.map((one) => inRelease(one, kubernetesVersion, set)), leftOut: [] };
}

async function situationsIn(
  paths: readonly string[],
  options: GenerateOptions,
  io: Io,
  way: Going,
): Promise<Wanted | undefined> {
  const { tasks, problems } = await readTasks(paths, options.recursive === true, options, io.input, way);
  for (const problem of problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  if (problems.length > 0) return undefined;
  return {
    situations: tasks.flatMap((task) => situationsOf(task, options.profile)),
    leftOut: tasks.flatMap((task) => leftOutOf(task, options.profile)),
  };
}

/** The directory to write to, and for json the file. */
async function placeOf(out: string, format: GenerateOptions['format']): Promise<string> {
  const isFile = format === 'json' && out.endsWith('.json') && !(await isDirectory(out));
  await prepareDirectory(isFile ? dirname(out) : out);
  return format === 'json' && !isFile ? join(out, 'suite.json') : out;
}

/** Chainsaw tests in their place, each with a line so that a later run knows the file for ours. */
const signedIn = ({ files }: ChainsawSuite, place: string): readonly SuiteFile[] =>
  files.map((file) => ({ ...file, path: join(place, file.path), text: `# Made by podproof.\n${file.text}` }));

/** How many cases Chainsaw cannot run, and why. */
const notWritten = ({ cases }: Suite, { files, leftOut }: ChainsawSuite): readonly string[] => {
  if (files.length === cases.length) return [];
  const reasons = Object.entries(notForChainsaw).map(([reason, text]) => ({
    count: leftOut[reason as keyof typeof leftOut],
    text,
  }));
  return [
    `${files.length} of ${cases.length} cases are written for Chainsaw; the others need --format vitest or podproof conform:`,
    ...reasons.filter(({ count }) => count > 0).map(({ count, text }) => `  ${count}: ${text}`),
  ];
};

const filesOf = (suite: Suite, format: GenerateOptions['format'], place: string): readonly SuiteFile[] => {
  if (format === 'json') return [{ path: place, text: inertJson(suiteText(suite)) }];
  return vitestFiles(suite).map((file) => ({ ...file, path: join(place, file.path) }));
};

async function write(files: readonly SuiteFile[], io: Io): Promise<void> {
  const { written, kept } = await writeFiles(files);
  io.err(`${written} ${written === 1 ? 'file' : 'files'} written\n`);
  for (const path of kept) io.err(`${path}: is yours, kept as it is\n`);
}

const summaryOf = ({ cases, skipped, coverage, profile }: Suite): string =>
  `${cases.length} cases for ${profile} cover ${coverage.covered} of ${coverage.goals} goals ` +
  `(no suite of these candidates has fewer than ${coverage.atLeastCases}); ${skipped.length} skipped, each with its reason`;
