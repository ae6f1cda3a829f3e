/**
 * Nodes where the input has none. They take the Pods of the input, for somebody runs these Pods somewhere: what the Pods ask of a node
 * is assumed to be there, and said. One more node has none of it, so that a scheduler still has something to refuse.
 */
import { effectiveRequests } from '../kubernetes/requests.ts';
import { matchesLabels, requirementsOf } from '../kubernetes/selector.ts';
import type { NodeSelectorTerm, NodeSpec, PodSpec, Requirement, ResourceList } from '../kubernetes/spec.ts';
import type { NodeName } from '../scenario.ts';

/** Room that every assumed node has; more only where a Pod asks for more. */
export const roomy: ResourceList = { cpu: 8_000, memory: 32 * 2 ** 30, 'ephemeral-storage': 100 * 2 ** 30, pods: 110 };

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

/** What every kubelet says of its node (`initialNode`, pkg/kubelet/kubelet_node_status.go, 1.34.9, 1.35.6, 1.36.2), and a zone of its own. */
const labelsOf = (name: NodeName): Readonly<Record<string, string>> => ({
  [hostname]: name,
  'kubernetes.io/os': 'linux',
  'kubernetes.io/arch': 'amd64',
  'beta.kubernetes.io/os': 'linux',
  'beta.kubernetes.io/arch': 'amd64',
  [zone]: name,
});

/** A node that nobody has asked anything of. */
export const plainNode = (name: NodeName): NodeSpec => ({
  labels: labelsOf(name),
  taints: [],
  unschedulable: false,
  allocatable: roomy,
});

/** A node that an ordinary Pod does not tolerate. */
const reservedNode = (name: NodeName): NodeSpec => ({
  ...plainNode(name),
  taints: [{ key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' }],
});

/** Nodes that were assumed, with what they have because the Pods ask for it. */
export interface AssumedNodes {
  readonly nodes: Readonly<Record<NodeName, NodeSpec>>;
  /** `label disktype=ssd`, `nvidia.com/gpu: 1`, `the name n1`; empty if ordinary nodes will do. */
  readonly asked: readonly string[];
}

/** Whole numbers on one side of a bound, the nearest first: enough of them to pass by those that other requirements exclude. */
const nextTo = (text: string | undefined, step: bigint): readonly string[] =>
  text !== undefined && /^[+-]?[0-9]{1,19}$/.test(text)
    ? Array.from({ length: 8 }, (_, index) => String(BigInt(text.replace(/^\+/, '')) + step * BigInt(index + 1)))
    : [];

/** Values a requirement may be content with, the first the likeliest. */
const offeredBy = ({ operator, values }: Requirement): readonly string[] => {
  if (operator === 'In') return values;
  if (operator === 'Gt') return nextTo(values[0], 1n);
  if (operator === 'Lt') return nextTo(values[0], -1n);
  return operator === 'Exists' ? ['true'] : [];
};

/** A value that no node is likely to have. */
const unlikely = 'other';

/**
 * The values of one label with which a node satisfies everything that is required of it, `undefined` for a node without the label. The
 * value that the node has anyway comes first.
 */
const satisfying = (key: string, required: readonly Requirement[], before: string | undefined) =>
  [before, ...required.flatMap(offeredBy), unlikely, undefined].filter((value) =>
    matchesLabels(required, value === undefined ? {} : { [key]: value }),
  );

/**
 * Labels of a node changed so that it satisfies these requirements; undefined if no labels do. Where a requirement on a key of topology
 * leaves a choice, nodes differ in it.
 */
const satisfied = (
  labels: Readonly<Record<string, string>>,
  required: readonly Requirement[],
  topology: readonly string[],
  index: number,
): Readonly<Record<string, string>> | undefined => {
  const keys = [...new Set(required.map(({ key }) => key))];
  return keys.reduce<Readonly<Record<string, string>> | undefined>((so, key) => {
    if (so === undefined) return undefined;
    const { [key]: before, ...others } = so;
    const about = required.filter((one) => one.key === key);
    const values = satisfying(key, about, before);
    if (values.length === 0) return undefined;
    const choices = values.filter((value) => about.some(({ values: offered }) => offered.includes(value ?? '')));
    const value = topology.includes(key) && choices.length > 0 ? choices[index % choices.length] : values[0];
    return value === undefined ? others : { ...others, [key]: value };
  }, labels);
};

/** Node names that a term or nodeName asks for. A host name is the node's name. */
const namesIn = (required: readonly Requirement[]): readonly string[] =>
  required.flatMap(({ operator, values }) => (operator === 'In' ? values : []));

const hostnames = (required: readonly Requirement[]) => required.filter(({ key }) => key === hostname);

/** One way to satisfy nodeSelector and required node affinity. */
interface Way {
  readonly names: readonly NodeName[];
  readonly required: readonly Requirement[];
}

const noTerm: NodeSelectorTerm = { matchExpressions: [], matchFields: [] };

/** The first term that some node can satisfy beside the nodeSelector. */
const wayOf = ({ nodeName, nodeSelector, nodeAffinity }: PodSpec): Way => {
  const selector = requirementsOf(nodeSelector);
  const ways = (nodeAffinity ?? [noTerm]).map(({ matchExpressions, matchFields }): Way => {
    const all = [...selector, ...matchExpressions];
    const named = [...namesIn(matchFields), ...namesIn(hostnames(all))];
    return { names: nodeName === '' ? named : [nodeName], required: all.filter(({ key }) => key !== hostname) };
  });
  const possible = ways.find(({ required }) => satisfied(labelsOf('any'), required, [], 0) !== undefined);
  return possible ?? { names: nodeName === '' ? [] : [nodeName], required: [] };
};

/** Keys of topology that the Pod speaks of: a node without the label would be refused. */
const topologyKeysOf = ({ podAffinity, podAntiAffinity, topologySpreadConstraints }: PodSpec): readonly string[] => [
  ...new Set([...podAffinity, ...podAntiAffinity, ...topologySpreadConstraints].map(({ topologyKey }) => topologyKey)),
];

/** Room for one of these Pods at the least. */
const roomFor = (spec: PodSpec): ResourceList => ({
  ...roomy,
  ...Object.fromEntries(
    Object.entries(effectiveRequests(spec)).filter(([name, amount]) => amount > (roomy[name] ?? 0)),
  ),
});

const fittingNode = (name: NodeName, spec: PodSpec, { required }: Way, index: number): NodeSpec => {
  const topology = topologyKeysOf(spec).filter((key) => key !== '' && key !== hostname);
  const labels = { ...Object.fromEntries(topology.map((key) => [key, name])), ...labelsOf(name) };
  const fitted = satisfied(labels, required, [zone, ...topology], index) ?? labels;
  return { ...plainNode(name), labels: fitted, allocatable: roomFor(spec) };
};

const differingLabels = (name: NodeName, { labels }: NodeSpec): readonly string[] => {
  const usual = labelsOf(name);
  const changed = Object.entries(labels).filter(([key, value]) => usual[key] !== value);
  const gone = Object.keys(usual).filter((key) => labels[key] === undefined);
  return [
    ...changed.map(([key, value]) => (value === name ? `label ${key}` : `label ${key}=${value}`)),
    ...gone.map((key) => `no label ${key}`),
  ];
};

/** Amounts as Kubernetes writes them: millicores, bytes, counts. */
const amountText = (name: string, amount: number): string => (name === 'cpu' ? `${amount}m` : String(amount));

const askedOf = (
  fitting: readonly (readonly [NodeName, NodeSpec])[],
  names: readonly NodeName[],
): readonly string[] => {
  const labels = fitting.flatMap(([name, node]) => differingLabels(name, node));
  const room = fitting
    .slice(0, 1)
    .flatMap(([, { allocatable }]) =>
      Object.entries(allocatable).flatMap(([name, amount]) =>
        amount === roomy[name] ? [] : [`${name}: ${amountText(name, amount)}`],
      ),
    );
  return [...new Set([...names.map((name) => `the name ${name}`), ...labels, ...room])];
};

/** Names for so many nodes, those that are asked for first. */
const namesFor = (asked: readonly NodeName[], count: number): readonly NodeName[] => {
  const usual = Array.from({ length: count }, (_, index) => `node-${index + 1}`);
  const first = [...new Set(asked)].filter((name) => !usual.includes(name)).slice(0, Math.max(1, count - 1));
  return [...first, ...usual.slice(first.length)];
};

const assumedNamed = (spec: PodSpec, way: Way, names: readonly NodeName[]): AssumedNodes => {
  const fitting = names.map((name, index) => [name, fittingNode(name, spec, way, index)] as const);
  const special = names.filter((name) => way.names.includes(name) && !/^node-[0-9]$/.test(name));
  return { nodes: Object.fromEntries(fitting), asked: askedOf(fitting, special) };
};

/** So many nodes that fit. */
export const equalNodes = (spec: PodSpec, count: number): AssumedNodes => {
  const way = wayOf(spec);
  return assumedNamed(spec, way, namesFor(way.names, count));
};

/** Three nodes: two that fit, one that does not (unless the Pod asks for nothing and tolerates everything). */
export const assumedNodes = (spec: PodSpec): AssumedNodes => {
  const way = wayOf(spec);
  const [one = 'node-1', two = 'node-2'] = namesFor(way.names, 3);
  const { nodes, asked } = assumedNamed(spec, way, [one, two]);
  return { nodes: { ...nodes, 'node-3': reservedNode('node-3') }, asked };
};

/** The one node that `nodeName` asks for, if there is no such node among these. */
export const missingNode = (spec: PodSpec, nodes: Readonly<Record<NodeName, NodeSpec>>): AssumedNodes | undefined =>
  spec.nodeName === '' || nodes[spec.nodeName] !== undefined
    ? undefined
    : assumedNamed(spec, wayOf(spec), [spec.nodeName]);
