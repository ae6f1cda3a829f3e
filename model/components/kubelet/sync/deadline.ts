/**
 * activeDeadlineSeconds: pkg/kubelet/active_deadline.go and its place in generateAPIPodStatus, pkg/kubelet/kubelet_pods.go (1.34.9, 1.35.6,
 * 1.36.2). ShouldEvict looks at the clock and at startTime alone, and every status the kubelet computes asks it: those of passes, the two of
 * SyncTerminatingPod and the one of SyncTerminatedPod. Only a phase that was terminal in the API when the worker was last given the pod is
 * stronger; that the API shows one since then reaches the pod manager (HandlePodReconcile) and not the worker.
 */
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import type { Uid } from '../../../scenario.ts';
import { specOf } from './pod.ts';
import { computeStatus } from './status.ts';

/** Can the deadline pass now and make a difference? It counts from startTime, which the first status sets (C117). */
export const deadlineRuns = (cluster: Cluster, uid: Uid): boolean => {
  if (specOf(cluster, uid).activeDeadlineSeconds === undefined) return false;
  const { state, step, cause, pastDeadline } = cell(cluster, 'workers', uid);
  // In the middle of a pass nobody asks; the next status does.
  if (state === 'sync' ? step !== 'idle' : state !== 'terminating' && state !== 'terminated') return false;
  if (cause === 'orphan' || pastDeadline) return false;
  const seen = cell(cluster, 'kubeletPods', uid);
  if (seen.state !== 'seen' || (seen.terminal && state !== 'terminated')) return false;
  const { known, reason } = cell(cluster, 'cachedStatuses', uid);
  return known && reason !== 'DeadlineExceeded';
};

/**
 * The deadline passes. While the pod syncs, the next status is Failed before the conditions are computed, so Ready=False goes out with it
 * (D67). While it terminates, no status is computed before everything has stopped. Once it has terminated, SyncTerminatedPod computes one
 * more, which may take the place of a Succeeded already written.
 */
export const deadlinePassed = (cluster: Cluster, uid: Uid): Cluster => {
  const { state } = cell(cluster, 'workers', uid);
  if (state === 'terminating') return patch(cluster, 'workers', uid, { pastDeadline: true });
  const status = state === 'terminated' ? cell(cluster, 'cachedStatuses', uid) : computeStatus(cluster, uid);
  return put(cluster, 'cachedStatuses', uid, {
    ...status,
    phase: 'Failed',
    reason: 'DeadlineExceeded',
    containersReady: false,
    ready: false,
  });
};
