/** Walking the model by hand: what may happen now, a step further, a schedule walked again. */
import { decodeSchedule, encodeSchedule } from '../../generators/explore/schedule.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import { type Flow, flowOf } from '../flow.ts';
import { inOrder } from '../lanes.ts';
import { laneOf, says } from '../says.ts';

/** Something that may happen in a cluster, and what would become of it. */
export interface Choice {
  /** Its number among all that may happen, as schedules count. */
  readonly index: number;
  readonly by: string;
  readonly lane: string;
  readonly says: string;
  readonly event: Event;
  readonly before: Cluster;
  readonly after: Cluster;
  readonly flow: Flow;
  /** When it can happen in this run, in words; only of runs in time. */
  readonly moment?: string;
}

/** A run from the initial cluster: the choices made, one after the other. */
export interface Run {
  readonly model: Model;
  readonly steps: readonly Choice[];
}

const choiceOf = (model: Model, before: Cluster, by: string, event: Event, index: number): Choice => {
  const after = model.reduce(before, event);
  const flow = flowOf(by, event, before, after);
  return { index, by, event, before, after, flow, lane: laneOf(by, event), says: says(event, before, after) };
};

const offered = (model: Model, cluster: Cluster): readonly (readonly [by: string, event: Event])[] =>
  model.components.flatMap(({ name, enabled }) => enabled(cluster).map((event) => [name, event] as const));

/** Everything that may happen next in a cluster. */
export const choicesIn = (model: Model, cluster: Cluster): readonly Choice[] =>
  offered(model, cluster).map(([by, event], index) => choiceOf(model, cluster, by, event, index));

/** The cluster after so many steps of a run. */
export const clusterAt = ({ model, steps }: Run, position: number): Cluster =>
  steps[position - 1]?.after ?? model.initial;

/** The run cut after `position` steps and gone on with another. Another run has other moments. */
export const takenAt = (run: Run, position: number, choice: Choice): Run => ({
  model: run.model,
  steps: [...run.steps.slice(0, position).map(({ moment: _moment, ...step }) => step), choice],
});

/** The run with the moments of its steps. */
export const dated = ({ model, steps }: Run, moments: readonly string[]): Run => ({
  model,
  steps: steps.map((step, index) => ({ ...step, moment: moments[index] ?? '' })),
});

/** The schedule of a run, as `podproof replay` takes it. */
export const scheduleOf = ({ steps }: Run): string => encodeSchedule(steps.map(({ index }) => index));

/** Walks a schedule as far as it goes; whether all of it went is for the caller to compare. */
export const walked = (model: Model, schedule: string): Run => {
  const steps: Choice[] = [];
  let cluster = model.initial;
  for (const index of decodeSchedule(schedule)) {
    const [by, event] = offered(model, cluster)[index] ?? [];
    if (by === undefined || event === undefined) break;
    const step = choiceOf(model, cluster, by, event, index);
    steps.push(step);
    cluster = step.after;
  }
  return { model, steps };
};

/** The lanes a diagram of these steps needs. */
export const lanesIn = (steps: readonly Choice[]): readonly string[] =>
  inOrder(steps.flatMap(({ lane, flow }) => [lane, flow.from, flow.to]));
