/** Ways through a chart, by @xstate/graph. */
import { getShortestPaths, getSimplePaths } from '@xstate/graph';
import type { EventObject } from 'xstate';
import { type ChartConfig, machineOf } from './machines.ts';

/** A way from the initial state: events, and the state each leads to. */
export interface ChartPath {
  readonly to: string;
  readonly steps: readonly { readonly event: string; readonly state: string }[];
}

type Found = ReturnType<typeof getShortestPaths<ReturnType<typeof machineOf>>>;

/** Our charts are flat: a state is a name. */
const nameOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const pathsFrom = (found: Found): readonly ChartPath[] =>
  found.map(({ state, steps }) => ({
    to: nameOf(state.value),
    // The first step is the start of the machine itself.
    steps: steps.slice(1).map((step) => ({ event: (step.event as EventObject).type, state: nameOf(step.state.value) })),
  }));

/** One shortest way to every state. */
export const shortestPaths = (config: ChartConfig): readonly ChartPath[] =>
  pathsFrom(getShortestPaths(machineOf(config)));

/** Every way that visits no state twice. */
export const simplePaths = (config: ChartConfig): readonly ChartPath[] => pathsFrom(getSimplePaths(machineOf(config)));
