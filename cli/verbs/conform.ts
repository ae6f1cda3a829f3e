import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Conformance, conform } from '../../conformance/conform.ts';
import { type Target, Unusable } from '../../conformance/driver.ts';
import type { Suite } from '../../generators/suite/case.ts';
import { conformJunit } from '../../reports/conform/junit.ts';
import { type ConformReport, conformReport } from '../../reports/conform/report.ts';
import { conformLines, verdictLines } from '../../reports/conform/text.ts';
import { becauseWords } from '../../reports/conform/words.ts';
import { shownOn } from '../../reports/format/style.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { going } from '../going.ts';
import { readWritten } from '../input/written.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { driversIn, type TargetOptions, targetsNamed } from '../runs/targets.ts';
import { print, printJson, verb } from '../verb.ts';

interface ConformOptions extends TargetOptions {
  readonly focus?: RegExp;
  readonly skip?: RegExp;
  readonly parallel: number;
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
    ['podproof conform suite.json --driver ./mine.mjs', 'a driver of your own: podproof/conformance has the types'],
    [`podproof conform suite.json --driver 'exec:./mykubelet --conform'`, 'one in any language: JSON lines'],
  ])
    .argument('<suite>', 'a suite as podproof generate writes it; - for standard input')
    .addOption(
      new Option(
        '--driver <names>',
        'podman, kubernetes, model, mutant:<id>, mutants (all of them), ./driver.mjs, or exec:<command> for a driver in any language; several are separated by commas',
      )
        .argParser(driversIn)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--seed <seed>', 'a seed for the random schedules of the model').default('1'))
    .addOption(
      new Option('--focus <pattern>', 'run only cases whose id or title matches this regular expression').argParser(
        patternIn,
      ),
    )
    .addOption(new Option('--skip <pattern>', 'do not run cases whose id or title matches').argParser(patternIn))
    .addOption(new Option('--parallel <n>', 'run this many cases at the same time').argParser(parallelIn).default(2))
    .addOption(new Option('--context <name>', 'the context of the cluster, as with kubectl'))
    .addOption(new Option('--kubeconfig <file>', 'the kubeconfig file, as with kubectl'))
    .addOption(new Option('-o, --output <format>', 'output format').choices(['text', 'json', 'junit']).default('text'))
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
  const waiting = [...targets];
  try {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const running = conform(suite, target, { ...asked, signal, ...progress(target, io) });
      runs.push(await running.catch(inWordsOf(target)));
    }
  } finally {
    await Promise.all(waiting.map((target) => target.close()));
  }
  if (runs.every(({ cases }) => cases.length === 0) && !signal.aborted) throw nothingRun(suite, options);
  const report = conformReport(io.version, suite, runs);
  show(report, options, io);
  return interrupted() ?? exitOf(report);
}

/** A target that cannot be used is no bug of ours. */
const inWordsOf =
  ({ name }: Target) =>
  (error: unknown): never => {
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
