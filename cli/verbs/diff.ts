import { type Command, Option } from 'commander';
import { guaranteesNamed } from '../../library/guarantees.ts';
import { manifestDifferences, refusedInBoth, type Side } from '../../library/upgrade.ts';
import { sliceNames } from '../../model/guarantees/guarantee.ts';
import { kubernetesVersions, type Release, readRelease } from '../../model/versions.ts';
import { problemLines } from '../../reports/check/text.ts';
import { type UpgradeReport, upgradeReport } from '../../reports/upgrade/report.ts';
import { upgradeLines } from '../../reports/upgrade/text.ts';
import type { Asking } from '../asking.ts';
import { addBounds, bounded, type Searching, searchWay } from '../bounds.ts';
import { Complaint } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { namesIn } from '../input/amounts.ts';
import { readTasks } from '../input/scenarios.ts';
import { addSetup } from '../input/setup.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { addInput, outputOption, print, printJson, verb } from '../verb.ts';

interface DiffOptions extends Asking {
  readonly output: 'text' | 'json';
}

/** `podproof diff FROM TO [FILE…]`: what an upgrade of the cluster changes for manifests; without any, what the versions do differently. */
export const addDiff = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'diff', 'show what an upgrade of Kubernetes changes for your manifests', [
    [
      'podproof diff 1.35 1.37 web.yaml',
      'guarantees gained and lost, with the story of each; fields dropped or refused',
    ],
    ['podproof diff 1.36.2 1.36.5 web.yaml', 'between patch releases'],
    ['podproof diff 1.36 1.37', 'without manifests: gates, switches and facts that differ'],
    ['podproof diff 1.35 1.37 web.yaml -o json', 'for machines, see schemas/'],
  ]);
  command.addHelpText(
    'after',
    '\nExit codes: 0 nothing is lost, 1 a guarantee is lost or a field refused, 2 could not do the job,\n3 undecided, 130 interrupted.',
  );
  command.argument('<from>', 'the version the cluster has').argument('<to>', 'the version it is to have');
  addInput(command, 'manifests: files, directories, or - for standard input');
  addSetup(command);
  command
    .addOption(new Option('--guarantee <ids>', 'check only these guarantees, separated by commas').argParser(namesIn))
    .addOption(new Option('--slice <name>', 'check only this slice of each workload').choices(sliceNames));
  addBounds(command)
    .addOption(outputOption())
    .action(async (from: string, to: string, paths: readonly string[], options: DiffOptions) => {
      outcome.exit = await bounded(options, io, (searching) => diff([from, to], paths, options, io, searching));
    });
};

const releaseNamed = (text: string): Release => {
  const found = readRelease(text);
  if (found !== undefined) return found;
  throw new Complaint(
    `unknown Kubernetes version '${text}'`,
    `versions are ${kubernetesVersions.join(', ')}, and patch releases of them such as 1.36.2`,
  );
};

/** Standard input, which can be read once, for two readers. */
const readTwice = (input: Io['input']): Io['input'] => {
  let kept: Uint8Array[] | undefined;
  return async function* (signal) {
    if (kept === undefined) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of input(signal)) chunks.push(chunk);
      kept = chunks;
    }
    yield* kept;
  };
};

async function diff(
  versions: readonly [string, string],
  named: readonly string[],
  options: DiffOptions,
  io: Io,
  searching: Searching,
): Promise<Exit> {
  const [from, to] = [releaseNamed(versions[0]), releaseNamed(versions[1])];
  if (from.release === to.release) {
    throw new Complaint(
      `both versions are ${from.release}`,
      'name the one the cluster has, then the one it is to have',
    );
  }
  if (options.kubernetesVersion !== undefined) {
    throw new Complaint('the versions are arguments of diff', 'leave --kubernetes-version out');
  }
  const paths = [...(options.filename ?? []), ...named];
  const report =
    paths.length === 0 ? upgradeReport(io.version, from, to) : await about(paths, [from, to], options, io, searching);
  if (options.output === 'json') printJson(io, report);
  else print(io, upgradeLines(report, io.style, io.program));
  return searching.interrupted() ?? exitOf(report);
}

async function about(
  paths: readonly string[],
  releases: readonly [Release, Release],
  options: DiffOptions,
  io: Io,
  searching: Searching,
): Promise<UpgradeReport> {
  const wanted = guaranteesNamed(options.guarantee, io.program);
  const input = readTwice(io.input);
  const sideOf = async ({ release }: Release): Promise<Side> => {
    const asked = { ...options, kubernetesVersion: release };
    return {
      release,
      options: asked,
      found: await readTasks(paths, options.recursive === true, asked, input, searching),
    };
  };
  const sides = [await sideOf(releases[0]), await sideOf(releases[1])] as const;
  const both = refusedInBoth(sides);
  for (const problem of both) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  const [first] = both;
  if (first !== undefined) {
    throw new Complaint(`${counted(both.length)} wrong in both versions`, 'mend the manifests, then compare');
  }
  const manifests = await manifestDifferences(sides, wanted, io, searchWay(searching, io));
  searching.line.clear();
  if (manifests.compared === 0 && manifests.fields.length === 0) {
    throw new Complaint(
      'none of the guarantees that were asked applies to this input',
      'leave --guarantee or --slice out',
    );
  }
  return upgradeReport(io.version, releases[0], releases[1], manifests);
}

const counted = (count: number): string => (count === 1 ? 'one thing is' : `${count} things are`);

/** Lost is what held and is violated, and what was accepted and is refused. */
const exitOf = ({ manifests }: UpgradeReport): Exit => {
  if (manifests === undefined) return exits.holds;
  const { changes, fields } = manifests;
  const counting = changes.filter(({ counts }) => counts);
  if (counting.some(({ change }) => change === 'lost')) return exits.violated;
  if (fields.some(({ to }) => to === 'refused')) return exits.violated;
  return counting.some(({ change }) => change === 'undecided') ? exits.undecided : exits.holds;
};
