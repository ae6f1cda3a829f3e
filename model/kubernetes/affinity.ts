import { type Labels, matchesNodeSelector } from './selector.ts';
import type { PodSpec } from './spec.ts';

/**
 * Does the node satisfy both the pod's nodeSelector and its required node affinity? Each that is absent asks for
 * nothing. As `GetRequiredNodeAffinity(pod).Match(node)`, component-helpers `scheduling/corev1/nodeaffinity`,
 * 1.34–1.36.
 */
export const matchesNodeAffinity = (
  spec: Pick<PodSpec, 'nodeSelector' | 'nodeAffinity'>,
  node: { readonly name: string; readonly labels: Labels },
): boolean =>
  Object.entries(spec.nodeSelector).every(
    ([key, value]) => Object.hasOwn(node.labels, key) && node.labels[key] === value,
  ) &&
  (spec.nodeAffinity === undefined || matchesNodeSelector(spec.nodeAffinity, node));
