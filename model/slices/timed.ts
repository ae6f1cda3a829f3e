/** Slices with time: small enough that the clocks of everything under way can be kept apart. */
import { allContainers, isSidecar, type PodSpec } from '../kubernetes/spec.ts';
import type { Deadline, PodInstance, Scenario } from '../scenario.ts';
import { withoutRepetition } from './alike.ts';
import { type Cut, sliceOfOne } from './alone.ts';
import { claimsUsed, type Extra, paredPod, withoutDeadline } from './pods.ts';
import { unproxied } from './unproxied.ts';
import { type CutSlice, othersLeftOut, type Whole } from './whole.ts';

/** What is left of a pod that runs already: nothing of what only brings it up. */
const settled = (whole: Whole, spec: PodSpec, more: readonly Extra[]): PodSpec =>
  paredPod(
    whole,
    { ...withoutDeadline(spec), initContainers: spec.initContainers.filter(isSidecar), readinessGates: [] },
    ['startupProbe', 'readinessProbe', 'postStart', ...more],
  );

const timedSlice = (whole: Whole, pod: PodInstance, cut: Cut): CutSlice | undefined =>
  whole.assumptions === undefined
    ? undefined
    : sliceOfOne(whole, pod, {
        ...cut,
        fields: {
          ...cut.fields,
          claims: claimsUsed(whole, pod.spec),
          assumptions: whole.assumptions,
          begins: 'running',
        },
        shortcuts: ['begins-running', 'claims-not-used', ...cut.shortcuts],
      });

/** Services with the balancers in front of them, where somebody says by when those follow. A headless Service has no traffic that is asked about. */
const withBalancers = ({ assumptions, balanced = [] }: Whole, services: Scenario['services']): Scenario['services'] =>
  assumptions === undefined || !Number.isFinite(assumptions['load-balancer-withdrawal'].latest)
    ? services
    : Object.fromEntries(
        Object.entries(services).map(([name, service]) => [
          name,
          balanced.includes(name) && service.unproxied === undefined
            ? { ...service, balanced: true as const }
            : service,
        ]),
      );

/** One running pod, its Services, and one delete: the race between both pipelines. Absent if no Service selects it, or without time. */
export const timedEndpointsSlice = (whole: Whole): CutSlice | undefined => {
  const { pod: full, shortcuts } = withoutRepetition(whole, true);
  const { name, spec } = full;
  const services = withBalancers(whole, whole.servicesFor([name]));
  if (Object.keys(services).length === 0) return undefined;
  return timedSlice(
    whole,
    { name, spec: settled(whole, spec, ['livenessProbe']) },
    {
      slice: 'timed-endpoints',
      title: 'endpoints in time',
      fields: { services, reportedStatus: 'all', serving: 'until-sigterm' },
      user: { create: 1, delete: 1 },
      shortcuts: [...shortcuts, 'programs-trusted', 'replicas-constant', ...unproxied(services)],
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
export const timedShutdownSlice = (whole: Whole): CutSlice | undefined => {
  const { pod: full, shortcuts } = withoutRepetition(whole, true);
  const { name, spec } = full;
  const pod = { name, spec: settled(whole, spec, []) };
  const probed = allContainers(pod.spec).some(({ livenessProbe }) => livenessProbe !== undefined);
  return timedSlice(whole, pod, {
    slice: 'timed-shutdown',
    title: 'shutdown in time',
    fields: { deadlines: deadlinesOf(pod) },
    user: { create: 1, delete: 1, 'delete-shorter': 1 },
    faults: { 'probe-failure': probed ? 1 : 0 },
    shortcuts: [
      ...shortcuts,
      'no-endpoints-in-time',
      'no-readers',
      'phase-alone',
      'first-kill-watched',
      ...othersLeftOut(whole),
    ],
  });
};
