/** What the storage controllers ask about a pod's volumes and about claims. */
import { type Cluster, cell } from '../../cluster.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { instanceOf, type Scenario, type Uid } from '../../scenario.ts';

/** Names of the claims a pod's volumes refer to, each once. */
export const claimsOf = (spec: PodSpec): readonly string[] => [
  ...new Set(spec.volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []))),
];

/** The incarnations whose spec names this claim. */
export const usersOf = (scenario: Scenario, claim: string): readonly Uid[] =>
  Object.keys(scenario.instances).filter((uid) => claimsOf(instanceOf(scenario, uid).spec).includes(claim));

/**
 * Whether the claim's volume may be attached to one node only: no access mode says otherwise (`IsMultiAttachAllowed` in
 * pkg/volume/util/util.go, 1.34–1.36). Without any mode the controller does not know, and lets it pass.
 */
export const singleAttach = (scenario: Scenario, claim: string): boolean => {
  const modes = scenario.claims[claim]?.accessModes ?? [];
  return modes.length > 0 && !modes.includes('ReadWriteMany') && !modes.includes('ReadOnlyMany');
};

/** The incarnation is stored, under its name, right now. */
export const isStored = (cluster: Cluster, uid: Uid): boolean =>
  cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).uid === uid;
