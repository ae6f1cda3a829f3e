import type { Command } from 'commander';
import { mutations } from '../generators/mutants/index.ts';
import { goalKinds, type MutantResult, scoreOf, shareKilled, situations, suiteOf } from '../generators/suite/index.ts';
import { namesIn } from './amounts.ts';
import { Complaint } from './complaint.ts';
import { exits } from './exit.ts';
import type { Io } from './io.ts';
import type { Outcome } from './program.ts';
import { outputOption, print, printJson, verb } from './verb.ts';

interface MutantsOptions {
  readonly output: 'text' | 'json';
  readonly mutant?: readonly string[];
}

/** The share of visible mistakes a suite must tell from the model. */
const enough = 0.95;

/** `podproof mutants`: how many plausible mistakes of implementers the generated suite notices. */
export const addMutants = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'mutants', 'how many mistakes of implementers the generated suite notices', [
    ['podproof mutants', 'every mistake, and the case that notices it'],
    ['podproof mutants -o json', 'an array of id, mistake, killed, by, equivalent, because'],
  ])
    .addOption(outputOption())
    .option('--mutant <ids>', 'only these mistakes, with commas between', namesIn)
    .action(({ output, mutant }: MutantsOptions) => {
      const chosen = mutations.filter(({ id }) => mutant === undefined || mutant.includes(id));
      if (chosen.length === 0) throw new Complaint('there is no such mutant', 'podproof mutants lists them all');
      const suite = suiteOf({ profile: 'model', goals: goalKinds, situations });
      const results = chosen.map((mutation) => scoreOf(suite, mutation));
      if (output === 'json') printJson(io, results);
      else print(io, linesOf(results, suite.cases.length));
      const { killed, visible } = shareKilled(results);
      outcome.exit = killed >= enough * visible ? exits.holds : exits.violated;
    });
};

const fateOf = ({ killed, by, equivalent, because }: MutantResult): string => {
  if (killed) return `killed by ${by}: ${because}`;
  return equivalent ? `cannot be seen: ${because}` : `SURVIVES: ${because}`;
};

const linesOf = (results: readonly MutantResult[], cases: number): readonly string[] => {
  const { killed, visible } = shareKilled(results);
  const share = visible === 0 ? 100 : Math.floor((1000 * killed) / visible) / 10;
  return [
    ...results.flatMap((result) => [`${result.id}: ${result.mistake}`, `  ${fateOf(result)}`]),
    '',
    `${results.length} mutants; of ${visible} that can be seen from outside ${cases} cases kill ${killed} (${share} %)`,
  ];
};
