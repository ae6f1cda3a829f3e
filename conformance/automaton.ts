/** Something that moves and, at some of its moves, shows or is told something: the oracle of a test case, or the model itself. */
import type { Label, Observation, Oracle } from '../generators/suite/case.ts';

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

const sorted = (fields: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

/** Equal labels have equal keys, in whatever order their fields stand. */
export const labelKey = (label: Label): string => JSON.stringify(sorted({ ...label }));

/** True of what a target shows, false of what is done to it. */
export const isObservation = (label: Label): label is Observation => 'see' in label;

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
