import { effectiveRequests } from '../kubernetes/requests.ts';
import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName } from '../scenario.ts';
import { plainScenario } from './common.ts';
import { strippedPod, strippedSentence } from './pods.ts';
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
  const nodes = Object.entries(whole.nodesGiven ? whole.nodes : tight(whole.nodes, firstPod(whole).spec));
  const plan = {
    name: `${whole.name} two pods competing`,
    instances: Object.fromEntries(pods.map(({ name, spec }) => [`${name}#1`, { name, spec: strippedPod(spec) }])),
    nodes: Object.fromEntries(nodes.slice(0, 2)),
  };
  const others = nodes.slice(2).map(([name]) => name);
  return {
    slice: 'capacity',
    scenario: plainScenario(whole, plan, { user: { create: 2, delete: 1 } }),
    leftOut: [
      strippedSentence,
      ...(whole.nodesGiven ? [] : ['no nodes were given: each assumed node has room for one of these Pods']),
      ...(whole.pods.length > 2 ? ['all but two of the Pods'] : []),
      ...(others.length === 0 ? [] : [`all but two nodes: ${others.join(', ')} left out`]),
    ],
  };
};
