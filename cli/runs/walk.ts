/** Recorded events, taken again on the model step by step: a record is believed only as far as the model can follow it. */
import { replay, type Trace, timetable } from '../../generators/explore/index.ts';
import { canonical } from '../../generators/explore/plain.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { resolveGates } from '../../model/gates.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { suggest } from '../../model/kubernetes/suggest.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { switchErrors } from '../../model/switches.ts';
import { eventTypes } from '../../reports/run/says.ts';
import { type ScenarioData, scenarioFrom } from '../../reports/run/scenarioData.ts';
import { Complaint, wordsOf } from '../complaint.ts';

/** A run of the model. */
export type Run = Trace<Cluster, Event>;

/** A record, and where it stands: a file, and a place in it such as `scenarios[0].guarantees[2].trace`. */
export interface Recorded {
  readonly file: string;
  readonly place: string;
  /** Where its scenario stands. */
  readonly setup: string;
  readonly scenario: ScenarioData;
  readonly events: readonly Event[];
  readonly podproofVersion: string;
}

const recordAgain = 'record it again: podproof replay … -o json, or podproof check … -o json';

/** What is wrong with the version and the gates of a scenario: which are unknown, cannot be set so, or are not said. */
const gateErrors = ({ kubernetesVersion, featureGates }: Scenario): readonly string[] => {
  const usual = resolveGates(kubernetesVersion, {});
  if (!usual.ok) return usual.errors;
  const set = Object.entries(featureGates).filter(([gate, on]) => usual.featureGates[gate] !== on);
  const resolved = resolveGates(kubernetesVersion, Object.fromEntries(set));
  if (!resolved.ok) return resolved.errors;
  const missing = Object.keys(usual.featureGates).filter((gate) => !Object.hasOwn(featureGates, gate));
  return missing.map((gate) => `featureGates does not say ${gate}`);
};

/** The scenario of a record. Complains about what this version of the model does not know. */
export const setUp = ({ file, setup, scenario: data }: Pick<Recorded, 'file' | 'setup' | 'scenario'>): Model => {
  const scenario = scenarioFrom(data);
  const wrong = [...gateErrors(scenario), ...switchErrors(scenario.switches)];
  if (wrong.length > 0) throw new Complaint(`${file}: ${setup}: ${wrong.join('; ')}`, recordAgain);
  try {
    return modelOf(scenario);
  } catch (error) {
    throw new Complaint(`${file}: ${setup}: cannot be set up (${wordsOf(error)})`, recordAgain);
  }
};

const containersOf = ({ instances }: Scenario, uid: unknown): readonly string[] =>
  Object.entries(instances)
    .filter(([one]) => uid === undefined || one === uid)
    .flatMap(([, { spec }]) => allContainers(spec).map(({ name }) => name));

/** Names a field of an event may have, where the scenario says which there are. */
const namesFor = (scenario: Scenario, field: string, uid: unknown): readonly string[] | undefined => {
  const pods = Object.values(scenario.instances).map(({ name }) => name);
  const known: Readonly<Record<string, readonly string[]>> = {
    uid: Object.keys(scenario.instances),
    pod: pods,
    victim: pods,
    node: Object.keys(scenario.nodes),
    claim: Object.keys(scenario.claims),
    service: Object.keys(scenario.services),
    container: containersOf(scenario, uid),
  };
  return Object.hasOwn(known, field) ? known[field] : undefined;
};

const unknownName = (scenario: Scenario, event: Event): string | undefined => {
  const { uid } = event as { readonly uid?: unknown };
  for (const [field, value] of Object.entries(event)) {
    const names = namesFor(scenario, field, uid);
    if (names === undefined || names.some((name) => name === value)) continue;
    return `there is no ${field} ${JSON.stringify(value)} in the scenario; there is ${[...new Set(names)].join(', ')}`;
  }
  return undefined;
};

const most = 6;

/** Why nobody can do this here. */
const reason = (scenario: Scenario, event: Event, offered: readonly Event[]): string => {
  if (!eventTypes.includes(event.type)) {
    const meant = suggest(event.type, eventTypes);
    return `there is no event '${event.type}'${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  }
  const unknown = unknownName(scenario, event);
  if (unknown !== undefined) return unknown;
  if (offered.length === 0) return `${canonical(event)} cannot happen there: nothing can`;
  const alike = offered.filter(({ type }) => type === event.type);
  const told = (alike.length > 0 ? alike : offered).slice(0, most).map((one) => canonical(one));
  const more = (alike.length > 0 ? alike : offered).length - told.length;
  return `${canonical(event)} cannot happen there; what can is ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** The choices that make the model do these events. */
const choicesOf = (model: Model, { file, place, events, podproofVersion }: Recorded): readonly number[] => {
  let cluster = model.initial;
  return events.map((event, index) => {
    const offered = model.components.flatMap(({ enabled }) => enabled(cluster));
    const text = canonical(event);
    const choice = offered.findIndex((one) => canonical(one) === text);
    const found = offered[choice];
    if (found === undefined) {
      throw new Complaint(
        `${file}: step ${index + 1} (${place}[${index}]): ${reason(model.initial.scenario, event, offered)}`,
        `podproof ${podproofVersion} wrote it; if that was another version, ${recordAgain}`,
      );
    }
    cluster = model.reduce(cluster, found);
    return choice;
  });
};

/** The run with the moments of its steps, where time is assumed. Throws if it cannot happen in time. */
export const dated = (model: Model, run: Run): Run => {
  if (model.timing === undefined) return run;
  const { at } = timetable<Cluster, Event>(model, run);
  return {
    ...run,
    steps: run.steps.map((step, index) => ({ ...step, ...(at[index] === undefined ? {} : { at: at[index] }) })),
  };
};

/** Takes every step again. Complains about the first that the model cannot follow. */
export const walkAgain = (model: Model, recorded: Recorded): Run => {
  const run = replay<Cluster, Event>(model, choicesOf(model, recorded));
  try {
    return dated(model, run);
  } catch (error) {
    const { file, place } = recorded;
    throw new Complaint(`${file}: ${place}: ${wordsOf(error)}, with the delays its scenario assumes`, recordAgain);
  }
};
