import { effectiveRequests } from '../kubernetes/requests.ts';
import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName, Scenario } from '../scenario.ts';
import { faultBudgets, sharedFields, strippedPod, strippedSentence, userBudgets } from './common.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** The nodes, cut down to room for one such pod each: that is where capacity begins to matter. */
const tight = (nodes: Readonly<Record<NodeName, NodeSpec>>, spec: PodSpec): Readonly<Record<NodeName, NodeSpec>> => {
  const requests = effectiveRequests(spec);
  return Object.fromEntries(
    Object.entries(nodes).map(([name, node]) => [
      name,
      { ...node, allocatable: { ...node.allocatable, ...requests, pods: 1 } },
    ]),
  );
};

/** Two pods that compete for nodes. Absent if there is only one pod. */
export const capacitySlice = (whole: Whole): Slice | undefined => {
  const pods = whole.pods.slice(0, 2);
  if (pods.length < 2) return undefined;
  const nodes = whole.nodesGiven ? whole.nodes : tight(whole.nodes, firstPod(whole).spec);
  const scenario: Scenario = {
    name: `${whole.name} two pods competing`,
    ...sharedFields(whole),
    instances: Object.fromEntries(pods.map(({ name, spec }) => [`${name}#1`, { name, spec: strippedPod(spec) }])),
    nodes: firstTwo(nodes),
    services: {},
    claims: {},
    user: userBudgets(whole, { create: 2, delete: 1 }),
    faults: faultBudgets(whole, {}),
    probeThresholds: 'one',
    reportedStatus: 'phase',
    serving: false,
  };
  return {
    slice: 'capacity',
    scenario,
    leftOut: [
      strippedSentence,
      ...(whole.nodesGiven ? [] : ['no nodes were given: each assumed node has room for one of these Pods']),
      ...(whole.pods.length > 2 ? ['all but two of the Pods'] : []),
      ...(Object.keys(nodes).length > 2
        ? [`all but two nodes: ${Object.keys(nodes).slice(2).join(', ')} left out`]
        : []),
    ],
  };
};

const firstTwo = (nodes: Readonly<Record<NodeName, NodeSpec>>): Readonly<Record<NodeName, NodeSpec>> =>
  Object.fromEntries(Object.entries(nodes).slice(0, 2));
