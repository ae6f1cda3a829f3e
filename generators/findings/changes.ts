/** Numbers of fields: how long to sleep before SIGTERM, how long a grace period to give. */
import { endpointPropagation } from '../../model/assumptions.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import type { FieldEdit, Remedy } from '../../model/guarantees/index.ts';
import type { Container } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Whole } from '../../model/slices/index.ts';
import { within } from '../../model/timing/interval.ts';
import type { Quest } from '../explore/index.ts';
import { type Parameter, parameterOf } from '../tune/index.ts';
import {
  assuming,
  graceOf,
  hasOpenHook,
  hookSeconds,
  latestOf,
  usualGrace,
  waitOf,
  withAnother,
  withWaits,
} from './around.ts';
import { answerFor, type SolveOptions } from './asking.ts';
import { type Nearby, nearby } from './nearby.ts';
import type { Found } from './solution.ts';

/** What a search for a number came to: the remedy with its number, another remedy, or, if it was not found out, the remedy as it was. */
export interface Outcome {
  readonly remedy: Remedy;
  readonly found?: Found;
}

/** A remedy in fields of the manifest. */
export type Change = Extract<Remedy, { readonly edits: readonly FieldEdit[] }>;

const parameterNamed = (name: Found['parameter']): Parameter => {
  const parameter = parameterOf(name);
  if (parameter === undefined) throw new Error(`no parameter ${name}`);
  return parameter;
};

const gracePeriod = (seconds: number): FieldEdit => ({
  root: 'pod',
  path: ['terminationGracePeriodSeconds'],
  value: seconds,
});

const foundAs = (parameter: Found['parameter'], seek: Quest['seek'], { value, beside }: Nearby): Found => ({
  parameter,
  seek,
  value,
  ...(beside === undefined ? {} : { beside }),
});

const editedIn = (scenario: Scenario, { root, path: [list, index] }: FieldEdit): Container | undefined => {
  const spec = Object.values(scenario.instances)[0]?.spec;
  if (root !== 'pod' || spec === undefined || typeof index !== 'number') return undefined;
  return list === 'containers' ? spec.containers[index] : spec.initContainers[index];
};

/** kube-proxy sends to the last endpoint that serves whatever that one does: there has to be another. */
const anotherReplica =
  'Run more than one replica: the last serving endpoint is never withdrawn, and preStop waits long enough.';

/** What is left to do where no other replica can be asked for. */
export const aloneAsItIs: Remedy = {
  who: 'people',
  says:
    'Nothing in this manifest changes it as the workload is: its only Pod is the last serving endpoint, which is never withdrawn, and a second ' +
    'one beside it is ruled out (strategy Recreate, a claim of its own, or a kind whose Pods are no replicas of each other). Delete it when nobody ' +
    'connects, or have clients retry.',
};

const noSleepIsEnough: Remedy = {
  who: 'people',
  says: 'No preStop within the grace period, nor a longer period with it, keeps it here: take the Pod out of its Services before it is deleted.',
};

/** The change without what it would do to containers that wait as long already: somebody may have reasons to wait longer. */
const whereTooShort = (change: Change, scenario: Scenario, seconds: number): Change => ({
  ...change,
  edits: change.edits.filter((edit) => {
    const container = editedIn(scenario, edit);
    return container === undefined || waitOf(container) < seconds;
  }),
});

/**
 * The least sleep with which all these guarantees hold. If none fits into the grace period, a longer period is part of the change. Where
 * even that does not help, as for the only Pod there is, nothing in this manifest does. What waits long enough is left as it is; if that
 * is all that waits, there is no number to be found.
 */
export const leastSleep = async (
  change: Change,
  scenario: Scenario,
  whole: Whole,
  guarantees: readonly Guarantee[],
  options: SolveOptions,
): Promise<Outcome> => {
  const name = 'preStop.sleep';
  const multiplies = change.edits.some(({ root }) => root === 'workload');
  const beside = multiplies ? withAnother(whole) : whole;
  if (multiplies && (await answerFor(beside, guarantees, options)).holds === true) {
    const { tunes: _, ...rest } = change;
    const edits = change.edits.filter(({ root }) => root === 'workload');
    return { remedy: { ...rest, edits, says: anotherReplica } };
  }
  const propagation = latestOf(whole.assumptions, endpointPropagation);
  const guess = Math.floor(propagation) + 1;
  const longer = parameterNamed('terminationGracePeriodSeconds').put(beside, Math.ceil(propagation) + usualGrace);
  for (const within of graceOf(longer) > graceOf(whole) ? [beside, longer] : [beside]) {
    const grace = graceOf(within);
    const ask = (seconds: number) => answerFor(withWaits(within, seconds), guarantees, options);
    const number = await nearby({ seek: 'least', from: 0, to: grace }, guess, ask);
    if (number === 'undecided') return { remedy: change };
    if (number === 'never') continue;
    const short = whereTooShort(change, scenario, number.value).edits;
    const edits = within === longer ? [...short, gracePeriod(grace)] : short;
    return { remedy: { ...change, edits }, found: foundAs(name, 'least', number) };
  }
  return { remedy: noSleepIsEnough };
};

/** Delays that nobody has bounded, bounded for the sake of a number: a process gets what Kubernetes gives it if nothing is written. */
const bounded = (whole: Whole): { readonly whole: Whole; readonly assuming: readonly string[] } => {
  const usualShutdown = usualGrace - 1;
  const unboundedStop = !Number.isFinite(latestOf(whole.assumptions, 'shutdown'));
  const unboundedHook = hasOpenHook(whole) && !Number.isFinite(latestOf(whole.assumptions, 'pre-stop-hook'));
  const hook = Math.ceil(hookSeconds(whole));
  const stopping = unboundedStop ? assuming(whole, 'shutdown', within(usualShutdown)) : whole;
  return {
    whole: unboundedHook ? assuming(stopping, 'pre-stop-hook', within(hook)) : stopping,
    assuming: [
      ...(unboundedStop ? [`shutdown<=${usualShutdown}s`] : []),
      ...(unboundedHook ? [`pre-stop-hook<=${hook}s`] : []),
    ],
  };
};

const longest = 7 * 24 * 3600;

/** The least grace period with which all these guarantees hold, if a process that nobody has spoken of stops as soon as most do. */
export const leastGrace = async (
  change: Change,
  whole: Whole,
  guarantees: readonly Guarantee[],
  options: SolveOptions,
): Promise<Outcome> => {
  const name = 'terminationGracePeriodSeconds';
  const parameter = parameterNamed(name);
  const { whole: assumed, assuming: given } = bounded(whole);
  const from = parameter.quest(assumed)?.from ?? 1;
  const guess = Math.floor(hookSeconds(assumed) + latestOf(assumed.assumptions, 'shutdown')) + 1;
  const quest: Quest = { seek: 'least', from, to: Math.max(longest, guess + 1) };
  const ask = (seconds: number) => answerFor(parameter.put(assumed, seconds), guarantees, options);
  const number = await nearby(quest, guess, ask);
  if (number === 'undecided') return { remedy: change };
  if (number === 'never') return { remedy: { who: 'nobody' } };
  return {
    remedy: change,
    found: { ...foundAs(name, 'least', number), ...(given.length === 0 ? {} : { assuming: given }) },
  };
};

/** The change of a grace period that leaves no time at all. */
export const graceChange: Change = {
  who: 'manifest',
  edits: [{ root: 'pod', path: ['terminationGracePeriodSeconds'], value: null }],
  tunes: 'terminationGracePeriodSeconds',
};
