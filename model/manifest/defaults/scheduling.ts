import { requirementsOf } from '../../kubernetes/selector.ts';
import type {
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
export function affinityOf(spec: Cursor): {
  readonly nodeAffinity?: readonly NodeSelectorTerm[];
  readonly podAffinity: readonly PodAffinityTerm[];
  readonly podAntiAffinity: readonly PodAffinityTerm[];
} {
  const node = spec.at('affinity', 'nodeAffinity', required);
  return {
    ...(node.exists ? { nodeAffinity: nodeSelectorOf(node) } : {}),
    podAffinity: spec.at('affinity', 'podAffinity', required).items.map(affinityTermOf),
    podAntiAffinity: spec.at('affinity', 'podAntiAffinity', required).items.map(affinityTermOf),
  };
}

const affinityTermOf = (term: Cursor): PodAffinityTerm => ({
  labelSelector: labelSelectorOf(term.at('labelSelector')),
  topologyKey: term.at('topologyKey').text ?? '',
});

/** Constraints the scheduler filters by; `ScheduleAnyway` only changes the score. */
export const spreadConstraintsOf = (spec: Cursor): readonly TopologySpreadConstraint[] =>
  spec
    .at('topologySpreadConstraints')
    .items.filter((constraint) => constraint.at('whenUnsatisfiable').text !== 'ScheduleAnyway')
    .map((constraint) => ({
      maxSkew: constraint.at('maxSkew').whole ?? 1,
      topologyKey: constraint.at('topologyKey').text ?? '',
      labelSelector: labelSelectorOf(constraint.at('labelSelector')),
    }));

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
