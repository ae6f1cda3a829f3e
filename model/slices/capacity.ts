import { effectiveRequests } from '../kubernetes/requests.ts';
import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName } from '../scenario.ts';
import { plainScenario } from './common.ts';
import { nodesLeftOut, nodesThatMatter } from './nodes.ts';
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
  const competing = pods.map(({ name, spec }) => ({ name, spec: strippedPod(spec) }));
  const nodes = whole.nodesGiven ? whole.nodes : tight(whole.nodes, firstPod(whole).spec);
  const { kept, dropped } = nodesThatMatter({ ...whole, nodes }, competing, {});
  const plan = {
    name: `${whole.name} two pods competing`,
    instances: Object.fromEntries(competing.map((pod) => [`${pod.name}#1`, pod])),
    nodes: kept,
  };
  return {
    slice: 'capacity',
    scenario: plainScenario(whole, plan, { user: { create: 2, delete: 1 } }),
    leftOut: [
      strippedSentence,
      ...(whole.nodesGiven ? [] : ['no nodes were given: each assumed node has room for one of these Pods']),
      ...(whole.pods.length > 2 ? ['all but two of the Pods'] : []),
      ...(dropped.length === 0 ? [] : [nodesLeftOut(dropped, competing.length)]),
    ],
  };
};
