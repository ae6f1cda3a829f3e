import { allContainers, type Container, type PodSpec } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import { distinctNodes, droppedNodes, faultBudgets, sharedFields, userBudgets } from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

const withoutReadiness = ({ readinessProbe: _readiness, ...container }: Container): Container => container;

const leftToTheUser =
  'failing liveness and startup probes, a second delete with a shorter grace period (--faults probe-failure=1 and --user delete-shorter=1 allow them)';

/** A pod without readiness probes and gates, and without its deadline: these have slices of their own. */
const lifecycle = ({ activeDeadlineSeconds: _deadline, ...spec }: PodSpec): PodSpec => ({
  ...spec,
  readinessGates: [],
  initContainers: spec.initContainers.map(withoutReadiness),
  containers: spec.containers.map(withoutReadiness),
});

/** With more containers than this, failing probes and a second delete are left to whoever asks for them: each multiplies the states by four. */
const mostForMore = 3;

/**
 * One pod in full detail. Services, kube-proxies and readiness are left out exactly: they read the pod's lifecycle and nothing of it reads
 * them, so no verdict about it depends on them.
 */
export const podSlice = (whole: Whole): Slice => {
  const { name, spec: full } = firstPod(whole);
  const spec = lifecycle(full);
  const { kept, dropped } = distinctNodes(whole, { name, spec });
  const probed = allContainers(spec).some(({ livenessProbe, startupProbe }) => livenessProbe ?? startupProbe);
  const small = allContainers(spec).length <= mostForMore;
  const claims = spec.volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []));
  const scenario: Scenario = {
    name: `${whole.name} one pod`,
    ...sharedFields(whole),
    instances: { [`${name}#1`]: { name, spec } },
    nodes: kept,
    services: {},
    claims: Object.fromEntries(Object.entries(whole.claims).filter(([claim]) => claims.includes(claim))),
    user: userBudgets(whole, {
      create: 1,
      delete: 1,
      'delete-shorter': small && whole.user.delete !== 0 ? 1 : 0,
      'remove-gates': spec.schedulingGates.length > 0 ? 1 : 0,
      'remove-finalizers': spec.finalizers.length > 0 ? 1 : 0,
    }),
    faults: faultBudgets(whole, { 'container-crash': 1, 'probe-failure': probed && small ? 1 : 0 }),
    probeThresholds: 'one',
    reportedStatus: 'phase',
    serving: false,
  };
  return {
    slice: 'pod',
    scenario,
    leftOut: [
      ...(whole.pods.length > 1 ? ['the other Pods of this workload'] : []),
      'readiness, conditions, EndpointSlices and kube-proxies (they read the Pod’s lifecycle, it never reads them)',
      'counting of probe outcomes: one outcome may already be the one that crosses its threshold',
      ...(small ? [] : [leftToTheUser]),
      ...(full.activeDeadlineSeconds === undefined ? [] : ['activeDeadlineSeconds (a scenario of its own)']),
      ...droppedNodes(dropped),
    ],
  };
};
