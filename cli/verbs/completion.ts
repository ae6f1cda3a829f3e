/** Completion for shells: the script each shell needs, and the answers it asks for. */

import { script } from '@bomb.sh/tab';
import { Argument, type Command, type Option } from 'commander';
import { exhibits } from '../../generators/museum/index.ts';
import { settableNames } from '../../model/assumptions.ts';
import { kubernetesVersions } from '../../model/gates.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { faultKinds, userActions } from '../../model/scenario.ts';
import { switchNames } from '../../model/switches.ts';
import { exits } from '../exit.ts';
import type { Io } from '../io.ts';
import { reportFormats } from '../output/reportFiles.ts';
import type { Outcome } from '../program.ts';
import { verb } from '../verb.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** `podproof completion bash|zsh|fish|powershell`: a script for the shell, which in turn asks `podproof complete -- words`. */
export const addCompletion = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'completion', 'print the completion script of a shell', [
    [
      'podproof completion bash > ~/.local/share/bash-completion/completions/podproof',
      'bash, for this user; needs bash-completion, as kubectl does',
    ],
    ['podproof completion zsh > ~/.zsh/completions/_podproof', 'zsh, with ~/.zsh/completions in fpath'],
    ['podproof completion fish > ~/.config/fish/completions/podproof.fish', 'fish, for this user'],
    [
      'source <(kubectl completion bash)',
      'as a plugin: kubectl asks kubectl_complete-podproof, if that is on the PATH',
    ],
  ])
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .action((shell: string) => {
      script(shell, 'podproof', 'podproof');
      outcome.exit = exits.holds;
    });
};

/** A candidate and what it means. */
type Candidate = readonly [word: string, meaning: string];

/** Candidates, or `files` where a path belongs. */
type Answer = readonly Candidate[] | 'files';

const ids = (): readonly Candidate[] => guarantees.map(({ id, sentence }) => [id, sentence]);
const bare = (words: readonly string[]): readonly Candidate[] => words.map((word) => [word, '']);

/** Values of options and arguments that the parser itself does not know. */
const values: Readonly<Record<string, () => Answer>> = {
  '--guarantee': ids,
  '--kubernetes-version': () => bare(kubernetesVersions),
  '--faults': () => bare(faultKinds.map((kind) => `${kind}=1`)),
  '--switch': () => switchNames.flatMap((name) => [`${name}=on`, `${name}=off`].map((word): Candidate => [word, ''])),
  '--user': () => bare(userActions.map((action) => `${action}=1`)),
  '--assume': () => bare(settableNames.map((name) => `${name}<=`)),
  '--report': () => bare(reportFormats.map((format) => `${format}=`)),
  '--filename': () => 'files',
  '--nodes': () => 'files',
  '--config': () => 'files',
  '--baseline': () => 'files',
  '--against': () => 'files',
  'diff from': () => bare(kubernetesVersions),
  'diff to': () => bare(kubernetesVersions),
  'explain id': ids,
  'museum id': () => exhibits.map(({ id, title }) => [id, title]),
};

/** Options whose values are lists with commas between. */
const lists: readonly string[] = ['--guarantee', '--faults', '--switch', '--user'];

/** Directives of the protocol kubectl and others share: no space after the word, no files, or whatever the shell does by default. */
const noSpace = 2;
const noFiles = 4;
const byDefault = 0;

/** The answer to a shell: one candidate a line with its meaning, then what the shell may add of its own. */
export const answerCompletion = (program: Command, words: readonly string[]): string => {
  const { before, current, done } = lastWord(words);
  const answer = answerTo(program, before, current);
  if (answer === 'files') return `:${byDefault}\n`;
  const fitting = answer.filter(([word]) => word.startsWith(current));
  const goesOn = fitting.length > 0 && fitting.every(([word]) => word.endsWith('='));
  const lines = fitting.map(([word, meaning]) => `${done}${word}\t${meaning}\n`);
  return `${lines.join('')}:${goesOn ? noSpace + noFiles : noFiles}\n`;
};

/** The word to complete, what stands before it, and how much of it is settled: `--slice=po` completes `po`, `bind-once,pre` completes `pre`. */
const lastWord = (words: readonly string[]) => {
  const written = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const [, option, value = ''] = /^(--[a-z-]+)=(.*)$/.exec(written) ?? [];
  const word = option === undefined ? written : value;
  const named = option === undefined ? before : [...before, option];
  const comma = lists.includes(named.at(-1) ?? '') ? word.lastIndexOf(',') + 1 : 0;
  return { before: named, current: word.slice(comma), done: word.slice(0, comma) };
};

function answerTo(program: Command, before: readonly string[], current: string): Answer {
  const command = program.commands.find((one) => one.name() === before.find((word) => !word.startsWith('-')));
  const options = command?.createHelp().visibleOptions(command) ?? program.options;
  const expecting = options.find(
    (option) => takesValue(option) && [option.long, option.short].includes(before.at(-1) ?? ''),
  );
  if (expecting !== undefined) return valuesOf(expecting);
  if (current.startsWith('-')) return options.map(({ long, description }) => [long ?? '', description]);
  if (command === undefined) return program.commands.map((one) => [one.name(), one.description()]);
  const argument = argumentAt(command, before, options);
  if (argument === undefined) return [];
  if (argument.argChoices !== undefined) return bare(argument.argChoices);
  return values[`${command.name()} ${argument.name()}`]?.() ?? 'files';
}

/** The argument that is being written: words that are no options, nor values of any, have filled those before it; the last takes all the rest. */
const argumentAt = (command: Command, before: readonly string[], options: readonly Option[]) => {
  const valued = options.filter(takesValue).flatMap(({ long, short }) => [long ?? [], short ?? []].flat());
  const words = before.filter((word, index) => !word.startsWith('-') && !valued.includes(before[index - 1] ?? ''));
  return command.registeredArguments[Math.min(words.length - 1, command.registeredArguments.length - 1)];
};

const takesValue = (option: Option): boolean => option.required || option.optional;

const valuesOf = (option: Option): Answer =>
  option.argChoices === undefined ? (values[option.long ?? '']?.() ?? []) : bare(option.argChoices);
