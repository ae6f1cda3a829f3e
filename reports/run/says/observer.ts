/** Sentences of the observer: what is still going on when its watch runs out. */
import type { ObserverEvent } from '../../../model/event.ts';
import type { Deadline } from '../../../model/scenario.ts';
import { containerNamed, podOf } from '../names.ts';
import type { Sentences, Step } from './step.ts';

const sayings: Readonly<Record<Deadline['kind'], (step: Step, deadline: Deadline) => string>> = {
  shutdown: ({ scenario }, { uid }) =>
    `grace period and three seconds after the first kill call are over, and a process of ${podOf(scenario, uid)} runs`,
  deletion: ({ scenario }, { uid }) =>
    `grace period and three seconds after the deletion are over, and a process of ${podOf(scenario, uid)} runs`,
  shortening: ({ scenario }, { uid }) =>
    `the shorter grace period and two seconds are over, and a process of ${podOf(scenario, uid)} runs`,
  grace: ({ scenario }, { uid, container }) =>
    `the grace period of ${container === undefined ? podOf(scenario, uid) : containerNamed(scenario, uid, container)} is as good as over`,
};

/** What the stopwatch says. */
export const saysObserver: Sentences<ObserverEvent> = {
  'observer/deadlinePassed': (event, step) => {
    const deadline = step.scenario.deadlines?.[event.deadline];
    return deadline === undefined ? `${event.deadline} is over` : sayings[deadline.kind](step, deadline);
  },
};
