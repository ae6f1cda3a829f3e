import { InputError, wordsOf } from '../library/inputError.ts';
import { inertLine } from '../reports/inert/text.ts';
import { type Exit, exits } from './exit.ts';

export { wordsOf } from '../library/inputError.ts';

/** Why a command cannot do what was asked: one sentence, and one that says what to do. Ends the command with exit code 2, unless it says another. */
export class Complaint extends InputError {
  readonly exit: Exit;

  constructor(message: string, fix: string, exit: Exit = exits.failed) {
    super(message, fix);
    this.name = 'Complaint';
    this.exit = exit;
  }
}

/** A complaint as it is printed: what it says in one line, whatever it quotes, and what to do. */
export const complaintText = (program: string, { message, fix }: InputError): string =>
  `${program}: ${inertLine(message)}\n  fix: ${inertLine(fix)}\n`;

/** What is known of this program when it goes wrong. */
interface Self {
  readonly program: string;
  readonly version: string;
  /** Whoever looks for the bug wants to see where it happened. */
  readonly debug?: boolean;
}

/** What to print when podproof itself went wrong: what, why, and that it should be reported. */
export const bugText = ({ program, version, debug = false }: Self, what: string, error: unknown): string => {
  const stack = debug && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  return (
    `${program}: ${what} a bug in podproof ${version}: ${inertLine(wordsOf(error))}\n` +
    `  fix: please report it with the command and the manifest; PODPROOF_DEBUG=1 shows where it happened\n${stack}`
  );
};

/** `ENOENT` and the like, of errors that carry one. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
