/** Bugs around volumes: taken away from a pod that still needs them. */
import { type Cluster, cell, patch } from '../../../model/cluster.ts';
import { anyRunning } from '../../../model/components/kubelet/termination/cause.ts';
import type { Event } from '../../../model/event.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import { also, andThen } from '../../mutants/ways.ts';

const unmount = (cluster: Cluster, uid: Uid, wrongly: boolean): readonly Event[] =>
  wrongly && cell(cluster, 'volumes', uid).mounted ? [{ type: 'kubelet/volumesUnmounted', uid }] : [];

/** Unmounted by somebody who is not at that point of the pod's end: nothing else changes. */
const onlyUnmounts = andThen(['kubelet/volumesUnmounted'], (after, { uid }, before) =>
  cell(before, 'workers', uid).state === 'terminated' ? after : patch(before, 'volumes', uid, { mounted: false }),
);

/** kubernetes#113979: after a restart a pod that is being deleted is wanted by nobody. */
export const restartForgetsTerminating: Mutation = {
  id: 'restart-forgets-terminating',
  mistake:
    'A restarted kubelet rebuilds the list of wanted volumes from the Pods that are not being deleted, and unmounts the rest.',
  enabled: also(['kubelet/terminationStarted'], ({ uid, cause }, cluster) =>
    // No status since the kubelet started: its worker has had no pass.
    unmount(cluster, uid, cause === 'deleted' && !cell(cluster, 'cachedStatuses', uid).known),
  ),
  reduce: onlyUnmounts,
};

/** kubernetes#28160: with grace 0 the pod leaves the list of wanted ones before its containers have gone. */
export const graceZeroUnmounts: Mutation = {
  id: 'grace-zero-unmounts',
  mistake:
    'A Pod deleted with grace 0 leaves the kubelet’s list at once, and its volumes are unmounted while it is killed.',
  enabled: also(['kubelet/terminationStarted', 'runtime/sigtermSent'], ({ uid }, cluster) => {
    const { state, deletionGracePeriodSeconds } = cell(cluster, 'kubeletPods', uid);
    return unmount(cluster, uid, state === 'removed' || deletionGracePeriodSeconds === 0);
  }),
  reduce: onlyUnmounts,
};

const settingUp = [
  'kubelet/imagePulled',
  'runtime/containerCreated',
  'runtime/containerStarted',
  'runtime/sandboxReady',
] as const;

/** kubernetes#102344: two parts of the kubelet, one of which sets up while the other cleans up. */
export const cleanupBesideSetup: Mutation = {
  id: 'cleanup-beside-setup',
  mistake:
    'Cleaning up asks whether anything of the deleted Pod runs; that its worker is still setting it up counts for nothing.',
  enabled: also(settingUp, ({ uid }, cluster) =>
    unmount(
      cluster,
      uid,
      cell(cluster, 'kubeletPods', uid).deletionGracePeriodSeconds !== null && !anyRunning(cluster, uid),
    ),
  ),
  reduce: onlyUnmounts,
};
