/** POST of a Binding: `setPodNodeAndMetadata`, `pkg/registry/core/pod/storage/storage.go`, 1.34–1.36. */
import { type Cluster, patch, type StoredPod } from '../../cluster.ts';
import type { NodeName, PodName, Uid } from '../../scenario.ts';
import { compareAndSwap, writeError } from './etcd.ts';

/**
 * Why a Binding is refused, in the order of the checks; '' if it is stored. Whether the node exists or has room is not
 * asked (C58).
 */
export type BindingRefusal = '' | 'NotFound' | 'Conflict' | 'Deleting' | 'AlreadyAssigned' | 'Gated';

/** Does this Binding, meant for this incarnation, go through (C54, C55, D14)? */
export function bindingRefusal(pod: StoredPod, uid: Uid): BindingRefusal {
  const error = writeError(pod, { uid });
  if (error !== '') return error;
  if (pod.deletionGracePeriodSeconds !== null) return 'Deleting';
  if (pod.nodeName !== '') return 'AlreadyAssigned';
  return pod.gated ? 'Gated' : '';
}

/** One write: nodeName and PodScheduled=True together, and the nomination cleared where that gate is on (C56). */
export function bind(cluster: Cluster, name: PodName, uid: Uid, node: NodeName): Cluster {
  const clears = cluster.scenario.featureGates.ClearingNominatedNodeNameAfterBinding === true;
  const bound = compareAndSwap(cluster, name, { uid }, (pod) => ({
    nodeName: node,
    nominatedNodeName: clears ? '' : pod.nominatedNodeName,
  }));
  return patch(bound, 'statuses', name, { podScheduled: 'True' });
}
