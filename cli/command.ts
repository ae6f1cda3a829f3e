import { type Command, CommanderError } from 'commander';
import { InputError } from '../library/inputError.ts';
import { bugText, Complaint, complaintText } from './complaint.ts';
import { exits } from './exit.ts';
import type { Io } from './io.ts';
import { type Outcome, programFor } from './program.ts';
import { refuseReflexes } from './reflexes.ts';

/** Runs the verb that the words name, or answers the shell that asks how they go on; gives the exit code. */
export async function runVerb(args: readonly string[], io: Io): Promise<number> {
  const outcome: Outcome = { exit: exits.holds };
  const [first, dashes, ...asked] = args;
  const program = await programFor(io, outcome, first);
  if (first === 'complete' && dashes === '--') {
    const { answerCompletion } = await import('./verbs/completion.ts');
    io.out(answerCompletion(program, asked));
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

function failure(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.holds : exits.failed;
  if (error instanceof InputError) {
    io.err(complaintText(io.program, error));
    return error instanceof Complaint ? error.exit : exits.failed;
  }
  io.err(bugText(io, 'this is', error));
  return exits.failed;
}
