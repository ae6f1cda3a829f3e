/** A page for each verb, made from the commands of the program themselves. */
import type { Argument, Command, Option } from 'commander';
import { processIo } from '../../cli/io.ts';
import { programFor } from '../../cli/program.ts';
import { styleOf } from '../../reports/format/style.ts';
import { block, code, heading, list, type Page, page, prose, table } from './markdown.ts';

const world = async () => {
  const printed: string[] = [];
  const io = {
    ...processIo(),
    out: (text: string) => void printed.push(text),
    program: 'podproof',
    style: styleOf({ width: 100, unicode: true, colour: false }),
  };
  return { program: await programFor(io, { exit: 0 }), printed };
};

const choices = (values: readonly string[] | undefined): string =>
  values === undefined ? '' : ` One of ${values.map(code).join(', ')}.`;

const usual = ({ defaultValue, defaultValueDescription }: Argument | Option): string => {
  if (defaultValue === undefined || defaultValue === false) return '';
  const said =
    defaultValueDescription ?? (typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue));
  return said === '[]' ? '' : ` Default: ${code(said)}.`;
};

const sentence = (text: string): string => (text === '' ? '' : `${prose(text[0]?.toUpperCase() + text.slice(1))}.`);

const optionRow = (option: Option): readonly string[] => [
  code(option.flags),
  `${sentence(option.description)}${choices(option.argChoices)}${usual(option)}`,
];

const argumentRow = (argument: Argument): readonly string[] => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return [
    code(argument.required ? `<${name}>` : `[${name}]`),
    `${sentence(argument.description)}${choices(argument.argChoices)}${usual(argument)}`,
  ];
};

/** What the help shows around the options: its examples, and what its exit codes mean. */
const helpOf = (command: Command, printed: string[]): { readonly examples: string; readonly exits: string } => {
  printed.length = 0;
  command.outputHelp();
  const help = printed.join('');
  const exits = /^Exit codes: ([^.]*(?:\n[^.]*)?)\./m.exec(help);
  const [, examples = ''] = help.replace(exits?.[0] ?? '', '').split(/^Examples:\n/m);
  return { examples: examples.trim().replaceAll(/^ {2}/gm, ''), exits: exits?.[1]?.replaceAll('\n', ' ') ?? '' };
};

const verbText = (command: Command, printed: string[]): string => {
  const { examples, exits } = helpOf(command, printed);
  const { registeredArguments, options } = command;
  return page(
    heading(1, `podproof ${command.name()}`),
    sentence(command.description()),
    block(`podproof ${command.name()} ${command.usage()}`),
    registeredArguments.length === 0 ? undefined : table(['argument', 'meaning'], registeredArguments.map(argumentRow)),
    options.length === 0 ? undefined : heading(2, 'Options'),
    options.length === 0
      ? undefined
      : table(['option', 'meaning'], options.filter(({ hidden }) => !hidden).map(optionRow)),
    examples === '' ? undefined : heading(2, 'Examples'),
    examples === '' ? undefined : block(examples, 'sh'),
    exits === '' ? undefined : heading(2, 'Exit codes'),
    list(exits.split(/[;,] (?=\d)/).flatMap((exit) => (exit === '' ? [] : [prose(exit)]))),
  );
};

const exitCodes: readonly (readonly string[])[] = [
  ['0', 'nothing to change, and every search was complete'],
  ['1', 'something is violated that counts: by default, what the owner of the manifest can change'],
  ['2', 'podproof could not do its job: usage, unreadable or invalid manifest'],
  ['3', 'undecided: a limit on states, memory or time came before an answer; with `--strict` also: a question is open'],
  ['129, 130, 143', 'interrupted by SIGHUP, SIGINT or SIGTERM; what was known has been printed'],
];

/** All of these pages. */
export const verbPages = async (): Promise<readonly Page[]> => {
  const { program, printed } = await world();
  const index = page(
    heading(1, 'Verbs'),
    table(
      ['verb', 'what it does'],
      program.commands.map((command) => [
        `[${command.name()}](/verbs/${command.name()})`,
        sentence(command.description()),
      ]),
    ),
    heading(2, 'Exit codes', 'exit-codes'),
    table(['code', 'meaning'], exitCodes),
    list([
      'Results are on stdout; progress, warnings and complaints on stderr.',
      'The page of a verb says what the codes mean for it.',
    ]),
  );
  return [
    { params: { verb: 'index' }, content: index },
    ...program.commands.map((command) => ({ params: { verb: command.name() }, content: verbText(command, printed) })),
  ];
};
