import type { Tables } from './types.ts';

/** What scheduling reads: affinity, tolerations, nodes and priority classes, from `core/v1` and `scheduling/v1`. */
export const schedulingTables: Tables = {
  Affinity: 'nodeAffinity NodeAffinity, podAffinity PodAffinity, podAntiAffinity PodAntiAffinity',
  NodeAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution NodeSelector,
    preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm`,
  PodAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodAntiAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  NodeSelector: 'nodeSelectorTerms []NodeSelectorTerm',
  NodeSelectorTerm: 'matchExpressions []NodeSelectorRequirement, matchFields []NodeSelectorRequirement',
  NodeSelectorRequirement: 'key string, operator NodeSelectorOperator, values []string',
  PreferredSchedulingTerm: 'weight int32, preference NodeSelectorTerm',
  PodAffinityTerm: `
    labelSelector LabelSelector, namespaces []string, topologyKey string, namespaceSelector LabelSelector,
    matchLabelKeys []string, mismatchLabelKeys []string`,
  WeightedPodAffinityTerm: 'weight int32, podAffinityTerm PodAffinityTerm',
  Toleration: 'key string, operator TolerationOperator, value string, effect TaintEffect, tolerationSeconds int64',
  TopologySpreadConstraint: `
    maxSkew int32, topologyKey string, whenUnsatisfiable UnsatisfiableConstraintAction, labelSelector LabelSelector,
    minDomains int32, nodeAffinityPolicy NodeInclusionPolicy, nodeTaintsPolicy NodeInclusionPolicy,
    matchLabelKeys []string`,
  Taint: 'key string, value string, effect TaintEffect, timeAdded string',
  PriorityClass: `
    kind string, apiVersion string, metadata ObjectMeta, value int32, globalDefault bool, description string,
    preemptionPolicy PreemptionPolicy`,
  Node: 'kind string, apiVersion string, metadata ObjectMeta, spec NodeSpec, status NodeStatus',
  NodeSpec: `
    podCIDR string, podCIDRs []string, providerID string, unschedulable bool, taints []Taint,
    configSource NodeConfigSource, externalID string,
    podPreemptionPolicy NodePodPreemptionPolicy`,
  NodePodPreemptionPolicy: 'disableResizePreemption []string',
  NodeConfigSource: 'configMap ConfigMapNodeConfigSource',
  ConfigMapNodeConfigSource:
    'namespace string, name string, uid string, resourceVersion string, kubeletConfigKey string',
  NodeStatus: 'capacity map[string]Quantity, allocatable map[string]Quantity, ...',
};
