/** Numbers that can be tuned: which values there are, which way is better, and the input with one of them put in. */
import { type AssumptionName, assume, delayOf, endpointPropagation, settableNames } from '../../model/assumptions.ts';
import type { Container, LifecycleHandler, PodSpec } from '../../model/kubernetes/spec.ts';
import type { Whole } from '../../model/slices/index.ts';
import { second } from '../../model/timing/interval.ts';
import type { Quest } from '../explore/index.ts';

/** A number in seconds that a guarantee may depend on. */
export interface Parameter {
  readonly name: string;
  /** Of what the answer is: a field of the manifest, or an assumption. */
  readonly kind: 'field' | 'assumption';
  /** The guarantee that is meant if none is named. */
  readonly guarantee: string;
  /** Where to look, and for which end; undefined if this input has no such number. */
  readonly quest: (whole: Whole) => Quest | undefined;
  /** What the input says now, if it says anything. */
  readonly current: (whole: Whole) => number | undefined;
  readonly put: (whole: Whole, value: number) => Whole;
}

/** Longest time that is tried, in seconds. */
const longest = 3600;

/** The containers that connections go to: those that declare ports, or all main containers if none does. */
export const servingNames = ({ containers }: PodSpec): readonly string[] => {
  const withPorts = containers.filter(({ ports }) => ports.length > 0);
  return (withPorts.length > 0 ? withPorts : containers).map(({ name }) => name);
};

const withSpec = (whole: Whole, change: (spec: PodSpec) => PodSpec): Whole => ({
  ...whole,
  pods: whole.pods.map((pod) => ({ ...pod, spec: change(pod.spec) })),
});

const firstSpec = ({ pods }: Whole): PodSpec | undefined => pods[0]?.spec;

const servingOf = (spec: PodSpec): readonly Container[] => {
  const names = servingNames(spec);
  return spec.containers.filter(({ name }) => names.includes(name));
};

const onlySleeps = (hook: LifecycleHandler): boolean => hook.handler === 'sleep' || hook.sleeping?.only === true;

/** A hook that does more than sleep is the user's own way to drain; a sleep cannot stand beside it. */
const canSleep = (spec: PodSpec): boolean =>
  servingOf(spec).every(({ preStop }) => preStop === undefined || onlySleeps(preStop));

const secondsOf = (hook: LifecycleHandler | undefined): number => hook?.seconds ?? hook?.sleeping?.seconds ?? 0;

const sleepOf = (spec: PodSpec): number | undefined => {
  const seconds = servingOf(spec).map(({ preStop }) => secondsOf(preStop));
  return seconds.length === 0 ? undefined : Math.min(...seconds);
};

const preStopSleep: Parameter = {
  name: 'preStop.sleep',
  kind: 'field',
  guarantee: 'traffic-only-to-serving',
  quest: (whole) => {
    const spec = firstSpec(whole);
    if (spec === undefined || !canSleep(spec)) return undefined;
    return { seek: 'least', from: 0, to: spec.terminationGracePeriodSeconds };
  },
  current: (whole) => {
    const spec = firstSpec(whole);
    return spec === undefined ? undefined : sleepOf(spec);
  },
  put: (whole, seconds) =>
    withSpec(whole, (spec) => ({
      ...spec,
      containers: spec.containers.map((container) =>
        servingNames(spec).includes(container.name)
          ? { ...container, preStop: { handler: 'sleep', seconds } }
          : container,
      ),
    })),
};

/** No grace period may be shorter than a sleep (validateSleepAction). */
const longestSleep = (spec: PodSpec): number =>
  Math.max(1, ...[...spec.initContainers, ...spec.containers].map(({ preStop }) => preStop?.seconds ?? 0));

const gracePeriod: Parameter = {
  name: 'terminationGracePeriodSeconds',
  kind: 'field',
  guarantee: 'graceful-exit-within-grace',
  quest: (whole) => {
    const spec = firstSpec(whole);
    return spec === undefined ? undefined : { seek: 'least', from: longestSleep(spec), to: longest };
  },
  current: (whole) => firstSpec(whole)?.terminationGracePeriodSeconds,
  put: (whole, terminationGracePeriodSeconds) =>
    withSpec(whole, (spec) => ({ ...spec, terminationGracePeriodSeconds })),
};

const endsTheProcess: readonly string[] = ['shutdown', 'pre-stop-hook', 'stop-signal', 'sigkill-exit'];

/** How long something may take at most. */
const assumption = (name: string): Parameter => ({
  name,
  kind: 'assumption',
  guarantee: endsTheProcess.includes(name) ? 'graceful-exit-within-grace' : 'traffic-only-to-serving',
  quest: ({ assumptions }) => {
    const now = assumptions === undefined ? undefined : delayOf(assumptions, name);
    return now === undefined
      ? undefined
      : { seek: 'greatest', from: Math.ceil(now.earliest / second), to: Math.max(longest, now.earliest / second) };
  },
  current: ({ assumptions }) => {
    const now = assumptions === undefined ? undefined : delayOf(assumptions, name);
    return now === undefined || !Number.isFinite(now.latest) ? undefined : now.latest / second;
  },
  put: (whole, seconds) => {
    const { assumptions } = whole;
    if (assumptions === undefined) return whole;
    const { earliest = 0 } = delayOf(assumptions, name) ?? {};
    return { ...whole, assumptions: assume(assumptions, name, { earliest, latest: seconds * second }) };
  },
});

/** Assumptions of which more is worse; a late kubelet only gives endpoints more time. */
const tunableAssumptions: readonly (AssumptionName | typeof endpointPropagation)[] = [
  endpointPropagation,
  'endpoint-slice-write',
  'kube-proxy-programming',
  'shutdown',
  'pre-stop-hook',
];

/** Every number that can be tuned. */
export const parameters: readonly Parameter[] = [
  preStopSleep,
  gracePeriod,
  ...settableNames.filter((name) => (tunableAssumptions as readonly string[]).includes(name)).map(assumption),
];

/** The parameter of that name, if there is one. */
export const parameterOf = (name: string): Parameter | undefined => parameters.find((one) => one.name === name);
