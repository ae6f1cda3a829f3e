import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Conformance, conform } from '../../conformance/conform.ts';
import { type Target, Unusable } from '../../conformance/driver.ts';
import { type Access, clusterVersion, kubernetesTarget } from '../../conformance/drivers/kubernetes/index.ts';
import { modelTarget } from '../../conformance/drivers/model.ts';
import { podmanTarget, podmanVersion } from '../../conformance/drivers/podman/index.ts';
import { mutationOf, mutations } from '../../generators/mutants/index.ts';
import type { Suite } from '../../generators/suite/case.ts';
import { suggest } from '../../model/kubernetes/suggest.ts';
import { conformJunit } from '../../reports/conform/junit.ts';
import { type ConformReport, conformReport } from '../../reports/conform/report.ts';
import { conformLines, verdictLines } from '../../reports/conform/text.ts';
import { becauseWords } from '../../reports/conform/words.ts';
import { shownOn } from '../../reports/format/style.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { going } from '../going.ts';
import { namesIn } from '../input/amounts.ts';
import { readWritten } from '../input/written.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { print, printJson, verb } from '../verb.ts';

interface ConformOptions {
  readonly driver: readonly string[];
  readonly seed: string;
  readonly focus?: RegExp;
  readonly skip?: RegExp;
  readonly parallel: number;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly output: 'text' | 'json' | 'junit';
}

const most = 16;

const patternIn = (text: string): RegExp => {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    throw new InvalidArgumentError(`Write a regular expression: ${wordsOf(error)}.`);
  }
};

const parallelIn = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new InvalidArgumentError(`Write a number of cases from 1 to ${most}.`);
  }
  return count;
};

/** `podproof conform SUITE`: runs a suite on podman, on the model, on mutants of it. */
export const addConform = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'conform', 'run a suite on an implementation and show where it leaves the model', [
    ['podproof conform suite.json --driver podman', 'podman kube play on this machine, as root'],
    ['podproof conform suite.json --driver podman --focus init -o junit', 'only some cases, for CI'],
    ['podproof conform suite.json --driver kubernetes --context kind', 'a cluster, through kubectl'],
    ['podproof conform suite.json --driver model --seed 7', 'the model itself, with a random schedule'],
    ['podproof conform suite.json --driver podman,model,mutant:init-in-parallel', 'several, as a matrix'],
  ])
    .argument('<suite>', 'a suite as podproof generate writes it; - for standard input')
    .addOption(
      new Option(
        '--driver <names>',
        'podman, kubernetes, model, mutant:<id>, mutants (all of them); with commas between',
      )
        .argParser(namesIn)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--seed <seed>', 'what decides the schedules of the model').default('1'))
    .addOption(new Option('--focus <pattern>', 'only cases whose id or title matches').argParser(patternIn))
    .addOption(new Option('--skip <pattern>', 'no cases whose id or title matches').argParser(patternIn))
    .addOption(new Option('--parallel <n>', 'so many cases side by side').argParser(parallelIn).default(2))
    .addOption(new Option('--context <name>', 'which cluster, as kubectl has it'))
    .addOption(new Option('--kubeconfig <file>', 'where clusters are known, as kubectl has it'))
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['text', 'json', 'junit']).default('text'))
    .addHelpText(
      'after',
      '\nExit codes: 0 all pass, 1 some fail, 2 could not run, 3 none fails, some are inconclusive.',
    )
    .action(async (file: string, options: ConformOptions) => {
      outcome.exit = await conformed(file, options, io);
    });
};

async function conformed(file: string, options: ConformOptions, io: Io): Promise<Exit> {
  const { value: suite } = await readWritten(file, ['ConformanceSuite'], io);
  const targets = await targetsNamed(options, suite, io);
  const { signal, interrupted } = going(io, undefined);
  const { focus, skip, parallel } = options;
  const asked = { parallel, ...(focus === undefined ? {} : { focus }), ...(skip === undefined ? {} : { skip }) };
  const runs: Conformance[] = [];
  for (const target of targets) {
    const running = conform(suite, target, { ...asked, signal, ...progress(target, io) });
    runs.push(await running.catch((error: unknown) => inWords(target, error)));
  }
  if (runs.every(({ cases }) => cases.length === 0) && !signal.aborted) throw nothingRun(suite, options);
  const report = conformReport(io.version, suite, runs);
  show(report, options, io);
  return interrupted() ?? exitOf(report);
}

/** A target that cannot be used is no bug of ours. */
const inWords = ({ name }: Target, error: unknown): never => {
  throw error instanceof Unusable ? new Complaint(`${name} cannot be used: ${error.message}`, error.fix) : error;
};

/** Tells on stderr how it is getting on. A failure is told twice: when it seems to be one, and when the model was asked once more. */
const progress = ({ name }: Target, io: Io): Pick<Parameters<typeof conform>[2], 'onResult' | 'onDoubt'> => ({
  onResult: (result, done, of) => {
    const lines = verdictLines({ ...result, because: becauseWords(result) }, io.style);
    io.err(shownOn(io.style, `${name} ${done}/${of}${lines.join('\n')}\n`));
  },
  onDoubt: ({ id, because }) => {
    io.err(shownOn(io.style, `${name} ${id}: ${because}; the model is asked once more when all have run\n`));
  },
});

function show(report: ConformReport, { output }: ConformOptions, io: Io): void {
  if (output === 'json') printJson(io, report);
  else if (output === 'junit') io.out(conformJunit(report));
  else print(io, conformLines(report, io.style));
}

const exitOf = ({ cases }: ConformReport): Exit => {
  if (cases.some(({ verdict }) => verdict === 'fail')) return exits.violated;
  return cases.some(({ verdict }) => verdict === 'inconclusive') ? exits.undecided : exits.holds;
};

const nothingRun = ({ cases }: Suite, { focus, skip }: ConformOptions): Complaint =>
  cases.length === 0
    ? new Complaint('the suite has no cases', 'generate it for a profile that can run some: podproof generate')
    : new Complaint(
        `no case is left of ${cases.length}: ${[focus === undefined ? [] : `--focus ${focus.source}`, skip === undefined ? [] : `--skip ${skip.source}`].flat().join(', ')}`,
        'both are regular expressions, tried on id and title',
      );

async function targetsNamed(options: ConformOptions, suite: Suite, io: Io): Promise<readonly Target[]> {
  const { driver } = options;
  const names = driver.flatMap((name) => (name === 'mutants' ? mutations.map(({ id }) => `mutant:${id}`) : [name]));
  const targets: Target[] = [];
  for (const name of names) targets.push(await targetNamed(name, options, suite, io));
  return targets;
}

async function targetNamed(name: string, options: ConformOptions, { profile }: Suite, io: Io): Promise<Target> {
  const { seed } = options;
  if (name === 'model') return modelTarget({ profile, seed });
  if (name === 'podman') return podmanNamed(profile, io);
  if (name === 'kubernetes') return kubernetesNamed(profile, options, io);
  const id = name.replace(/^mutant:/u, '');
  const mutation = name === id ? undefined : mutationOf(id);
  if (mutation !== undefined) return modelTarget({ profile, seed, mutation });
  const meant = suggest(name, [
    'model',
    'podman',
    'kubernetes',
    'mutants',
    ...mutations.map((one) => `mutant:${one.id}`),
  ]);
  throw new Complaint(
    `there is no driver '${name}'`,
    meant === undefined
      ? `use podman, kubernetes, model or mutant:<id>; ids: ${io.program} mutants`
      : `did you mean '${meant}'?`,
  );
}

async function podmanNamed(profile: Suite['profile'], io: Io): Promise<Target> {
  if (profile !== 'podman') {
    throw new Complaint(
      `the suite is for profile ${profile}, podman can show and do less`,
      `generate one for it: ${io.program} generate --profile podman`,
    );
  }
  const found = await podmanVersion();
  if ('missing' in found) throw new Complaint('podman cannot be used here', found.missing);
  return podmanTarget(found.version);
}

async function kubernetesNamed(profile: Suite['profile'], options: ConformOptions, io: Io): Promise<Target> {
  if (profile !== 'kubernetes') {
    throw new Complaint(
      `the suite is for profile ${profile}, a cluster can show and do other things`,
      `generate one for it: ${io.program} generate --profile kubernetes`,
    );
  }
  const { context, kubeconfig } = options;
  const access: Access = {
    ...(context === undefined ? {} : { context }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
  const found = await clusterVersion(access);
  if ('missing' in found) throw new Complaint(`no cluster can be used: ${found.missing}`, found.fix);
  return kubernetesTarget(found.version, access);
}
