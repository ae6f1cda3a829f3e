/** What every verb's command has in common. */
import { type Command, Option } from 'commander';
import { shownOn } from '../reports/format/style.ts';
import { jsonText } from '../reports/inert/json.ts';
import type { Io } from './io.ts';

/** A new command of the program, with its examples below its help as kubectl shows them. */
export const verb = (
  program: Command,
  io: Io,
  name: string,
  summary: string,
  examples: readonly (readonly [command: string, meaning: string])[],
): Command => {
  const lines = examples.map(([command, meaning]) => `  # ${meaning}\n  ${command.replace('podproof', io.program)}`);
  return program
    .command(name)
    .description(summary)
    .showHelpAfterError(`fix: see ${io.program} ${name} --help`)
    .addHelpText('after', `\nExamples:\n${lines.join('\n\n')}`);
};

const pathsIn = (path: string, before: readonly string[] = []): readonly string[] => [...before, path];

/** Adds the ways to name manifests: paths, `-f` as kubectl has it, `-R`. */
export const addInput = (command: Command, meaning: string): Command =>
  command
    .argument('[paths...]', meaning)
    .addOption(new Option('-f, --filename <path>', 'manifests, as with kubectl; may be repeated').argParser(pathsIn))
    .option('-R, --recursive', 'read subdirectories, too');

/** `-o text|json`. */
export const outputOption = (): Option =>
  new Option('-o, --output <format>', 'output format').choices(['text', 'json']).default('text');

/** Prints lines as results. */
export const print = (io: Io, lines: readonly string[]): void => io.out(shownOn(io.style, `${lines.join('\n')}\n`));

/** Prints a value as JSON for machines. */
export const printJson = (io: Io, value: unknown): void => io.out(jsonText(value));
