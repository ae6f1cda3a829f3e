/**
 * The quotients of a manifest's slices. States are equivalent if they are strongly bisimilar: the same components can cause the same events,
 * about which the promises of all guarantees say the same and of which a user sees the same, and these lead to equivalent states.
 */
import { readTasks } from '../../cli/input/scenarios.ts';
import { propertiesOf } from '../../generators/check/properties.ts';
import { observationsOf } from '../../generators/observe/observations.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { SliceName } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { modelOf } from '../../model/reducer.ts';
import { bisimulation, type Classes } from './bisimulation.ts';
import { type WholeGraph, wholeGraph } from './graph.ts';

/** One slice with its classes; `factor` is how many states a class has on average. */
export interface SliceQuotient {
  readonly slice: SliceName;
  readonly graph: WholeGraph;
  readonly classes: Classes;
  readonly states: number;
  readonly factor: number;
}

const noInput = async function* (): AsyncGenerator<Uint8Array> {};

/** What anybody could see, with a window on everything the model has: the most a target shows. */
const seen = (before: Cluster, event: Event, after: Cluster): string =>
  JSON.stringify(observationsOf('model', before, event, after));

/** The chosen slices, one after the other. Those with time are left out: there, what an event has yet to wait is part of the state. */
export async function* quotientsOf(file: string, chosen: (slice: SliceName) => boolean): AsyncGenerator<SliceQuotient> {
  const { tasks } = await readTasks([file], false, {}, noInput);
  for (const { slice, scenario } of tasks) {
    const model = modelOf(scenario);
    if (model.timing !== undefined || !chosen(slice)) continue;
    const asked = guarantees.filter((guarantee) => guarantee.slices.includes(slice));
    const graph = wholeGraph<Cluster, Event>(model, propertiesOf(scenario, asked).properties, seen);
    const classes = bisimulation(graph);
    const states = graph.stateLabels.length;
    yield { slice, graph, classes, states, factor: states / classes.count };
  }
}
