/**
 * The binding cycle, which runs beside other cycles: `bindingCycle`, `handleBindingCycleError`,
 * `handleSchedulingFailure`, `pkg/scheduler/schedule_one.go`; `BindPodVolumes`, `plugins/volumebinding/binder.go`;
 * 1.34–1.36.
 */
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { Event } from '../../event.ts';
import { instanceOf, type NodeName, type PodName, type Uid } from '../../scenario.ts';
import { bind, bindingRefusal } from '../apiserver/binding.ts';
import { nominate } from '../apiserver/status.ts';
import { nominationsPossible } from './cycle.ts';
import { claimsToBind } from './filters/volumes.ts';
import { isUnscheduled, noRecord, stillToDo } from './record.ts';
import { snapshotOf } from './snapshot.ts';

const openClaims = (cluster: Cluster, pod: PodName, uid: Uid): readonly string[] =>
  claimsToBind(instanceOf(cluster.scenario, uid).spec, snapshotOf(cluster, pod));

/**
 * The chosen node is assumed at once, so that the next cycle counts it (C47). If claims are to be bound first,
 * PreBind comes before Bind, and since 1.35 the expected node is written to the API meanwhile (C51).
 */
export function assume(cluster: Cluster, pod: PodName, node: NodeName): Cluster {
  const { uid } = cell(cluster, 'schedulerPods', pod);
  if (uid === '') return cluster;
  const rest = stillToDo(cell(cluster, 'scheduling', pod));
  const preBind = openClaims(cluster, pod, uid).length > 0;
  const binding = preBind ? 'preBind' : 'bind';
  const assumed = put(cluster, 'scheduling', pod, { ...noRecord, assumed: node, assumedUid: uid, binding, ...rest });
  const nominates = preBind && cluster.scenario.featureGates.NominatedNodeNameForExpectation === true;
  return nominates ? nominate(assumed, pod, uid, node) : assumed;
}

/** What the binding cycle of this pod may do next. */
export function bindingEvents(cluster: Cluster, pod: PodName): readonly Event[] {
  const { assumed: node, assumedUid, binding } = cell(cluster, 'scheduling', pod);
  if (assumedUid === '') return [];
  if (binding === 'preBind') {
    const lost = openClaims(cluster, pod, assumedUid).some(
      (claim) => cell(cluster, 'claims', claim).phase !== 'Pending',
    );
    return [{ type: lost ? 'scheduler/podForgotten' : 'scheduler/volumesBound', pod }];
  }
  if (binding !== 'bind') return [];
  if (bindingRefusal(cell(cluster, 'pods', pod), assumedUid) !== '') return [{ type: 'scheduler/bindingRefused', pod }];
  return [
    { type: 'scheduler/podBound', pod, node },
    { type: 'scheduler/bindingReplyLost', pod, node },
  ];
}

/** PreBind asked for the volumes of the claims and waited until every claim was bound (C52). */
export function bindVolumes(cluster: Cluster, pod: PodName): Cluster {
  const { assumedUid } = cell(cluster, 'scheduling', pod);
  const bound = openClaims(cluster, pod, assumedUid).reduce(
    (now, claim) => patch(now, 'claims', claim, { phase: 'Bound', volume: 'Bound' }),
    cluster,
  );
  return patch(bound, 'scheduling', pod, { binding: 'bind' });
}

/** The Binding is stored: one write for nodeName and PodScheduled. */
export const bindPod = (cluster: Cluster, pod: PodName, node: NodeName): Cluster =>
  bind(patch(cluster, 'scheduling', pod, { binding: 'done' }), pod, cell(cluster, 'scheduling', pod).assumedUid, node);

/**
 * The binding cycle failed, or seems to have: Unreserve, Forget, and only then back to the queue (C49), as an error
 * with back-off (C53); dropped if the informer no longer shows this incarnation unbound (C60). PodScheduled=False is
 * still to be written, even if the Binding was stored, and clears the nomination; only if the informer shows the next
 * incarnation of the name unbound, nothing is.
 */
export function failBinding(cluster: Cluster, pod: PodName): Cluster {
  const record = cell(cluster, 'scheduling', pod);
  const { assumedUid } = record;
  const view = cell(cluster, 'schedulerPods', pod);
  const requeued = view.uid === assumedUid && isUnscheduled(cluster, view);
  const recreated = view.uid !== '' && view.uid !== assumedUid && view.nodeName === '';
  const failed = { ...noRecord, ...stillToDo(record), queue: requeued ? 'backoff' : noRecord.queue } as const;
  if (recreated) return put(cluster, 'scheduling', pod, { ...failed, toReport: '' });
  const clears = nominationsPossible(cluster.scenario) ? ({ nominate: '' } as const) : {};
  return put(cluster, 'scheduling', pod, { ...failed, toReport: 'SchedulerError', ...clears });
}
