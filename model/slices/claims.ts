import type { PodSpec } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import { sliceOfOne } from './alone.ts';
import { strippedPod } from './pods.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** The claims a pod uses, of those there are. */
export const claimsUsed = (whole: Whole, { volumes }: PodSpec): Scenario['claims'] => {
  const used = volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []));
  return Object.fromEntries(Object.entries(whole.claims).filter(([claim]) => used.includes(claim)));
};

/** One pod and the claims it uses. Absent if it uses none. */
export const claimsSlice = (whole: Whole): Slice | undefined => {
  const { name, spec: full } = firstPod(whole);
  const volumes = full.volumes.filter(({ kind }) => kind === 'persistentVolumeClaim');
  if (volumes.length === 0) return undefined;
  const stripped = strippedPod(full);
  const volumeMounts = volumes.map((volume) => volume.name);
  const spec = {
    ...stripped,
    volumes,
    containers: stripped.containers.map((container) => ({ ...container, volumeMounts })),
  };
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'claims',
      title: 'one pod and its claims',
      fields: { claims: claimsUsed(whole, spec) },
      user: { create: 1, delete: 1, 'delete-claim': 1 },
      leftOut: [
        'the Pod has one plain container that mounts its claims; init containers, sidecars, probes, hooks, gates, finalizers and other volumes are left out',
      ],
    },
  );
};
