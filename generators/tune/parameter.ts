/** Numbers that can be tuned: which values there are, which way is better, and the input with one of them put in. */
import { assume, delayOf } from '../../model/assumptions.ts';
import { servingContainers } from '../../model/kubernetes/serving.ts';
import { onlySleeps } from '../../model/kubernetes/sleeping.ts';
import type { Container, LifecycleHandler, PodSpec } from '../../model/kubernetes/spec.ts';
import { assumptionParameters, type ParameterName } from '../../model/parameters.ts';
import type { Whole } from '../../model/slices/index.ts';
import { second } from '../../model/timing/interval.ts';
import type { Quest } from '../explore/index.ts';

/** A number in seconds that a guarantee may depend on. */
export interface Parameter {
  readonly name: ParameterName;
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

/** Longest time that is tried, in seconds, unless more is there: a week. Bisection asks few values of any range. */
const longest = 7 * 24 * 3600;

const withSpec = (whole: Whole, change: (spec: PodSpec) => PodSpec): Whole => ({
  ...whole,
  pods: whole.pods.map((pod) => ({ ...pod, spec: change(pod.spec) })),
});

const firstSpec = ({ pods }: Whole): PodSpec | undefined => pods[0]?.spec;

const servingOf = (whole: Whole): readonly Container[] => {
  const [pod] = whole.pods;
  return pod === undefined ? [] : servingContainers(whole.servicesFor([pod.name]), pod.name, pod.spec);
};

/** The names of the containers that connections go to: those that the Services of the first pod reach. */
export const servingNames = (whole: Whole): readonly string[] => servingOf(whole).map(({ name }) => name);

/**
 * Without a serving container there is nowhere to sleep. A hook that does more than sleep is the user's own way to drain; a sleep cannot
 * stand beside it.
 */
const canSleep = (whole: Whole): boolean => {
  const serving = servingOf(whole);
  return serving.length > 0 && serving.every(({ preStop }) => preStop === undefined || onlySleeps(preStop));
};

const secondsOf = (hook: LifecycleHandler | undefined): number => hook?.seconds ?? hook?.sleeping?.seconds ?? 0;

/** Seconds that each serving container sleeps now. */
export const sleepsOf = (whole: Whole): Readonly<Record<string, number>> =>
  Object.fromEntries(servingOf(whole).map(({ name, preStop }) => [name, secondsOf(preStop)]));

const preStopSleep: Parameter = {
  name: 'preStop.sleep',
  kind: 'field',
  guarantee: 'traffic-only-to-serving',
  quest: (whole) => {
    const spec = firstSpec(whole);
    if (spec === undefined || !canSleep(whole)) return undefined;
    return { seek: 'least', from: 0, to: spec.terminationGracePeriodSeconds };
  },
  current: (whole) => {
    const seconds = Object.values(sleepsOf(whole));
    return seconds.length === 0 ? undefined : Math.min(...seconds);
  },
  put: (whole, seconds) => {
    const names = servingNames(whole);
    const sleeping = (container: Container): Container =>
      names.includes(container.name) ? { ...container, preStop: { handler: 'sleep', seconds } } : container;
    return withSpec(whole, (spec) => ({
      ...spec,
      initContainers: spec.initContainers.map(sleeping),
      containers: spec.containers.map(sleeping),
    }));
  },
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
    if (spec === undefined) return undefined;
    const from = longestSleep(spec);
    return { seek: 'least', from, to: Math.max(longest, from, spec.terminationGracePeriodSeconds) };
  },
  current: (whole) => firstSpec(whole)?.terminationGracePeriodSeconds,
  put: (whole, terminationGracePeriodSeconds) =>
    withSpec(whole, (spec) => ({ ...spec, terminationGracePeriodSeconds })),
};

const endsTheProcess: readonly string[] = ['shutdown', 'pre-stop-hook', 'stop-signal', 'sigkill-exit'];

/** The guarantee an assumption is for if none is named. */
const guaranteeFor = (name: string): string => {
  if (name === 'process-start') return 'slow-starter-is-not-killed';
  return endsTheProcess.includes(name) ? 'graceful-exit-within-grace' : 'traffic-only-to-serving';
};

/** How long something may take at most. */
const assumption = (name: (typeof assumptionParameters)[number]): Parameter => ({
  name,
  kind: 'assumption',
  guarantee: guaranteeFor(name),
  quest: ({ assumptions, balanced = [] }) => {
    if (name === 'load-balancer-withdrawal' && balanced.length === 0) return undefined;
    const now = assumptions === undefined ? undefined : delayOf(assumptions, name);
    if (now === undefined) return undefined;
    const from = Math.ceil(now.earliest / second);
    const present = Number.isFinite(now.latest) ? Math.floor(now.latest / second) : 0;
    return { seek: 'greatest', from, to: Math.max(longest, from, present) };
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

/** Every number that can be tuned. */
export const parameters: readonly Parameter[] = [preStopSleep, gracePeriod, ...assumptionParameters.map(assumption)];

/** The parameter of that name, if there is one. */
export const parameterOf = (name: string): Parameter | undefined => parameters.find((one) => one.name === name);
