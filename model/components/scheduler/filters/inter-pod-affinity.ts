import { matchesSelector } from '../../../kubernetes/selector.ts';
import type { PodAffinityTerm, PodSpec } from '../../../kubernetes/spec.ts';
import type { NodeInfo, PlacedPod, Snapshot } from '../snapshot.ts';
import type { Filter } from './filter.ts';

/**
 * Without namespaces and namespaceSelector a term speaks of the namespace of the pod that has it; with them of those that are named or
 * selected (`getNamespacesFromPodAffinityTerm` and `AffinityTerm.Matches`, kube-scheduler framework types.go, 1.34–1.36). Of a namespace only
 * the label with its name is known, which the API server sets.
 */
const isOfNamespace = (owner: PodSpec, { namespaces = [], namespaceSelector }: PodAffinityTerm, other: PodSpec) => {
  if (namespaces.length === 0 && namespaceSelector === undefined) return owner.namespace === other.namespace;
  const labels = { 'kubernetes.io/metadata.name': other.namespace };
  return namespaces.includes(other.namespace) || matchesSelector(namespaceSelector, labels);
};

const matches = (owner: PodSpec, term: PodAffinityTerm, other: PodSpec): boolean =>
  isOfNamespace(owner, term, other) && matchesSelector(term.labelSelector, other.labels);

const sameDomain = (key: string, a: NodeInfo, b: NodeInfo): boolean =>
  a.labels[key] !== undefined && a.labels[key] === b.labels[key];

/** Some placed pod that matches in the node's domain of the key. */
const someInDomain = (snapshot: Snapshot, node: NodeInfo, key: string, wanted: (one: PlacedPod) => boolean): boolean =>
  snapshot.placed().some((one) => wanted(one) && sameDomain(key, node, snapshot.node(one.node)));

/**
 * Every term finds, in the node's domain, a pod that matches all terms. The first of a group passes anywhere the keys
 * exist: no pod in the cluster matches, and it matches itself.
 */
function affinitySatisfied(pod: PodSpec, node: NodeInfo, snapshot: Snapshot): boolean {
  const terms = pod.podAffinity;
  if (terms.length === 0) return true;
  if (terms.some(({ topologyKey }) => node.labels[topologyKey] === undefined)) return false;
  const matchesAll = (other: PodSpec) => terms.every((term) => matches(pod, term, other));
  const found = terms.every(({ topologyKey }) =>
    someInDomain(snapshot, node, topologyKey, ({ spec }) => matchesAll(spec)),
  );
  if (found) return true;
  const counted = ({ spec, node: at }: PlacedPod) =>
    matchesAll(spec) && terms.some(({ topologyKey }) => snapshot.node(at).labels[topologyKey] !== undefined);
  return matchesAll(pod) && !snapshot.placed().some(counted);
}

const ownAntiAffinitySatisfied = (pod: PodSpec, node: NodeInfo, snapshot: Snapshot): boolean =>
  pod.podAntiAffinity.every(
    (term) => !someInDomain(snapshot, node, term.topologyKey, ({ spec }) => matches(pod, term, spec)),
  );

/** No placed pod in the domain wants to keep this one away. */
function othersAntiAffinitySatisfied(pod: PodSpec, node: NodeInfo, snapshot: Snapshot): boolean {
  const nobodyMinds = Object.values(snapshot.scenario.instances).every(({ spec }) => spec.podAntiAffinity.length === 0);
  if (nobodyMinds) return true;
  return !snapshot
    .placed()
    .some(({ spec, node: at }) =>
      spec.podAntiAffinity.some(
        (term) => matches(spec, term, pod) && sameDomain(term.topologyKey, node, snapshot.node(at)),
      ),
    );
}

/**
 * Required affinity, required anti-affinity, and that of the pods already there.
 * `plugins/interpodaffinity/filtering.go`.
 */
export const interPodAffinity: Filter = {
  plugin: 'InterPodAffinity',
  passes: (pod, node, snapshot) =>
    affinitySatisfied(pod, node, snapshot) &&
    ownAntiAffinitySatisfied(pod, node, snapshot) &&
    othersAntiAffinitySatisfied(pod, node, snapshot),
};
