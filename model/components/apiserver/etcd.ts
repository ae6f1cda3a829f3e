/**
 * etcd as the API server uses it: one object per name, every write a compare-and-swap. A resourceVersion is no cell
 * of its own, it would only count up: an update the API server makes itself reads, changes and swaps until nobody came
 * in between (`GuaranteedUpdate`, `apiserver/pkg/storage/etcd3/store.go`, 1.34–1.36), so it is one atomic step here.
 * What is left of optimistic concurrency are the preconditions a writer states, and the order the writes fall in (C14,
 * C16).
 */
import { type Cluster, cell, put, type StoredPod } from '../../cluster.ts';
import { noPod, noStatus } from '../../initial.ts';
import type { PodName, Uid } from '../../scenario.ts';

/** What a writer expects of the object it writes to; a UID left out accepts whichever incarnation is stored. */
export interface Preconditions {
  readonly uid?: Uid;
}

/** Why a write to an existing object fails before anything is looked at: 404, 409, or not at all. */
export const writeError = (pod: StoredPod, { uid }: Preconditions): '' | 'NotFound' | 'Conflict' => {
  if (pod.uid === '') return 'NotFound';
  return uid === undefined || uid === pod.uid ? '' : 'Conflict';
};

/** Why creating an object fails: the key must be free (C13). */
export const createError = (pod: StoredPod): '' | 'AlreadyExists' => (pod.uid === '' ? '' : 'AlreadyExists');

/** The pod with these fields changed, if the preconditions hold; else nothing happens. */
export const compareAndSwap = (
  cluster: Cluster,
  name: PodName,
  preconditions: Preconditions,
  change: (pod: StoredPod) => Partial<StoredPod>,
): Cluster => {
  const pod = cell(cluster, 'pods', name);
  if (writeError(pod, preconditions) !== '') return cluster;
  return put(cluster, 'pods', name, { ...pod, ...change(pod) });
};

/** The cluster without an object of that name. */
export const withoutObject = (cluster: Cluster, name: PodName): Cluster =>
  put(put(cluster, 'pods', name, noPod), 'statuses', name, noStatus);
