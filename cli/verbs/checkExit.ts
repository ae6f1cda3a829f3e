/** What the exit code of `check` says of its answers. */
import type { CheckReport } from '../../reports/check/report.ts';
import { type Exit, exits } from '../exit.ts';

/** Questions that nobody has answered, leaving out what is ignored or was known before. */
const hasQuestion = ({ findings }: CheckReport): boolean =>
  findings.some(
    ({ kind, ignored, baseline }) => kind === 'question' && ignored === undefined && baseline === undefined,
  );

/**
 * A violation that counts is worth more than anything else. A guarantee that was named and could not be asked ends as it would if it had
 * been named alone. What is undecided is neither good nor bad; with `strict` neither is a question, and a baseline has to be kept up.
 */
export const exitOf = (report: CheckReport, strict: boolean): Exit => {
  const counting = report.scenarios.flatMap(({ guarantees }) => guarantees.filter(({ counts }) => counts));
  if (counting.some(({ verdict }) => verdict === 'violated')) return exits.violated;
  if (strict && (report.baseline?.stale ?? []).length > 0) return exits.violated;
  if (report.notAsked.length > 0) return exits.failed;
  const undecided = counting.some(({ verdict }) => verdict === 'undecided') || report.notBegun.length > 0;
  return undecided || (strict && hasQuestion(report)) ? exits.undecided : exits.holds;
};
