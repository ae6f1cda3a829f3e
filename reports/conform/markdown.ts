/** Conformance runs as Markdown with Mermaid, for the summary of a CI step: the divergence matrix, then every difference. */
import { cellCode, code, fenced, html, plain } from '../inert/markdown.ts';
import { label } from '../inert/mermaid.ts';
import type { Matrix } from './matrix.ts';
import { type CellWord, cellMeanings, cellSigns } from './signs.ts';
import type { ConformView, DifferenceView } from './view.ts';

/** With more columns than this a table is wider than a summary: then there is a line for each target. */
const mostColumns = 8;

const cellText = (word: CellWord): string => `${cellSigns[word]} ${word}`;

const tableLines = ({ targets, guarantees, cases }: Matrix): readonly string[] => {
  const table = (
    name: string,
    rows: readonly { readonly id: string; readonly cells: readonly CellWord[] }[],
  ): readonly string[] => [
    `| ${[name, ...targets.map(plain)].join(' | ')} |`,
    `|${'---|'.repeat(targets.length + 1)}`,
    ...rows.map(({ id, cells }) => `| ${[cellCode(id), ...cells.map(cellText)].join(' | ')} |`),
    '',
  ];
  return [...table('guarantee', guarantees), ...table('case', cases)];
};

const targetLines = ({ targets, guarantees, cases }: Matrix): readonly string[] => {
  const named = (
    rows: readonly { readonly id: string; readonly cells: readonly CellWord[] }[],
    target: number,
    word: CellWord,
  ) => rows.flatMap(({ id, cells }) => (cells[target] === word ? [cellCode(id)] : []));
  return [
    '| target | guarantees broken | suspect | cases that fail |',
    '|---|---|---|---|',
    ...targets.map((target, index) => {
      const cells = [
        named(guarantees, index, 'broken'),
        named(guarantees, index, 'suspect'),
        named(cases, index, 'fail'),
      ];
      return `| ${[plain(target), ...cells.map((ids) => ids.join(' '))].join(' | ')} |`;
    }),
    '',
  ];
};

/** What was seen as a Mermaid sequence diagram: the tester on the left, everything it talks to and sees beside it. */
export const seenLines = ({ trace, unexplained }: DifferenceView): readonly string[] => {
  const lanes = [...new Set(trace.map(({ lane }) => lane))].sort();
  const id = (lane: string) => `p${lanes.indexOf(lane)}`;
  const across = lanes.length === 0 ? 'tester' : `tester,p${lanes.length - 1}`;
  const wrong = (text: string) => `  Note over ${across}: ✗ ${text}`;
  return [
    'sequenceDiagram',
    '  participant tester',
    ...lanes.map((lane) => `  participant ${id(lane)} as ${label(lane)}`),
    ...trace.flatMap(({ at, lane, done, words }, index) => [
      ...(index === unexplained ? [wrong('nothing explains what comes now')] : []),
      done
        ? `  tester->>${id(lane)}: ${at} ${label(words.replace('tester: ', ''))}`
        : `  ${id(lane)}-->>tester: ${at} ${label(words)}`,
    ]),
    ...(unexplained >= trace.length ? [wrong('nothing more came, and something had to')] : []),
  ];
};

const differenceLines = (one: DifferenceView): readonly string[] => [
  `<details><summary>✗ <b>${html(one.target)}</b> ${html(one.id)}: ${html(one.because)}</summary>`,
  '',
  plain(one.title),
  '',
  ...fenced('yaml', [one.manifest]),
  '',
  ...one.stimuli.map((stimulus) => `* **tester** ${plain(stimulus)}`),
  '',
  ...fenced('mermaid', seenLines(one)),
  '',
  `* **rule** ${plain(one.rule)}`,
  ...(one.legal.length === 0 ? [] : [`* **legal** ${plain(one.legal.join(', '))}`]),
  ...(one.asIf.length === 0 ? [] : [`* **as if** ${one.asIf.map(code).join(' or ')}`]),
  ...one.promises.map(
    ({ id, sentence, facts }) => `* **promise** ${code(id)}: ${plain(sentence)} (${plain(facts.join(', '))})`,
  ),
  ...(one.others.length === 0 ? [] : [`* **also** ${one.others.map(code).join(', ')}`]),
  '',
  '</details>',
  '',
];

/** GitHub drops a step's whole summary beyond 1 MiB; the lifecycle maps need some of it. */
const mostBytes = 800_000;

/** The matrix and the differences. What would make it too long is left out from the end, and it says so. */
export const conformMarkdown = ({ targets, matrix, differences, skipped }: ConformView): string => {
  const sums = targets.map(
    ({ target, pass, fail, inconclusive }) =>
      `* **${plain(target)}**: ${pass} pass, ${fail} fail, ${inconclusive} inconclusive`,
  );
  const words = cellMeanings.map(([word, meaning]) => `${cellText(word)}: ${meaning}`);
  let text = [
    '# Divergence matrix',
    '',
    ...sums,
    '',
    ...(matrix.targets.length > mostColumns ? targetLines(matrix) : tableLines(matrix)),
    `<sub>${words.join(' · ')}</sub>`,
    '',
    ...skipped.map(({ because, count }) => `* skipped ${count}: ${plain(because)}`),
    '',
    '',
  ].join('\n');
  let left = 0;
  for (const one of differences) {
    const part = differenceLines(one).join('\n');
    if (new TextEncoder().encode(text + part).length < mostBytes) text += part;
    else left += 1;
  }
  return left === 0 ? text : `${text}\nLeft out, for this would be too long: ${left} differences\n`;
};
