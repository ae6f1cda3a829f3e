/** Where targets differ, in a few lines below a coverage; `podproof conform` tells it whole. */
import { clipped, type Style, wrapped } from '../format/style.ts';
import { matrixLines } from './text.ts';
import type { ConformView, DifferenceView } from './view.ts';

const differenceLines = ({ target, id, because, rule, others }: DifferenceView, style: Style): readonly string[] => [
  clipped(
    `  ${style.symbols.violated} ${target}: ${id}${others.length === 0 ? '' : ` and ${others.length} more`}: ${because}`,
    style.width,
    style,
  ),
  ...wrapped(rule, style.width - 6).map((line) => `      ${line}`),
];

/** The matrix, and for each difference its smallest case and the rule. */
export const divergenceLines = ({ matrix, differences }: ConformView, style: Style): readonly string[] => [
  ...matrixLines(matrix, style),
  ...(differences.length === 0 ? [] : ['', style.paint('bold', 'differences')]),
  ...differences.flatMap((one) => differenceLines(one, style)),
];
