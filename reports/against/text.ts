/** A comparison as lines and as Markdown. */
import { type Colour, type Style, wrapped } from '../format/style.ts';
import { code, plain } from '../inert/markdown.ts';
import { inertLine } from '../inert/text.ts';
import type { CheckDifference, FindingChange } from './report.ts';
import type { AnswerChange } from './verdicts.ts';

const words: Readonly<Record<NonNullable<AnswerChange['from']>, string>> = {
  holds: 'proved',
  violated: 'violated',
  undecided: 'undecided',
  vacuous: 'cannot occur',
  ignored: 'ignored',
};

/** `proved before, violated now`. */
const answerWords = ({ from, to }: AnswerChange): string =>
  `${from === null ? 'not asked' : words[from]} before, ${to === null ? 'not asked' : words[to]} now`;

const signs: Readonly<Record<FindingChange['change'], readonly [sign: string, word: string]>> = {
  gained: ['+', 'gained'],
  lost: ['-', 'lost'],
  unknown: ['?', 'not answered now'],
  unchanged: ['=', 'unchanged'],
};

/** In what the finding differs from what it was, in words. */
const differs = ({ was, worse = [] }: FindingChange): string => {
  const parts = [
    ...(was === undefined ? [] : [`was ${was}`]),
    ...(worse.length === 0 ? [] : [`new: ${worse.join(', ')}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
};

const colourOf = ({ change, kind }: FindingChange): Colour => {
  if (change === 'lost') return 'green';
  if (change === 'unchanged') return 'dim';
  return change === 'gained' && kind === 'change' ? 'red' : 'yellow';
};

const placeOf = ({ location }: FindingChange): string =>
  location === undefined ? '' : `${location.file}:${location.line}`;

/** How many of each: of what is known and stays there is nothing to say, and much of it. */
const summaryOf = ({ findings, answers, sameAnswers }: CheckDifference): string => {
  const count = (change: FindingChange['change']): number => findings.filter((one) => one.change === change).length;
  const unknown = count('unknown');
  return [
    `${count('gained')} gained`,
    `${count('lost')} lost`,
    ...(unknown === 0 ? [] : [`${unknown} not answered now`]),
    `${count('unchanged')} unchanged`,
    `${answers.length} of ${answers.length + sameAnswers} answers differ`,
  ].join(' · ');
};

const objectTexts = ({ objects: { added, removed, renamed } }: CheckDifference): readonly string[] => [
  ...renamed.map(({ from, to }) => `${from} is called ${to} now: same file, same answers`),
  ...(added.length === 0 ? [] : [`new: ${added.join(', ')}`]),
  ...(removed.length === 0 ? [] : [`gone: ${removed.join(', ')}`]),
];

const isTold = ({ change, kind }: FindingChange): boolean => change !== 'unchanged' || kind !== 'known';

/** The lines; `quiet` leaves out what is unchanged, `verbose` leaves out nothing. */
export const differenceLines = (
  difference: CheckDifference,
  { width, paint }: Style,
  { quiet, verbose }: { readonly quiet: boolean; readonly verbose: boolean },
): readonly string[] => {
  const { against, answers, findings } = difference;
  const shown = findings.filter((one) => verbose || (isTold(one) && !(quiet && one.change === 'unchanged')));
  const line = (change: FindingChange): string => {
    const { object, title, guarantee, kind } = change;
    const [sign, word] = signs[change.change];
    const told = `${object}: ${title}${differs(change)}  ${guarantee}  ${placeOf(change)}`.trimEnd();
    return `${paint(colourOf(change), `${sign} ${word}`)}  ${kind}  ${inertLine(told)}`;
  };
  return [
    ...wrapped(inertLine(`compared with ${against.file} of podproof ${against.podproofVersion}`), width),
    ...objectTexts(difference).flatMap((text) => wrapped(inertLine(text), width)),
    ...shown.map(line),
    ...answers.map((one) => inertLine(`  ${one.object} ${one.slice} ${one.guarantee}: ${answerWords(one)}`)),
    ...wrapped(summaryOf(difference), width),
  ];
};

const item = (change: FindingChange): string => {
  const { object, title, guarantee, kind, fix } = change;
  const place = placeOf(change);
  const where = place === '' ? '' : ` at ${code(place)}`;
  const advice =
    change.change !== 'gained' || fix === undefined ? '' : `. ${kind === 'change' ? '**fix** ' : ''}${plain(fix)}`;
  return `* ${plain(object)}: **${plain(title)}** ${code(guarantee)}${where}${plain(differs(change))}${advice}`;
};

const folded = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`<details><summary>${title}</summary>`, '', ...lines, '', '</details>', ''];

/** For a comment on a pull request: what was gained in full, the rest folded. */
export const differenceMarkdown = (difference: CheckDifference): string => {
  const { against, answers, findings } = difference;
  const those = (change: FindingChange['change'], known: boolean) =>
    findings.filter((one) => one.change === change && (one.kind === 'known') === known).map(item);
  const gained = those('gained', false);
  const lost = those('lost', false);
  return [
    '# podproof',
    '',
    plain(`Compared with ${against.file}: ${summaryOf(difference)}`),
    '',
    ...objectTexts(difference).map((text) => `* ${plain(text)}`),
    '',
    ...(gained.length === 0 ? [] : ['## Gained', '', ...gained, '']),
    ...(lost.length === 0 ? [] : ['## Lost', '', ...lost, '']),
    ...folded('Not answered now', [...those('unknown', false), ...those('unknown', true)]),
    ...folded('Unchanged', those('unchanged', false)),
    ...folded('What Kubernetes does not promise: gained', those('gained', true)),
    ...folded('What Kubernetes does not promise: lost', those('lost', true)),
    ...folded(
      'Answers that differ',
      answers.map((one) => `* ${plain(`${one.object} ${one.slice}`)} ${code(one.guarantee)}: ${answerWords(one)}`),
    ),
  ].join('\n');
};
