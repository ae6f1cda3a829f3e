/** How a run ends, as remarks between the rows of a diagram. */
import { stuckText } from '../check/answer.ts';
import type { GuaranteeReport } from '../check/report.ts';

/** Remarks by the number of the step they stand before; the one after the last step ends the run. */
export const remarksOf = (found: GuaranteeReport | undefined, length: number): Readonly<Record<number, string>> => {
  if (found?.ends === 'stuck') return { [length + 1]: stuckText(found.waits) };
  if (found?.ends !== 'loop' || found.loopsTo === undefined) return {};
  return {
    [found.loopsTo + 1]: 'from here on for ever:',
    [length + 1]: `and again from step ${found.loopsTo + 1}`,
  };
};
