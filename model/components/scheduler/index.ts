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
 * DRA, restarts of the scheduler but for the one in `restart.ts`, and that two incarnations of one name could be in binding
 * cycles at once (the second waits).
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { Event, SchedulerEvent } from '../../event.ts';
import { podNames } from '../../initial.ts';
import { instanceOf, type NodeName, type PodName, type Scenario, uidsOf } from '../../scenario.ts';
import { nominationErrors } from '../apiserver/status.ts';
import { assume, bindingEvents, bindPod, bindVolumes, failBinding } from './binding.ts';
import { feasibleNodes, mayPop, nominatedNode, rejections, specSeen } from './cycle.ts';
import { isOfUse, mayPreempt, preemptions } from './preemption.ts';
import { isUnscheduled } from './record.ts';
import { restartScheduler } from './restart.ts';
import {
  beginPreempting,
  cancelVictim,
  deleteVictim,
  holdsUpReport,
  isPreempting,
  markVictim,
  victimEvents,
} from './victims.ts';

export { firstRejection, rejections } from './cycle.ts';

const schedulerActor = (enabled: Actor['enabled']): Actor => ({ name: 'kube-scheduler', fair: true, enabled });

const scheduling = (pod: PodName): Actor =>
  schedulerActor((cluster): readonly Event[] => {
    if (!mayPop(cluster, pod) || isPreempting(cluster, pod)) return [];
    const feasible = feasibleNodes(cluster, pod);
    if (feasible.length > 0) return feasible.map((node) => ({ type: 'scheduler/podAssumed', pod, node }));
    const found = preemptions(cluster, pod);
    if (found.length > 0) return found.map((one) => ({ type: 'scheduler/nodeNominated', pod, ...one }));
    return [{ type: 'scheduler/podUnschedulable', pod, rejections: rejections(cluster, pod) }];
  });

const requeueing = (pod: PodName): Actor =>
  schedulerActor((cluster): readonly Event[] => {
    const { queue } = cell(cluster, 'scheduling', pod);
    if (queue === 'active' || !isUnscheduled(cluster, cell(cluster, 'schedulerPods', pod))) return [];
    if (isPreempting(cluster, pod)) return [];
    const helps = () => preemptions(cluster, pod).some((one) => isOfUse(cluster, pod, one));
    const retry = queue === 'backoff' || feasibleNodes(cluster, pod).length > 0 || helps();
    return retry ? [{ type: 'scheduler/podRequeued', pod }] : [];
  });

const binding = (pod: PodName): Actor => schedulerActor((cluster) => bindingEvents(cluster, pod));

const reporting = (pod: PodName): Actor =>
  schedulerActor((cluster) =>
    cell(cluster, 'scheduling', pod).toReport === '' || holdsUpReport(cluster, pod)
      ? []
      : [{ type: 'scheduler/unschedulableReported', pod }],
  );

/** Nobody is ever preempted where all have one priority. */
const preempting = (scenario: Scenario, pod: PodName): readonly Actor[] =>
  new Set(Object.values(scenario.instances).map(({ spec }) => spec.priority)).size > 1
    ? [schedulerActor((cluster) => victimEvents(cluster, pod))]
    : [];

const everScheduled = (scenario: Scenario, pod: PodName): boolean =>
  uidsOf(scenario, pod).some((uid) => {
    const { schedulerName, nodeName } = instanceOf(scenario, uid).spec;
    return schedulerName === 'default-scheduler' && nodeName === '';
  });

/** Four concerns for each pod that may need a node, five where it may have others deleted. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  podNames(scenario)
    .filter((pod) => everScheduled(scenario, pod))
    .flatMap((pod) => [scheduling(pod), requeueing(pod), binding(pod), reporting(pod), ...preempting(scenario, pod)]);

/** A cycle that found no node ends in the unschedulable pool, with the condition still to be written (C44). */
const setAside = (cluster: Cluster, pod: PodName): Cluster =>
  patch(cluster, 'scheduling', pod, { queue: 'unschedulable', toReport: 'Unschedulable' });

/** If the pod was eligible to preempt and nobody could make room, its nomination is given up; else it is left as it is (C45). */
const giveUp = (cluster: Cluster, pod: PodName): Cluster => {
  const aside = setAside(cluster, pod);
  const clears = nominatedNode(cluster, pod) !== '' && mayPreempt(cluster, pod);
  return clears ? patch(aside, 'scheduling', pod, { nominate: '' }) : aside;
};

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

/** The node is nominated with the report; the victims' deletes begin at once, beside it. */
const preempt = (cluster: Cluster, pod: PodName, node: NodeName, victims: readonly PodName[]): Cluster => {
  const aside = patch(setAside(cluster, pod), 'scheduling', pod, { nominate: node });
  return victims.length === 0 ? aside : beginPreempting(withoutLowerNominations(aside, pod, node), pod, victims);
};

/**
 * One patch by name for the condition and the nomination: it meets whatever object has the name by now, bound or not, or none (C61). If the
 * API server refuses the nomination, the condition is not written either.
 */
const report = (cluster: Cluster, pod: PodName): Cluster => {
  const { nominate, toReport, ...record } = cell(cluster, 'scheduling', pod);
  const done = put(cluster, 'scheduling', pod, { ...record, toReport: '' });
  const stored = cell(cluster, 'pods', pod);
  if (toReport === '' || stored.uid === '') return done;
  if (nominate !== undefined && nominationErrors(cluster.scenario, stored, nominate).length > 0) return done;
  const shown = patch(done, 'statuses', pod, { podScheduled: toReport });
  return nominate === undefined ? shown : patch(shown, 'pods', pod, { nominatedNodeName: nominate });
};

/** Writes down what kube-scheduler did. */
export const reduce = (cluster: Cluster, event: SchedulerEvent): Cluster =>
  match(event)
    .with({ type: 'scheduler/podAssumed' }, ({ pod, node }) => assume(cluster, pod, node))
    .with({ type: 'scheduler/podUnschedulable' }, ({ pod }) => giveUp(cluster, pod))
    .with({ type: 'scheduler/nodeNominated' }, ({ pod, node, victims }) => preempt(cluster, pod, node, victims))
    .with({ type: 'scheduler/victimMarked' }, ({ pod, victim }) => markVictim(cluster, pod, victim))
    .with({ type: 'scheduler/podPreempted' }, ({ pod, victim }) => deleteVictim(cluster, pod, victim))
    .with({ type: 'scheduler/bindingCancelled' }, ({ pod, victim }) => cancelVictim(cluster, pod, victim))
    .with({ type: 'scheduler/restarted' }, () => restartScheduler(cluster))
    .with({ type: 'scheduler/unschedulableReported' }, ({ pod }) => report(cluster, pod))
    .with({ type: 'scheduler/podRequeued' }, ({ pod }) => patch(cluster, 'scheduling', pod, { queue: 'active' }))
    .with({ type: 'scheduler/volumesBound' }, ({ pod }) => bindVolumes(cluster, pod))
    .with({ type: 'scheduler/podBound' }, ({ pod, node }) => bindPod(cluster, pod, node))
    .with({ type: 'scheduler/bindingRefused' }, ({ pod }) => failBinding(cluster, pod))
    .with({ type: 'scheduler/bindingReplyLost' }, ({ pod, node }) => failBinding(bindPod(cluster, pod, node), pod))
    .with({ type: 'scheduler/podForgotten' }, ({ pod }) => failBinding(cluster, pod))
    .exhaustive();
