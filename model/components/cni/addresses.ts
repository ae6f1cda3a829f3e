import type { Cluster } from '../../cluster.ts';
import { podAddresses } from '../../initial.ts';
import type { NodeName, Scenario } from '../../scenario.ts';

/** A node's own address, which hostNetwork pods report as theirs. */
export const nodeAddress = (scenario: Scenario, node: NodeName | ''): string => {
  const index = Object.keys(scenario.nodes).indexOf(node);
  return index < 0 ? '' : `192.168.0.${index + 1}`;
};

/**
 * The address the next CNI ADD returns: the first that is free. Real plugins usually go round the range first; taking the first makes a
 * released address the next one used, which is the case worth checking (D63).
 */
export const freeAddress = (cluster: Cluster): string | undefined =>
  podAddresses(cluster.scenario).find((address) => cluster.addresses[address]?.uid === '');
