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
  return guardOf('silence', nearest?.label ?? null, nearest?.way);
};

const guardFor = (automaton: ModelAutomaton, states: readonly number[], label: Label): Guard => {
  const way = wayTo(automaton, states, label);
  return guardOf(way === undefined ? 'never' : 'early', label, way);
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
    return [
      { id, whole: follows.states.some((state) => automaton.rests(state)), further: follows.explained > explained },
    ];
  });
  const whole = fits.filter((fit) => fit.whole);
  return (whole.length > 0 ? whole : fits.filter(({ further }) => further)).map(({ id }) => id);
};

/** What to tell of a run that failed; mistakes that are known are not looked for. */
export const divergenceOf = (
  one: Case,
  profile: ProfileName,
  record: Record,
  trust: Trust,
  known?: readonly string[],
): Divergence => {
  const { entries } = record.belief;
  const explained = record.belief.explained;
  const unexplained = entries[explained]?.label ?? null;
  const automaton = modelAutomaton(one, profile, maxStates);
  const asIf = known ?? mistakesThatFit(one, profile, record, trust);
  const legal = record.legal;
  if (automaton === undefined) return { explained, unexplained, legal, guard: guardOf('unknown', unexplained), asIf };
  const { nearest } = beliefIn(automaton, entries, trust);
  const states = nearest.map(({ state }) => state).filter(automaton.settled);
  const guard =
    unexplained === null ? silenceGuard(automaton, states, legal) : guardFor(automaton, states, unexplained);
  return { explained, unexplained, legal, guard, asIf };
};
