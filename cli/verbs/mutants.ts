import { type Command, Option } from 'commander';
import { mutations } from '../../generators/mutants/index.ts';
import {
  bothSuiteSteps,
  inRelease,
  type MutantResult,
  type ProfileName,
  profileNames,
  type Suites,
  scoreSteps,
  sharesOf,
  situations,
} from '../../generators/suite/index.ts';
import { versionOf } from '../../library/setup.ts';
import { Complaint } from '../complaint.ts';
import { exits } from '../exit.ts';
import { type Going, going, steadily } from '../going.ts';
import { namesIn } from '../input/amounts.ts';
import { versionOption } from '../input/setup.ts';
import type { Io } from '../io.ts';
import { situationLine } from '../output/situationLine.ts';
import type { Outcome } from '../program.ts';
import { outputOption, print, printJson, verb } from '../verb.ts';

interface MutantsOptions {
  readonly output: 'text' | 'json';
  readonly profile: ProfileName;
  readonly mutant?: readonly string[];
  readonly situation?: string;
  readonly kubernetesVersion?: string;
}

/** The share of visible mistakes a suite must tell from the model. */
const enough = 0.95;

/** `podproof mutants`: how many plausible mistakes of implementers the generated suite notices. */
export const addMutants = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'mutants', 'count how many mistakes of implementers the generated suite notices', [
    ['podproof mutants', 'every mistake, and the case that notices it'],
    ['podproof mutants -o json', 'an array of id, mistake, killed, by, byBlind, equivalent, undecided, because'],
    ['podproof mutants --mutant init-in-parallel --situation init', 'one mistake, where there are init containers'],
  ])
    .addOption(outputOption())
    .addOption(
      new Option('--profile <name>', 'the kind of target, which decides what it can do and show')
        .choices(profileNames)
        .default('model'),
    )
    .option('--mutant <ids>', 'try only these mistakes, separated by commas', namesIn)
    .option('--situation <text>', 'try only situations with this text in their name')
    .addOption(versionOption())
    .action(async (options: MutantsOptions) => {
      const way = going(io, undefined);
      const enoughKilled = await score(options, io, way);
      outcome.exit = way.interrupted() ?? (enoughKilled ? exits.holds : exits.violated);
    });
};

/** Prints the score; false if it is too low. */
const score = async (
  { output, profile, mutant, situation = '', kubernetesVersion }: MutantsOptions,
  io: Io,
  { signal, breathe }: Going,
): Promise<boolean> => {
  const chosen = mutations.filter(({ id }) => mutant === undefined || mutant.includes(id));
  if (chosen.length === 0) throw new Complaint('there is no such mutant', 'podproof mutants lists them all');
  const { kubernetesVersion: release } = versionOf(kubernetesVersion === undefined ? {} : { kubernetesVersion });
  const places = situations.filter(({ name }) => name.includes(situation)).map((one) => inRelease(one, release));
  if (places.length === 0)
    throw new Complaint('there is no such situation', situations.map(({ name }) => name).join(' · '));
  const progress = situationLine(io);
  const request = { profile, situations: places, tell: progress.tell, over: () => signal.aborted };
  const suites = await steadily(bothSuiteSteps(request), breathe);
  const results = await steadily(scoreSteps(chosen, suites, request), breathe);
  progress.clear();
  if (output === 'json') printJson(io, results);
  else print(io, [...linesOf(results, suites), `Kubernetes ${release}`]);
  const { killed, visible } = sharesOf(results);
  return killed >= enough * visible;
};

const fateOf = ({ killed, by, byBlind, equivalent, because }: MutantResult): string => {
  if (equivalent) return `cannot be seen, ${because}`;
  if (!killed) return `SURVIVES: ${because}`;
  return `killed by ${by}: ${because}${byBlind === '' ? '; only by looking at it' : ''}`;
};

const percent = (part: number, whole: number): string =>
  `${whole === 0 ? 100 : Math.floor((1000 * part) / whole) / 10} %`;

const linesOf = (results: readonly MutantResult[], { whole, blind }: Suites): readonly string[] => {
  const { killed, visible, blind: byBlind } = sharesOf(results);
  return [
    ...results.flatMap((result) => [`${result.id}: ${result.mistake}`, `  ${fateOf(result)}`]),
    '',
    `${results.length} mutants, of which ${visible} can be seen from outside; of the others it is proved that nobody can`,
    `killed by the suite: ${killed} of ${visible} (${percent(killed, visible)}) with ${whole.cases.length} cases`,
    `killed by a suite made without looking at mistakes: ${byBlind} of ${visible} (${percent(byBlind, visible)}) with ${blind.cases.length} cases`,
  ];
};
