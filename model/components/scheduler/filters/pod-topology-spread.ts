import { matchesNodeAffinity } from '../../../kubernetes/affinity.ts';
import { matchesLabels, matchesSelector } from '../../../kubernetes/selector.ts';
import type { PodSpec, TopologySpreadConstraint } from '../../../kubernetes/spec.ts';
import type { NodeInfo, Snapshot } from '../snapshot.ts';
import type { Filter } from './filter.ts';
import { taintToleration } from './taint-toleration.ts';

/**
 * Nodes whose domains count for a constraint: they have every topology key of the pod, match its node affinity unless
 * nodeAffinityPolicy is Ignore, and have no taint it does not tolerate if nodeTaintsPolicy is Honor (`matchNodeInclusionPolicies`).
 */
const eligibleNodes = (
  pod: PodSpec,
  { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint,
  snapshot: Snapshot,
): readonly NodeInfo[] =>
  snapshot
    .nodes()
    .filter(
      (node) =>
        pod.topologySpreadConstraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined) &&
        (nodeAffinityPolicy === 'Ignore' || matchesNodeAffinity(pod, node)) &&
        (nodeTaintsPolicy === 'Ignore' || taintToleration.passes(pod, node, snapshot)),
    );

/**
 * How many pods of the namespace the selector matches in each eligible domain; terminating ones do not count, an empty
 * selector counts none, nor does an absent one.
 */
function matchesByDomain(
  pod: PodSpec,
  constraint: TopologySpreadConstraint,
  snapshot: Snapshot,
): ReadonlyMap<string, number> {
  const { topologyKey, labelSelector = [] } = constraint;
  const nodes = eligibleNodes(pod, constraint, snapshot);
  const domains = [...new Set(nodes.map(({ labels }) => labels[topologyKey] ?? ''))];
  const counted = snapshot
    .placed()
    .filter(({ spec, terminating }) => !terminating && spec.namespace === pod.namespace)
    .filter(({ spec }) => labelSelector.length > 0 && matchesLabels(labelSelector, spec.labels));
  const inDomain = (domain: string) =>
    counted.filter((one) => nodes.some(({ name, labels }) => name === one.node && labels[topologyKey] === domain));
  return new Map(domains.map((domain) => [domain, inDomain(domain).length]));
}

/** The global minimum: none while there are fewer eligible domains than minDomains (`minMatchNum`). */
const emptiest = (counts: ReadonlyMap<string, number>, { minDomains = 1 }: TopologySpreadConstraint): number =>
  counts.size < minDomains ? 0 : Math.min(...counts.values());

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
      const self = matchesSelector(constraint.labelSelector, pod.labels) ? 1 : 0;
      return (counts.get(domain) ?? 0) + self - emptiest(counts, constraint) <= constraint.maxSkew;
    }),
};
