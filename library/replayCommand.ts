/** The command that repeats a run, ready to be pasted into a shell. */
import { inputText, pipeBefore } from './inputArguments.ts';
import { quoted, type Setup } from './setup.ts';

/** Which run of which scenario. */
export interface Replayed {
  readonly scenario: string;
  readonly guarantee: string;
  readonly schedule: string;
}

/** What every command that repeats a run of this scenario begins with: the input (what was read from standard input has to be piped in again) and every option that decides what happens. */
export const replayBeginning = (
  program: string,
  paths: readonly string[],
  options: Setup & { readonly recursive?: true },
  scenario: string,
): string => `${pipeBefore(paths)}${program} replay ${inputText(paths, options)} --scenario ${quoted(scenario)}`;

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
