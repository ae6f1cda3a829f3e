/**
 * An informer is keyed by name, so it may show another incarnation as an update of the one before (C20). Up to 1.34 a handler that filters
 * bound pods from unbound ones makes a delete and an add of it. Since 1.35 `updatePod`, pkg/scheduler/eventhandlers.go, looks at the old pod
 * only, and the cache ends the process over a bound pod whose node has changed (`UpdatePod`, pkg/scheduler/backend/cache/cache.go;
 * kubernetes/kubernetes#141255). Something restarts it, as the kubelet does with a static Pod; it lists everything before it schedules. That
 * this takes time makes no difference: a scheduler may be as slow as it likes anyway.
 */
import { type Cluster, cell, put, type SchedulerPodView } from '../../cluster.ts';
import { podNames } from '../../initial.ts';
import type { PodName } from '../../scenario.ts';
import { asShownToScheduler } from '../watch/views.ts';
import { noRecord } from './record.ts';

/** Does the next version of this pod that the informer shows end the process? */
export function endsScheduler(cluster: Cluster, pod: PodName): boolean {
  if (cluster.scenario.switches.collapsedUpdateIsSplit) return false;
  return movesBoundPod(cell(cluster, 'schedulerPods', pod), asShownToScheduler(cluster, pod));
}

/** The old version is bound, and the new one is on another node or on none. */
export const movesBoundPod = (before: SchedulerPodView, now: SchedulerPodView): boolean =>
  before.uid !== '' && before.nodeName !== '' && now.uid !== '' && now.nodeName !== before.nodeName;

/** The cluster with a new scheduler process that has listed pods and nodes: what it assumed, queued and had to report is gone. */
export function restartScheduler(cluster: Cluster): Cluster {
  const emptied = podNames(cluster.scenario).reduce(
    (now, name) =>
      put(put(now, 'scheduling', name, noRecord), 'schedulerPods', name, asShownToScheduler(cluster, name)),
    cluster,
  );
  return Object.keys(cluster.scenario.nodes).reduce(
    (now, node) => put(now, 'schedulerNodes', node, { ...cell(cluster, 'nodes', node) }),
    emptied,
  );
}
