/**
 * kube-scheduler with the default profile (`pkg/scheduler`, 1.34–1.36). For each pod: the scheduling cycle
 * (`cycle.ts`, Filter plugins in `filters/`, `preemption.ts`), the binding cycle (`binding.ts`), the queue, and the
 * report of a failed attempt. The scheduler sees pods and nodes through its watches (`schedulerPods`, `schedulerNodes`)
 * and decides nothing from the stored objects; claims are read without lag.
 *
 * Queues: a gated pod enters none of them (PreEnqueue). An unschedulable pod comes back when a retry would no longer
 * fail: the queueing hints exist to find that moment and the flush every five minutes finds it without them, while a
 * retry that fails again changes nothing. A pod in back-off comes back whenever its timer fires.
 *
 * Left out: scores (any feasible node may be chosen), Permit plugins, extenders, several profiles or schedulers, gangs,
 * DRA, restarts of the scheduler, and that two incarnations of one name could be in binding cycles at once (the second
 * waits).
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch } from '../../cluster.ts';
import type { Event, SchedulerEvent } from '../../event.ts';
import { podNames } from '../../initial.ts';
import { instanceOf, type NodeName, type PodName, type Scenario, uidsOf } from '../../scenario.ts';
import { deletePod } from '../apiserver/delete.ts';
import { nominate } from '../apiserver/status.ts';
import { assume, bindingEvents, bindPod, bindVolumes, failBinding } from './binding.ts';
import { feasibleNodes, mayPop, nominatedNode, rejections, specSeen } from './cycle.ts';
import { preemptions } from './preemption.ts';
import { isUnscheduled } from './record.ts';

export { firstRejection, rejections } from './cycle.ts';

const schedulerActor = (enabled: Actor['enabled']): Actor => ({ name: 'kube-scheduler', fair: true, enabled });

const scheduling = (pod: PodName): Actor =>
  schedulerActor((cluster): readonly Event[] => {
    if (!mayPop(cluster, pod)) return [];
    const feasible = feasibleNodes(cluster, pod);
    if (feasible.length > 0) return feasible.map((node) => ({ type: 'scheduler/podAssumed', pod, node }));
    const deletes = preemptions(cluster, pod);
    if (deletes.length > 0) return deletes.map((one) => ({ type: 'scheduler/podPreempted', pod, ...one }));
    return [{ type: 'scheduler/podUnschedulable', pod, rejections: rejections(cluster, pod) }];
  });

const requeueing = (pod: PodName): Actor =>
  schedulerActor((cluster): readonly Event[] => {
    const { queue } = cell(cluster, 'scheduling', pod);
    if (queue === 'active' || !isUnscheduled(cluster, cell(cluster, 'schedulerPods', pod))) return [];
    const retry = queue === 'backoff' || feasibleNodes(cluster, pod).length > 0 || preemptions(cluster, pod).length > 0;
    return retry ? [{ type: 'scheduler/podRequeued', pod }] : [];
  });

const binding = (pod: PodName): Actor => schedulerActor((cluster) => bindingEvents(cluster, pod));

const reporting = (pod: PodName): Actor =>
  schedulerActor((cluster) =>
    cell(cluster, 'scheduling', pod).toReport === '' ? [] : [{ type: 'scheduler/unschedulableReported', pod }],
  );

const everScheduled = (scenario: Scenario, pod: PodName): boolean =>
  uidsOf(scenario, pod).some((uid) => {
    const { schedulerName, nodeName } = instanceOf(scenario, uid).spec;
    return schedulerName === 'default-scheduler' && nodeName === '';
  });

/** Four concerns for each pod that may need a node. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  podNames(scenario)
    .filter((pod) => everScheduled(scenario, pod))
    .flatMap((pod) => [scheduling(pod), requeueing(pod), binding(pod), reporting(pod)]);

/** A cycle that found no node ends in the unschedulable pool, with the condition still to be written (C44). */
const setAside = (cluster: Cluster, pod: PodName): Cluster =>
  patch(cluster, 'scheduling', pod, { queue: 'unschedulable', toReport: 'Unschedulable' });

/** Nominations of lower priority for this node are cleared (C45). */
const withoutLowerNominations = (cluster: Cluster, pod: PodName, node: NodeName): Cluster => {
  const { priority } = specSeen(cluster, pod);
  return podNames(cluster.scenario)
    .filter((name) => {
      const { uid } = cell(cluster, 'schedulerPods', name);
      return uid !== '' && instanceOf(cluster.scenario, uid).spec.priority < priority;
    })
    .filter((name) => nominatedNode(cluster, name) === node)
    .reduce((now, name) => patch(now, 'pods', name, { nominatedNodeName: '' }), cluster);
};

const preempt = (cluster: Cluster, pod: PodName, victim: PodName, node: NodeName): Cluster => {
  const deleted = deletePod(withoutLowerNominations(cluster, pod, node), victim, null);
  const { uid } = cell(cluster, 'schedulerPods', pod);
  return setAside(uid === '' ? deleted : nominate(deleted, pod, uid, node), pod);
};

/** A patch by name: it meets whatever object has the name by now, bound or not, or none (C61). */
const report = (cluster: Cluster, pod: PodName): Cluster => {
  const { toReport } = cell(cluster, 'scheduling', pod);
  const done = patch(cluster, 'scheduling', pod, { toReport: '' });
  const stored = toReport !== '' && cell(cluster, 'pods', pod).uid !== '';
  return stored ? patch(done, 'statuses', pod, { podScheduled: toReport }) : done;
};

/** Writes down what kube-scheduler did. */
export const reduce = (cluster: Cluster, event: SchedulerEvent): Cluster =>
  match(event)
    .with({ type: 'scheduler/podAssumed' }, ({ pod, node }) => assume(cluster, pod, node))
    .with({ type: 'scheduler/podUnschedulable' }, ({ pod }) => setAside(cluster, pod))
    .with({ type: 'scheduler/podPreempted' }, ({ pod, victim, node }) => preempt(cluster, pod, victim, node))
    .with({ type: 'scheduler/unschedulableReported' }, ({ pod }) => report(cluster, pod))
    .with({ type: 'scheduler/podRequeued' }, ({ pod }) => patch(cluster, 'scheduling', pod, { queue: 'active' }))
    .with({ type: 'scheduler/volumesBound' }, ({ pod }) => bindVolumes(cluster, pod))
    .with({ type: 'scheduler/podBound' }, ({ pod, node }) => bindPod(cluster, pod, node))
    .with({ type: 'scheduler/bindingRefused' }, ({ pod }) => failBinding(cluster, pod))
    .with({ type: 'scheduler/bindingReplyLost' }, ({ pod, node }) => failBinding(bindPod(cluster, pod, node), pod))
    .with({ type: 'scheduler/podForgotten' }, ({ pod }) => failBinding(cluster, pod))
    .exhaustive();
