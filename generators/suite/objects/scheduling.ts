/** What kube-scheduler reads of a Pod, as it is applied. */
import type {
  NodeSelectorTerm,
  PodAffinityTerm,
  PodSpec,
  Requirement,
  Toleration,
} from '../../../model/kubernetes/spec.ts';
import { filled } from './fields.ts';
import { classNameOf } from './priority.ts';

const requirementObject = ({ key, operator, values }: Requirement) => ({ key, operator, ...filled({ values }) });

const selectorObject = (requirements: readonly Requirement[]) =>
  filled({ matchExpressions: requirements.map(requirementObject) });

const nodeTerm = ({ matchExpressions, matchFields }: NodeSelectorTerm) =>
  filled({
    matchExpressions: matchExpressions.map(requirementObject),
    matchFields: matchFields.map(requirementObject),
  });

const podTerm = ({ labelSelector, topologyKey }: PodAffinityTerm) => ({
  labelSelector: selectorObject(labelSelector),
  topologyKey,
});

const required = (rule: unknown) => filled({ requiredDuringSchedulingIgnoredDuringExecution: rule });

const affinityObject = ({ nodeAffinity, podAffinity, podAntiAffinity }: PodSpec) =>
  filled({
    nodeAffinity: required(nodeAffinity === undefined ? undefined : { nodeSelectorTerms: nodeAffinity.map(nodeTerm) }),
    podAffinity: required(podAffinity.map(podTerm)),
    podAntiAffinity: required(podAntiAffinity.map(podTerm)),
  });

const tolerationObject = ({ key, operator, value, effect, tolerationSeconds }: Toleration) => ({
  operator,
  ...(key === '' ? {} : { key }),
  ...(value === '' ? {} : { value }),
  ...(effect === '' ? {} : { effect }),
  ...filled({ tolerationSeconds }),
});

/** Fields of the Pod's spec about where it may run and what it may push aside. */
export const schedulingFields = (spec: PodSpec): Readonly<Record<string, unknown>> =>
  filled({
    schedulingGates: spec.schedulingGates.map((name) => ({ name })),
    nodeName: spec.nodeName === '' ? undefined : spec.nodeName,
    nodeSelector: spec.nodeSelector,
    affinity: affinityObject(spec),
    topologySpreadConstraints: spec.topologySpreadConstraints.map(({ maxSkew, topologyKey, labelSelector }) => ({
      maxSkew,
      topologyKey,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: selectorObject(labelSelector),
    })),
    tolerations: spec.tolerations.map(tolerationObject),
    priorityClassName: classNameOf(spec),
    preemptionPolicy: spec.preemptionPolicy === 'Never' ? 'Never' : undefined,
    schedulerName: spec.schedulerName === 'default-scheduler' ? undefined : spec.schedulerName,
  });
