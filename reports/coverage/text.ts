/** Coverage in words. */

import { type CoverageDifference, type CoverageReport, type GoalKind, sharesOf } from './report.ts';
import { kindNames, shareText } from './names.ts';
import { counted } from '../run/names.ts';
import { padded, type Style, widthOf } from '../format/style.ts';

const fewest = 10;

/** The goals that nobody reached, by kind; no more than ten of each unless all are wanted. */
const missingLines = ({ goals }: CoverageReport, all: boolean): readonly string[] =>
  (Object.keys(kindNames) as GoalKind[]).flatMap((kind) => {
    const missing = goals.filter((goal) => goal.kind === kind && goal.by.length === 0);
    if (missing.length === 0) return [];
    const shown = all ? missing : missing.slice(0, fewest);
    const more = missing.length - shown.length;
    return [
      `  ${kindNames[kind]}:`,
      ...shown.map(({ id }) => `    ${id.slice(kind.length + 1)}`),
      ...(more === 0 ? [] : [`    and ${more} more (--verbose)`]),
    ];
  });

/** What was gained and lost since another run. */
export const differenceLines = ({ gained, lost, gone }: CoverageDifference, style: Style): readonly string[] => [
  `since then ${counted(gained.length, 'goal')} gained, ${lost.length} lost`,
  ...gained.map((id) => style.paint('green', `  + ${id}`)),
  ...lost.map((id) => style.paint('red', `  - ${id}`)),
  ...gone.map((id) => style.paint('dim', `  . ${id} is no goal any more`)),
];

/** What the columns of sources are called: there is room for one word each. */
const columnNames: Readonly<Record<GoalKind, string>> = {
  event: 'events',
  state: 'states',
  transition: 'transitions',
  pair: 'pairs',
  sequence: 'stimuli',
  stop: 'stops',
  witness: 'situations',
  fact: 'facts',
  'near-miss': 'near misses',
};

/** How many goals of each kind every source reached: its name behind the figures, or above them where there is no room. */
const sourceLines = (report: CoverageReport, style: Style): readonly string[] => {
  const names = sharesOf(report).map(({ kind }) => columnNames[kind]);
  const row = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padStart(names[column]?.length ?? 0)).join('  ')}`;
  const told = report.sources.map(({ name, kind }, index) => ({
    about: `${kind}: ${name}`,
    figures: row(sharesOf(report, index).map(({ covered }) => String(covered))),
  }));
  const head = row(names);
  const beside = told.every(({ about }) => widthOf(head) + widthOf(about) + 2 <= style.width);
  return [
    style.paint('bold', beside ? `${head}  seen by` : head),
    ...told.flatMap(({ about, figures }) => (beside ? [`${figures}  ${about}`] : [`  ${about}`, figures])),
  ];
};

/** The shares of every kind, source by source, then what nobody reached. */
export const coverageLines = (report: CoverageReport, style: Style, verbose: boolean): readonly string[] => {
  const widest = Math.max(...Object.values(kindNames).map(({ length }) => length)) + 2;
  const missing = missingLines(report, verbose);
  return [
    style.paint('bold', 'together'),
    ...sharesOf(report).map(
      ({ kind, covered, all }) => `  ${padded(kindNames[kind], widest)}${shareText(covered, all)}`,
    ),
    ...(report.sources.length > 1 || verbose ? ['', ...sourceLines(report, style)] : []),
    ...(missing.length === 0 ? ['', 'nothing is left out'] : ['', 'not covered', ...missing]),
  ];
};
