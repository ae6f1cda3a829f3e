import { hostPortsOf } from '../kubernetes/ports.ts';
import { effectiveRequests } from '../kubernetes/requests.ts';
import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName, PodInstance } from '../scenario.ts';
import { admissionLeftOut } from './admission.ts';
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

const rolloutSentence =
  'the two Pods are those of a rollout: one that is there and one that is to take its place before it goes; no controller deletes the old one when the new one is ready, users may';

/** The nodes with room for both pods of a rollout: how large assumed nodes are says nothing about anybody's. */
const ample = (nodes: Readonly<Record<NodeName, NodeSpec>>, spec: PodSpec): Readonly<Record<NodeName, NodeSpec>> => {
  const twice = Object.entries(effectiveRequests(spec)).map(([name, amount]): [string, number] => [name, 2 * amount]);
  const enlarged = ({ allocatable }: NodeSpec) =>
    Object.fromEntries(twice.map(([name, amount]) => [name, Math.max(amount, allocatable[name] ?? 0)]));
  return Object.fromEntries(
    Object.entries(nodes).map(([name, node]) => [
      name,
      { ...node, allocatable: { ...node.allocatable, ...enlarged(node) } },
    ]),
  );
};

/** Two of these pods may be in each other's way whatever room there is. */
const repelsItself = (spec: PodSpec): boolean =>
  hostPortsOf(spec).length > 0 || spec.podAntiAffinity.length > 0 || spec.topologySpreadConstraints.length > 0;

/** The two pods of a rollout, where something can be said of them: on nodes that are given, or if they may be in each other's way. */
const rollingPods = ({ rollout, nodesGiven }: Whole): readonly PodInstance[] | undefined =>
  nodesGiven || rollout?.some(({ spec }) => repelsItself(spec)) === true ? rollout : undefined;

const roomSentences = (nodesGiven: boolean, rolling: boolean): readonly string[] => {
  if (nodesGiven) return [];
  const room = rolling ? 'both Pods' : 'one of these Pods';
  return [`no nodes were given: each assumed node has room for ${room}`];
};

/** Two pods that compete for nodes: replicas, or the old and the new pod of a rollout. Absent if there is never more than one. */
export const capacitySlice = (whole: Whole): Slice | undefined => {
  const rolling = rollingPods(whole);
  const pods = rolling ?? whole.pods.slice(0, 2);
  if (pods.length < 2) return undefined;
  const competing = pods.map(({ name, spec }) => ({ name, spec: strippedPod(spec) }));
  const assumed = rolling === undefined ? tight : ample;
  const nodes = whole.nodesGiven ? whole.nodes : assumed(whole.nodes, firstPod(whole).spec);
  const { kept, dropped } = nodesThatMatter({ ...whole, nodes }, competing, {});
  const plan = {
    name: `${whole.name} two pods competing`,
    instances: Object.fromEntries(competing.map((pod) => [`${pod.name}#1`, pod])),
    nodes: kept,
  };
  const scenario = plainScenario(whole, plan, { user: { create: 2, delete: 1 } });
  return {
    slice: 'capacity',
    scenario,
    leftOut: [
      strippedSentence,
      ...(rolling === undefined ? [] : [rolloutSentence]),
      ...roomSentences(whole.nodesGiven, rolling !== undefined),
      ...(rolling === undefined && whole.pods.length > 2 ? ['all but two of the Pods'] : []),
      ...admissionLeftOut(scenario),
      ...(dropped.length === 0 ? [] : [nodesLeftOut(dropped, competing.length)]),
    ],
  };
};
