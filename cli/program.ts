/** The command line as commander sees it: one verb per file, the same manners for all of them. */
import { Command, type OutputConfiguration } from 'commander';
import type { Exit } from './exit.ts';
import type { Io } from './io.ts';
import { addAssumptions } from './verbs/assumptions.ts';
import { addCheck } from './verbs/check.ts';
import { addCompletion } from './verbs/completion.ts';
import { addConform } from './verbs/conform.ts';
import { addDiff } from './verbs/diff.ts';
import { addExplain } from './verbs/explain.ts';
import { addExplore } from './verbs/explore.ts';
import { addFacts } from './verbs/facts.ts';
import { addFix } from './verbs/fix.ts';
import { addGenerate } from './verbs/generate.ts';
import { addMuseum } from './verbs/museum.ts';
import { addMutants } from './verbs/mutants.ts';
import { addReplay } from './verbs/replay.ts';
import { addReport } from './verbs/report.ts';
import { addStatecharts } from './verbs/statecharts.ts';
import { addSwitches } from './verbs/switches.ts';
import { addTune } from './verbs/tune.ts';
import { addVersion } from './verbs/version.ts';

/** Where a verb leaves its exit code. */
export interface Outcome {
  exit: Exit;
}

const intro = `Proves ordering guarantees of the Kubernetes Pod lifecycle on your own manifests,
or prints the shortest schedule of events that breaks them. Works offline.`;

const outro = (program: string): string => `
Examples:
  $ ${program} check web.yaml                  what to change, what is asked, what holds
  $ ${program} check -R deploy/ -o json        the same for a directory, for machines
  $ helm template . | ${program} check -       from a pipe
  $ ${program} fix web.yaml                    what to change, with a proof of it
  $ ${program} explain                         every guarantee there is
  $ ${program} facts --status excluded         what the model leaves out, and why

Exit codes: 0 nothing to change, 1 something to change, 2 could not do the job, 3 undecided,
130 interrupted. The help of a verb says what they mean for it.`;

const output = (io: Io): OutputConfiguration => ({
  writeOut: io.out,
  writeErr: io.err,
  getOutHelpWidth: () => io.style.width,
  getErrHelpWidth: () => io.style.width,
  getOutHasColors: () => false,
  getErrHasColors: () => false,
  outputError: (text, write) => write(`${io.program}: ${text.replace(/^error: /, '')}`),
});

/** The whole program. Verbs leave their exit code in `outcome`. */
export const programFor = (io: Io, outcome: Outcome): Command => {
  const program = new Command('podproof')
    .usage('<verb> [options]')
    .description(intro)
    .configureOutput(output(io))
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .showHelpAfterError(`fix: see ${io.program} --help`)
    .addHelpText('after', outro(io.program))
    .option('--version', 'print the version (with -o json as JSON)')
    .helpCommand('help [verb]', 'what a verb does and takes');
  for (const add of [
    addCheck,
    addFix,
    addTune,
    addExplore,
    addExplain,
    addFacts,
    addAssumptions,
    addSwitches,
    addDiff,
    addReplay,
    addMuseum,
    addGenerate,
    addMutants,
    addConform,
    addReport,
    addStatecharts,
    addCompletion,
    addVersion,
  ])
    add(program, io, outcome);
  program.name(io.program);
  return program;
};
