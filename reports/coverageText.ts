/** Coverage in words. */

import { type CoverageDifference, type CoverageReport, type GoalKind, sharesOf } from './coverage.ts';
import { kindNames, shareText } from './coverageNames.ts';
import { counted } from './names.ts';
import { padded, type Style } from './style.ts';

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

/** The shares of every kind, source by source, then what nobody reached. */
export const coverageLines = (report: CoverageReport, style: Style, verbose: boolean): readonly string[] => {
  const widest = Math.max(...Object.values(kindNames).map(({ length }) => length)) + 2;
  const missing = missingLines(report, verbose);
  const each = report.sources.flatMap(({ name, kind }, index) => [
    `${style.paint('bold', name)}  (${kind})`,
    ...sharesOf(report, index)
      .filter(({ covered }) => covered > 0)
      .map((share) => `  ${padded(kindNames[share.kind], widest)}${shareText(share.covered, share.all)}`),
  ]);
  return [
    style.paint('bold', 'together'),
    ...sharesOf(report).map(
      ({ kind, covered, all }) => `  ${padded(kindNames[kind], widest)}${shareText(covered, all)}`,
    ),
    ...(report.sources.length > 1 || verbose ? ['', ...each] : []),
    ...(missing.length === 0 ? ['', 'nothing is left out'] : ['', 'not covered', ...missing]),
  ];
};
