/** The model, or a mutant of it, under the script of a case: what a belief follows when it is asked why. */

import { lastLabels, rememberLast, type TesterEvent, testMachine } from '../generators/environment/tested-machine.ts';
import { type Graph, graphOf } from '../generators/explore/on-demand.ts';
import { type Mutation, mutate } from '../generators/mutants/index.ts';
import type { Label } from '../generators/observe/label.ts';
import { allPending, isPending, PendingNumbers, withoutPending } from '../generators/observe/pending.ts';
import type { Case, ProfileName } from '../generators/suite/case.ts';
import type { Automaton, Move } from '../generators/trace/automaton.ts';
import type { Event } from '../model/event.ts';
import { modelOf } from '../model/reducer.ts';

/** One step of the model that a search has taken. */
export interface Step {
  readonly event: Event | TesterEvent;
  /** Who did it, by the name shown to users. */
  readonly by: string;
  readonly labels: readonly Label[];
  readonly to: number;
}

/**
 * An automaton whose states are numbers. What one step shows may be told in any order: a state of it is a state of the model with a set of
 * labels of the step that led there still to come.
 */
export interface ModelAutomaton extends Automaton<number> {
  /** True unless some of what the last step shows is still to come. */
  readonly settled: (state: number) => boolean;
  /** The steps that are possible in a state of the automaton, whatever they show. */
  readonly steps: (state: number) => readonly Step[];
}

/** The steps from each state of a model, and what the step to each state shows. */
export interface Shown {
  readonly edges: Graph<Event | TesterEvent, unknown>['edges'];
  readonly labels: readonly (readonly Label[])[];
}

/** A graph in which the labels of one step come one by one, in any order; `tester` is the component whose steps nobody has to take. */
export const inAnyOrder = ({ edges, labels }: Shown, tester: number) => {
  const numbers = new PendingNumbers(edges.length, Math.max(0, ...labels.map(({ length }) => length)));
  const entered = (to: number): number => numbers.of(to, allPending(labels[to]?.length ?? 0));
  const moves = (number: number): readonly Move<number>[] => {
    const [state, open] = [numbers.state(number), numbers.open(number)];
    if (open === 0) return (edges[state] ?? []).map(({ to }) => ({ to: entered(to) }));
    return (labels[state] ?? []).flatMap((label, place) =>
      isPending(open, place) ? [{ label, to: numbers.of(state, withoutPending(open, place)) }] : [],
    );
  };
  const settled = (number: number): boolean => numbers.open(number) === 0;
  const edgesOf = (number: number) => edges[numbers.state(number)] ?? [];
  return {
    initial: 0,
    keyOf: String,
    moves,
    settled,
    rests: (number: number) => settled(number) && edgesOf(number).every(({ by }) => by === tester),
    /** The steps from the state of a number, and the number of the state each leads to, all told. */
    steps: (number: number) => edgesOf(number).map((edge) => ({ ...edge, settled: numbers.of(edge.to, 0) })),
  };
};

/** The automaton of a case; undefined if it has more than so many states. */
export const modelAutomaton = (
  { manifest, stimuli }: Case,
  profile: ProfileName,
  maxStates: number,
  mistakes: readonly Mutation[],
): ModelAutomaton | undefined => {
  const model = modelOf(manifest.scenario);
  const script = { profile, programs: manifest.programs, stimuli };
  const machine = testMachine(mistakes.reduce(mutate, model), script, rememberLast);
  const graph = graphOf(machine, [lastLabels], maxStates);
  if (graph === undefined) return undefined;
  const labels = graph.values.map(([last = []]) => last);
  const automaton = inAnyOrder({ edges: graph.edges, labels }, machine.components.length - 1);
  return {
    ...automaton,
    steps: (state) =>
      automaton.steps(state).map(({ by, event, to, settled }) => ({
        event,
        by: machine.components[by]?.name ?? '',
        labels: labels[to] ?? [],
        to: settled,
      })),
  };
};
