/** A machine given to XState: the search of `@xstate/graph` over the same reducer, as an independent oracle. */

import { getAdjacencyMap, getShortestPaths } from '@xstate/graph';
import { type EventObject, fromTransition } from 'xstate';
import type { Machine } from '../machine.ts';
import { canonical } from '../plain.ts';

/** What XState counts. Two components that may cause one and the same event make one transition. */
export interface XStateCounts {
  readonly states: number;
  readonly transitions: number;
}

/** Counts states and transitions by `getAdjacencyMap`. */
export function exploreViaXState<S, E extends EventObject>(machine: Machine<S, E>): XStateCounts {
  const { logic, options } = asLogic(machine);
  const adjacency: readonly { readonly transitions: object }[] = Object.values(getAdjacencyMap(logic, options));
  const transitions = adjacency.reduce((sum, state) => sum + Object.keys(state.transitions).length, 0);
  return { states: adjacency.length, transitions };
}

/** The length of a shortest run to a state that satisfies the predicate, by `getShortestPaths`. */
export function distanceViaXState<S, E extends EventObject>(
  machine: Machine<S, E>,
  goal: (state: S) => boolean,
): number | undefined {
  const { logic, options } = asLogic(machine);
  const toState = ({ context }: { context: S }) => goal(context);
  const lengths = getShortestPaths(logic, { ...options, toState }).map((path) => path.weight);
  return lengths.length === 0 ? undefined : Math.min(...lengths);
}

/** Only enabled events are offered: XState would take any other for a transition too. */
function asLogic<S, E extends EventObject>(machine: Machine<S, E>) {
  const logic = fromTransition((state: S, event: E) => machine.reduce(state, event), machine.initial);
  const options = {
    events: (snapshot: { context: S }) => machine.components.flatMap(({ enabled }) => enabled(snapshot.context)),
    serializeState: (snapshot: { context: S }) => canonical(snapshot.context),
    serializeEvent: (event: E) => canonical(event),
  };
  return { logic, options };
}
