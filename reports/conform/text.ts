/** A conformance run as text: verdicts, each divergence with its manifest, trace and rule, the matrix. */
import { stringify } from 'yaml';
import type { Verdict } from '../../conformance/verdict.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { type Colour, clipped, entry, padded, type Style, widthOf, wrapped } from '../format/style.ts';
import { counted, listed } from '../run/names.ts';
import { differencesIn } from './differences.ts';
import type { Matrix } from './matrix.ts';
import { type CaseReport, type ConformReport, reasonsIn, type TargetReport } from './report.ts';
import { labelWords, stepWords } from './words.ts';

const colours: Readonly<Record<string, Colour>> = {
  pass: 'green',
  kept: 'green',
  fail: 'red',
  broken: 'red',
  inconclusive: 'yellow',
  suspect: 'yellow',
};
const symbols = { pass: 'holds', fail: 'violated', inconclusive: 'undecided' } as const;

const verdictText = (verdict: Verdict, { symbols: signs, paint }: Style): string =>
  paint(colours[verdict] ?? 'dim', `${signs[symbols[verdict]]} ${padded(verdict, 12)}`);

/** One line for one verdict, and below it why it is not a pass. */
export const verdictLines = (
  { id, verdict, because, seconds }: Pick<CaseReport, 'id' | 'verdict' | 'because' | 'seconds'>,
  style: Style,
): readonly string[] => [
  `  ${verdictText(verdict, style)} ${padded(id, 44)} ${`${seconds.toFixed(1)} s`.padStart(7)}`,
  ...(because === '' ? [] : wrapped(because, style.width - 6)).map((line) => `      ${line}`),
];

const traceLines = ({ trace, divergence }: CaseReport, style: Style): readonly string[] => {
  const rows = trace.map(({ words, latest, source }, index) => {
    const sign = divergence !== null && index === divergence.explained ? style.symbols.violated : ' ';
    return `    ${sign} ${`${(Math.max(0, latest) / 1000).toFixed(2)} s`.padStart(9)}  ${words}  ${style.paint('dim', `[${source}]`)}`;
  });
  const silent = divergence !== null && divergence.unexplained === null;
  return silent ? [...rows, `    ${style.symbols.violated}            nothing more`] : rows;
};

const promised = (ids: readonly string[]): readonly string[] =>
  guarantees
    .filter(({ id }) => ids.includes(id))
    .map(({ id, sentence, facts }) => `${id}: ${sentence} (${facts.join(', ')})`);

/** The manifests of a case as YAML. */
export const manifestText = ({ manifests }: Pick<CaseReport, 'manifests'>): string =>
  manifests
    .map((manifest) => stringify(manifest, { lineWidth: 0 }))
    .join('---\n')
    .trimEnd();

/** Everything there is to tell of a case that failed. */
export const caseText = (one: CaseReport, style: Style): readonly string[] => {
  const { divergence, stimuli } = one;
  if (divergence === null) return [];
  return [
    ...entry('manifest', '', style),
    ...manifestText(one)
      .split('\n')
      .map((line) => `    ${line}`),
    ...stimuli.flatMap((step, index) => entry(index === 0 ? 'tester' : '', stepWords(step), style)),
    ...entry('seen', '', style),
    ...traceLines(one, style),
    ...entry('rule', divergence.rule, style),
    ...(divergence.legal.length === 0 ? [] : entry('legal', listed(divergence.legal.map(labelWords)), style)),
    ...(divergence.asIf.length === 0 ? [] : entry('as if', divergence.asIf.join(' or '), style)),
    ...promised(divergence.guarantees).flatMap((line, index) => entry(index === 0 ? 'promise' : '', line, style)),
  ];
};

const failureLines = ({ cases }: ConformReport, style: Style): readonly string[] =>
  differencesIn(cases).flatMap(({ smallest, others }) => {
    const more = others.map(({ id }) => id);
    return [
      '',
      style.paint('bold', `${smallest.target} · ${smallest.id}: ${smallest.because}`),
      ...caseText(smallest, style),
      ...(more.length === 0 ? [] : entry('also', `${counted(more.length, 'other case')}: ${listed(more)}`, style)),
    ];
  });

const cellWidth = 13;

const mostColumns = 6;

/** With more targets than fit side by side: one line for each, with the cases that fail. */
const targetLines = ({ targets, cases }: Matrix, style: Style): readonly string[] => {
  const widest = Math.max(...targets.map(widthOf));
  return targets.map((target, index) => {
    const failed = cases.filter(({ cells }) => cells[index] === 'fail').map(({ id }) => id);
    return clipped(
      `  ${padded(target, widest)}  ${failed.length === 0 ? 'no case fails' : failed.join(' ')}`,
      style.width,
      style,
    );
  });
};

/** The matrix as lines. */
export const matrixLines = (matrix: Matrix, style: Style): readonly string[] => {
  const { targets, guarantees: promises, cases } = matrix;
  if (targets.length > mostColumns) {
    return ['', style.paint('bold', 'divergence matrix'), ...targetLines(matrix, style), '  (whole: -o json)'];
  }
  const widest = Math.max(...[...promises, ...cases].map(({ id }) => widthOf(id)));
  const row = ({ id, cells }: { readonly id: string; readonly cells: readonly string[] }) =>
    `  ${padded(id, widest)}  ${cells.map((cell) => style.paint(colours[cell] ?? 'dim', padded(cell, cellWidth))).join(' ')}`;
  const numbers = targets.map((_, index) => padded(`(${index + 1})`, cellWidth)).join(' ');
  return [
    '',
    style.paint('bold', 'divergence matrix'),
    ...targets.map((target, index) => `  (${index + 1}) ${target}`),
    '',
    `  ${padded('guarantee', widest)}  ${numbers}`,
    ...promises.map(row),
    '',
    `  ${padded('case', widest)}  ${numbers}`,
    ...cases.map(row),
  ];
};

/** What was aimed at is a wish; what counts is what the traces show. */
const goalWords = (cases: readonly CaseReport[]): string => {
  const count = (goals: readonly string[]): number => new Set(goals).size;
  const [through, aimed] = [count(cases.flatMap(({ covers }) => covers)), count(cases.flatMap(({ aims }) => aims))];
  const uncounted = cases.filter((one) => one.uncounted !== '');
  const left =
    uncounted.length === 0 ? '' : `; ${counted(uncounted.length, 'case')} not counted: ${uncounted[0]?.uncounted}`;
  return `surely went through ${counted(through, 'goal')}, the cases were made for ${aimed}${left}`;
};

const summary = (
  { target, pass, fail, inconclusive, seconds, interrupted }: TargetReport,
  cases: readonly CaseReport[],
): readonly string[] => {
  const parts = [`${pass} pass`, `${fail} fail`, `${inconclusive} inconclusive`];
  const sum = `${target}: ${counted(pass + fail + inconclusive, 'case')}, ${parts.join(', ')} in ${seconds.toFixed(0)} s`;
  const ours = cases.filter((one) => one.target === target);
  return [`${sum}${interrupted ? ', interrupted' : ''}`, `  ${goalWords(ours)}`];
};

const skippedLines = ({ skipped }: ConformReport): readonly string[] =>
  reasonsIn(skipped).map(({ because, count }) => `  skipped ${count}: ${because}`);

/** The whole report. */
export const conformLines = (report: ConformReport, style: Style): readonly string[] => [
  ...report.targets.flatMap(({ target }) => [
    style.paint('bold', target),
    ...report.cases.filter((one) => one.target === target).flatMap((one) => verdictLines(one, style)),
  ]),
  ...failureLines(report, style),
  ...(report.targets.length > 1 ? matrixLines(report.matrix, style) : []),
  '',
  ...skippedLines(report),
  ...report.targets.flatMap((target) => summary(target, report.cases)),
];
