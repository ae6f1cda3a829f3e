/** The command that repeats a run, ready to be pasted into a shell. */
import { quoted, type Setup, setupArguments } from './setup.ts';

/** The name under which standard input appears in commands and reports. */
export const standardInput = '-';

/** Which run of which scenario. */
export interface Replayed {
  readonly scenario: string;
  readonly guarantee: string;
  readonly schedule: string;
}

/** Paths as a command takes them: one that looks like an option is told apart from options. */
export const pathArguments = (paths: readonly string[]): readonly string[] =>
  paths.map((path) => (path.startsWith('-') && path !== standardInput ? `./${path}` : path));

/** The whole command, with every option that decides what happens. */
export const replayCommand = (
  program: string,
  paths: readonly string[],
  options: Setup & { readonly recursive?: true },
  { scenario, guarantee, schedule }: Replayed,
): string =>
  [
    program,
    ...[
      'replay',
      ...pathArguments(paths),
      ...(options.recursive === true ? ['-R'] : []),
      ...setupArguments(options),
      '--scenario',
      scenario,
      '--guarantee',
      guarantee,
      '--schedule',
      schedule,
    ].map(quoted),
  ].join(' ');
