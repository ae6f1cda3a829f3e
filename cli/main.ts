import { basename } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { Complaint, wordsOf } from './complaint.ts';
import { answerCompletion, completionWords, pluginCompletion } from './completion.ts';
import { exits } from './exit.ts';
import { type Io, processIo } from './io.ts';
import { type Outcome, programFor } from './program.ts';
import { printJson } from './verb.ts';

/** The command line without `node` and the script's name, run in the real world; answers the exit code. */
export const main = (args: readonly string[]): Promise<number> => {
  const asked = basename(process.argv[1] ?? '').startsWith(pluginCompletion) ? ['complete', '--', ...args] : args;
  return run(asked, processIo(), process.env['PODPROOF_DEBUG'] === '1');
};

/** The same in any world. */
export async function run(args: readonly string[], io: Io, debug = false): Promise<number> {
  if (isVersionQuestion(args)) return tellVersion(args, io);
  const outcome: Outcome = { exit: exits.holds };
  const program = programFor(io, outcome);
  const words = completionWords(args);
  if (words !== undefined) {
    io.out(answerCompletion(program, words));
    return exits.holds;
  }
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(wordsMeant(args, program), { from: 'user' });
    return outcome.exit;
  } catch (error) {
    return failure(error, io, debug);
  }
}

/** `help chekc` is the mistake that `chekc` is; `help help` is none. */
const wordsMeant = (args: readonly string[], { commands }: Command): readonly string[] => {
  const [first, second = 'help'] = args;
  const known = ['help', ...commands.map((command) => command.name())].includes(second) || second.startsWith('-');
  return first === 'help' && !known ? args.slice(1) : args;
};

const isVersionQuestion = ([first]: readonly string[]): boolean => first === '--version';

function tellVersion(args: readonly string[], io: Io): number {
  const json = /^(-o|--output)(=|,)?json$/.test(args.slice(1).join(','));
  if (json) printJson(io, { podproof: io.version, node: process.versions.node });
  else io.out(`podproof ${io.version}\n`);
  return exits.holds;
}

function failure(error: unknown, io: Io, debug: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.holds : exits.failed;
  if (error instanceof Complaint) {
    io.err(`${io.program}: ${error.message}\n  fix: ${error.fix}\n`);
    return exits.failed;
  }
  const stack = error instanceof Error ? error.stack : undefined;
  io.err(
    `${io.program}: this is a bug in podproof ${io.version}: ${wordsOf(error)}\n` +
      '  fix: please report it with the command and the manifest; PODPROOF_DEBUG=1 shows where it happened\n',
  );
  if (debug && stack !== undefined) io.err(`${stack}\n`);
  return exits.failed;
}
