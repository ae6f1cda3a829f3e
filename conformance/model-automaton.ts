/** The model, or a mutant of it, under the script of a case: what a belief follows when it is asked why. */

import { type Mutation, mutate } from '../generators/mutants/index.ts';
import type { Case, Label, ProfileName } from '../generators/suite/case.ts';
import { type Graph, graphOf } from '../generators/suite/graph.ts';
import { lastLabels, rememberLast, type TesterEvent, testMachine } from '../generators/suite/test-machine.ts';
import type { Event } from '../model/event.ts';
import { modelOf } from '../model/reducer.ts';
import type { Automaton, Move } from './automaton.ts';

/** One step of the model that a search has taken. */
export interface Step {
  readonly event: Event | TesterEvent;
  /** Who did it, by the name shown to users. */
  readonly by: string;
  readonly labels: readonly Label[];
  readonly to: number;
}

/**
 * An automaton whose states are numbers. What one step shows may be told in any order: state `n * most + set` is state n of the
 * model with a set of labels of the step that led there still to come, one bit for each.
 */
export interface ModelAutomaton extends Automaton<number> {
  /** True unless some of what the last step shows is still to come. */
  readonly settled: (state: number) => boolean;
  /** The steps that are possible in a state of the automaton, whatever they show. */
  readonly steps: (state: number) => readonly Step[];
}

const most = 2 ** 8;

type Explored = Graph<Event | TesterEvent, readonly (readonly Label[])[]>;

const allOf = (labels: readonly Label[] = []): number => Math.min(2 ** labels.length, most) - 1;

const movesIn =
  (graph: Explored, labels: readonly (readonly Label[])[]) =>
  (state: number): readonly Move<number>[] => {
    const at = Math.floor(state / most);
    const open = state % most;
    if (open === 0) return (graph.edges[at] ?? []).map(({ to }) => ({ to: to * most + allOf(labels[to]) }));
    return (labels[at] ?? []).flatMap((label, bit) => {
      const told = 2 ** bit;
      return Math.floor(open / told) % 2 === 1 ? [{ label, to: state - told }] : [];
    });
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
  const tester = machine.components.length - 1;
  return {
    initial: 0,
    keyOf: String,
    moves: movesIn(graph, labels),
    rests: (state) => state % most === 0 && (graph.edges[state / most] ?? []).every(({ by }) => by === tester),
    settled: (state) => state % most === 0,
    steps: (state) =>
      (graph.edges[Math.floor(state / most)] ?? []).map(({ by, event, to }) => ({
        event,
        by: machine.components[by]?.name ?? '',
        labels: labels[to] ?? [],
        to: to * most,
      })),
  };
};
