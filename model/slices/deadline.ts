import type { Container, PodSpec } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import { distinctNodes, droppedNodes, faultBudgets, sharedFields, userBudgets } from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

const withoutProbes = ({
  startupProbe: _startup,
  livenessProbe: _liveness,
  readinessProbe: _readiness,
  ...container
}: Container): Container => ({ ...container, volumeMounts: [], environment: [] });

const deadlined = (spec: PodSpec): PodSpec => ({
  ...spec,
  initContainers: spec.initContainers.map(withoutProbes),
  containers: spec.containers.map(withoutProbes),
  volumes: [],
  finalizers: [],
  schedulingGates: [],
  readinessGates: [],
});

/** One pod whose activeDeadlineSeconds may pass at any time. Absent if it has none. */
export const deadlineSlice = (whole: Whole): Slice | undefined => {
  const { name, spec: full } = firstPod(whole);
  if (full.activeDeadlineSeconds === undefined) return undefined;
  const spec = deadlined(full);
  const { kept, dropped } = distinctNodes(whole, { name, spec });
  const scenario: Scenario = {
    name: `${whole.name} one pod and its deadline`,
    ...sharedFields(whole),
    instances: { [`${name}#1`]: { name, spec } },
    nodes: kept,
    services: {},
    claims: {},
    user: userBudgets(whole, { create: 1, delete: 1 }),
    faults: faultBudgets(whole, {}),
    probeThresholds: 'one',
    reportedStatus: 'phase',
    serving: false,
  };
  return {
    slice: 'deadline',
    scenario,
    leftOut: ['probes, volumes, gates, finalizers and crashes', ...droppedNodes(dropped)],
  };
};
