/** What the exit code of the command tells a script. */
export const exits = {
  /** Everything asked holds, and the search was complete. */
  holds: 0,
  /** A guarantee is violated. */
  violated: 1,
  /** The command could not do its job: usage, unreadable or invalid manifest. */
  failed: 2,
  /** A limit was reached before every answer was known. */
  undecided: 3,
  /** Ctrl-C; what was known by then has been printed. */
  interrupted: 130,
} as const;

/** One of them. */
export type Exit = (typeof exits)[keyof typeof exits];
