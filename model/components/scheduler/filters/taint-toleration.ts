import { findUntoleratedTaint } from '../../../kubernetes/taints.ts';
import type { Filter } from './filter.ts';

/**
 * Every NoSchedule and NoExecute taint is tolerated; PreferNoSchedule only costs score.
 * `plugins/tainttoleration/taint_toleration.go`.
 */
export const taintToleration: Filter = {
  plugin: 'TaintToleration',
  passes: ({ tolerations }, { taints }, { scenario }) =>
    findUntoleratedTaint(
      taints,
      tolerations,
      ['NoSchedule', 'NoExecute'],
      scenario.featureGates.TaintTolerationComparisonOperators === true,
    ) === undefined,
};
