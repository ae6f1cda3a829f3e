import type { Scenario } from '../scenario.ts';
import { distinctNodes, droppedNodes, faultBudgets, sharedFields, strippedPod, userBudgets } from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** One pod and the claims it uses. Absent if it uses none. */
export const claimsSlice = (whole: Whole): Slice | undefined => {
  const pod = firstPod(whole);
  const volumes = pod.spec.volumes.filter(({ kind }) => kind === 'persistentVolumeClaim');
  const names = volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []));
  if (names.length === 0) return undefined;
  const stripped = strippedPod(pod.spec);
  const mounts = volumes.map(({ name }) => name);
  const spec = {
    ...stripped,
    volumes,
    containers: stripped.containers.map((container) => ({ ...container, volumeMounts: mounts })),
  };
  const { kept, dropped } = distinctNodes(whole, { name: pod.name, spec });
  const scenario: Scenario = {
    name: `${whole.name} one pod and its claims`,
    ...sharedFields(whole),
    instances: { [`${pod.name}#1`]: { name: pod.name, spec } },
    nodes: kept,
    services: {},
    claims: Object.fromEntries(Object.entries(whole.claims).filter(([name]) => names.includes(name))),
    user: userBudgets(whole, { create: 1, delete: 1, 'delete-claim': 1 }),
    faults: faultBudgets(whole, {}),
    probeThresholds: 'one',
    reportedStatus: 'phase',
    serving: false,
  };
  return {
    slice: 'claims',
    scenario,
    leftOut: [
      'the Pod has one plain container that mounts its claims; init containers, sidecars, probes, hooks, gates, finalizers and other volumes are left out',
      ...droppedNodes(dropped),
    ],
  };
};
