import { insufficientResources } from '../../../kubernetes/requests.ts';
import type { PodSpec } from '../../../kubernetes/spec.ts';
import type { Filter } from './filter.ts';

/**
 * One more pod is allowed, and each resource asked for is left. `plugins/noderesources/fit.go`. If the pod fits
 * beside all pods there may ever be, who is there need not be asked.
 */
export const nodeResourcesFit: Filter = {
  plugin: 'NodeResourcesFit',
  passes: (pod, node, { scenario, placed }) => {
    const fitsBeside = (others: readonly PodSpec[]) =>
      insufficientResources(pod, others, node.allocatable).length === 0;
    const everybody = Object.values(scenario.instances).map(({ spec }) => spec);
    return (
      fitsBeside(everybody) || fitsBeside(placed().flatMap((other) => (other.node === node.name ? [other.spec] : [])))
    );
  },
};
