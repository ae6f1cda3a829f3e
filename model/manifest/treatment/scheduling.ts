import { identity, irrelevant, looked, modelled, recorded, type Treatments, unmodelled } from './types.ts';

const required = modelled('model/components/scheduler/filters/index.ts');
const preferred = irrelevant('changes the score of a node; which feasible node is taken is left open');
const nodeAffinity = modelled('model/kubernetes/affinity.ts');
const interPod = modelled('model/components/scheduler/filters/inter-pod-affinity.ts');
const spread = modelled('model/components/scheduler/filters/pod-topology-spread.ts');
const node = irrelevant('no component of the model reads it');

/** What scheduling reads. */
export const schedulingTreatments: Treatments = {
  Affinity: [['nodeAffinity podAffinity podAntiAffinity', looked]],
  NodeAffinity: [
    ['requiredDuringSchedulingIgnoredDuringExecution', nodeAffinity],
    ['preferredDuringSchedulingIgnoredDuringExecution', preferred],
  ],
  PodAffinity: [
    ['requiredDuringSchedulingIgnoredDuringExecution', interPod],
    ['preferredDuringSchedulingIgnoredDuringExecution', preferred],
  ],
  PodAntiAffinity: [
    ['requiredDuringSchedulingIgnoredDuringExecution', interPod],
    ['preferredDuringSchedulingIgnoredDuringExecution', preferred],
  ],
  NodeSelector: [['nodeSelectorTerms', nodeAffinity]],
  NodeSelectorTerm: [['matchExpressions matchFields', nodeAffinity]],
  NodeSelectorRequirement: [['key operator values', nodeAffinity]],
  PreferredSchedulingTerm: [['weight preference', preferred]],
  PodAffinityTerm: [
    ['labelSelector topologyKey namespaces namespaceSelector matchLabelKeys mismatchLabelKeys', interPod],
  ],
  WeightedPodAffinityTerm: [['weight podAffinityTerm', preferred]],
  Toleration: [
    ['key operator value effect', modelled('model/kubernetes/taints.ts')],
    ['tolerationSeconds', unmodelled('no taint evicts a Pod that is bound: taint eviction is not modelled')],
  ],
  TopologySpreadConstraint: [
    ['maxSkew topologyKey whenUnsatisfiable labelSelector minDomains', spread],
    ['nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys', spread],
  ],
  Taint: [
    ['key value effect', required],
    ['timeAdded', recorded],
  ],
  PriorityClass: [
    ['kind apiVersion', identity],
    ['metadata', looked],
    ['value globalDefault preemptionPolicy', modelled('model/manifest/defaults/priority.ts')],
    ['description', irrelevant('a text for people')],
  ],
  Node: [
    ['kind apiVersion', identity],
    ['metadata spec status', looked],
  ],
  NodeSpec: [
    ['unschedulable taints', required],
    ['podCIDR podCIDRs providerID configSource externalID', node],
    ['podPreemptionPolicy', irrelevant('nobody resizes a running Pod here')],
  ],
  NodePodPreemptionPolicy: [['disableResizePreemption', irrelevant('nobody resizes a running Pod here')]],
  NodeConfigSource: [['configMap', node]],
  ConfigMapNodeConfigSource: [['namespace name uid resourceVersion kubeletConfigKey', node]],
  NodeStatus: [['capacity allocatable', modelled('model/kubernetes/requests.ts')]],
};
