import { basename } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { InputError } from '../library/inputError.ts';
import { bugText, Complaint, complaintText } from './complaint.ts';
import { exits } from './exit.ts';
import { type Io, inertIo, processIo } from './io.ts';
import { type Outcome, programFor } from './program.ts';
import { refuseReflexes } from './reflexes.ts';
import { printJson } from './verb.ts';
import { answerCompletion, completionWords, pluginCompletion } from './verbs/completion.ts';

/** The command line without `node` and the script's name, run in the real world; answers the exit code. */
export const main = (args: readonly string[]): Promise<number> => {
  const asked = basename(process.argv[1] ?? '').startsWith(pluginCompletion) ? ['complete', '--', ...args] : args;
  return run(asked, processIo());
};

/** The same in any world. Whatever is printed goes through one filter. */
export async function run(args: readonly string[], world: Io): Promise<number> {
  const io = inertIo(world);
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
    const words = wordsMeant(args, program);
    refuseReflexes(words, program, io.program);
    await program.parseAsync(words, { from: 'user' });
    return outcome.exit;
  } catch (error) {
    return failure(error, io);
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

function failure(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.holds : exits.failed;
  if (error instanceof InputError) {
    io.err(complaintText(io.program, error));
    return error instanceof Complaint ? error.exit : exits.failed;
  }
  io.err(bugText(io, 'this is', error));
  return exits.failed;
}
