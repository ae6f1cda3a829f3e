/** The command line as commander sees it: one verb per file, the same manners for all of them. */
import { Command, type OutputConfiguration } from 'commander';
import type { Exit } from './exit.ts';
import type { Io } from './io.ts';

/** Adds a verb's command to the program. */
type AddVerb = (program: Command, io: Io, outcome: Outcome) => void;

/** Where the verbs are, in the order of the help. Each is a file of its own, loaded only where it is needed: all of them take longer to load than a small search. */
const verbs: Readonly<Record<string, () => Promise<AddVerb>>> = {
  check: async () => (await import('./verbs/check.ts')).addCheck,
  fix: async () => (await import('./verbs/fix.ts')).addFix,
  tune: async () => (await import('./verbs/tune.ts')).addTune,
  explore: async () => (await import('./verbs/explore.ts')).addExplore,
  explain: async () => (await import('./verbs/explain.ts')).addExplain,
  facts: async () => (await import('./verbs/facts.ts')).addFacts,
  assumptions: async () => (await import('./verbs/assumptions.ts')).addAssumptions,
  switches: async () => (await import('./verbs/switches.ts')).addSwitches,
  diff: async () => (await import('./verbs/diff.ts')).addDiff,
  replay: async () => (await import('./verbs/replay.ts')).addReplay,
  museum: async () => (await import('./verbs/museum.ts')).addMuseum,
  generate: async () => (await import('./verbs/generate.ts')).addGenerate,
  mutants: async () => (await import('./verbs/mutants.ts')).addMutants,
  conform: async () => (await import('./verbs/conform.ts')).addConform,
  trace: async () => (await import('./verbs/trace.ts')).addTrace,
  report: async () => (await import('./verbs/report.ts')).addReport,
  statecharts: async () => (await import('./verbs/statecharts.ts')).addStatecharts,
  completion: async () => (await import('./verbs/completion.ts')).addCompletion,
  version: async () => (await import('./verbs/version.ts')).addVersion,
};

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

/** The program with all its verbs, or with the one alone that `word` names: its help, its options and its complaints need no other. They leave their exit code in `outcome`. */
export const programFor = async (io: Io, outcome: Outcome, word = ''): Promise<Command> => {
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
  const named = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  const loaded = await Promise.all((named === undefined ? Object.values(verbs) : [named]).map((load) => load()));
  for (const add of loaded) add(program, io, outcome);
  program.name(io.program);
  return program;
};
