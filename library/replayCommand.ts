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

/** What every command that repeats a run of this scenario begins with: the input and every option that decides what happens. */
export const replayBeginning = (
  program: string,
  paths: readonly string[],
  options: Setup & { readonly recursive?: true },
  scenario: string,
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
    ].map(quoted),
  ].join(' ');

/** The whole command. */
export const replayCommand = (
  program: string,
  paths: readonly string[],
  options: Setup & { readonly recursive?: true },
  { scenario, guarantee, schedule }: Replayed,
): string =>
  [
    replayBeginning(program, paths, options, scenario),
    ...['--guarantee', guarantee, '--schedule', schedule].map(quoted),
  ].join(' ');
