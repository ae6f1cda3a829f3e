import type { PodSpec, Volume } from './spec.ts';

/** How the names of volumes with a service account's token begin (`ServiceAccountVolumeName`, plugin/pkg/admission/serviceaccount). */
export const tokenVolumePrefix = 'kube-api-access-';

const isTokenVolume = ({ kind, name }: Volume): boolean => kind === 'other' && name.startsWith(tokenVolumePrefix);

/** True of a pod with a service account's token. */
export const hasToken = ({ volumes }: PodSpec): boolean => volumes.some(isTokenVolume);

/** A Pod without the token, for where nobody mounts one. */
export const withoutToken = (pod: PodSpec): PodSpec => {
  const names = pod.volumes.filter(isTokenVolume).map(({ name }) => name);
  if (names.length === 0) return pod;
  const unmounted = (containers: PodSpec['containers']) =>
    containers.map((container) => ({
      ...container,
      volumeMounts: container.volumeMounts.filter((name) => !names.includes(name)),
    }));
  return {
    ...pod,
    initContainers: unmounted(pod.initContainers),
    containers: unmounted(pod.containers),
    volumes: pod.volumes.filter((volume) => !isTokenVolume(volume)),
  };
};
