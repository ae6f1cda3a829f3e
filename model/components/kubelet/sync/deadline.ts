/** activeDeadlineSeconds: pkg/kubelet/active_deadline.go and its place in generateAPIPodStatus (1.34.9, 1.35.6, 1.36.2). */
import { type Cluster, cell, put } from '../../../cluster.ts';
import type { Uid } from '../../../scenario.ts';
import { isTerminalPhase } from './conditions.ts';
import { specOf } from './pod.ts';
import { computeStatus } from './status.ts';

/** Can the deadline pass now? It counts from startTime, which the first status sets (C117). */
export const deadlineRuns = (cluster: Cluster, uid: Uid): boolean => {
  if (specOf(cluster, uid).activeDeadlineSeconds === undefined) return false;
  const { state, step } = cell(cluster, 'workers', uid);
  if (state !== 'sync' || step !== 'idle') return false;
  const seen = cell(cluster, 'kubeletPods', uid);
  if (seen.state !== 'seen' || seen.deletionGracePeriodSeconds !== null || seen.terminal) return false;
  const { known, phase } = cell(cluster, 'cachedStatuses', uid);
  return known && !isTerminalPhase(phase);
};

/** The pass that finds the deadline passed: Failed before the conditions are computed, so Ready=False goes out with it (D67). */
export const deadlinePassed = (cluster: Cluster, uid: Uid): Cluster =>
  put(cluster, 'cachedStatuses', uid, {
    ...computeStatus(cluster, uid),
    phase: 'Failed',
    reason: 'DeadlineExceeded',
    containersReady: false,
    ready: false,
  });
