import type { Scenario } from '../scenario.ts';
import {
  distinctNodes,
  droppedNodes,
  faultBudgets,
  servingPod,
  servingSentence,
  sharedFields,
  userBudgets,
} from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** One pod with the Services that select it and the kube-proxies that follow. Absent if no Service does. */
export const endpointsSlice = (whole: Whole): Slice | undefined => {
  const { name, spec: full } = firstPod(whole);
  const services = whole.servicesFor([name]);
  if (Object.keys(services).length === 0) return undefined;
  const spec = servingPod(full);
  const { kept, dropped } = distinctNodes(whole, { name, spec });
  const scenario: Scenario = {
    name: `${whole.name} one pod and its endpoints`,
    ...sharedFields(whole),
    instances: { [`${name}#1`]: { name, spec } },
    nodes: kept,
    services,
    claims: {},
    user: userBudgets(whole, { create: 1, delete: 1, 'set-readiness-gate': spec.readinessGates.length > 0 ? 1 : 0 }),
    faults: faultBudgets(whole, {}),
    probeThresholds: 'one',
    reportedStatus: 'all',
    serving: false,
  };
  return {
    slice: 'endpoints',
    scenario,
    leftOut: [
      servingSentence,
      'other replicas, but for the fact that they are ready endpoints',
      'crashes (set --faults container-crash=1 to allow them)',
      ...droppedNodes(dropped),
    ],
  };
};
