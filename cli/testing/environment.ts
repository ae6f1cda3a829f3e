/** A terminal on which nothing depends on where a test runs. */
export const plainTerminal = {
  ...process.env,
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  COLUMNS: '100',
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
};
