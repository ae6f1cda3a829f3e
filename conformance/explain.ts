/** Why nothing explains it: where the model would have shown it, what would have come first, whose mistake it looks like. */

import type { TesterEvent } from '../generators/environment/tested-machine.ts';
import { isObservation, type Label, labelKey } from '../generators/observe/label.ts';
import type { Case, ProfileName } from '../generators/suite/case.ts';
import type { Trust } from '../generators/trace/entry.ts';
import type { Event } from '../model/event.ts';
import { accountOf, beliefIn, maxStates, mistakesThatFit } from './diagnose.ts';
import { type ModelAutomaton, modelAutomaton, type Step } from './model-automaton.ts';
import type { Record } from './run-log.ts';
import type { Divergence, Guard } from './verdict.ts';

/** An event in a few words: its type and what it is about. */
export const eventWords = (event: Event | TesterEvent): string => {
  const { type, ...about } = event;
  return [
    type,
    ...Object.values(about).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))),
  ].join(' ');
};

/** The shortest way from any of these states to a step that shows the label; the last step is that one. */
const wayTo = (automaton: ModelAutomaton, from: readonly number[], label: Label): readonly Step[] | undefined => {
  const wanted = labelKey(label);
  const came = new Map<number, readonly [Step, number] | undefined>(from.map((state) => [state, undefined]));
  const back = (state: number): readonly Step[] => {
    const link = came.get(state);
    return link === undefined ? [] : [...back(link[1]), link[0]];
  };
  for (const state of came.keys()) {
    for (const step of automaton.steps(state)) {
      if (step.labels.some((one) => labelKey(one) === wanted)) return [...back(state), step];
      if (!came.has(step.to)) came.set(step.to, [step, state]);
    }
  }
  return undefined;
};

const guardOf = (kind: Guard['kind'], label: Label | null, way: readonly Step[] = []): Guard => {
  const last = way.at(-1);
  const before = way.slice(0, -1);
  return {
    kind,
    component: last?.by ?? '',
    event: last === undefined ? '' : eventWords(last.event),
    label,
    after: before.flatMap(({ labels }) => labels),
    missing: before.map(({ event }) => eventWords(event)),
  };
};

/** Silence: the model would go on by itself, and the nearest thing it would show is what was missed. */
const silenceGuard = (automaton: ModelAutomaton, states: readonly number[], legal: readonly Label[]): Guard => {
  const ways = legal.filter(isObservation).flatMap((label) => {
    const way = wayTo(automaton, states, label);
    return way === undefined ? [] : [{ label, way }];
  });
  const [nearest] = ways.sort((a, b) => a.way.length - b.way.length);
  return guardOf('silence', nearest?.label ?? legal.find(isObservation) ?? null, nearest?.way);
};

const guardFor = (automaton: ModelAutomaton, states: readonly number[], label: Label): Guard => {
  const way = wayTo(automaton, states, label);
  return guardOf(way === undefined ? 'never' : 'early', label, way);
};

const unique = (labels: readonly Label[]): readonly Label[] => [
  ...new Map(labels.map((label) => [labelKey(label), label])).values(),
];

/**
 * What to tell of a run that failed; mistakes that are known are not looked for. undefined: after all the model explains it. An oracle knows
 * one order of what a single step shows, the model knows that it is one step and may be told in any.
 */
export const divergenceOf = (
  one: Case,
  profile: ProfileName,
  record: Record,
  trust: Trust,
  known?: readonly string[],
): Divergence | undefined => {
  const { entries } = record.belief;
  const automaton = modelAutomaton(one, profile, maxStates, []);
  if (automaton === undefined) return withoutModel(record, known);
  const belief = beliefIn(automaton, entries, trust);
  const account = accountOf(automaton, belief);
  if (account.whole) return undefined;
  const { explained } = account;
  const unexplained = entries[explained]?.label ?? null;
  const states = belief.nearest.map(({ state }) => state);
  const moves = states.flatMap((state) => automaton.moves(state).flatMap(({ label }) => label ?? []));
  const legal = explained === record.belief.explained ? record.legal : unique(moves);
  const settled = states.filter(automaton.settled);
  const guard =
    unexplained === null ? silenceGuard(automaton, states, legal) : guardFor(automaton, settled, unexplained);
  return {
    explained,
    unexplained,
    legal,
    guard,
    asIf: known ?? mistakesThatFit({ one, profile, entries, trust, model: account }),
  };
};

/** All there is to tell where the model is too large to be asked. */
const withoutModel = ({ belief, legal }: Record, known: readonly string[] = []): Divergence => {
  const unexplained = belief.entries[belief.explained]?.label ?? null;
  return { explained: belief.explained, unexplained, legal, guard: guardOf('unknown', unexplained), asIf: known };
};
