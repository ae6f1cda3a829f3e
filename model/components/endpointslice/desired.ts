/** The rules by which one pod becomes, or does not become, an endpoint of one Service. */
import type { Endpoint, StoredPod, StoredStatus } from '../../cluster.ts';
import { notListed } from '../../initial.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';

/**
 * Whether the pod belongs into the slice at all (D72, C129): `ShouldPodBeInEndpoints` with includeTerminating=true, in
 * staging/src/k8s.io/endpointslice/util/controller_utils.go, 1.34–1.36. A deletionTimestamp alone takes nobody out.
 */
export const belongsInSlice = (pod: StoredPod, status: StoredStatus): boolean =>
  pod.uid !== '' && status.phase !== 'Succeeded' && status.phase !== 'Failed' && status.podIP !== '';

/**
 * What the slice should say of the pod (D71, D73): `podToEndpoint` in staging/src/k8s.io/endpointslice/utils.go, the same in
 * 1.34–1.36. `serving` is the Ready condition as the API server has it, so a readiness gate counts (D83).
 */
export const desiredEndpoint = (pod: StoredPod, status: StoredStatus, service: ServiceSpec): Endpoint => {
  if (!belongsInSlice(pod, status)) return notListed;
  const serving = status.ready;
  const terminating = pod.deletionGracePeriodSeconds !== null;
  return {
    listed: true,
    podIP: status.podIP,
    nodeName: pod.nodeName,
    ready: service.publishNotReadyAddresses || (serving && !terminating),
    serving,
    terminating,
  };
};

/** True of two entries that say the same. */
export const sameEndpoint = (one: Endpoint, other: Endpoint): boolean =>
  one.listed === other.listed &&
  one.podIP === other.podIP &&
  one.nodeName === other.nodeName &&
  one.ready === other.ready &&
  one.serving === other.serving &&
  one.terminating === other.terminating;
