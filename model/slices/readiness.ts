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

/** One pod with its readiness probes and gates and every condition it reports. */
export const readinessSlice = (whole: Whole): Slice => {
  const { name, spec: full } = firstPod(whole);
  const spec = servingPod(full);
  const { kept, dropped } = distinctNodes(whole, { name, spec });
  const scenario: Scenario = {
    name: `${whole.name} one pod and its readiness`,
    ...sharedFields(whole),
    instances: { [`${name}#1`]: { name, spec } },
    nodes: kept,
    services: {},
    claims: {},
    user: userBudgets(whole, { create: 1, delete: 1, 'set-readiness-gate': spec.readinessGates.length > 0 ? 1 : 0 }),
    faults: faultBudgets(whole, { 'container-crash': 1 }),
    probeThresholds: 'one',
    reportedStatus: 'all',
    serving: false,
  };
  return { slice: 'readiness', scenario, leftOut: [servingSentence, ...droppedNodes(dropped)] };
};
