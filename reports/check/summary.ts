/** One line for a whole check: what there is to do, and what was proved. */
import type { Style } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import { counted } from '../run/names.ts';
import { toldIn } from './blocks.ts';
import type { CheckReport } from './report.ts';
import { tallyOf, tallyParts } from './tally.ts';

const others = (count: number): string => `${count} more that count${count === 1 ? 's' : ''} (--fail-on)`;

/** `3 known from podproof-baseline.json`. */
const knownBefore = ({ baseline }: CheckReport): readonly string[] =>
  baseline === undefined || baseline.known === 0 ? [] : [`${baseline.known} known from ${inertLine(baseline.file)}`];

/** Whatever was proved, the input was not taken as it is: this is why the exit code is 2. */
const refused = ({ problems }: CheckReport): readonly string[] =>
  problems.length === 0 ? [] : [`${counted(problems.length, 'problem')} in the input`];

/** What was left out as nothing can be found in it, by name. */
const unsearchedIn = ({ unsearched = [] }: CheckReport): readonly string[] => {
  const slices = [...new Set(unsearched.map(({ slice }) => slice))];
  return slices.length === 0 ? [] : [`${slices.join(', ')} not searched`];
};

/** `✗ 1 to change`, `1 question`, `49 proved`, `100,027 states, complete`. */
export const summaryParts = (report: CheckReport, { symbols, paint }: Style): readonly string[] => {
  const problems = refused(report).map((text) => paint('red', `${symbols.violated} ${text}`));
  if (problems.length > 0 && report.scenarios.length === 0) return [...problems, 'nothing checked'];
  const told = toldIn(report);
  const changes = told.filter(({ kind }) => kind === 'change').length;
  const questions = told.filter(({ kind, counts }) => kind === 'question' && !counts).length;
  const rest = told.length - changes - questions;
  const tally = tallyOf(report.scenarios);
  return [
    ...problems,
    changes === 0 ? 'nothing to change' : paint('red', `${symbols.violated} ${changes} to change`),
    ...(rest === 0 ? [] : [paint('red', others(rest))]),
    ...(questions === 0 ? [] : [`${questions} question${questions === 1 ? '' : 's'}`]),
    ...(tally.undecided === 0 ? [] : [paint('yellow', `${symbols.undecided} ${tally.undecided} undecided`)]),
    ...knownBefore(report),
    ...(report.notAsked.length === 0 ? [] : [paint('yellow', `${report.notAsked.length} not asked`)]),
    ...tallyParts(tally).toSpliced(-1, 0, ...unsearchedIn(report)),
  ];
};
