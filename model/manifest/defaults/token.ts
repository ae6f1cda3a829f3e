/**
 * The volume with the service account's token that the admission plugin ServiceAccount adds to nearly every Pod
 * (`mountServiceAccountToken`, plugin/pkg/admission/serviceaccount/admission.go, 1.34.9, 1.35.6, 1.36.2). Its contents do not matter
 * here; that the kubelet mounts it before it starts anything does: an ordinary Pod, too, may be deleted while it waits for volumes.
 */
import type { PodSpec, Volume } from '../../kubernetes/spec.ts';
import { tokenVolumePrefix } from '../../kubernetes/tokenVolume.ts';
import type { Cursor } from '../cursor.ts';

/** A Pod's own word counts, then its ServiceAccount's, and without either the token is mounted (`shouldAutomount`). */
const mountsToken = (spec: Cursor, accountMounts: (name: string) => boolean | undefined): boolean => {
  const own = spec.at('automountServiceAccountToken');
  if (own.exists) return own.isTrue;
  return accountMounts(spec.at('serviceAccountName').text || spec.at('serviceAccount').text || 'default') ?? true;
};

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A container that has something of its own where the token would be keeps it. */
const hasOwnMount = (container: Cursor): boolean =>
  container.at('volumeMounts').items.some((mount) => mount.at('mountPath').text === tokenPath);

/** The Pod as admission leaves it. `accountMounts` is what a ServiceAccount of that name says, if it is known and says anything. */
export const withToken = (
  pod: PodSpec,
  spec: Cursor,
  accountMounts: (name: string) => boolean | undefined,
): PodSpec => {
  if (!mountsToken(spec, accountMounts)) return pod;
  const found = pod.volumes.find(({ name }) => name.startsWith(tokenVolumePrefix));
  const volume: Volume = found ?? { kind: 'other', name: `${tokenVolumePrefix}token`, type: 'projected' };
  const mounting = (field: 'initContainers' | 'containers') =>
    pod[field].map((container, index) =>
      hasOwnMount(spec.at(field).item(index))
        ? container
        : { ...container, volumeMounts: [...new Set([...container.volumeMounts, volume.name])] },
    );
  const [initContainers, containers] = [mounting('initContainers'), mounting('containers')];
  const isNeeded = [...initContainers, ...containers].some(({ volumeMounts }) => volumeMounts.includes(volume.name));
  const added = found === undefined && isNeeded ? [volume] : [];
  return { ...pod, initContainers, containers, volumes: [...pod.volumes, ...added] };
};
