/** A scenario for `podman kube play`, which makes Pods and has no cluster around them: what it does not read, a case does not have. */
import { allContainers, type Container, type PodSpec } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Foreign, foreign } from './for-shared-cluster.ts';

/** Something a Pod may have and podman does not: what to call it, who has it, and the Pod without it. */
type Bareness = readonly [what: string, has: (spec: PodSpec) => boolean, without: (spec: PodSpec) => PodSpec];

const inContainers = (has: (container: Container) => boolean, without: (container: Container) => Container) =>
  [
    (spec: PodSpec) => allContainers(spec).some(has),
    (spec: PodSpec) => ({
      ...spec,
      initContainers: spec.initContainers.map(without),
      containers: spec.containers.map(without),
    }),
  ] as const;

const barenesses: readonly Bareness[] = [
  [
    'hooks',
    ...inContainers(
      ({ preStop, postStart }) => (preStop ?? postStart) !== undefined,
      ({ preStop: _preStop, postStart: _postStart, ...container }) => container,
    ),
  ],
  [
    'startup and readiness probes',
    ...inContainers(
      ({ startupProbe, readinessProbe }) => (startupProbe ?? readinessProbe) !== undefined,
      ({ startupProbe: _startup, readinessProbe: _readiness, ...container }) => container,
    ),
  ],
  [
    'requests for resources',
    ...inContainers(
      ({ requests }) => Object.keys(requests).length > 0,
      (container) => ({ ...container, requests: {} }),
    ),
  ],
  [
    'volumes, and variables from ConfigMaps and Secrets',
    (spec) => spec.volumes.length > 0 || allContainers(spec).some(({ environment }) => environment.length > 0),
    (spec) => ({
      ...inContainers(
        () => true,
        (container) => ({ ...container, volumeMounts: [], environment: [] }),
      )[1](spec),
      volumes: [],
    }),
  ],
  [
    // The driver plays without a network of its own, and podman refuses ports there. They decide on nothing but nodes.
    'ports and host network',
    (spec) => spec.hostNetwork || allContainers(spec).some(({ ports }) => ports.length > 0),
    (spec) => ({
      ...inContainers(
        () => true,
        (container) => ({ ...container, ports: [] }),
      )[1](spec),
      hostNetwork: false,
    }),
  ],
  [
    'gates and finalizers',
    ({ schedulingGates, readinessGates, finalizers }) =>
      schedulingGates.length + readinessGates.length + finalizers.length > 0,
    (spec) => ({ ...spec, schedulingGates: [], readinessGates: [], finalizers: [] }),
  ],
  [
    'deadline',
    ({ activeDeadlineSeconds }) => activeDeadlineSeconds !== undefined,
    ({ activeDeadlineSeconds: _seconds, ...spec }) => spec,
  ],
];

/** The same with nothing but what `podman kube play` reads. */
export const bare = (scenario: Scenario): Foreign => {
  const placed = foreign(scenario, false);
  const specs = Object.values(placed.scenario.instances).map(({ spec }) => spec);
  const lacking = barenesses.filter(([, has]) => specs.some(has));
  const pared = (spec: PodSpec): PodSpec => lacking.reduce((left, [, , without]) => without(left), spec);
  return {
    scenario: {
      ...placed.scenario,
      services: {},
      instances: Object.fromEntries(
        Object.entries(placed.scenario.instances).map(([uid, { name, spec }]) => [uid, { name, spec: pared(spec) }]),
      ),
    },
    leftOut: [
      ...placed.leftOut,
      ...lacking.map(([what]) => `the cases have no ${what}: podman kube play does without`),
    ],
  };
};
