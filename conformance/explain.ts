/** Why nothing explains it: where the model would have shown it, what would have come first, whose mistake it looks like. */
import { mutations } from '../generators/mutants/index.ts';
import type { Case, Label, ProfileName } from '../generators/suite/case.ts';
import type { TesterEvent } from '../generators/suite/test-machine.ts';
import type { Event } from '../model/event.ts';
import { isObservation, labelKey } from './automaton.ts';
import { Belief, type Entry, type Trust } from './belief.ts';
import { type ModelAutomaton, modelAutomaton, type Step } from './model-automaton.ts';
import type { Record } from './record.ts';
import type { Divergence, Guard } from './verdict.ts';

/** Models of more states are not asked. */
const maxStates = 60_000;

const beliefIn = (automaton: ModelAutomaton, entries: readonly Entry[], trust: Trust): Belief<number> => {
  const belief = new Belief(automaton, trust);
  for (const entry of entries) belief.add(entry);
  return belief;
};

/** An event in a few words: its type and what it is about. */
export const eventWords = (event: Event | TesterEvent): string => {
  const { type, ...about } = event;
  return [type, ...Object.values(about).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))].join(
    ' ',
  );
};

const headOf = (label: Label): string => (isObservation(label) ? label.see : label.do);

/** A label in a few words. */
export const labelWords = (label: Label): string => {
  const about = Object.entries(label).filter(([field, value]) => field !== 'see' && field !== 'do' && value !== null);
  return [headOf(label), ...about.map(([, value]) => String(value))].join(' ');
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

const sentence = (label: Label, way: readonly Step[] | undefined): string => {
  const name = labelWords(label);
  const last = way?.at(-1);
  if (way === undefined || last === undefined) return `${name}: the model never comes to it from here`;
  const before = way.slice(0, -1);
  const shown = before.flatMap((step) => step.labels.map(labelWords));
  if (before.length === 0) return `${name}: ${last.by} may do it (${eventWords(last.event)}), but not so`;
  const first = shown.length > 0 ? shown.join(', ') : before.map(({ event }) => eventWords(event)).join(', ');
  return `${name}: ${last.by} does it (${eventWords(last.event)}) only after ${first}`;
};

const guardFor = (label: Label, way: readonly Step[] | undefined): Guard => {
  const last = way?.at(-1);
  return {
    component: last?.by ?? '',
    event: last === undefined ? '' : eventWords(last.event),
    missing: (way ?? []).slice(0, -1).map(({ event }) => eventWords(event)),
    words: sentence(label, way),
  };
};

const notAsked: Guard = { component: '', event: '', missing: [], words: 'the model of this case is too large to ask why' };

/** Silence: the model would go on, with what comes next on its own. */
const silenceGuard = (automaton: ModelAutomaton, states: readonly number[], legal: readonly Label[]): Guard => {
  const wanted = legal.filter(isObservation);
  const ways = wanted.flatMap((label) => {
    const way = wayTo(automaton, states, label);
    return way === undefined ? [] : [{ label, way }];
  });
  const nearest = ways.sort((a, b) => a.way.length - b.way.length)[0];
  if (nearest === undefined) return { ...notAsked, words: 'the model does not stop here' };
  const { label, way } = nearest;
  const by = way.at(-1)?.by ?? '';
  return { ...guardFor(label, way), words: `the model does not stop here: ${by} would go on to ${labelWords(label)}` };
};

/**
 * Mutations whose model explains the whole trace and, if the target fell silent, falls silent there; if there are none, those
 * that explain it further than the model does.
 */
const mistakesThatFit = (one: Case, profile: ProfileName, { belief }: Record, trust: Trust): readonly string[] => {
  const { entries, explained } = belief;
  const fits = mutations.flatMap(({ id, ...mutation }) => {
    const automaton = modelAutomaton(one, profile, maxStates, { id, ...mutation });
    if (automaton === undefined) return [];
    const follows = beliefIn(automaton, entries, trust);
    return [{ id, whole: follows.states.some((state) => automaton.rests(state)), further: follows.explained > explained }];
  });
  const whole = fits.filter((fit) => fit.whole);
  return (whole.length > 0 ? whole : fits.filter(({ further }) => further)).map(({ id }) => id);
};

/** What to tell of a run that failed. */
export const divergenceOf = (one: Case, profile: ProfileName, record: Record, trust: Trust): Divergence => {
  const { entries } = record.belief;
  const explained = record.belief.explained;
  const unexplained = entries[explained]?.label ?? null;
  const automaton = modelAutomaton(one, profile, maxStates);
  const asIf = mistakesThatFit(one, profile, record, trust);
  const legal = record.legal;
  if (automaton === undefined) return { explained, unexplained, legal, guard: notAsked, asIf };
  const { nearest } = beliefIn(automaton, entries, trust);
  const states = nearest.map(({ state }) => state).filter(automaton.settled);
  const guard =
    unexplained === null
      ? silenceGuard(automaton, states, legal)
      : guardFor(unexplained, wayTo(automaton, states, unexplained));
  return { explained, unexplained, legal, guard, asIf };
};
