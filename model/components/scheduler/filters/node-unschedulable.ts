import { toleratesTaint, unschedulableTaint } from '../../../kubernetes/taints.ts';
import type { Filter } from './filter.ts';

/**
 * Not cordoned, or the pod tolerates the taint that stands for it. `plugins/nodeunschedulable/node_unschedulable.go`.
 */
export const nodeUnschedulable: Filter = {
  plugin: 'NodeUnschedulable',
  passes: ({ tolerations }, { unschedulable }, { scenario }) =>
    !unschedulable ||
    tolerations.some((toleration) =>
      toleratesTaint(toleration, unschedulableTaint, scenario.featureGates.TaintTolerationComparisonOperators === true),
    ),
};
