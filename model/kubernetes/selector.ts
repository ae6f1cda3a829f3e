import type { NodeSelectorTerm, Requirement } from './spec.ts';

/** Keys and values of an object's labels. */
export type Labels = Readonly<Record<string, string>>;

/**
 * Does one requirement accept these labels? `NotIn` and `DoesNotExist` also accept an absent key; `Gt` and `Lt` need a
 * whole number on both sides. As `labels.Requirement.Matches`, apimachinery `pkg/labels/selector.go`, 1.36.
 */
export function matchesRequirement({ key, operator, values }: Requirement, labels: Labels): boolean {
  const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return found !== undefined && values.includes(found);
    case 'NotIn':
      return found === undefined || !values.includes(found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    case 'Gt':
      return ordered(found, values[0], (label, bound) => label > bound);
    case 'Lt':
      return ordered(found, values[0], (label, bound) => label < bound);
  }
}

function ordered(found: string | undefined, bound: string | undefined, holds: (a: bigint, b: bigint) => boolean) {
  const [a, b] = [wholeNumber(found), wholeNumber(bound)];
  return a !== undefined && b !== undefined && holds(a, b);
}

const wholeNumber = (text: string | undefined): bigint | undefined =>
  text !== undefined && /^[+-]?[0-9]{1,19}$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;

/** Do all requirements hold? An empty list selects everything. */
export const matchesLabels = (requirements: readonly Requirement[], labels: Labels): boolean =>
  requirements.every((requirement) => matchesRequirement(requirement, labels));

/** As `matchesLabels`, of a label selector that may be absent: that selects nothing (`LabelSelectorAsSelector`, apimachinery pkg/apis/meta/v1/helpers.go). */
export const matchesSelector = (selector: readonly Requirement[] | undefined, labels: Labels): boolean =>
  selector !== undefined && matchesLabels(selector, labels);

/** `{ app: 'web' }` as the requirements it abbreviates. */
export const requirementsOf = (matchLabels: Labels): readonly Requirement[] =>
  Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));

/**
 * Does a node satisfy one node selector term? `matchFields` knows one field, `metadata.name`; a term without any
 * requirement matches no node. As component-helpers `scheduling/corev1/nodeaffinity`, 1.36.
 */
export function matchesTerm(term: NodeSelectorTerm, node: { name: string; labels: Labels }): boolean {
  if (term.matchExpressions.length === 0 && term.matchFields.length === 0) return false;
  return (
    matchesLabels(term.matchExpressions, node.labels) && matchesLabels(term.matchFields, { 'metadata.name': node.name })
  );
}

/** Does a node satisfy any of the terms? No terms at all match no node. */
export const matchesNodeSelector = (
  terms: readonly NodeSelectorTerm[],
  node: { name: string; labels: Labels },
): boolean => terms.some((term) => matchesTerm(term, node));
