/** From a manifest's workloads to the wholes that slices are cut from. */
import type { FaultKind, UserAction } from '../scenario.ts';
import type { Whole } from '../slices/index.ts';
import { companionsOf } from './companions.ts';
import type { Manifest } from './parse.ts';
import type { Workload } from './workload.ts';

/** What the user of the tool may set for all scenarios. */
export interface WholeOptions {
  readonly kubernetesVersion: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly user: Partial<Readonly<Record<UserAction, number>>>;
  readonly faults: Partial<Readonly<Record<FaultKind, number>>>;
}

/** A workload with its companions; undefined if it has no pods at all. */
export const wholeOf = (
  manifest: Manifest,
  workloads: readonly Workload[],
  workload: Workload,
  options: WholeOptions,
): Whole | undefined => {
  const first = workload.pods[0];
  if (first === undefined) return undefined;
  const companions = companionsOf(manifest, workloads, workload);
  return {
    name: `${workload.kind}/${workload.name}`,
    pods: workload.pods,
    keepsNames: workload.kind === 'StatefulSet' || workload.kind === 'Pod',
    ...options,
    nodes: companions.nodes,
    nodesGiven: !companions.assumed.includes('Node'),
    servicesFor: (pods) => companionsOf(manifest, workloads, workload, pods).services,
    claims: companions.claims,
    ...(companions.configObjects === undefined ? {} : { configObjects: companions.configObjects }),
  };
};
