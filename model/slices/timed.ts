/** Slices with time: small enough that the clocks of everything under way can be kept apart. */
import type { Assumptions } from '../assumptions.ts';
import { allContainers, type Container, isSidecar, type PodSpec } from '../kubernetes/spec.ts';
import type { Deadline, PodInstance, Scenario } from '../scenario.ts';
import { distinctNodes, droppedNodes, faultBudgets, sharedFields, userBudgets } from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

const withoutProbes = ({
  startupProbe: _startup,
  livenessProbe: _liveness,
  readinessProbe: _readiness,
  postStart: _postStart,
  ...container
}: Container): Container => ({ ...container, volumeMounts: [], environment: [] });

const withoutReadiness = ({
  startupProbe: _startup,
  readinessProbe: _readiness,
  postStart: _postStart,
  ...container
}: Container): Container => ({ ...container, volumeMounts: [], environment: [] });

/** What is left of a pod that runs already: nothing of what only brings it up. */
const settled = (
  { activeDeadlineSeconds: _deadline, ...spec }: PodSpec,
  strip: (container: Container) => Container,
): PodSpec => ({
  ...spec,
  initContainers: spec.initContainers.filter(isSidecar).map(strip),
  containers: spec.containers.map(strip),
  volumes: [],
  finalizers: [],
  schedulingGates: [],
  readinessGates: [],
});

const startSentence =
  'everything before the Pod runs: it begins running and known to everybody, found by running its startup in the model; init containers, ' +
  'postStart hooks, startup and readiness probes, volumes, gates and deadline are left out';

/** What both timed scenarios of a pod have in common. */
const timedFields = (whole: Whole, pod: PodInstance, assumptions: Assumptions) => {
  const { kept, dropped } = distinctNodes(whole, pod);
  const fields = {
    ...sharedFields(whole),
    instances: { [`${pod.name}#1`]: pod },
    nodes: kept,
    claims: {},
    probeThresholds: 'one',
    assumptions,
    begins: 'running',
  } as const;
  return { fields, dropped };
};

/** One running pod, its Services, and one delete: the race between both pipelines. Absent if no Service selects it, or without time. */
export const timedEndpointsSlice = (whole: Whole): Slice | undefined => {
  const { name, spec: full } = firstPod(whole);
  const services = whole.servicesFor([name]);
  if (whole.assumptions === undefined || Object.keys(services).length === 0) return undefined;
  const pod = { name, spec: settled(full, withoutProbes) };
  const { fields, dropped } = timedFields(whole, pod, whole.assumptions);
  const scenario: Scenario = {
    name: `${whole.name} endpoints in time`,
    ...fields,
    services,
    user: userBudgets(whole, { create: 1, delete: 1 }),
    faults: faultBudgets(whole, {}),
    reportedStatus: 'all',
    serving: 'until-sigterm',
  };
  return {
    slice: 'timed-endpoints',
    scenario,
    leftOut: [
      startSentence,
      'liveness probes and crashes; programs accept connections until SIGTERM',
      'other replicas, but for the fact that they are ready endpoints',
      ...droppedNodes(dropped),
    ],
  };
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
  if (whole.assumptions === undefined) return undefined;
  const { name, spec: full } = firstPod(whole);
  const pod = { name, spec: settled(full, withoutReadiness) };
  const { fields, dropped } = timedFields(whole, pod, whole.assumptions);
  const probed = allContainers(pod.spec).some(({ livenessProbe }) => livenessProbe !== undefined);
  const scenario: Scenario = {
    name: `${whole.name} shutdown in time`,
    ...fields,
    services: {},
    user: userBudgets(whole, { create: 1, delete: 1, 'delete-shorter': 1 }),
    faults: faultBudgets(whole, { 'probe-failure': probed ? 1 : 0 }),
    reportedStatus: 'phase',
    serving: false,
    deadlines: deadlinesOf(pod),
  };
  return {
    slice: 'timed-shutdown',
    scenario,
    leftOut: [
      startSentence,
      'EndpointSlices and kube-proxies; crashes',
      'second kills of a container by its probe: an observer watches the first',
      ...droppedNodes(dropped),
    ],
  };
};
