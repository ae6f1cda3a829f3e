import { matchesNodeAffinity } from '../../../kubernetes/affinity.ts';
import type { Filter } from './filter.ts';

/**
 * The node has the labels the pod's nodeSelector and required node affinity ask for.
 * `plugins/nodeaffinity/node_affinity.go`.
 */
export const nodeAffinity: Filter = {
  plugin: 'NodeAffinity',
  passes: (pod, node) => matchesNodeAffinity(pod, node),
};
