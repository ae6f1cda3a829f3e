/** Schedules: a run as the list of choices made in it, short enough for a command line, and its replay without a search. */

import type { Machine, Trace, TraceStep } from './machine.ts';
import { canonical } from './plain.ts';

/** At each step, the index of the event among all enabled ones, component by component in the machine's order. */
export type Schedule = readonly number[];

/** A choice a component offers. */
interface Choice<E> {
  readonly by: string;
  readonly event: E;
}

const EMPTY = '-';

/** A schedule as a word that is safe in URLs and shells: choices in base 36 joined by dots, `-` if there are none. */
export function encodeSchedule(schedule: Schedule): string {
  return schedule.length === 0 ? EMPTY : schedule.map((choice) => choice.toString(36)).join('.');
}

/** The schedule a word stands for. Throws if it is none. */
export function decodeSchedule(word: string): Schedule {
  if (word === EMPTY) return [];
  return word.split('.').map((part, i) => {
    if (!/^[0-9a-z]{1,6}$/.test(part)) {
      throw new Error(`schedule '${word}': choice ${i + 1} is '${part}', which is not a number in base 36`);
    }
    return Number.parseInt(part, 36);
  });
}

/** Runs a machine by a schedule, given as choices or as their word. Throws, saying what was enabled, if it cannot. */
export function replay<S, E>(machine: Machine<S, E>, schedule: Schedule | string): Trace<S, E> {
  const choices = typeof schedule === 'string' ? decodeSchedule(schedule) : schedule;
  const steps: TraceStep<S, E>[] = [];
  let state = machine.initial;
  for (const index of choices) {
    const enabled = choicesIn(machine, state);
    const choice = enabled[index];
    if (choice === undefined) throw impossible(steps.length + 1, index, enabled);
    state = machine.reduce(state, choice.event);
    steps.push({ ...choice, state });
  }
  return { initial: machine.initial, steps };
}

/** The schedule that makes a machine run as this trace does. Throws at the first step that is not enabled. */
export function scheduleOf<S, E>(machine: Machine<S, E>, trace: Trace<S, E>): Schedule {
  let { initial: state } = trace;
  return trace.steps.map(({ by, event, state: next }, i) => {
    const text = canonical(event);
    const enabled = choicesIn(machine, state);
    const index = enabled.findIndex((choice) => choice.by === by && canonical(choice.event) === text);
    if (index < 0) throw new Error(`step ${i + 1}: ${by} cannot ${text}; ${offer(enabled)}`);
    state = next;
    return index;
  });
}

function choicesIn<S, E>(machine: Machine<S, E>, state: S): Choice<E>[] {
  return machine.components.flatMap(({ name, enabled }) => enabled(state).map((event) => ({ by: name, event })));
}

function impossible(step: number, index: number, enabled: readonly Choice<unknown>[]): Error {
  return new Error(`step ${step}: there is no choice ${index.toString(36)}; ${offer(enabled)}`);
}

function offer(enabled: readonly Choice<unknown>[]): string {
  if (enabled.length === 0) return 'nothing is enabled here';
  const lines = enabled.map(({ by, event }, i) => `  ${i.toString(36)}  ${by}: ${canonical(event)}`);
  return `enabled here:\n${lines.join('\n')}`;
}
