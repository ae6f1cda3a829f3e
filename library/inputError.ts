/** Why what was asked cannot be done: one sentence, and one that says what to do. The input is to blame, not podproof. */
export class InputError extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.name = 'InputError';
    this.fix = fix;
  }
}

/** The error's own words, in one line. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
