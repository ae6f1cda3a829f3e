/**
 * The status manager's write: GET, compare UIDs, merge, PATCH /status (syncPod and mergePodStatus, pkg/kubelet/status/status_manager.go,
 * 1.34.9, 1.35.6, 1.36.2). It runs beside the pod workers and writes whatever the cache holds by then, so statuses in between may never
 * be seen (C113), and it writes again whenever the API shows something else (C115).
 */
import { type CachedStatus, type Cluster, cell, type StoredStatus } from '../../../cluster.ts';
import { instanceOf, type Scenario, type Uid } from '../../../scenario.ts';
import { isHousekeeping, isTurnedAway } from '../termination/cause.ts';
import { isTerminalPhase } from './conditions.ts';

/**
 * Could the worker still have running containers? Then no terminal phase is published (C116, D59). A pod without a worker, that is one
 * that was turned away, could until housekeeping begins (podsSynced); from then on it counts as stopped, although housekeeping may be
 * only about to take it down (CouldHaveRunningContainers, SyncKnownPods, pkg/kubelet/pod_workers.go). A deletion that has been delivered
 * since may still wait in the kubelet's channel, so it makes no difference before its termination begins.
 */
const couldHaveRunningContainers = (cluster: Cluster, uid: Uid): boolean => {
  const { state, node } = cell(cluster, 'workers', uid);
  if (state === 'sync' || state === 'terminating') return true;
  return isTurnedAway(cluster, uid) && !isHousekeeping(cluster, node);
};

/** A pod that was turned away has a phase and a reason, and no conditions at all: rejectPod sets none, so the patch takes away even PodScheduled. */
const hasConditions = ({ containers }: CachedStatus): boolean => Object.keys(containers).length > 0;

/**
 * The stored status after the patch; conditions of others (readiness gates) stay (C114). Only the step to a terminal phase is held back:
 * one that is stored already is replaced like anything else (C116).
 */
export const mergedStatus = (stored: StoredStatus, cached: CachedStatus, mayRun: boolean): StoredStatus => {
  const heldBack = !isTerminalPhase(stored.phase) && isTerminalPhase(cached.phase) && mayRun;
  const { phase, reason } = heldBack ? stored : cached;
  return {
    ...stored,
    phase,
    reason,
    podScheduled: hasConditions(cached) ? 'True' : '',
    initialized: cached.initialized,
    readyToStartContainers: cached.readyToStartContainers,
    containersReady: cached.containersReady && !isTerminalPhase(phase),
    ready: cached.ready && !isTerminalPhase(phase),
    podIP: cached.podIP,
    reported: true,
  };
};

/** What of the merged status this scenario lets the API show. */
const reported = ({ reportedStatus }: Scenario, stored: StoredStatus, merged: StoredStatus): StoredStatus => {
  if (reportedStatus === 'all') return merged;
  const { phase, reason, podScheduled } = merged;
  return { ...stored, phase, reason, podScheduled, reported: true };
};

/** The patch the status manager would send now; undefined if there is none: nothing cached, another UID or none stored (D69), no difference. */
export const duePatch = (cluster: Cluster, uid: Uid): StoredStatus | undefined => {
  const cached = cell(cluster, 'cachedStatuses', uid);
  if (!cached.known) return undefined;
  const { name } = instanceOf(cluster.scenario, uid);
  if (cell(cluster, 'pods', name).uid !== uid) return undefined;
  const stored = cell(cluster, 'statuses', name);
  const mayRun = isTerminalPhase(cached.phase) && couldHaveRunningContainers(cluster, uid);
  const merged = reported(cluster.scenario, stored, mergedStatus(stored, cached, mayRun));
  const fields = Object.keys(merged) as (keyof StoredStatus)[];
  return fields.some((field) => merged[field] !== stored[field]) ? merged : undefined;
};
