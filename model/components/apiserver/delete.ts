/**
 * DELETE of a pod. `BeforeDelete` in apiserver `pkg/registry/rest/delete.go`, `CheckGracefulDelete` in
 * `pkg/registry/core/pod/strategy.go`, `Delete` and `updateForGracefulDeletionAndFinalizers` in apiserver
 * `pkg/registry/generic/registry/store.go`; 1.34–1.36. Nothing here or anywhere else acts when the deletionTimestamp
 * passes (D16), so only the grace period is kept.
 */
import { type Cluster, cell, patch, put, type StoredPod, type StoredStatus } from '../../cluster.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { instanceOf, type PodName } from '../../scenario.ts';
import { compareAndSwap, type Preconditions, withoutObject, writeError } from './etcd.ts';

/** True of Succeeded and Failed. */
export const podIsTerminal = ({ phase }: Pick<StoredStatus, 'phase'>): boolean =>
  phase === 'Succeeded' || phase === 'Failed';

/** What a DELETE does to the stored object as its first storage step. */
export type DeleteOutcome =
  /**
   * deletionTimestamp and this grace period are written. At 0 a second step removes the object, unless finalizers hold
   * it.
   */
  | { readonly step: 'update'; readonly deletionGracePeriodSeconds: number }
  /** Success, and nothing changes. */
  | { readonly step: 'none' }
  /** The object goes at once: an earlier delete had got as far as grace 0. */
  | { readonly step: 'remove' };

/** Any negative grace period counts as 1. */
const nonNegative = (grace: number): number => (grace < 0 ? 1 : grace);

/**
 * The grace period of a first delete: asked for, or the pod's own; 0 whatever was asked if no kubelet has work with the
 * pod (D2–D4).
 */
const firstGrace = (
  pod: StoredPod,
  status: Pick<StoredStatus, 'phase'>,
  spec: Pick<PodSpec, 'terminationGracePeriodSeconds'>,
  grace: number | null,
): number =>
  pod.nodeName === '' || podIsTerminal(status) ? 0 : nonNegative(grace ?? spec.terminationGracePeriodSeconds);

/**
 * Decides a DELETE with this grace period (null: none given) that comes `elapsed` seconds after the first one. A
 * later delete can only shorten; if the shorter period has run out already, 1 second is left, so that somebody still
 * makes the final delete.
 */
export function gracefulDelete(
  pod: StoredPod,
  status: Pick<StoredStatus, 'phase'>,
  spec: Pick<PodSpec, 'terminationGracePeriodSeconds'>,
  grace: number | null,
  elapsed = 0,
): DeleteOutcome {
  const pending = pod.deletionGracePeriodSeconds;
  if (pending === null) {
    return { step: 'update', deletionGracePeriodSeconds: firstGrace(pod, status, spec, grace) };
  }
  if (pending === 0) return pod.finalizers ? { step: 'none' } : { step: 'remove' };
  if (grace === null) return { step: 'none' };
  const requested = nonNegative(grace);
  if (requested >= pending) return { step: 'none' };
  return { step: 'update', deletionGracePeriodSeconds: requested < elapsed && requested !== 0 ? 1 : requested };
}

/** The first storage step of a DELETE by name: whichever incarnation has the name is meant. */
export function deletePod(cluster: Cluster, name: PodName, grace: number | null): Cluster {
  const pod = cell(cluster, 'pods', name);
  if (pod.uid === '') return cluster;
  const { spec } = instanceOf(cluster.scenario, pod.uid);
  const outcome = gracefulDelete(pod, cell(cluster, 'statuses', name), spec, grace);
  if (outcome.step === 'none') return cluster;
  if (outcome.step === 'remove') return withoutObject(cluster, name);
  return put(cluster, 'pods', name, { ...pod, deletionGracePeriodSeconds: outcome.deletionGracePeriodSeconds });
}

/** Stands a removal at grace 0 open: the second storage step of D5. */
export const awaitsRemoval = (pod: StoredPod): boolean =>
  pod.uid !== '' && pod.deletionGracePeriodSeconds === 0 && !pod.finalizers;

/**
 * DELETE with grace 0 and preconditions, both storage steps at once: the object goes, or stays with grace 0 while
 * finalizers hold it. If a precondition fails nothing changes (D5, D10, D11).
 */
export function removeWithPreconditions(cluster: Cluster, name: PodName, preconditions: Preconditions): Cluster {
  const pod = cell(cluster, 'pods', name);
  if (writeError(pod, preconditions) !== '') return cluster;
  return pod.finalizers
    ? patch(cluster, 'pods', name, { deletionGracePeriodSeconds: 0 })
    : withoutObject(cluster, name);
}

/**
 * An update that empties metadata.finalizers. It removes the object only if the stored one already had grace 0; while
 * a grace period is pending the kubelet's final delete is still to come (D10; `ShouldDeleteDuringUpdate`, store.go).
 */
export function emptyFinalizers(cluster: Cluster, name: PodName): Cluster {
  const pod = cell(cluster, 'pods', name);
  if (pod.deletionGracePeriodSeconds === 0) return withoutObject(cluster, name);
  return compareAndSwap(cluster, name, {}, () => ({ finalizers: false }));
}
