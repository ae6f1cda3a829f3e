/** The nodes that can make a difference to the pods of a slice. */
import { put } from '../cluster.ts';
import { admissionFailure } from '../components/kubelet/index.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { initialCluster } from '../initial.ts';
import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName, PodInstance, Scenario } from '../scenario.ts';
import { plainScenario } from './common.ts';
import type { Whole } from './whole.ts';

/** The kube-scheduler plugin that refuses the node while nothing else is in the cluster, or '' if the node is feasible. */
const rejectionAlone = (whole: Whole, { name, spec }: PodInstance, node: NodeName, nodeSpec: NodeSpec): string => {
  const uid = `${name}#1`;
  const alone = plainScenario(whole, {
    name: 'one pod before anything else',
    instances: { [uid]: { name, spec } },
    nodes: { [node]: nodeSpec },
    // A claim still to be bound refuses every node alike for now; what counts is how they differ afterwards.
    claims: Object.fromEntries(Object.entries(whole.claims).map(([claim, one]) => [claim, { ...one, bound: true }])),
  });
  const seen = put(initialCluster(alone), 'schedulerPods', name, { uid, nodeName: '', gated: false, deleting: false });
  return firstRejection(seen, name, node) ?? '';
};

/** The labels that place pods relative to each other. */
const topologyKeys = (pods: readonly PodSpec[]): readonly string[] => [
  ...new Set(
    pods.flatMap(({ podAffinity, podAntiAffinity, topologySpreadConstraints }) =>
      [...podAffinity, ...podAntiAffinity, ...topologySpreadConstraints].map(({ topologyKey }) => topologyKey),
    ),
  ),
];

const count = (values: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** Node → what it has for this label. A value that no other node has is like any other such value: exchanging the nodes exchanges them. */
const domains = (nodes: Scenario['nodes'], key: string): ((node: NodeSpec) => string) => {
  const nodesWith = count(Object.values(nodes).flatMap(({ labels }) => labels[key] ?? []));
  return ({ labels }) => {
    const value = labels[key];
    if (value === undefined) return 'none';
    return nodesWith.get(value) === 1 ? 'its own' : `shared ${value}`;
  };
};

/** How a kubelet answers to each of these pods beside each other one, and alone. */
const admissions = (specs: readonly PodSpec[], name: NodeName, node: NodeSpec, operators: boolean): readonly string[] =>
  specs.flatMap((spec, index) =>
    [[], ...specs.filter((_, other) => other !== index).map((other) => [other])].map((others) =>
      admissionFailure(spec, others, { name, ...node }, operators),
    ),
  );

/**
 * Node → the class of nodes that answer alike: kube-scheduler to each pod alone; and, if there may be several pods at once, their kubelet
 * to one pod beside another, and which pods are near each other there.
 */
const classOf = (whole: Whole, pods: readonly PodInstance[]): ((name: NodeName, node: NodeSpec) => string) => {
  const specs = pods.map(({ spec }) => spec);
  const places = topologyKeys(specs).map((key) => domains(whole.nodes, key));
  const operators = whole.featureGates.TaintTolerationComparisonOperators === true;
  const distinct = [...new Set(pods)];
  return (name, node) => {
    const alone = distinct.map((pod) => rejectionAlone(whole, pod, name, node));
    const together = pods.length === 1 ? [] : admissions(specs, name, node, operators);
    const near = pods.length === 1 ? [] : places.map((place) => place(node));
    return JSON.stringify([alone, together, near]);
  };
};

/** A constraint asks how many domains there are. */
const countsDomains = ({ spec }: PodInstance): boolean =>
  spec.topologySpreadConstraints.some(({ minDomains = 1 }) => minDomains > 1);

/** Users may change nodes, a pod names its own, or several count the domains: then each node is somebody. */
const eachMatters = ({ user }: Whole, pods: readonly PodInstance[]): boolean =>
  [user.cordon, user.taint, user.relabel].some((budget) => (budget ?? 0) !== 0) ||
  pods.some(({ spec }) => spec.nodeName !== '') ||
  (pods.length > 1 && pods.some(countsDomains));

/**
 * How many of a class are kept. Each pod is on one node at a time (assumed, bound or running there); nodes of one class without a pod are
 * interchangeable. So one for each pod there may be at once. Where pods are spread, one more that is empty: the emptiest domain decides.
 */
const needed = (pods: readonly PodInstance[]): number =>
  pods.length === 1 ? 1 : pods.length + (pods.some(({ spec }) => spec.topologySpreadConstraints.length > 0) ? 1 : 0);

/**
 * The nodes to explore for these pods, which may all be in the cluster at once (two incarnations of a name are two). Of nodes that answer
 * alike there are as many as there are pods to be on them. With Services there are two at least, if there are two: a kube-proxy may be on
 * the Pod's node or on another one.
 */
export const nodesThatMatter = (
  whole: Whole,
  pods: readonly PodInstance[],
  services: Scenario['services'],
): { readonly kept: Scenario['nodes']; readonly dropped: readonly NodeName[] } => {
  if (eachMatters(whole, pods)) return { kept: whole.nodes, dropped: [] };
  const classify = classOf(whole, pods);
  const most = needed(pods);
  const taken = new Map<string, number>();
  const dropped = new Set<NodeName>();
  for (const [name, node] of Object.entries(whole.nodes)) {
    const answers = classify(name, node);
    const before = taken.get(answers) ?? 0;
    if (before < most) taken.set(answers, before + 1);
    else dropped.add(name);
  }
  const [second] = dropped;
  if (second !== undefined && taken.size === 1 && most === 1 && Object.keys(services).length > 0)
    dropped.delete(second);
  return {
    kept: Object.fromEntries(Object.entries(whole.nodes).filter(([name]) => !dropped.has(name))),
    dropped: [...dropped],
  };
};

const namedAFew = (names: readonly NodeName[]): string => {
  const few = 5;
  const more = names.length - few;
  return more > 0 ? `${names.slice(0, few).join(', ')} and ${more} more` : names.join(', ');
};

/** That nodes were left out, as a sentence; a few of them by name. */
export const nodesLeftOut = (dropped: readonly NodeName[], pods: number): string =>
  pods === 1
    ? `nodes that answer alike to this Pod are explored once: ${namedAFew(dropped)} left out`
    : `of nodes that answer alike to these Pods only as many are explored as there may be Pods at once: ${namedAFew(dropped)} left out`;
