import type { PodSpec } from '../../../kubernetes/spec.ts';
import { claimsOf } from '../../volumes/claims.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Filter } from './filter.ts';

const exclusiveClaims = (pod: PodSpec, { scenario }: Snapshot): readonly string[] =>
  claimsOf(pod).filter((claim) => scenario.claims[claim]?.accessModes.includes('ReadWriteOncePod') === true);

/**
 * A ReadWriteOncePod claim is used by no other pod on any node. `plugins/volumerestrictions/volume_restrictions.go`.
 */
export const volumeRestrictions: Filter = {
  plugin: 'VolumeRestrictions',
  passes: (pod, _node, snapshot) => {
    const exclusive = exclusiveClaims(pod, snapshot);
    if (exclusive.length === 0) return true;
    return !snapshot.placed().some(({ spec }) => claimsOf(spec).some((claim) => exclusive.includes(claim)));
  },
};

/**
 * Every claim exists, is not being deleted, and is bound, or is one that waits for its first consumer. Node affinity
 * of volumes is not modelled, so a claim that can be bound can be bound for every node.
 * `plugins/volumebinding/volume_binding.go` PreFilter. A claim the scenario does not describe is taken to be bound.
 */
export const volumeBinding: Filter = {
  plugin: 'VolumeBinding',
  passes: (pod, _node, { scenario, claim }) =>
    claimsOf(pod).every((name) => {
      const stored = claim(name);
      if (stored === undefined) return true;
      if (stored.deleting || stored.phase === 'Deleted' || stored.phase === 'Lost') return false;
      return stored.phase === 'Bound' || scenario.claims[name]?.volumeBindingMode === 'WaitForFirstConsumer';
    }),
};

/** Claims that PreBind still has to get bound before this pod may be (C52). */
export const claimsToBind = (pod: PodSpec, { claim }: Snapshot): readonly string[] =>
  claimsOf(pod).filter((name) => {
    const stored = claim(name);
    return stored !== undefined && stored.phase !== 'Bound';
  });
