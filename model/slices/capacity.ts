import { effectiveRequests } from '../kubernetes/requests.ts';
import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName, PodInstance } from '../scenario.ts';
import { admissionLeftOut } from './admission.ts';
import { plainScenario } from './common.ts';
import { repelsItself, whyNoQuestion } from './competing.ts';
import { nodesThatMatter } from './nodes.ts';
import { claimsUsed, countingLeftOut, strippedPod, withoutHurdles } from './pods.ts';
import { idsOf, linesOf, type ShortcutId, type Taken } from './shortcuts.ts';
import { type CutSlice, firstPod, type Whole } from './whole.ts';

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

/** The two pods of a rollout, where something can be said of them: on nodes that are given, or if they may be in each other's way. */
const rollingPods = ({ rollout, nodesGiven }: Whole): readonly PodInstance[] | undefined =>
  nodesGiven || rollout?.some(({ spec }) => repelsItself(spec)) === true ? rollout : undefined;

/** Readiness is nothing to those who place pods. */
const placedPod = (whole: Whole, spec: PodSpec): PodSpec => ({
  ...withoutHurdles(whole, strippedPod(whole, spec), 2),
  readinessGates: [],
});

const roomLeftOut = ({ nodesGiven, pods }: Whole, rolling: boolean): readonly ShortcutId[] => [
  ...(rolling ? (['rollout-uncontrolled'] as const) : []),
  ...(nodesGiven ? [] : ([rolling ? 'ample-nodes' : 'tight-nodes'] as const)),
  ...(!rolling && pods.length > 2 ? (['all-but-two-pods'] as const) : []),
];

/** How large the nodes are, if nobody has said so. */
const sized = (whole: Whole, rolling: boolean): Whole =>
  whole.nodesGiven ? whole : { ...whole, nodes: (rolling ? ample : tight)(whole.nodes, firstPod(whole).spec) };

/** Two pods that compete for nodes: replicas, or the old and the new pod of a rollout. Absent if there is never more than one. */
export const capacitySlice = (whole: Whole): CutSlice | undefined => {
  const rolling = rollingPods(whole);
  const pods = (rolling ?? whole.pods.slice(0, 2)).map(({ name, spec }) => ({ name, spec: placedPod(whole, spec) }));
  if (pods.length < 2) return undefined;
  const nodes = nodesThatMatter(sized(whole, rolling !== undefined), pods, {});
  const plan = {
    name: `${whole.name} two pods competing`,
    instances: Object.fromEntries(pods.map((pod) => [`${pod.name}#1`, pod])),
    nodes: nodes.kept,
    claims: Object.fromEntries(pods.flatMap(({ spec }) => Object.entries(claimsUsed(whole, spec)))),
  };
  const scenario = plainScenario(whole, plan, { user: { create: 2, delete: 1 } });
  const taken: readonly Taken[] = [
    'stripped-pod',
    'hurdles-taken',
    'phase-alone',
    'no-readers',
    ...roomLeftOut(whole, rolling !== undefined),
    ...pods.flatMap(({ spec }) => countingLeftOut(spec)),
    ...admissionLeftOut(scenario),
    ...nodes.shortcuts,
  ];
  const known = whyNoQuestion(whole, pods, nodes.kept);
  return {
    slice: 'capacity',
    ...(known === undefined ? {} : { known }),
    scenario,
    shortcuts: idsOf(taken),
    leftOut: linesOf(taken),
  };
};
