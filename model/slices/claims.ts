import type { PodSpec } from '../kubernetes/spec.ts';
import { sliceOfOne } from './alone.ts';
import { claimsUsed, isStuck, strippedPod, withoutHurdles } from './pods.ts';
import { type CutSlice, firstPod, othersLeftOut, type Whole } from './whole.ts';

const claimingPod = (whole: Whole, full: PodSpec, volumes: PodSpec['volumes']): PodSpec => {
  // A gate or finalizer that nobody takes away keeps the Pod, and so its claims, for ever.
  const stripped = withoutHurdles(whole, strippedPod(whole, full), 1);
  const volumeMounts = volumes.map((volume) => volume.name);
  return {
    ...stripped,
    readinessGates: [],
    volumes,
    containers: stripped.containers.map((container) => ({ ...container, volumeMounts })),
  };
};

/** One pod and the claims it uses. Absent if it uses none. */
export const claimsSlice = (whole: Whole): CutSlice | undefined => {
  const { name, spec: full } = firstPod(whole);
  const claimed = full.volumes.filter(({ kind }) => kind === 'persistentVolumeClaim');
  if (claimed.length === 0) return undefined;
  const spec = isStuck(whole, full) ? full : claimingPod(whole, full, claimed);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'claims',
      title: 'one pod and its claims',
      fields: { claims: claimsUsed(whole, spec) },
      user: { create: 1, delete: 1, 'delete-claim': 1 },
      shortcuts: ['claims-alone', 'phase-alone', 'no-readers', 'claims-not-used', ...othersLeftOut(whole)],
    },
  );
};
