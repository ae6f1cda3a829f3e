/** The answers of a check, counted: what is proved, for what, and what is not. */
import { counted } from '../run/names.ts';
import { answerOf } from './answer.ts';
import type { ScenarioReport } from './report.ts';

/** How many guarantees got which answer, over any number of scenarios. */
export interface Tally {
  /** Hold, came up, and were searched to the end. */
  readonly proved: number;
  /** Of these: for delays that are assumed. */
  readonly assumed: number;
  /** Hold only because their situation never comes up. */
  readonly vacuous: number;
  readonly undecided: number;
  readonly states: number;
  /** Every search visited every state, or ended because everything was decided. */
  readonly complete: boolean;
}

/** Counts the answers of these scenarios. */
export const tallyOf = (scenarios: readonly ScenarioReport[]): Tally => {
  const count = (answer: string, among = scenarios) =>
    among.flatMap(({ guarantees }) => guarantees).filter((found) => answerOf(found) === answer).length;
  return {
    proved: count('holds'),
    assumed: count(
      'holds',
      scenarios.filter(({ delays }) => delays !== undefined),
    ),
    vacuous: count('vacuous'),
    undecided: count('undecided'),
    states: scenarios.reduce((sum, { states }) => sum + states, 0),
    complete: scenarios.every(({ ending }) => ending === 'complete' || ending === 'decided'),
  };
};

/** `49 proved (12 for assumed delays)`, `9 cannot occur`, `100,027 states, complete`. */
export const tallyParts = ({ proved, assumed, vacuous, states, complete }: Tally): readonly string[] => [
  proved === 0 ? 'nothing proved' : `${proved} proved${assumed === 0 ? '' : ` (${assumed} for assumed delays)`}`,
  ...(vacuous === 0 ? [] : [`${vacuous} cannot occur`]),
  `${counted(states, 'state')}, ${complete ? 'complete' : 'not complete'}`,
];
