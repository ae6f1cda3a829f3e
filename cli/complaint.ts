/** Why a command cannot do what was asked: one sentence, and one that says what to do. Ends the command with exit code 2. */
export class Complaint extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.name = 'Complaint';
    this.fix = fix;
  }
}

/** The error's own words, in one line. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** `ENOENT` and the like, of errors that carry one. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
