/** Mistakes of the controllers behind volumes and claims. */
import { cell, patch } from '../../model/cluster.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen } from './ways.ts';

const claimProtectionMissing: Mutation = {
  id: 'claim-protection-missing',
  mistake: 'The pvc-protection finalizer is taken off a deleted claim whether a Pod uses it or not.',
  enabled: also(['kubelet/syncStarted'], (_event, cluster) =>
    Object.keys(cluster.scenario.claims)
      .filter((claim) => cell(cluster, 'claims', claim).deleting)
      .map((claim) => ({ type: 'persistentvolume/claimRemoved', claim })),
  ),
};

const detachedWhileMounted: Mutation = {
  id: 'detached-while-mounted',
  mistake:
    'The attach-detach controller follows phase and object of the Pod alone and never asks node.status.volumesInUse.',
  enabled: also(['kubelet/volumesUnmounted'], ({ uid }, cluster) =>
    cell(cluster, 'volumes', uid).attached ? [{ type: 'attachdetach/volumesDetached', uid }] : [],
  ),
};

const reclaimPolicyIgnored: Mutation = {
  id: 'reclaim-policy-ignored',
  mistake: 'A released volume is deleted whatever its reclaim policy says.',
  reduce: andThen(['persistentvolume/claimRemoved'], (after, { claim }) =>
    cell(after, 'claims', claim).volume === 'Released' ? patch(after, 'claims', claim, { volume: 'Deleted' }) : after,
  ),
};

/** Mistakes of the controllers behind volumes and claims. */
export const claimMutations: readonly Mutation[] = [claimProtectionMissing, detachedWhileMounted, reclaimPolicyIgnored];
