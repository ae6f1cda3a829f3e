/**
 * What becomes of the victims of a preemption: `prepareCandidateAsync` and `PreemptPod`, pkg/scheduler/framework/preemption/preemption.go
 * (1.34.9, 1.35.6), executor.go (1.36.2). They are asked to go beside the scheduling cycles (SchedulerAsyncPreemption), each by two
 * requests: a condition, then the DELETE. All but the last side by side, the last one after them. The report of the cycle, which carries the
 * nomination, is a third request that nothing puts in order with these. Without the gate the cycle ends only after the last delete.
 *
 * Left out: requests that fail; that a preemptor made anew under its name is not kept waiting by the deletes of the one before; nominations of
 * lower priority are cleared with the decision and not by requests of their own.
 */
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { Event } from '../../event.ts';
import type { PodName } from '../../scenario.ts';
import { deletePod } from '../apiserver/delete.ts';
import { failBinding } from './binding.ts';

/** Victims whose requests are not all sent yet. */
const pending = (cluster: Cluster, pod: PodName): readonly PodName[] => {
  const { marking = [], deleting = [] } = cell(cluster, 'scheduling', pod);
  return [...deleting, ...marking];
};

/**
 * True while the pod is kept out of the queue by its own preemption (`IsPodRunningPreemption`, PreEnqueue): until nothing is pending, or only
 * the last victim is and the informer shows it leaving or gone.
 */
export const isPreempting = (cluster: Cluster, pod: PodName): boolean => {
  const [last, ...others] = pending(cluster, pod);
  if (last === undefined) return false;
  const view = cell(cluster, 'schedulerPods', last);
  return others.length > 0 || (view.uid !== '' && !view.deleting);
};

/** True while the cycle cannot end: without SchedulerAsyncPreemption the deletes are part of it. */
export const holdsUpReport = (cluster: Cluster, pod: PodName): boolean =>
  cluster.scenario.featureGates.SchedulerAsyncPreemption !== true && pending(cluster, pod).length > 0;

const inPreBind = (cluster: Cluster, victim: PodName): boolean =>
  cluster.scenario.switches.preBindVictimIsCancelled && cell(cluster, 'scheduling', victim).binding === 'preBind';

/** The next requests on behalf of this preemptor. */
export function victimEvents(cluster: Cluster, pod: PodName): readonly Event[] {
  const { marking = [], deleting = [] } = cell(cluster, 'scheduling', pod);
  // The last victim's turn comes when all others are through.
  const turn = marking.length === 1 && deleting.length > 0 ? [] : marking.slice(0, Math.max(1, marking.length - 1));
  return [
    ...deleting.map((victim): Event => ({ type: 'scheduler/podPreempted', pod, victim })),
    ...turn.map(
      (victim): Event => ({
        type: inPreBind(cluster, victim) ? 'scheduler/bindingCancelled' : 'scheduler/victimMarked',
        pod,
        victim,
      }),
    ),
  ];
}

const except = (names: readonly PodName[] | undefined, victim: PodName): readonly PodName[] =>
  (names ?? []).filter((name) => name !== victim);

/** The record with these victims left; nothing is kept of a preemption that is through. */
const withVictims = (
  cluster: Cluster,
  pod: PodName,
  marking: readonly PodName[],
  deleting: readonly PodName[],
): Cluster => {
  const { marking: _marking, deleting: _deleting, ...record } = cell(cluster, 'scheduling', pod);
  return put(cluster, 'scheduling', pod, {
    ...record,
    ...(marking.length > 0 ? { marking } : {}),
    ...(deleting.length > 0 ? { deleting } : {}),
  });
};

/** The cluster after these victims were chosen. */
export const beginPreempting = (cluster: Cluster, pod: PodName, victims: readonly PodName[]): Cluster =>
  withVictims(cluster, pod, victims, []);

/** The condition is patched by name: whoever has the name by now gets it; if nobody has, the victim is done with. */
export function markVictim(cluster: Cluster, pod: PodName, victim: PodName): Cluster {
  const { marking, deleting = [] } = cell(cluster, 'scheduling', pod);
  const found = cell(cluster, 'pods', victim).uid !== '';
  const marked = found ? patch(cluster, 'pods', victim, { preempted: true }) : cluster;
  return withVictims(marked, pod, except(marking, victim), found ? [...deleting, victim] : deleting);
}

/** The DELETE names no UID either, so it meets a recreated pod as well (D12). */
export function deleteVictim(cluster: Cluster, pod: PodName, victim: PodName): Cluster {
  const { marking = [], deleting } = cell(cluster, 'scheduling', pod);
  return withVictims(deletePod(cluster, victim, null), pod, marking, except(deleting, victim));
}

/** The victim's binding cycle fails, and it goes back to the queue. */
export function cancelVictim(cluster: Cluster, pod: PodName, victim: PodName): Cluster {
  const { marking, deleting = [] } = cell(cluster, 'scheduling', pod);
  return withVictims(failBinding(cluster, victim), pod, except(marking, victim), deleting);
}
