import { matchesNodeAffinity } from '../../../kubernetes/affinity.ts';
import { matchesLabels } from '../../../kubernetes/selector.ts';
import type { PodSpec, TopologySpreadConstraint } from '../../../kubernetes/spec.ts';
import type { NodeInfo, Snapshot } from '../snapshot.ts';
import type { Filter } from './filter.ts';

/**
 * Nodes whose domains count: they match the pod's node affinity (nodeAffinityPolicy Honor) and have every topology key.
 */
const eligibleNodes = (pod: PodSpec, snapshot: Snapshot): readonly NodeInfo[] =>
  snapshot
    .nodes()
    .filter(
      (node) =>
        matchesNodeAffinity(pod, node) &&
        pod.topologySpreadConstraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined),
    );

/**
 * How many pods of the namespace the selector matches in each eligible domain; terminating ones do not count, an empty
 * selector counts none.
 */
function matchesByDomain(
  pod: PodSpec,
  { topologyKey, labelSelector }: TopologySpreadConstraint,
  snapshot: Snapshot,
): ReadonlyMap<string, number> {
  const nodes = eligibleNodes(pod, snapshot);
  const domains = [...new Set(nodes.map(({ labels }) => labels[topologyKey] ?? ''))];
  const counted = snapshot
    .placed()
    .filter(({ spec, terminating }) => !terminating && spec.namespace === pod.namespace)
    .filter(({ spec }) => labelSelector.length > 0 && matchesLabels(labelSelector, spec.labels));
  const inDomain = (domain: string) =>
    counted.filter((one) => nodes.some(({ name, labels }) => name === one.node && labels[topologyKey] === domain));
  return new Map(domains.map((domain) => [domain, inDomain(domain).length]));
}

/**
 * For each DoNotSchedule constraint the node has the key, and placing the pod in its domain leaves that domain at
 * most maxSkew above the emptiest one. `plugins/podtopologyspread/filtering.go`.
 */
export const podTopologySpread: Filter = {
  plugin: 'PodTopologySpread',
  passes: (pod, node, snapshot) =>
    pod.topologySpreadConstraints.every((constraint) => {
      const domain = node.labels[constraint.topologyKey];
      if (domain === undefined) return false;
      const counts = matchesByDomain(pod, constraint, snapshot);
      const least = Math.min(...counts.values());
      const self = matchesLabels(constraint.labelSelector, pod.labels) ? 1 : 0;
      return (counts.get(domain) ?? 0) + self - least <= constraint.maxSkew;
    }),
};
