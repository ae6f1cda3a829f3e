/**
 * What the API server itself writes of a new pod: `PrepareForCreate`, `pkg/registry/core/pod/strategy.go`, 1.34–1.36.
 */
import { type Cluster, put, type StoredPod, type StoredStatus } from '../../cluster.ts';
import { noPod, noStatus } from '../../initial.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { instanceOf, type Uid } from '../../scenario.ts';

const storedPod = (uid: Uid, spec: PodSpec): StoredPod => ({
  ...noPod,
  uid,
  nodeName: spec.nodeName,
  gated: spec.schedulingGates.length > 0,
  finalizers: spec.finalizers.length > 0,
});

/** Whatever status the client sent is discarded: phase Pending, and the gated condition if there are gates (C12). */
const storedStatus = (spec: PodSpec): StoredStatus => ({
  ...noStatus,
  podScheduled: spec.schedulingGates.length > 0 ? 'SchedulingGated' : '',
  readinessGates: spec.readinessGates.length === 0,
});

/** The cluster with this incarnation stored under its name. */
export const store = (cluster: Cluster, uid: Uid): Cluster => {
  const { name, spec } = instanceOf(cluster.scenario, uid);
  const stored = put(cluster, 'pods', name, storedPod(uid, spec));
  return put(stored, 'statuses', name, storedStatus(spec));
};
