/**
 * Does a model with a mistake in it differ, for somebody outside, from the model? ioco under the most general tester of a situation,
 * decided: both are followed through everything the tester may do and see; where the one shows what the other cannot, or may be silent where
 * the other cannot, is a shortest run that tells them apart. A case made of that run tells them apart, and if there is none no case does.
 */
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { budgetOf, freeTester, stimuliIn } from '../environment/most-general-tester.ts';
import {
  isLabel,
  type Programs,
  type TestedCluster,
  type TesterEvent,
  type TesterLabel,
} from '../environment/tested-cluster.ts';
import { lastTesterLabels, machineWith, rememberLast } from '../environment/tested-machine.ts';
import type { Machine } from '../explore/index.ts';
import { GrowingGraph, TooLarge } from '../explore/on-demand.ts';
import { type Mutation, mutate } from '../mutants/index.ts';
import { Alphabet } from '../observe/alphabet.ts';
import type { Label } from '../observe/label.ts';
import { Beliefs } from '../trace/determinize.ts';
import { Labelled } from '../trace/labelled.ts';
import type { ProfileName } from './case.ts';
import { strikesAt } from './mutant-infection.ts';

/** Bounds beyond which nothing is decided. */
export interface DifferenceBounds {
  readonly maxStates: number;
  readonly maxBeliefs: number;
}

/** A run that tells a mistake from the model: what was chosen, done and seen, and what came then, or that nothing came. */
export interface Telling {
  readonly kind: 'unexpected' | 'silent';
  readonly programs: Programs;
  readonly labels: readonly Label[];
  /** What must not come here; undefined of silence. */
  readonly shows: Label | undefined;
}

/** One situation, and everything the model can show in it to the most general tester of this profile. */
export interface Field {
  readonly scenario: Scenario;
  readonly profile: ProfileName;
  readonly bounds: DifferenceBounds;
  readonly alphabet: Alphabet<TesterLabel>;
  readonly model: Beliefs;
  /** What has a price: the budget it is paid from, by letter. */
  readonly prices: ReadonlyMap<number, { readonly kind: string; readonly amount: number }>;
  readonly stimuli: ReadonlySet<number>;
  /** Which of the suspects do anything otherwise in a state the model comes to; looks at all of them. */
  readonly struck: () => ReadonlySet<string>;
}

type Ground = Omit<Field, 'model' | 'prices' | 'struck'>;

type Tested = Machine<TestedCluster, Event | TesterEvent>;

interface Grown {
  readonly beliefs: Beliefs;
  /** The answers to more questions, of every state that was looked at. */
  readonly answers: () => ReadonlySet<string>;
}

const machineIn = (model: Model, { scenario, profile }: Ground): Tested =>
  machineWith(model, freeTester(scenario, profile), rememberLast);

/** What is known of a state: the labels of the step to it, or which mistakes somebody would make there. */
type Answer = { readonly labels: readonly TesterLabel[] } | { readonly mistakes: readonly string[] };

const grown = (
  machine: Tested,
  { scenario, profile, alphabet, stimuli, bounds }: Ground,
  questions: readonly ((cluster: TestedCluster) => Answer)[] = [],
): Grown => {
  const first = machine.components.length - freeTester(scenario, profile).parts.length;
  const shown = (cluster: TestedCluster): Answer => ({ labels: lastTesterLabels(cluster) });
  const graph = new GrowingGraph(machine, [shown, ...questions], bounds.maxStates);
  const answers = new Set<string>();
  const labels = (state: number): readonly TesterLabel[] =>
    graph.values(state).flatMap((answer) => {
      if ('labels' in answer) return answer.labels;
      for (const mistake of answer.mistakes) answers.add(mistake);
      return [];
    });
  const stepwise = { edges: (state: number) => graph.edges(state), labels, isTester: (who: number) => who >= first };
  const labelled = new Labelled(stepwise, alphabet);
  return { beliefs: new Beliefs(labelled, (letter) => stimuli.has(letter), bounds.maxBeliefs), answers: () => answers };
};

/** For each component: which of these mistakes it would make in a state. */
const strikeQuestions = (right: Tested, suspects: readonly Mutation[], model: Model, ground: Ground) => {
  const wrong = suspects.map((mutation) => ({ id: mutation.id, machine: machineIn(mutate(model, mutation), ground) }));
  return right.components.map(
    (_, component) =>
      (cluster: TestedCluster): Answer => ({
        mistakes: wrong.filter(({ machine }) => strikesAt(right, machine, component, cluster)).map(({ id }) => id),
      }),
  );
};

/** Makes a field of a situation. Of the suspects it says which of them strike there at all. */
export const fieldOf = (
  model: Model,
  profile: ProfileName,
  bounds: DifferenceBounds,
  suspects: readonly Mutation[] = [],
): Field => {
  const { scenario } = model.initial;
  const alphabet = new Alphabet<TesterLabel>();
  const letters = stimuliIn(scenario, profile).map((stimulus) => ({
    stimulus,
    letter: alphabet.letter(stimulus),
  }));
  const stimuli = new Set(letters.map(({ letter }) => letter));
  const prices = new Map(
    letters.flatMap(({ stimulus, letter }) => {
      const budget = budgetOf(scenario, stimulus);
      return budget === undefined ? [] : [[letter, budget] as const];
    }),
  );
  const ground = { scenario, profile, bounds, alphabet, stimuli };
  const machine = machineIn(model, ground);
  const { beliefs, answers } = grown(machine, ground, strikeQuestions(machine, suspects, model, ground));
  const field = { ...ground, prices, model: beliefs };
  const struck = (): ReadonlySet<string> => {
    explored(field, beliefs);
    return answers();
  };
  return { ...field, struck };
};

/** Where both are after the same labels; `spent` is what the tester has used of each budget. */
interface Pair {
  readonly mutant: number;
  readonly model: number;
  readonly spent: Readonly<Record<string, number>>;
  readonly from?: Pair;
  readonly letter?: number;
}

const lettersTo = (pair: Pair): readonly number[] => {
  const letters: number[] = [];
  for (let at: Pair | undefined = pair; at?.letter !== undefined; at = at.from) letters.push(at.letter);
  return letters.reverse();
};

const telling = ({ alphabet }: Ground, pair: Pair, shows: number | undefined): Telling => {
  const way = lettersTo(pair).flatMap((letter) => alphabet.labels[letter] ?? []);
  const programs = way.flatMap((label) => (isLabel(label) ? [] : [label.programs]))[0] ?? {};
  const shown = shows === undefined ? undefined : alphabet.labels[shows];
  return {
    kind: shows === undefined ? 'silent' : 'unexpected',
    programs,
    labels: way.filter(isLabel),
    shows: shown !== undefined && isLabel(shown) ? shown : undefined,
  };
};

/** What the tester has left after this letter; undefined if it cannot afford it. */
const paid = ({ prices }: Pick<Field, 'prices'>, { spent }: Pair, letter: number): Pair['spent'] | undefined => {
  const price = prices.get(letter);
  if (price === undefined) return spent;
  const used = spent[price.kind] ?? 0;
  return used < price.amount ? { ...spent, [price.kind]: used + 1 } : undefined;
};

/** The first thing a pair disagrees on, if there is one. */
const disagreement = (field: Omit<Field, 'struck'>, mutant: Beliefs, pair: Pair): Telling | undefined => {
  const { model, stimuli } = field;
  const unexpected = mutant
    .letters(pair.mutant)
    .find((letter) => !stimuli.has(letter) && model.after(pair.model, letter) === undefined);
  if (unexpected !== undefined) return telling(field, pair, unexpected);
  return !model.rests(pair.model) && mutant.rests(pair.mutant) ? telling(field, pair, undefined) : undefined;
};

const successors = (field: Omit<Field, 'struck'>, mutant: Beliefs, pair: Pair): readonly Pair[] => {
  const { model, stimuli } = field;
  const offered = model.letters(pair.model).filter((letter) => stimuli.has(letter));
  const letters = [...new Set([...mutant.letters(pair.mutant), ...offered])].sort((a, b) => a - b);
  return letters.flatMap((letter): readonly Pair[] => {
    const spent = paid(field, pair, letter);
    const next = spent === undefined ? undefined : mutant.after(pair.mutant, letter);
    const right = spent === undefined ? undefined : model.after(pair.model, letter);
    if (spent === undefined || next === undefined || right === undefined) return [];
    return [{ mutant: next, model: right, spent, from: pair, letter }];
  });
};

const keyOf = ({ mutant, model, spent }: Pair): string =>
  `${mutant} ${model} ${Object.entries(spent)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, used]) => `${kind}${used}`)
    .join()}`;

const search = (field: Omit<Field, 'struck'>, mutant: Beliefs): Telling | 'same' => {
  const queue: Pair[] = [{ mutant: 0, model: 0, spent: {} }];
  const known = new Set(queue.map(keyOf));
  for (const pair of queue) {
    const found = disagreement(field, mutant, pair);
    if (found !== undefined) return found;
    for (const next of successors(field, mutant, pair)) {
      const key = keyOf(next);
      if (!known.has(key)) queue.push(next);
      known.add(key);
    }
  }
  return 'same';
};

/** Looks at everything: the model beside itself. */
const explored = (field: Omit<Field, 'struck'>, model: Beliefs): void => {
  if (search(field, model) !== 'same') throw new Error(`${field.scenario.name}: the model differs from itself`);
};

/** A shortest run that tells this mutant from the model in that situation, if there is one. */
export const differenceIn = (field: Field, mutant: Model): Telling | 'same' | 'undecided' => {
  try {
    return search(field, grown(machineIn(mutant, field), field).beliefs);
  } catch (error) {
    if (error instanceof TooLarge) return 'undecided';
    throw error;
  }
};
