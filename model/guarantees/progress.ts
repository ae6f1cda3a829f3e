/** What happens eventually, if every component that stays able to act does act (weak fairness). */
import { type Cluster, cell } from '../cluster.ts';
import { isTerminalPhase } from '../components/kubelet/sync/conditions.ts';
import { restartGates } from '../components/kubelet/sync/pod.ts';
import { containerShouldRestart } from '../components/kubelet/sync/restart-policy.ts';
import { completes } from '../components/process/index.ts';
import { type Container, isSidecar, type PodSpec, sidecars } from '../kubernetes/spec.ts';
import { probeKey, type Scenario, type Uid } from '../scenario.ts';
import { anyScenario, containerPath, isRunning, isStored, recordOf, type Subject, somePod, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { hookAtEnd } from './places.ts';
import { byPeople, byProgram, ofCause } from './remedies.ts';
import { holdingUp, notBound, notEnded, notGone, notReady, notStarted, runsOn, silentSidecar } from './waiting.ts';

const deletable = (scenario: Scenario): boolean =>
  scenario.user.delete !== 0 || scenario.user['delete-shorter'] !== 0 || scenario.user['force-delete'] !== 0;

/** L1. */
const eventuallyBound: Guarantee = {
  id: 'pod-is-eventually-bound',
  sentence: 'A stored Pod is eventually bound to a node or removed.',
  broken: 'a Pod may never get a node',
  facts: ['C20a', 'C31', 'C33', 'C34', 'C35', 'C44'],
  standing: 'conditional',
  condition:
    'some node is feasible and stays so, gates are removed, and the scheduler runs, or is restarted when it exits',
  // Not on identity: what may keep the second incarnation waiting, such as a claim that was deleted, is cut away there.
  slices: ['pod', 'deadline', 'capacity'],
  applies: somePod(({ nodeName, schedulerName }) => nodeName === '' && schedulerName === 'default-scheduler'),
  why: 'A gated Pod never enters the queue, and a Pod without a feasible node goes back to it for ever.',
  advice: 'Remove the gates, or make a node feasible: kubectl describe pod names the plugin that refused each node.',
  where: (scenario) =>
    Object.values(scenario.instances).some(({ spec }) => spec.schedulingGates.length > 0) ? ['schedulingGates'] : [],
  cause: notBound,
  remedy: byPeople,
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
  broken: 'a main container may never start',
  facts: ['C88', 'C98', 'C102', 'C104'],
  standing: 'conditional',
  condition: 'volumes mount, images pull, postStart hooks return and init containers exit 0',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'An init container that never exits, a hook that never returns or a missing ConfigMap holds the Pod back for ever.',
  advice: 'Give init containers and hooks a time limit of their own (timeout 60 …).',
  where: (scenario, end) => {
    const holding = end === undefined ? undefined : holdingUp(end.after, Object.keys(scenario.instances)[0] ?? '');
    return holding === undefined ? ['containers'] : containerPath(scenario, ({ name }) => name === holding.name);
  },
  cause: notStarted,
  remedy: ofCause(notStarted, byProgram),
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
  broken: 'a deleted Pod may stay for ever',
  facts: ['D10', 'D16', 'D23', 'D61'],
  standing: 'conditional',
  condition: 'finalizers are removed, postStart hooks return, image pulls and unmounts end, and the node is alive',
  slices: ['pod', 'deadline'],
  applies: deletable,
  why: 'Nothing acts when deletionTimestamp passes: a finalizer, a postStart hook that never returns or a dead node holds the Pod for ever.',
  advice:
    'Remove the finalizer, or give the program in the postStart hook a time limit of its own (timeout 20 …); the grace period does not end it.',
  where: hookAtEnd,
  cause: notGone,
  remedy: ofCause(notGone, byPeople),
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

/** Sidecars and main containers: those that Ready waits for. */
const countsForReady = (spec: PodSpec): readonly Container[] => [...sidecars(spec), ...spec.containers];

const hasPassed = (cluster: Cluster, uid: Uid, { name, ...probes }: Container, kind: 'startup' | 'readiness') =>
  probes[`${kind}Probe`] === undefined || cell(cluster, 'probes', probeKey(uid, name, kind)).result === 'Success';

/** Every container is up and its postStart hook over, every main container answers its readiness probe, and nobody takes the Pod down. */
const canServe = (cluster: Cluster, subject: Subject): boolean =>
  isStored(cluster, subject) &&
  cell(cluster, 'pods', subject.name).deletionGracePeriodSeconds === null &&
  cell(cluster, 'workers', subject.uid).state === 'sync' &&
  cell(cluster, 'workers', subject.uid).step !== 'postStart' &&
  countsForReady(subject.spec).every(
    (one) => isRunning(cluster, subject.uid, one) && hasPassed(cluster, subject.uid, one, 'startup'),
  ) &&
  subject.spec.containers.every((main) => hasPassed(cluster, subject.uid, main, 'readiness'));

/** Ready waits for somebody outside of the main containers, and the deadline has ended the Pod meanwhile: that is no excuse. */
const endedWaiting = (cluster: Cluster, { uid, spec }: Subject): boolean =>
  cell(cluster, 'cachedStatuses', uid).reason === 'DeadlineExceeded' &&
  (spec.readinessGates.length > 0 || sidecars(spec).some(({ readinessProbe }) => readinessProbe !== undefined));

/** C123, C137, C138. */
const eventuallyReady: Guarantee = {
  id: 'pod-becomes-ready',
  sentence:
    'A Pod whose containers are up, postStart hooks and all, and whose main containers answer their readiness probes, becomes Ready in the API unless that changes.',
  broken: 'a Pod that could serve may never become Ready',
  facts: ['C113', 'C123', 'C137', 'C138'],
  standing: 'conditional',
  condition: 'somebody sets the condition of every readiness gate to True, and sidecars answer their readiness probes',
  slices: ['readiness'],
  applies: ({ reportedStatus }) => reportedStatus === 'all',
  why:
    'Ready waits for more than the main containers: for every readiness gate, whose condition Kubernetes itself never sets, and for the readiness ' +
    'probe of every sidecar.',
  advice:
    'Make sure that a controller sets each condition in readinessGates (kubectl get pod -o wide shows how many are True); take the readiness probe ' +
    'from a sidecar that is not needed to serve.',
  where: (scenario, end) => {
    const [uid = ''] = Object.keys(scenario.instances);
    const silent = end === undefined ? undefined : silentSidecar(end.after, uid);
    if (silent !== undefined) return [...containerPath(scenario, ({ name }) => name === silent.name), 'readinessProbe'];
    if (somePod(({ readinessGates }) => readinessGates.length > 0)(scenario)) return ['readinessGates'];
    const probed = containerPath(scenario, (one) => isSidecar(one) && one.readinessProbe !== undefined);
    return probed.length > 1 ? [...probed, 'readinessProbe'] : probed;
  },
  cause: notReady,
  remedy: ofCause(notReady, byPeople),
  mutant: 'ready-never-written',
  promises: (scenario) =>
    subjects(scenario).map((subject) => ({
      kind: 'leads-to' as const,
      subject: subject.label,
      from: (cluster) => canServe(cluster, subject),
      to: (cluster) =>
        cell(cluster, 'statuses', subject.name).ready ||
        (!canServe(cluster, subject) && !endedWaiting(cluster, subject)),
    })),
};

/** Has some main container exited and will not be started again? */
const hasFinished = (cluster: Cluster, { uid, spec }: Subject): boolean =>
  spec.containers.some((main) => {
    const { state, exitCode } = recordOf(cluster, uid, main.name);
    return state === 'exited' && !containerShouldRestart(spec, main, exitCode, restartGates(cluster));
  });

/** C119. */
const finishedEnds: Guarantee = {
  id: 'finished-pod-ends',
  sentence: 'A Pod becomes Succeeded or Failed in the API once one of its main containers has finished for good.',
  broken: 'a Pod may never end although its work is done',
  facts: ['C111', 'C113', 'C119', 'D67'],
  standing: 'conditional',
  condition:
    'every other main container finishes for good, too, or activeDeadlineSeconds passes; and postStart hooks return',
  slices: ['pod'],
  applies: (scenario) => somePod((spec) => spec.containers.some((main) => completes(scenario, spec, main)))(scenario),
  why:
    'A Pod is over when all of its main containers are: a helper beside the one that does the work keeps the Pod Running for as long as it runs ' +
    'itself, and the Job with it. Sidecars are not waited for; they are stopped.',
  advice:
    'Make the helper a sidecar: an init container with restartPolicy Always. Or let it exit when the work is done.',
  where: (scenario, end) => {
    const left = end === undefined ? undefined : runsOn(end.after, Object.keys(scenario.instances)[0] ?? '');
    return left === undefined ? ['containers'] : containerPath(scenario, ({ name }) => name === left.name);
  },
  cause: notEnded,
  remedy: byProgram,
  mutant: 'sidecars-outlive-mains',
  promises: (scenario) =>
    subjects(scenario).map((subject) => ({
      kind: 'leads-to' as const,
      subject: subject.label,
      from: (cluster) => isStored(cluster, subject) && hasFinished(cluster, subject),
      // A container that exits while its dead sandbox is replaced is started again in the new one: it had not finished for good.
      to: (cluster) =>
        !isStored(cluster, subject) ||
        !hasFinished(cluster, subject) ||
        isTerminalPhase(cell(cluster, 'statuses', subject.name).phase),
    })),
};

/** The guarantees that something eventually happens. */
export const progressGuarantees: readonly Guarantee[] = [
  eventuallyBound,
  eventuallyStarted,
  eventuallyReady,
  finishedEnds,
  eventuallyGone,
];
