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
  /** Ctrl-C; what was known by then has been printed. So with the next two: 128 and the number of the signal, as shells have it. */
  interrupted: 130,
  /** SIGHUP: the terminal is gone. */
  hungUp: 129,
  /** SIGTERM, which is what `timeout`, CI services and Kubernetes send. */
  terminated: 143,
} as const;

/** One of them. */
export type Exit = (typeof exits)[keyof typeof exits];
