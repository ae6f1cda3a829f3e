/** What happens eventually, if every component that stays able to act does act (weak fairness). */
import { type Cluster, cell } from '../cluster.ts';
import type { Scenario, Uid } from '../scenario.ts';
import { anyScenario, containerPath, isStored, recordOf, somePod, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { holdingUp, notBound, notGone, notStarted } from './waiting.ts';

const deletable = (scenario: Scenario): boolean =>
  scenario.user.delete !== 0 || scenario.user['delete-shorter'] !== 0 || scenario.user['force-delete'] !== 0;

/** L1. */
const eventuallyBound: Guarantee = {
  id: 'pod-is-eventually-bound',
  sentence: 'A stored Pod is eventually bound to a node or removed.',
  facts: ['C20a', 'C31', 'C33', 'C34', 'C35', 'C44'],
  standing: 'conditional',
  condition:
    'some node is feasible and stays so, gates are removed, and the scheduler runs, or is restarted when it exits',
  slices: ['pod', 'deadline', 'capacity', 'identity'],
  applies: somePod(({ nodeName, schedulerName }) => nodeName === '' && schedulerName === 'default-scheduler'),
  why: 'A gated Pod never enters the queue, and a Pod without a feasible node goes back to it for ever.',
  advice: 'Remove the gates, or make a node feasible: kubectl describe pod names the plugin that refused each node.',
  where: (scenario) =>
    Object.values(scenario.instances).some(({ spec }) => spec.schedulingGates.length > 0) ? ['schedulingGates'] : [],
  cause: notBound,
  mutant: 'scheduler-drops-pods',
  promises: (scenario) =>
    subjects(scenario).map((subject) => ({
      kind: 'leads-to' as const,
      subject: subject.label,
      from: (cluster) => isStored(cluster, subject),
      to: (cluster) => !isStored(cluster, subject) || cell(cluster, 'pods', subject.name).nodeName !== '',
    })),
};

const hasStarted = (cluster: Cluster, uid: Uid, container: string): boolean => {
  const { state, restarted } = recordOf(cluster, uid, container);
  return state === 'running' || state === 'exited' || restarted;
};

/** L2. */
const eventuallyStarted: Guarantee = {
  id: 'main-containers-eventually-start',
  sentence: 'Every main container of an admitted Pod eventually starts, or the Pod fails or is deleted.',
  facts: ['C88', 'C98', 'C102', 'C104'],
  standing: 'conditional',
  condition: 'volumes mount, images pull, postStart hooks return and init containers exit 0',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'An init container that never exits, a hook that never returns or a missing ConfigMap holds the Pod back for ever.',
  advice:
    'Give init containers and hooks a time limit of their own; set activeDeadlineSeconds on Pods that must not hang.',
  where: (scenario, end) => {
    const holding = end === undefined ? undefined : holdingUp(end.after, Object.keys(scenario.instances)[0] ?? '');
    return holding === undefined ? ['containers'] : containerPath(scenario, ({ name }) => name === holding.name);
  },
  cause: notStarted,
  mutant: 'kubelet-forgets-to-sync',
  alsoBrokenBy: ['sidecar-awaited'],
  promises: (scenario) =>
    subjects(scenario).flatMap(({ uid, spec, label }) =>
      spec.containers.map((main) => ({
        kind: 'leads-to' as const,
        subject: `${label}/${main.name}`,
        from: (cluster) => cell(cluster, 'workers', uid).state === 'sync',
        to: (cluster) => cell(cluster, 'workers', uid).state !== 'sync' || hasStarted(cluster, uid, main.name),
      })),
    ),
};

/** D16, D23, D94, P30. */
const eventuallyGone: Guarantee = {
  id: 'deleted-pod-disappears',
  sentence: 'A deleted Pod is eventually removed.',
  facts: ['D10', 'D16', 'D23', 'D61'],
  standing: 'conditional',
  condition: 'finalizers are removed, postStart hooks return, image pulls and unmounts end, and the node is alive',
  slices: ['pod', 'deadline'],
  applies: deletable,
  why: 'Nothing acts when deletionTimestamp passes: a finalizer, a postStart hook that never returns or a dead node holds the Pod for ever.',
  advice:
    'Remove the finalizer, or give the program in the postStart hook a time limit of its own (timeout 20 …); the grace period does not end it.',
  where: (scenario) =>
    Object.values(scenario.instances).some(({ spec }) => spec.finalizers.length > 0)
      ? []
      : ['containers', 0, 'lifecycle'],
  cause: notGone,
  mutant: 'kubelet-forgets-final-delete',
  alsoBrokenBy: ['deletion-waits-for-init'],
  promises: (scenario) =>
    subjects(scenario).map((subject) => ({
      kind: 'leads-to' as const,
      subject: subject.label,
      from: (cluster) =>
        isStored(cluster, subject) && cell(cluster, 'pods', subject.name).deletionGracePeriodSeconds !== null,
      to: (cluster) => !isStored(cluster, subject),
    })),
};

/** The guarantees that something eventually happens. */
export const progressGuarantees: readonly Guarantee[] = [eventuallyBound, eventuallyStarted, eventuallyGone];
