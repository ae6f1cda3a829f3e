/** Cells of the divergence matrix as sign and word, readable without colour. */
import type { Matrix } from './matrix.ts';

/** What may stand in a cell. */
export type CellWord = Matrix['guarantees'][number]['cells'][number] | Matrix['cases'][number]['cells'][number];

/** The sign of each. */
export const cellSigns: Readonly<Record<CellWord, string>> = {
  kept: '✓',
  pass: '✓',
  broken: '✗',
  fail: '✗',
  suspect: '?',
  inconclusive: '?',
  open: '·',
  'not run': '·',
};

/** What each says of its target, for a legend. */
export const cellMeanings: readonly (readonly [word: CellWord, meaning: string])[] = [
  ['kept', 'a case passes that would show the mistake which breaks the guarantee'],
  ['broken', 'a case fails just as it would with that mistake'],
  ['suspect', 'that mistake is one of several that would explain a failure'],
  ['open', 'no case says anything'],
  ['inconclusive', 'nothing was wrong, but the target did not go where the case aimed'],
];
