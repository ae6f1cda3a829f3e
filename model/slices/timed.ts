/** Slices with time: small enough that the clocks of everything under way can be kept apart. */
import { allContainers, isSidecar, type PodSpec } from '../kubernetes/spec.ts';
import type { Deadline, PodInstance } from '../scenario.ts';
import { type Cut, sliceOfOne } from './alone.ts';
import { type Extra, paredPod, withoutDeadline } from './pods.ts';
import { unproxiedSentences } from './unproxied.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** What is left of a pod that runs already: nothing of what only brings it up. */
const settled = (spec: PodSpec, more: readonly Extra[]): PodSpec =>
  paredPod({ ...withoutDeadline(spec), initContainers: spec.initContainers.filter(isSidecar), readinessGates: [] }, [
    'startupProbe',
    'readinessProbe',
    'postStart',
    ...more,
  ]);

const startSentence =
  'everything before the Pod runs: it begins running and known to everybody, found by running its startup in the model; init containers, ' +
  'postStart hooks, startup and readiness probes, volumes, gates and deadline are left out';

const timedSlice = (whole: Whole, pod: PodInstance, cut: Cut): Slice | undefined =>
  whole.assumptions === undefined
    ? undefined
    : sliceOfOne(whole, pod, {
        ...cut,
        fields: { ...cut.fields, assumptions: whole.assumptions, begins: 'running' },
        leftOut: [startSentence, ...cut.leftOut],
      });

/** One running pod, its Services, and one delete: the race between both pipelines. Absent if no Service selects it, or without time. */
export const timedEndpointsSlice = (whole: Whole): Slice | undefined => {
  const { name, spec } = firstPod(whole);
  const services = whole.servicesFor([name]);
  if (Object.keys(services).length === 0) return undefined;
  return timedSlice(
    whole,
    { name, spec: settled(spec, ['livenessProbe']) },
    {
      slice: 'timed-endpoints',
      title: 'endpoints in time',
      fields: { services, reportedStatus: 'all', serving: 'until-sigterm' },
      user: { create: 1, delete: 1 },
      leftOut: [
        'liveness probes and crashes; programs accept connections until SIGTERM',
        'other replicas, but for the fact that they are ready endpoints',
        ...unproxiedSentences(services),
      ],
    },
  );
};

/** What an observer waits for in a shutdown. */
const deadlinesOf = ({ name, spec }: PodInstance): Readonly<Record<string, Deadline>> => {
  const uid = `${name}#1`;
  return {
    [`shutdown ${name}`]: { kind: 'shutdown', uid },
    [`deletion ${name}`]: { kind: 'deletion', uid },
    [`shortening ${name}`]: { kind: 'shortening', uid },
    [`grace ${name}`]: { kind: 'grace', uid },
    ...Object.fromEntries(
      allContainers(spec)
        .filter(({ livenessProbe }) => livenessProbe !== undefined)
        .map((container) => [
          `grace ${name}/${container.name}`,
          { kind: 'grace', uid, container: container.name } as const,
        ]),
    ),
  };
};

/** One running pod and its end: hooks, sidecars, a failing liveness probe, a second and shorter delete. Absent without time. */
export const timedShutdownSlice = (whole: Whole): Slice | undefined => {
  const { name, spec } = firstPod(whole);
  const pod = { name, spec: settled(spec, []) };
  const probed = allContainers(pod.spec).some(({ livenessProbe }) => livenessProbe !== undefined);
  return timedSlice(whole, pod, {
    slice: 'timed-shutdown',
    title: 'shutdown in time',
    fields: { deadlines: deadlinesOf(pod) },
    user: { create: 1, delete: 1, 'delete-shorter': 1 },
    faults: { 'probe-failure': probed ? 1 : 0 },
    leftOut: [
      'EndpointSlices and kube-proxies; crashes',
      'second kills of a container by its probe: an observer watches the first',
    ],
  });
};
