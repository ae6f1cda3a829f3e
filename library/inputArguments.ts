/** The input of a command once more, for commands that are printed to be pasted. */
import { quoted, type Setup, setupArguments } from './setup.ts';

/** The name under which standard input appears in commands and reports. */
export const standardInput = '-';

/** Paths as a command takes them: one that looks like an option is told apart from options. */
export const pathArguments = (paths: readonly string[]): readonly string[] =>
  paths.map((path) => (path.startsWith('-') && path !== standardInput ? `./${path}` : path));

/** What stands before a command that reads standard input: whatever was piped in has to be piped in again. */
export const pipeBefore = (paths: readonly string[]): string => (paths.includes(standardInput) ? '… | ' : '');

/** Which input, and which cluster, users and faults around it. */
export const inputArguments = (
  paths: readonly string[],
  options: Setup & { readonly recursive?: true },
): readonly string[] => [
  ...pathArguments(paths),
  ...(options.recursive === true ? ['-R'] : []),
  ...setupArguments(options),
];

/** The same as text for a shell. */
export const inputText = (...input: Parameters<typeof inputArguments>): string =>
  inputArguments(...input)
    .map(quoted)
    .join(' ');
