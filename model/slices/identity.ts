import type { Scenario } from '../scenario.ts';
import {
  distinctNodes,
  droppedNodes,
  faultBudgets,
  sharedFields,
  strippedPod,
  strippedSentence,
  userBudgets,
} from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** One name, two incarnations after each other. Absent if pods of this workload get new names. */
export const identitySlice = (whole: Whole): Slice | undefined => {
  if (!whole.keepsNames) return undefined;
  const pod = firstPod(whole);
  const spec = strippedPod(pod.spec);
  const { kept, dropped } = distinctNodes(whole, { name: pod.name, spec });
  const scenario: Scenario = {
    name: `${whole.name} deleted and made again`,
    ...sharedFields(whole),
    instances: { [`${pod.name}#1`]: { name: pod.name, spec }, [`${pod.name}#2`]: { name: pod.name, spec } },
    nodes: kept,
    services: whole.servicesFor([pod.name]),
    claims: {},
    user: userBudgets(whole, { create: 2, delete: 1 }),
    faults: faultBudgets(whole, {}),
    probeThresholds: 'one',
    reportedStatus: 'all',
    serving: false,
  };
  return { slice: 'identity', scenario, leftOut: [strippedSentence, ...droppedNodes(dropped)] };
};
