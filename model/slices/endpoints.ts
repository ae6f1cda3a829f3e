import { type Container, isSidecar, type PodSpec } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import { distinctNodes, droppedNodes, faultBudgets, sharedFields, userBudgets } from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

const withoutProbes = ({ startupProbe: _startup, livenessProbe: _liveness, ...container }: Container): Container => ({
  ...container,
  volumeMounts: [],
  environment: [],
});

/** A pod without what only matters before it is ready: plain init containers, volumes, startup and liveness probes. */
const serving = (spec: PodSpec): PodSpec => ({
  ...spec,
  initContainers: spec.initContainers.filter(isSidecar).map(withoutProbes),
  containers: spec.containers.map(withoutProbes),
  volumes: [],
});

/** One pod with the Services that select it and the kube-proxies that follow. Absent if no Service does. */
export const endpointsSlice = (whole: Whole): Slice | undefined => {
  const pod = firstPod(whole);
  const services = whole.servicesFor([pod.name]);
  if (Object.keys(services).length === 0) return undefined;
  const spec = serving(pod.spec);
  const { kept, dropped } = distinctNodes(whole.nodes, spec);
  const scenario: Scenario = {
    name: `${whole.name} one pod and its endpoints`,
    ...sharedFields(whole),
    instances: { [`${pod.name}#1`]: { name: pod.name, spec } },
    nodes: kept,
    services,
    claims: {},
    user: userBudgets(whole, {
      create: 1,
      delete: 1,
      'remove-gates': spec.schedulingGates.length > 0 ? 1 : 0,
      'set-readiness-gate': spec.readinessGates.length > 0 ? 1 : 0,
    }),
    faults: faultBudgets(whole, {}),
    probeThresholds: 'one',
    serving: false,
  };
  return {
    slice: 'endpoints',
    scenario,
    leftOut: [
      'plain init containers, volumes, startup and liveness probes (they end before an endpoint begins, or restart what is then not ready)',
      'other replicas, but for the fact that they are ready endpoints',
      'crashes (set --faults container-crash=1 to allow them)',
      ...droppedNodes(dropped),
    ],
  };
};
