/** Walking the model by hand: what may happen now, a step further, a schedule walked again; in time where delays are assumed. */

import type { Trace } from '../../generators/explore/machine.ts';
import { decodeSchedule, encodeSchedule } from '../../generators/explore/schedule.ts';
import { timetable } from '../../generators/explore/timed/timetable.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import { type Flow, flowOf } from '../run/flow.ts';
import { inOrder } from '../run/lanes.ts';
import { momentReport, momentText } from '../run/moments.ts';
import { laneOf, says } from '../run/says.ts';

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
  /** When it can happen in this run at the earliest, in words; only where delays are assumed. */
  readonly moment?: string;
}

/** A choice of a scenario in time that cannot be taken now: other things come first. */
export interface Untimely extends Choice {
  readonly untimely: true;
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

/** The cluster after so many steps of a run. */
export const clusterAt = ({ model, steps }: Run, position: number): Cluster =>
  steps[position - 1]?.after ?? model.initial;

/** The run as searches write it. */
export const traceOf = ({ model, steps }: Run): Trace<Cluster, Event> => ({
  initial: model.initial,
  steps: steps.map(({ by, event, after }) => ({ by, event, state: after })),
});

/** The run with the earliest moments of its steps, if there are moments at which they can happen in this order. */
const inTime = (run: Run): Run | undefined => {
  const { model, steps } = run;
  if (model.timing === undefined) return run;
  try {
    const { at } = timetable<Cluster, Event>(model, traceOf(run));
    return {
      model,
      steps: steps.map((step, index) => {
        const moments = at[index];
        return moments === undefined ? step : { ...step, moment: momentText(momentReport(moments)) };
      }),
    };
  } catch {
    return undefined;
  }
};

const goneOn = ({ model, steps }: Run, position: number, choice: Choice): Run => ({
  model,
  steps: [...steps.slice(0, position), choice],
});

/** Everything that may happen next after so many steps of a run, with its moment, or that it is not the time for it. */
export const choicesAt = (run: Run, position: number): readonly (Choice | Untimely)[] => {
  const { model } = run;
  const cluster = clusterAt(run, position);
  return offered(model, cluster).map(([by, event], index) => {
    const choice = choiceOf(model, cluster, by, event, index);
    return inTime(goneOn(run, position, choice))?.steps.at(-1) ?? { ...choice, untimely: true };
  });
};

/** The run cut after `position` steps and gone on with another; the moments of all of them may be others. */
export const takenAt = (run: Run, position: number, choice: Choice): Run => {
  const next = goneOn(run, position, choice);
  return inTime(next) ?? next;
};

/** The schedule of a run, as `podproof replay` takes it. */
export const scheduleOf = ({ steps }: Run): string => encodeSchedule(steps.map(({ index }) => index));

/** As much of a run as can happen in time. */
const timely = (run: Run): Run => {
  let left = run;
  for (;;) {
    const found = inTime(left);
    if (found !== undefined) return found;
    left = { ...left, steps: left.steps.slice(0, -1) };
  }
};

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
  return timely({ model, steps });
};

/** The lanes a diagram of these steps needs. */
export const lanesIn = (steps: readonly Choice[]): readonly string[] =>
  inOrder(steps.flatMap(({ lane, flow }) => [lane, flow.from, flow.to]));
