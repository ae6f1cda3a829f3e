/** The nodes that can make a difference to the pods of a slice. */
import { put } from '../cluster.ts';
import { admissionFailure } from '../components/kubelet/index.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { initialCluster } from '../initial.ts';
import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName, PodInstance, Scenario } from '../scenario.ts';
import { plainScenario } from './common.ts';
import type { ShortcutId, Taken } from './shortcuts.ts';
import type { Whole } from './whole.ts';

const specOf = ({ nodes }: Whole, name: NodeName): NodeSpec => {
  const found = nodes[name];
  if (found === undefined) throw new Error(`no node ${name}`);
  return found;
};

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

/** Refusals that no other pod brings about or ends. */
const forGood: readonly string[] = [
  'NodeUnschedulable',
  'NodeName',
  'TaintToleration',
  'NodeAffinity',
  'NodeResourcesFit',
];

/** More nodes than this between several pods are too many. */
const mostNodes = 4;

interface Chosen {
  readonly kept: Scenario['nodes'];
  readonly dropped: readonly NodeName[];
  readonly shortcuts: readonly Taken[];
}

const namedAFew = (names: readonly NodeName[]): string => {
  const few = 5;
  const more = names.length - few;
  return more > 0 ? `${names.slice(0, few).join(', ')} and ${more} more` : names.join(', ');
};

const noted = (id: ShortcutId, names: readonly NodeName[]): readonly Taken[] =>
  names.length === 0 ? [] : [[id, namedAFew(names)]];

/** Of each class as many as there may be pods on them. */
const alike = (whole: Whole, pods: readonly PodInstance[], nodes: readonly NodeName[]): readonly NodeName[] => {
  const classify = classOf(whole, pods);
  const most = needed(pods);
  const taken = new Map<string, number>();
  return nodes.filter((name) => {
    const answers = classify(name, specOf(whole, name));
    const before = taken.get(answers) ?? 0;
    taken.set(answers, before + 1);
    return before >= most;
  });
};

/** Nodes on which none of these pods can ever be; not if that is all of them, and not where pods are spread: an empty domain counts. */
const hopeless = (whole: Whole, pods: readonly PodInstance[]): readonly NodeName[] => {
  if (pods.some(({ spec }) => spec.topologySpreadConstraints.length > 0)) return [];
  const all = Object.keys(whole.nodes);
  const distinct = [...new Set(pods)];
  const refused = all.filter((name) =>
    distinct.every((pod) => forGood.includes(rejectionAlone(whole, pod, name, specOf(whole, name)))),
  );
  return refused.length === all.length ? [] : refused;
};

/**
 * The nodes to explore for these pods, which may all be in the cluster at once (two incarnations of a name are two). Of nodes that answer
 * alike there are as many as there are pods to be on them; where there are several pods, none that refuses them all for good. With Services
 * there are two at least, if there are two: a kube-proxy may be on the Pod's node or on another one.
 */
export const nodesThatMatter = (whole: Whole, pods: readonly PodInstance[], services: Scenario['services']): Chosen => {
  if (eachMatters(whole, pods)) return { kept: whole.nodes, dropped: [], shortcuts: [] };
  const all = Object.keys(whole.nodes);
  const refused = new Set(pods.length > 1 ? hopeless(whole, pods) : []);
  const same = new Set(
    alike(
      whole,
      pods,
      all.filter((name) => !refused.has(name)),
    ),
  );
  const kept = all.filter((name) => !refused.has(name) && !same.has(name));
  if (kept.length === 1 && Object.keys(services).length > 0) {
    const [second] = [...same, ...refused];
    if (second !== undefined) {
      same.delete(second);
      refused.delete(second);
    }
  }
  const left = all.filter((name) => !refused.has(name) && !same.has(name));
  const surplus = pods.length > 1 ? left.slice(mostNodes) : [];
  return {
    kept: Object.fromEntries(left.filter((name) => !surplus.includes(name)).map((name) => [name, specOf(whole, name)])),
    dropped: [...refused, ...same, ...surplus],
    shortcuts: [
      ...noted('nodes-refused', [...refused]),
      ...noted(pods.length === 1 ? 'nodes-alike' : 'nodes-for-each', [...same]),
      ...noted('nodes-surplus', surplus),
    ],
  };
};
