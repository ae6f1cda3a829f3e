/**
 * The charts as XState machines: written down, so that they can be read, drawn and walked; a test holds each against the quotient of the
 * model. Where one event leads to several states its name carries the state it leads to.
 */
import { type AnyStateMachine, createMachine } from 'xstate';
import { type Chart, type Edge, edgeKey } from './chart.ts';
import { charts } from './charts.ts';
import { edges } from './edges.ts';
import type { Quotient } from './quotient.ts';

/** A machine's configuration, as Stately and `createMachine` take it. */
export interface ChartConfig {
  readonly id: string;
  readonly description: string;
  readonly initial: string;
  readonly states: Readonly<Record<string, { readonly on: Readonly<Record<string, string>> }>>;
}

const eventNames = (all: readonly Edge[]): ReadonlyMap<string, string> =>
  new Map(
    all.map((edge) => {
      const several = all.some(({ from, label, to }) => from === edge.from && label === edge.label && to !== edge.to);
      return [edgeKey(edge), several ? `${edge.label} (${edge.to})` : edge.label];
    }),
  );

/** The configuration of a chart with these edges. */
export const configOf = (chart: Pick<Chart, 'id' | 'title'>, initial: string, all: readonly Edge[]): ChartConfig => {
  const names = eventNames(all);
  const states = [...new Set([initial, ...all.flatMap(({ from, to }) => [from, to])])];
  return {
    id: chart.id,
    description: chart.title,
    initial,
    states: Object.fromEntries(
      states.map((state) => [
        state,
        {
          on: Object.fromEntries(
            all.filter(({ from }) => from === state).map((edge) => [names.get(edgeKey(edge)) ?? edge.label, edge.to]),
          ),
        },
      ]),
    ),
  };
};

const inOrder = ({ from, label, to }: Edge): string => JSON.stringify([from, label, to]);

/** Charts as a search has found them, their edges in alphabetical order. Throws if it was cut short: such a chart would lack edges. */
export const configsOf = (found: ReadonlyMap<string, Quotient>): readonly ChartConfig[] =>
  charts.flatMap((chart) => {
    const quotient = found.get(chart.id);
    if (quotient === undefined) return [];
    const [initial, ...others] = quotient.initial;
    if (!quotient.complete || initial === undefined || others.length > 0)
      throw new Error(`${chart.id} is not known whole`);
    const sorted = [...quotient.edges.values()].sort((one, other) => (inOrder(one) < inOrder(other) ? -1 : 1));
    return [configOf(chart, initial, sorted)];
  });

/** Every chart's configuration, by id. */
export const configs: Readonly<Record<string, ChartConfig>> = Object.fromEntries(
  charts.map((chart) => {
    const { initial, list } = edges[chart.id] ?? { initial: '', list: [] };
    return [chart.id, configOf(chart, initial, list)];
  }),
);

/** The chart as an XState machine. Its type is the one that has the same name and arguments in every release of XState 5. */
export const machineOf = (config: ChartConfig): AnyStateMachine =>
  createMachine({
    id: config.id,
    description: config.description,
    initial: config.initial,
    states: Object.fromEntries(Object.entries(config.states).map(([state, { on }]) => [state, { on: { ...on } }])),
  });
