import type { Scenario } from '../scenario.ts';
import { distinctNodes, droppedNodes, faultBudgets, sharedFields, userBudgets } from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/**
 * One pod in full detail. Services and kube-proxies are left out exactly: they read the pod and nothing of the pod reads them, so no
 * verdict about the pod depends on them.
 */
export const podSlice = (whole: Whole): Slice => {
  const pod = firstPod(whole);
  const { kept, dropped } = distinctNodes(whole.nodes, pod.spec);
  const claims = pod.spec.volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []));
  const scenario: Scenario = {
    name: `${whole.name} one pod`,
    ...sharedFields(whole),
    instances: { [`${pod.name}#1`]: pod },
    nodes: kept,
    services: {},
    claims: Object.fromEntries(Object.entries(whole.claims).filter(([name]) => claims.includes(name))),
    user: userBudgets(whole, {
      create: 1,
      delete: 1,
      'remove-gates': pod.spec.schedulingGates.length > 0 ? 1 : 0,
      'remove-finalizers': pod.spec.finalizers.length > 0 ? 1 : 0,
      'set-readiness-gate': pod.spec.readinessGates.length > 0 ? 1 : 0,
    }),
    faults: faultBudgets(whole, { 'container-crash': 1 }),
    probeThresholds: 'one',
    serving: false,
  };
  return {
    slice: 'pod',
    scenario,
    leftOut: [
      ...(whole.pods.length > 1 ? ['the other Pods of this workload'] : []),
      'EndpointSlices and kube-proxies (they read this Pod, it never reads them)',
      'counting of probe outcomes: one outcome may already be the one that crosses its threshold',
      ...droppedNodes(dropped),
    ],
  };
};
