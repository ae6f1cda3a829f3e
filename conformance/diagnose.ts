/** Whose mistake it looks like: mutations of the model that explain a trace the model does not explain. */
import { type Mutation, mutations } from '../generators/mutants/index.ts';
import { isObservation, labelKey } from '../generators/observe/label.ts';
import type { Case, ProfileName } from '../generators/suite/case.ts';
import type { Entry, Trust } from '../generators/trace/entry.ts';
import { Belief } from '../generators/trace/state-estimate.ts';
import { type ModelAutomaton, modelAutomaton } from './model-automaton.ts';
import { together } from './verdict.ts';

/** Models of more states are not asked. */
export const maxStates = 60_000;
/** With so many mistakes that explain the trace further than the model, furthest first, all others are tried beside them. */
const mostFirst = 2;

/** What may be the case in a model after this trace. */
export const beliefIn = (automaton: ModelAutomaton, entries: readonly Entry[], trust: Trust): Belief<number> => {
  const belief = new Belief(automaton, trust);
  for (const entry of entries) belief.add(entry);
  return belief;
};

/** What a belief in a model says of a trace. */
export interface Account {
  readonly explained: number;
  /** All of it, and the silence after it. */
  readonly whole: boolean;
  /** What may be seen next, as keys of labels. */
  readonly awaits: ReadonlySet<string>;
}

/** The account of a belief. */
export const accountOf = (automaton: ModelAutomaton, belief: Belief<number>): Account => ({
  explained: belief.explained,
  whole: belief.states.some((state) => automaton.rests(state)),
  awaits: new Set(
    belief.nearest
      .flatMap(({ state }) => automaton.moves(state).flatMap(({ label = [] }) => label))
      .filter(isObservation)
      .map(labelKey),
  ),
});

/** A trace, and what the model without any mistake says of it. */
export interface Question {
  readonly one: Case;
  readonly profile: ProfileName;
  readonly entries: readonly Entry[];
  readonly trust: Trust;
  readonly model: Account;
}

/** Mistakes that would explain a trace so far. */
interface Fit extends Account {
  readonly mistakes: readonly Mutation[];
}

const fitOf = ({ one, profile, entries, trust }: Question, mistakes: readonly Mutation[]): readonly Fit[] => {
  const automaton = modelAutomaton(one, profile, maxStates, mistakes);
  return automaton === undefined ? [] : [{ mistakes, ...accountOf(automaton, beliefIn(automaton, entries, trust)) }];
};

const idOf = ({ mistakes }: Fit): string => together(mistakes.map(({ id }) => id));

/** Those of all pairs with one of these mistakes that explain everything. */
const pairsThatFit = (question: Question, first: readonly Mutation[]): readonly Fit[] =>
  first.flatMap((one, index) =>
    mutations
      .filter((other) => other !== one && !first.slice(0, index).includes(other))
      .flatMap((other) => fitOf(question, [one, other]))
      .filter(({ whole }) => whole),
  );

/** Explains a silence no better than the model, but does not wait for all that the model waits for. */
const waitsForLess = ({ model }: Question, { explained, awaits }: Fit): boolean =>
  explained === model.explained && [...model.awaits].some((key) => !awaits.has(key));

/**
 * Mistakes whose model explains the whole trace: single ones; if there are none, pairs of which one alone explains it further than the model
 * does, or where nothing came any more does not wait for all the model waits for; if there are none either, those that explain it further.
 */
export const mistakesThatFit = (question: Question): readonly string[] => {
  const fits = mutations.flatMap((mutation) => fitOf(question, [mutation]));
  const whole = fits.filter((fit) => fit.whole);
  if (whole.length > 0) return whole.map(idOf);
  const { entries, model } = question;
  const further = fits.filter(({ explained }) => explained > model.explained);
  const silent = model.explained === entries.length;
  const worthATry = silent ? fits.filter((fit) => waitsForLess(question, fit)) : further;
  const furthest = worthATry.toSorted((a, b) => b.explained - a.explained).slice(0, mostFirst);
  const pairs = pairsThatFit(
    question,
    furthest.flatMap(({ mistakes }) => mistakes),
  );
  return (pairs.length > 0 ? pairs : further).map(idOf);
};
