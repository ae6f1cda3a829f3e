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

const optionalSelector = (field: string, requirements: readonly Requirement[] | undefined) =>
  requirements === undefined ? {} : { [field]: selectorObject(requirements) };

const podTerm = ({ labelSelector, topologyKey, namespaces = [], namespaceSelector }: PodAffinityTerm) => ({
  ...optionalSelector('labelSelector', labelSelector),
  topologyKey,
  ...filled({ namespaces }),
  ...optionalSelector('namespaceSelector', namespaceSelector),
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
    topologySpreadConstraints: spec.topologySpreadConstraints.map(({ labelSelector, ...constraint }) => ({
      ...constraint,
      whenUnsatisfiable: 'DoNotSchedule',
      ...optionalSelector('labelSelector', labelSelector),
    })),
    tolerations: spec.tolerations.map(tolerationObject),
    priorityClassName: classNameOf(spec),
    preemptionPolicy: spec.preemptionPolicy === 'Never' ? 'Never' : undefined,
    schedulerName: spec.schedulerName === 'default-scheduler' ? undefined : spec.schedulerName,
  });
