/** Looks for the number that a remedy leaves open, and fits the remedy to the workload: not each has what the remedy would change. */
import type { AssumptionName } from '../../model/assumptions.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import type { Whole } from '../../model/slices/index.ts';
import type { SolveOptions } from './asking.ts';
import { aloneAsItIs, type Change, leastGrace, leastSleep, type Outcome } from './changes.ts';
import type { Folded, Violation } from './fold.ts';
import { roomFor } from './questions.ts';
import type { Solved } from './solution.ts';

/** A workload as far as its remedies depend on it. */
export interface Around {
  readonly whole: Whole;
  /** Another replica can be asked for: the workload has a number of them, and nothing says that there must be one only. */
  readonly mayMultiply: boolean;
}

/** The guarantees of a finding that are asked in time, on the slice of the one that leads it. */
const askedWith = ({ lead, also }: Folded): readonly Guarantee[] => {
  const beside = ({ scenario, answered }: Violation): boolean =>
    scenario.assumptions !== undefined && answered.slice === lead.answered.slice;
  return [...new Set([lead, ...also.filter(beside)].map(({ guarantee }) => guarantee))];
};

/** Where no sleep keeps all promises, as beside a container that serves nobody and does not wait, one may keep the leading one. */
const sleepFor = async (folded: Folded, change: Change, whole: Whole, options: SolveOptions): Promise<Outcome> => {
  const all = askedWith(folded);
  const { guarantee, scenario } = folded.lead;
  const outcome = await leastSleep(change, scenario, whole, all, options);
  if (outcome.remedy.who === 'manifest' || all.length === 1) return outcome;
  return leastSleep(change, scenario, whole, [guarantee], options);
};

/** Of a question, too: where no answer keeps all promises, as beside a container that serves nobody, one may keep the leading one. */
const roomIn = async (
  folded: Folded,
  question: AssumptionName,
  { whole }: Around,
  options: SolveOptions,
): Promise<Outcome> => {
  const { slice } = folded.lead.answered;
  const all = askedWith(folded);
  const outcome = await roomFor(question, whole, slice, all, options);
  if (outcome.remedy.who === 'manifest' || all.length === 1) return outcome;
  return roomFor(question, whole, slice, [folded.lead.guarantee], options);
};

const changed = (folded: Folded, change: Change, { whole, mayMultiply }: Around, options: SolveOptions) => {
  const multiplies = change.edits.some(({ root }) => root === 'workload');
  if (multiplies && !mayMultiply) return { remedy: aloneAsItIs };
  if (change.tunes === 'preStop.sleep') return sleepFor(folded, change, whole, options);
  if (change.tunes === 'terminationGracePeriodSeconds') return leastGrace(change, whole, askedWith(folded), options);
  return { remedy: change };
};

const outcomeOf = async (folded: Folded, around: Around, options: SolveOptions): Promise<Outcome> => {
  const { remedy, scenario } = folded.lead;
  if (remedy.who !== 'manifest' || scenario.assumptions === undefined) return { remedy };
  return 'question' in remedy
    ? roomIn(folded, remedy.question, around, options)
    : changed(folded, remedy, around, options);
};

/** A finding with its number, found by search, and with another remedy where the first cannot be had in this workload. */
export const solve = async (folded: Folded, around: Around, options: SolveOptions = {}): Promise<Solved> => ({
  ...folded,
  ...(await outcomeOf(folded, around, options)),
});
