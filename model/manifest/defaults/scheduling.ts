import { type Labels, requirementsOf } from '../../kubernetes/selector.ts';
import type {
  NodeInclusionPolicy,
  NodeSelectorTerm,
  PodAffinityTerm,
  Requirement,
  Taint,
  Toleration,
  TopologySpreadConstraint,
} from '../../kubernetes/spec.ts';
import type { Cursor } from '../cursor.ts';
import { word } from './word.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** A label selector (`matchLabels` and `matchExpressions`) as requirements. */
export const labelSelectorOf = (cursor: Cursor): readonly Requirement[] => [
  ...requirementsOf(cursor.at('matchLabels').texts),
  ...cursor.at('matchExpressions').items.map(requirementOf),
];

/** A selector that is not there selects nothing, which an empty one does not. */
const selectorIn = (cursor: Cursor): { readonly labelSelector?: readonly Requirement[] } =>
  cursor.exists ? { labelSelector: labelSelectorOf(cursor) } : {};

/**
 * A selector narrowed by the pod's own values of these labels; keys that the pod does not have are passed over, and a selector that is not
 * there stays away (`applyLabelKeysToLabelSelector`, pkg/registry/core/pod/strategy.go, 1.34.9, 1.35.6, 1.36.2; for spread constraints
 * the scheduler of every version does the same, plugins/podtopologyspread/common.go).
 */
const narrowed = (
  { labelSelector }: { readonly labelSelector?: readonly Requirement[] },
  keys: Cursor,
  operator: 'In' | 'NotIn',
  labels: Labels,
): { readonly labelSelector?: readonly Requirement[] } => {
  if (labelSelector === undefined) return {};
  const own = keys.items.flatMap((item): readonly Requirement[] => {
    const key = item.text ?? '';
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  return { labelSelector: [...labelSelector, ...own] };
};

const requirementOf = (cursor: Cursor): Requirement => ({
  key: cursor.at('key').text ?? '',
  operator: word(cursor.at('operator'), ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'], 'In'),
  values: cursor.at('values').items.flatMap((item) => item.text ?? []),
});

/** The terms of a node selector. */
export const nodeSelectorOf = (cursor: Cursor): readonly NodeSelectorTerm[] =>
  cursor.at('nodeSelectorTerms').items.map((term) => ({
    matchExpressions: term.at('matchExpressions').items.map(requirementOf),
    matchFields: term.at('matchFields').items.map(requirementOf),
  }));

/** What a pod's affinity requires; preferences only change the score, which the model leaves open. */
export function affinityOf(
  spec: Cursor,
  labels: Labels,
): {
  readonly nodeAffinity?: readonly NodeSelectorTerm[];
  readonly podAffinity: readonly PodAffinityTerm[];
  readonly podAntiAffinity: readonly PodAffinityTerm[];
} {
  const node = spec.at('affinity', 'nodeAffinity', required);
  return {
    ...(node.exists ? { nodeAffinity: nodeSelectorOf(node) } : {}),
    podAffinity: spec.at('affinity', 'podAffinity', required).items.map((term) => affinityTermOf(term, labels)),
    podAntiAffinity: spec.at('affinity', 'podAntiAffinity', required).items.map((term) => affinityTermOf(term, labels)),
  };
}

const affinityTermOf = (term: Cursor, labels: Labels): PodAffinityTerm => {
  const matched = narrowed(selectorIn(term.at('labelSelector')), term.at('matchLabelKeys'), 'In', labels);
  const namespaces = term.at('namespaces').items.flatMap((item) => item.text ?? []);
  const selector = term.at('namespaceSelector');
  return {
    ...narrowed(matched, term.at('mismatchLabelKeys'), 'NotIn', labels),
    topologyKey: term.at('topologyKey').text ?? '',
    ...(namespaces.length === 0 ? {} : { namespaces }),
    ...(selector.exists ? { namespaceSelector: labelSelectorOf(selector) } : {}),
  };
};

/** Constraints the scheduler filters by; `ScheduleAnyway` only changes the score. */
export const spreadConstraintsOf = (spec: Cursor, labels: Labels): readonly TopologySpreadConstraint[] =>
  spec
    .at('topologySpreadConstraints')
    .items.filter((constraint) => constraint.at('whenUnsatisfiable').text !== 'ScheduleAnyway')
    .map((constraint) => {
      const minDomains = constraint.at('minDomains').whole;
      return {
        maxSkew: constraint.at('maxSkew').whole ?? 1,
        topologyKey: constraint.at('topologyKey').text ?? '',
        ...narrowed(selectorIn(constraint.at('labelSelector')), constraint.at('matchLabelKeys'), 'In', labels),
        ...(minDomains === undefined ? {} : { minDomains }),
        ...policyOf(constraint, 'nodeAffinityPolicy', 'Honor'),
        ...policyOf(constraint, 'nodeTaintsPolicy', 'Ignore'),
      };
    });

/** A policy that is not the default. */
const policyOf = <Field extends 'nodeAffinityPolicy' | 'nodeTaintsPolicy'>(
  constraint: Cursor,
  field: Field,
  fallback: NodeInclusionPolicy,
): { readonly [field in Field]?: NodeInclusionPolicy } => {
  const policy = word<NodeInclusionPolicy>(constraint.at(field), ['Honor', 'Ignore'], fallback);
  return policy === fallback ? {} : ({ [field]: policy } as { readonly [field in Field]?: NodeInclusionPolicy });
};

/** The tolerations as written. */
export const tolerationsOf = (spec: Cursor): readonly Toleration[] =>
  spec.at('tolerations').items.map((toleration) => {
    const seconds = toleration.at('tolerationSeconds').whole;
    return {
      key: toleration.at('key').text ?? '',
      operator: word(toleration.at('operator'), ['Equal', 'Exists', 'Lt', 'Gt'], 'Equal'),
      value: toleration.at('value').text ?? '',
      effect: word(toleration.at('effect'), ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'], ''),
      ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
    };
  });

/**
 * Adds what the admission plugin DefaultTolerationSeconds adds: 300 s for not-ready and unreachable nodes, unless the pod
 * says something about them itself.
 */
export function withDefaultTolerations(tolerations: readonly Toleration[]): readonly Toleration[] {
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    (key) => !tolerations.some((one) => [key, ''].includes(one.key) && ['NoExecute', ''].includes(one.effect)),
  );
  const added = missing.map(
    (key): Toleration => ({ key, operator: 'Exists', value: '', effect: 'NoExecute', tolerationSeconds: 300 }),
  );
  return [...tolerations, ...added];
}

/** The taints of a node. */
export const taintsOf = (spec: Cursor): readonly Taint[] =>
  spec.at('taints').items.map((taint) => ({
    key: taint.at('key').text ?? '',
    value: taint.at('value').text ?? '',
    effect: word(taint.at('effect'), ['NoSchedule', 'PreferNoSchedule', 'NoExecute'], 'NoSchedule'),
  }));
