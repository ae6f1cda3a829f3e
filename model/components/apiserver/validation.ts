/**
 * What the API server accepts of a new pod and of a changed one, as far as the lifecycle depends on it:
 * `ValidatePodCreate`, `ValidatePodUpdate`, `validateInitContainers`, `pkg/apis/core/validation/validation.go`;
 * `ValidateObjectMetaUpdate`, apimachinery `pkg/api/validation/objectmeta.go`; 1.34–1.36.
 */
import type { StoredPod } from '../../cluster.ts';
import {
  type Container,
  isSidecar,
  type NodeSelectorTerm,
  type PodSpec,
  type Toleration,
} from '../../kubernetes/spec.ts';

const initContainerErrors = (container: Container): readonly string[] => {
  if (isSidecar(container)) return [];
  const { name, postStart, preStop, startupProbe, livenessProbe, readinessProbe } = container;
  const given = { lifecycle: postStart ?? preStop, startupProbe, livenessProbe, readinessProbe };
  return Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => `initContainers ${name}: ${field} may not be set on an init container that runs to completion`);
};

const probeErrors = ({ name, startupProbe, livenessProbe }: Container): readonly string[] =>
  Object.entries({ startupProbe, livenessProbe })
    .filter(([, probe]) => probe !== undefined && probe.successThreshold !== 1)
    .map(([field]) => `${name}: ${field}.successThreshold must be 1`);

/** Why a pod cannot be created; empty if it can (C15). */
export const createErrors = (spec: PodSpec): readonly string[] => [
  ...(spec.nodeName !== '' && spec.schedulingGates.length > 0
    ? ['nodeName cannot be set until all schedulingGates have been cleared']
    : []),
  ...spec.initContainers.flatMap(initContainerErrors),
  ...[...spec.initContainers, ...spec.containers].flatMap(probeErrors),
];

/** The parts of a pod an update may try to change; status is another endpoint and not among them (C24). */
export interface PodObject {
  readonly spec: PodSpec;
  readonly deletionGracePeriodSeconds: number | null;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const deadlineShrinks = (before: number | undefined, after: number | undefined): boolean =>
  before === after || (after !== undefined && (before === undefined || after < before));

const within = <T>(part: readonly T[], whole: readonly T[]): boolean =>
  part.every((one) => whole.some((other) => same(one, other)));

const startsWith = <T>(whole: readonly T[], start: readonly T[]): boolean => same(whole.slice(0, start.length), start);

/**
 * No requirement of the term may go or change; one that was empty matches nothing and stays so
 * (`validateNodeSelectorTermHasOnlyAdditions`).
 */
function onlyAdds(before: NodeSelectorTerm, after: NodeSelectorTerm | undefined): boolean {
  if (after === undefined) return false;
  const { matchExpressions, matchFields } = before;
  if (matchExpressions.length === 0 && matchFields.length === 0) return same(before, after);
  return startsWith(after.matchExpressions, matchExpressions) && startsWith(after.matchFields, matchFields);
}

/**
 * Only while gated, and only towards fewer nodes: pairs may be added to the node selector, requirements to each term.
 */
const narrows = (before: PodSpec, after: PodSpec): boolean =>
  before.schedulingGates.length > 0 &&
  within(Object.entries(before.nodeSelector), Object.entries(after.nodeSelector)) &&
  (before.nodeAffinity === undefined ||
    (before.nodeAffinity.length === after.nodeAffinity?.length &&
      before.nodeAffinity.every((term, index) => onlyAdds(term, after.nodeAffinity?.[index]))));

const withoutSeconds = (tolerations: readonly Toleration[]) =>
  tolerations.map(({ key, operator, value, effect }) => ({ key, operator, value, effect }));

const mayChange = {
  labels: () => true,
  finalizers: () => true,
  activeDeadlineSeconds: (a: PodSpec, b: PodSpec) => deadlineShrinks(a.activeDeadlineSeconds, b.activeDeadlineSeconds),
  tolerations: (a: PodSpec, b: PodSpec) => within(withoutSeconds(a.tolerations), withoutSeconds(b.tolerations)),
  schedulingGates: (a: PodSpec, b: PodSpec) => within(b.schedulingGates, a.schedulingGates),
  nodeSelector: narrows,
  nodeAffinity: narrows,
  containers: (a: PodSpec, b: PodSpec) => same(withoutImages(a.containers), withoutImages(b.containers)),
  initContainers: (a: PodSpec, b: PodSpec) => same(withoutImages(a.initContainers), withoutImages(b.initContainers)),
} as const;

const withoutImages = (containers: readonly Container[]) => containers.map((one) => ({ ...one, image: '' }));

/** The fields an update changes although it may not; empty if the API server accepts it (C15, C57, D9). */
export function updateErrors(before: PodObject, after: PodObject): readonly string[] {
  const rules: Readonly<Record<string, (a: PodSpec, b: PodSpec) => boolean>> = mayChange;
  const fields = new Set([...Object.keys(before.spec), ...Object.keys(after.spec)]) as Set<keyof PodSpec & string>;
  const errors = [...fields]
    .filter((field) => !same(before.spec[field], after.spec[field]))
    .filter((field) => rules[field]?.(before.spec, after.spec) !== true)
    .map((field) => (field === 'finalizers' || field === 'labels' ? `metadata.${field}` : `spec.${field}`));
  const deleting = before.deletionGracePeriodSeconds !== null;
  if (before.deletionGracePeriodSeconds !== after.deletionGracePeriodSeconds) errors.push('metadata.deletionTimestamp');
  if (deleting && !within(after.spec.finalizers, before.spec.finalizers)) errors.push('metadata.finalizers');
  return errors;
}

/** The stored pod as an object an update starts from. */
export const objectOf = (pod: StoredPod, spec: PodSpec): PodObject => ({
  spec: {
    ...spec,
    nodeName: pod.nodeName,
    schedulingGates: pod.gated ? spec.schedulingGates : [],
    finalizers: pod.finalizers ? spec.finalizers : [],
  },
  deletionGracePeriodSeconds: pod.deletionGracePeriodSeconds,
});
