/** Something that moves and, at some of its moves, shows or is told something: the oracle of a test case, or the model itself. */

import type { Label } from '../observe/label.ts';
import type { Oracle } from '../suite/case.ts';

/** One move. Without a label nobody sees it. */
export interface Move<S> {
  readonly label?: Label;
  readonly to: S;
}

/** All a belief asks of what it follows. */
export interface Automaton<S> {
  readonly initial: S;
  readonly keyOf: (state: S) => string;
  readonly moves: (state: S) => readonly Move<S>[];
  /** True if nothing more ever happening is all right here. */
  readonly rests: (state: S) => boolean;
}

/** The oracle of a case as an automaton; its states are numbers. */
export const oracleAutomaton = ({ alphabet, states }: Oracle): Automaton<number> => ({
  initial: 0,
  keyOf: String,
  moves: (state) =>
    (states[state]?.next ?? []).flatMap(([label, to]) => {
      const found = alphabet[label];
      return found === undefined ? [] : [{ label: found, to }];
    }),
  rests: (state) => states[state]?.rest === true,
});
