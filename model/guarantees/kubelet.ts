/** What the kubelet promises about which pods it runs, and about the status it reports. */
import { cell } from '../cluster.ts';
import { plainInitContainers } from '../kubernetes/spec.ts';
import { probeKey } from '../scenario.ts';
import {
  anyScenario,
  containerPath,
  everywhere,
  isStored,
  running,
  somePod,
  specOf,
  step,
  stepOf,
  subjects,
} from './build.ts';
import type { Guarantee } from './guarantee.ts';

/** C71, property 9. */
const onlyOwnPods: Guarantee = {
  id: 'kubelet-starts-only-its-own-pods',
  sentence: 'A kubelet starts containers only of a Pod it has seen bound to its own node.',
  facts: ['C70', 'C71'],
  standing: 'always',
  slices: ['pod', 'identity'],
  applies: anyScenario,
  why: 'The API source of a kubelet watches Pods with its own node name.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'kubelet-ignores-node-name',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted', 'kubelet/podAdmitted'], (before, event) => {
        const view = cell(before, 'kubeletPods', event.uid).state !== 'unseen';
        const pod = cell(before, 'pods', subject.name);
        const node = event.type === 'kubelet/podAdmitted' ? event.node : cell(before, 'workers', event.uid).node;
        return view && (pod.uid !== event.uid || pod.nodeName === node);
      }),
    ),
};

/** C75, property 10. */
const admissionBeforeSetup: Guarantee = {
  id: 'kubelet-admission-before-setup',
  sentence: 'Before the kubelet has admitted a Pod it mounts, creates and starts nothing of it.',
  facts: ['C75', 'C76'],
  standing: 'always',
  slices: ['pod'],
  applies: anyScenario,
  why: 'A pod worker exists only after admission, and everything else is done by the worker.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'setup-before-admission',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(
        subject,
        ['kubelet/volumesMounted', 'cni/networkAdded', 'runtime/containerCreated'],
        (before, { uid }) => cell(before, 'workers', uid).state === 'sync',
      ),
    ),
};

/** C82, property 11. */
const rejectedNeverStarts: Guarantee = {
  id: 'rejected-pod-never-starts',
  sentence:
    'A Pod the kubelet has turned away (OutOfcpu, NodeAffinity, …) stays turned away and never gets a container.',
  facts: ['C79', 'C80', 'C82', 'C84'],
  standing: 'conditional',
  condition: 'the Failed status has reached the API server before the kubelet restarts',
  slices: ['capacity'],
  applies: anyScenario,
  why: 'The rejection lives in the kubelet’s memory until its status is written; a kubelet that restarts first judges the Pod again.',
  advice: 'Nothing in the manifest changes this.',
  where: () => ['containers', 0, 'resources'],
  mutant: 'rejected-pod-starts',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.label,
        ['kubelet/podRejected', 'runtime/containerCreated', 'fault/kubeletRestarted'],
        (before, event, after) => {
          if (event.type === 'kubelet/podRejected') return cell(after, 'workers', subject.uid).state !== 'sync';
          const { cause, node } = cell(before, 'workers', subject.uid);
          if (cause !== 'rejected') return undefined;
          if (event.type === 'runtime/containerCreated') return false;
          if (event.node !== node || cell(before, 'pods', subject.name).uid !== subject.uid) return undefined;
          return cell(before, 'statuses', subject.name).phase === 'Failed';
        },
        (event) => event.type === 'fault/kubeletRestarted' || event.uid === subject.uid,
      ),
    ),
};

/** C81. */
const runningPodStays: Guarantee = {
  id: 'running-pod-is-not-rejected',
  sentence: 'A Pod whose containers run is never turned away by the admission of its kubelet.',
  facts: ['C81'],
  standing: 'violated',
  condition: 'when the kubelet restarts after the node’s labels or taints changed',
  textbook: 'IgnoredDuringExecution means running Pods are safe from label changes.',
  slices: ['pod'],
  applies: (scenario) =>
    scenario.faults['kubelet-restart'] !== 0 && (scenario.user.relabel !== 0 || scenario.user.taint !== 0),
  why: 'After a restart every Pod comes in as new and passes admission once more, running or not.',
  advice: 'Relabel or taint a node only after draining it.',
  where: (scenario) => [
    Object.values(scenario.instances)[0]?.spec.nodeAffinity === undefined ? 'nodeSelector' : 'affinity',
  ],
  mutant: 'running-pod-counted-twice',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/podRejected', 'kubelet/podAdmitted'], (before, event) => {
        if (running(before, subject).length === 0) return undefined;
        return event.type === 'kubelet/podAdmitted';
      }),
    ),
};

/** C131, C133, property 22. */
const probesAfterStart: Guarantee = {
  id: 'probes-only-after-started',
  sentence: 'Liveness and readiness probes of a container run only once its startup probe has succeeded.',
  facts: ['C131', 'C133', 'C139'],
  standing: 'conditional',
  condition: 'Kubernetes 1.35 or later, or a kubelet that does not restart',
  slices: ['pod'],
  applies: somePod((spec) =>
    [...spec.initContainers, ...spec.containers].some(({ startupProbe }) => startupProbe !== undefined),
  ),
  why: 'The probe worker reads `started` from the cached status; up to 1.34 the first status after a kubelet restart shows every running container as started.',
  advice: 'Nothing in the manifest changes this; from 1.35 on the kubelet keeps what it knew.',
  where: (scenario) => [...containerPath(scenario, ({ startupProbe }) => startupProbe !== undefined), 'startupProbe'],
  mutant: 'probe-before-started',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['prober/probeSucceeded', 'prober/probeFailed'], (before, { uid, container, probe }) => {
        const own = [...subject.spec.initContainers, ...subject.spec.containers].find(({ name }) => name === container);
        if (probe === 'startup' || own?.startupProbe === undefined) return undefined;
        // Termination stops the startup probe and drops its result; that it succeeded still shows in the status.
        return cell(before, 'workers', uid).state === 'terminating'
          ? cell(before, 'cachedStatuses', uid).containers[container]?.started === true
          : cell(before, 'probes', probeKey(uid, container, 'startup')).result === 'Success';
      }),
    ),
};

/** C123, C132, property 23. */
const readySound: Guarantee = {
  id: 'ready-means-every-container-ready',
  sentence: 'When the kubelet turns Ready True, every main container with a readiness probe has passed it.',
  facts: ['C123', 'C132'],
  standing: 'always',
  slices: ['readiness'],
  applies: somePod((spec) => spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined)),
  why: 'ContainersReady is the conjunction over all main containers and sidecars.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'ready-without-probe',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/syncStarted', 'prober/probeSucceeded'], (before, { uid }, after) => {
        const was = cell(before, 'cachedStatuses', uid);
        const is = cell(after, 'cachedStatuses', uid);
        if (was.ready || !is.ready || !was.known) return undefined;
        return subject.spec.containers
          .filter(({ readinessProbe }) => readinessProbe !== undefined)
          .every(({ name }) => cell(after, 'probes', probeKey(uid, name, 'readiness')).result === 'Success');
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
  where: () => ['containers', 0],
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

/** C23, C116, D58, properties 24 and P17. */
const terminalIsFinal: Guarantee = {
  id: 'terminal-phase-is-final',
  sentence: 'A Pod that is Succeeded or Failed in the API stays so.',
  facts: ['C23', 'C116', 'D20', 'D58'],
  standing: 'conditional',
  condition: 'the kubelet is the only writer of the phase: the API server itself does not forbid the way back',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'The kubelet overrides every phase it computes with a terminal one it has cached or read.',
  advice: 'Let nobody but the kubelet write status.phase.',
  mutant: 'terminal-phase-overwritten',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/statusPatched'], (before, _event, after) => {
        const was = cell(before, 'statuses', subject.name).phase;
        if (was !== 'Succeeded' && was !== 'Failed') return undefined;
        return cell(after, 'statuses', subject.name).phase === was;
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
  slices: ['pod'],
  applies: somePod((spec) => plainInitContainers(spec).length > 0),
  why: 'A new sandbox runs the init containers again, and a pending init container makes the phase Pending.',
  advice: 'Do not treat Pending as “has never run”.',
  where: (scenario) => containerPath(scenario, ({ restartPolicy }) => restartPolicy === undefined),
  mutant: 'pending-while-restarting',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/statusPatched'], (before, _event, after) =>
        cell(before, 'statuses', subject.name).phase === 'Running'
          ? cell(after, 'statuses', subject.name).phase !== 'Pending'
          : undefined,
      ),
    ),
};

/** C119, C120. */
const runningMeansAllStarted: Guarantee = {
  id: 'running-means-every-main-has-started',
  sentence: 'The kubelet computes phase Running only when every main container has been started at least once.',
  facts: ['C119', 'C120'],
  standing: 'always',
  textbook: 'Running means at least one container runs.',
  slices: ['pod'],
  applies: anyScenario,
  why: 'A main container without a status, or waiting without a last termination, keeps the phase Pending.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'running-too-early',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/syncStarted'], (before, { uid }, after) => {
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
  facts: ['C119', 'D58'],
  standing: 'always',
  textbook: 'Pods with restartPolicy Always end as Failed or just vanish.',
  slices: ['pod'],
  applies: anyScenario,
  why: 'The terminal phase is computed from the exit codes of the main containers; sidecars do not count.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'deleted-means-failed',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/terminationCompleted'], (before, { uid }, after) => {
        if (cell(before, 'workers', uid).cause !== 'deleted' || !isStored(before, subject)) return undefined;
        const zero = specOf(before, uid).containers.every(({ name }) => {
          const { state, exitCode } = cell(before, 'containers', `${uid}/${name}`);
          return state === 'exited' && exitCode === 0;
        });
        const { phase, reason } = cell(after, 'cachedStatuses', uid);
        if (reason === 'DeadlineExceeded') return phase === 'Failed';
        return phase === (zero ? 'Succeeded' : 'Failed');
      }),
    ),
};

/** The guarantees about the kubelet's choice of pods and its reports. */
export const kubeletGuarantees: readonly Guarantee[] = [
  onlyOwnPods,
  admissionBeforeSetup,
  rejectedNeverStarts,
  runningPodStays,
  probesAfterStart,
  readySound,
  readyIsCurrent,
  terminalIsFinal,
  neverBackToPending,
  runningMeansAllStarted,
  succeededIffAllZero,
];
