/** What the kubelet promises about the status it reports: Ready and the phase. */
import { type Cluster, cell } from '../cluster.ts';
import { allContainers, type Container, type PodSpec, plainInitContainers, sidecars } from '../kubernetes/spec.ts';
import { probeKey, type Scenario } from '../scenario.ts';
import {
  anyScenario,
  containerPath,
  everywhere,
  isRunning,
  isStored,
  running,
  type Subject,
  somePod,
  specOf,
  stepOf,
  subjects,
} from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { downAtEnd } from './places.ts';

/** Some rule may restart all containers of a pod in place. */
const restartsAll = (scenario: Scenario): boolean =>
  scenario.featureGates['RestartAllContainersOnContainerExits'] === true &&
  somePod((spec) =>
    allContainers(spec).some(({ restartPolicyRules }) =>
      restartPolicyRules.some(({ action }) => action === 'RestartAllContainers'),
    ),
  )(scenario);

const takesOver =
  'the kubelet does not restart; or, from 1.35 on, the container had been running for ten seconds by then (and the deprecated gate ' +
  'ChangeContainerStatusOnKubeletRestart is off)';

/** C123, C132, property 23. */
const readySound: Guarantee = {
  id: 'ready-means-every-container-ready',
  sentence: 'When the kubelet turns Ready True, every main container with a readiness probe has passed it.',
  facts: ['C123', 'C132', 'C139', 'C139a'],
  standing: 'conditional',
  condition: takesOver,
  slices: ['readiness'],
  // After a restart of all containers a container may stay unprobed and count as ready, which the model does not show (C131a).
  applies: (scenario) =>
    !restartsAll(scenario) &&
    somePod((spec) => spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined))(scenario),
  why:
    'A kubelet that has just started computes the first status before it has probe workers, and up to 1.34 takes a container without a ' +
    'worker for one without a probe.',
  advice: 'Nothing in the manifest changes this. Upgrade nodes while they are drained.',
  mutant: 'ready-without-probe',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/syncStarted', 'prober/probeSucceeded'], (before, { uid }, after) => {
        const was = cell(before, 'cachedStatuses', uid);
        const is = cell(after, 'cachedStatuses', uid);
        if (was.ready || !is.ready) return undefined;
        return subject.spec.containers
          .filter(({ readinessProbe }) => readinessProbe !== undefined)
          .every(({ name }) => cell(after, 'probes', probeKey(uid, name, 'readiness')).result === 'Success');
      }),
    ),
};

/** Sidecars and main containers: those that Ready is about. */
const countsForReady = (spec: PodSpec): readonly Container[] => [...sidecars(spec), ...spec.containers];

/**
 * What the last status said of Ready before this pass: the kubelet's own, else, right after its start, the API's. undefined where something
 * has happened since that takes Ready away: a container is down or new, a readiness gate is not True, a probe has failed.
 */
const readyUntilNow = (before: Cluster, { uid, name, spec }: Subject): 'told' | 'kept' | undefined => {
  const was = cell(before, 'cachedStatuses', uid);
  const stored = cell(before, 'statuses', name);
  if (cell(before, 'pods', name).uid !== uid || !stored.ready) return undefined;
  if (spec.readinessGates.length > 0 && !stored.readinessGates) return undefined;
  if (countsForReady(spec).some((container) => !isRunning(before, uid, container))) return undefined;
  // One that has a startup probe to pass is a new instance: what the API says is about the one before.
  const starts = ({ name: one, startupProbe }: Container): boolean =>
    startupProbe !== undefined && cell(before, 'probes', probeKey(uid, one, 'startup')).result !== 'Success';
  if (!was.known) return countsForReady(spec).some(starts) ? undefined : 'told';
  const asked = countsForReady(spec).filter(({ readinessProbe }) => readinessProbe !== undefined);
  const workers = asked.map((container) => cell(before, 'probes', probeKey(uid, container.name, 'readiness')));
  return was.ready && workers.every(({ worker }) => worker) ? 'kept' : undefined;
};

/** C139. */
const readinessKept: Guarantee = {
  id: 'readiness-survives-kubelet-restart',
  sentence:
    'A Pod that is Ready when its kubelet restarts stays Ready until a container stops, a readiness gate turns or a probe fails.',
  facts: ['C139', 'C139a'],
  standing: 'conditional',
  condition: takesOver,
  slices: ['readiness'],
  applies: (scenario) =>
    !restartsAll(scenario) &&
    somePod((spec) => countsForReady(spec).some(({ readinessProbe }) => readinessProbe !== undefined))(scenario),
  why: 'Up to 1.34 a new probe worker begins with Failure, so every probed container of the node is unready until it has been probed again.',
  advice: 'Nothing in the manifest changes this; a short periodSeconds shortens the gap.',
  mutant: 'kubelet-restart-forgets-readiness',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/syncStarted'], (before, { uid }, after) => {
        const ready = readyUntilNow(before, subject);
        if (ready === undefined) return undefined;
        if (!cell(after, 'cachedStatuses', uid).ready) return false;
        return ready === 'told' ? true : undefined;
      }),
    ),
};

/** C90, C130, property 23 as people read it. */
const readyIsCurrent: Guarantee = {
  id: 'ready-in-api-means-running-now',
  sentence: 'While the API shows Ready=True, every main container is running.',
  facts: ['C90', 'C113', 'C130'],
  standing: 'violated',
  condition: 'between a crash and the next status write',
  slices: ['readiness'],
  applies: anyScenario,
  why: 'Status is computed at the start of a sync and written by another goroutine; what the API shows is always the past.',
  advice: 'Clients of the Pod must retry; Ready is a hint, not a lease.',
  where: downAtEnd,
  mutant: 'ready-from-the-start',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      everywhere(subject.label, (cluster) => {
        if (cell(cluster, 'pods', subject.name).uid !== subject.uid) return undefined;
        if (!cell(cluster, 'statuses', subject.name).ready) return undefined;
        const alive = running(cluster, subject).map(({ name }) => name);
        return subject.spec.containers.every(({ name }) => alive.includes(name));
      }),
    ),
};

/** What the kubelet may still do with a pod whose phase is terminal: clean up, and write its status again. */
const stepsAfterTheEnd = [
  'kubelet/statusPatched',
  'kubelet/syncStarted',
  'kubelet/terminationStarted',
  'kubelet/terminationCompleted',
  'kubelet/volumesUnmounted',
  'kubelet/cgroupRemoved',
  'kubelet/podFinallyDeleted',
] as const;

/** C23, C116, D58, properties 24 and P17. */
const terminalIsFinal: Guarantee = {
  id: 'terminal-phase-is-final',
  sentence: 'A Pod that is Succeeded or Failed in the API stays so.',
  facts: ['C23', 'C116', 'D20', 'D58'],
  standing: 'conditional',
  condition:
    'the kubelet is the only writer of the phase (the API server itself does not forbid the way back), and no deadline passes between the last ' +
    'exit and the end of the clean-up, nor does a restarted kubelet refuse the running Pod',
  slices: ['pod', 'readiness', 'deadline'],
  applies: anyScenario,
  why:
    'The kubelet overrides every phase it computes with a terminal one it has read. A Succeeded it has just written it has not read yet, and ' +
    'the status it computes once more for the clean-up says Failed if activeDeadlineSeconds has passed.',
  advice: 'Let nobody but the kubelet write status.phase, and give activeDeadlineSeconds time to spare.',
  where: (scenario) =>
    Object.values(scenario.instances).some(({ spec }) => spec.activeDeadlineSeconds !== undefined)
      ? ['activeDeadlineSeconds']
      : [],
  mutant: 'terminal-phase-overwritten',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, stepsAfterTheEnd, (before, _event, after) => {
        const was = cell(before, 'statuses', subject.name).phase;
        if (!isStored(before, subject) || (was !== 'Succeeded' && was !== 'Failed')) return undefined;
        return !isStored(after, subject) || cell(after, 'statuses', subject.name).phase === was;
      }),
    ),
};

/** C121, property 24. */
const neverBackToPending: Guarantee = {
  id: 'running-never-returns-to-pending',
  sentence: 'A Pod that is Running is never Pending again.',
  facts: ['C97', 'C119', 'C121'],
  standing: 'violated',
  condition: 'when the sandbox is lost and init containers run again',
  textbook: 'The phase only moves forward.',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => plainInitContainers(spec).length > 0),
  why: 'A new sandbox runs the init containers again, and a pending init container makes the phase Pending.',
  advice: 'Do not treat Pending as “has never run”.',
  where: (scenario) => containerPath(scenario, ({ restartPolicy }) => restartPolicy === undefined),
  mutant: 'pending-while-restarting',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/statusPatched'], (before, _event, after) => {
        const [was, is] = [before, after].map((cluster) => cell(cluster, 'statuses', subject.name).phase);
        return was === 'Running' || is === 'Running' ? is !== 'Pending' : undefined;
      }),
    ),
};

/** Where the kubelet computes a phase that may be Running. */
const computesPhase = ['kubelet/syncStarted', 'kubelet/terminationStarted'] as const;

/** C119, C120. */
const runningMeansAllStarted: Guarantee = {
  id: 'running-means-every-main-has-started',
  sentence:
    'The kubelet computes phase Running only when the runtime was told at least once to start each main container.',
  facts: ['C119', 'C120'],
  standing: 'always',
  textbook: 'Running means at least one container runs.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'A main container without a status, or waiting without a last termination, keeps the phase Pending.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'running-too-early',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, computesPhase, (before, { uid }, after) => {
        if (cell(before, 'cachedStatuses', uid).phase === 'Running') return undefined;
        if (cell(after, 'cachedStatuses', uid).phase !== 'Running') return undefined;
        return subject.spec.containers.every(({ name }) => {
          const record = cell(before, 'containers', `${uid}/${name}`);
          return record.state === 'running' || record.state === 'exited' || record.restarted;
        });
      }),
    ),
};

/** D58, P32. */
const succeededIffAllZero: Guarantee = {
  id: 'succeeded-iff-every-main-exits-zero',
  sentence: 'A Pod ends Succeeded exactly if every main container exited 0, whatever its restart policy.',
  facts: ['C117', 'C119', 'D58', 'D67'],
  standing: 'conditional',
  condition: 'no deadline passes before its containers have stopped, and no restarted kubelet refuses the running Pod',
  textbook: 'Pods with restartPolicy Always end as Failed or just vanish.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why:
    'The terminal phase is computed from the exit codes of the main containers; sidecars do not count. But every status asks whether ' +
    'activeDeadlineSeconds has passed, also the last one of a Pod that was deleted or had completed before.',
  advice: 'Let activeDeadlineSeconds outlast the work and the stop that follows it.',
  where: (scenario) =>
    Object.values(scenario.instances).some(({ spec }) => spec.activeDeadlineSeconds !== undefined)
      ? ['activeDeadlineSeconds']
      : [],
  mutant: 'deleted-means-failed',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/terminationCompleted'], (before, { uid }, after) => {
        if (!isStored(before, subject)) return undefined;
        const zero = specOf(before, uid).containers.every(({ name }) => {
          const { state, exitCode } = cell(before, 'containers', `${uid}/${name}`);
          return state === 'exited' && exitCode === 0;
        });
        return cell(after, 'cachedStatuses', uid).phase === (zero ? 'Succeeded' : 'Failed');
      }),
    ),
};

/** D69. */
const statusOfRightPod: Guarantee = {
  id: 'status-reaches-the-right-pod',
  sentence: 'The kubelet never writes the status of a Pod into a newer Pod of the same name.',
  facts: ['C113', 'D69'],
  standing: 'always',
  slices: ['pod', 'deadline', 'identity'],
  applies: anyScenario,
  why: 'The status manager compares UIDs before each patch, and the patch carries the UID.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'status-by-name',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/statusPatched'], (before, { uid }) => cell(before, 'pods', subject.name).uid === uid),
    ),
};

/** The guarantees about the reported status. */
export const statusGuarantees: readonly Guarantee[] = [
  readySound,
  readinessKept,
  readyIsCurrent,
  terminalIsFinal,
  neverBackToPending,
  runningMeansAllStarted,
  succeededIffAllZero,
  statusOfRightPod,
];
