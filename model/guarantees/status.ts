/** What the kubelet promises about the phase it reports, and about its status as a whole. */
import { cell } from '../cluster.ts';
import { plainInitContainers } from '../kubernetes/spec.ts';
import { anyScenario, containerPath, isStored, somePod, specOf, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { readyGuarantees } from './ready.ts';
import { byNobody, byProgram, pastDeadline } from './remedies.ts';

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
  broken: 'a Succeeded Pod may turn Failed when its deadline passes',
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
  remedy: pastDeadline,
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
  broken: 'a Pod that was Running is Pending again when its sandbox is lost',
  facts: ['C97', 'C119', 'C121'],
  standing: 'violated',
  condition: 'when the sandbox is lost and init containers run again',
  textbook: 'The phase only moves forward.',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => plainInitContainers(spec).length > 0),
  why: 'A new sandbox runs the init containers again, and a pending init container makes the phase Pending.',
  advice: 'Do not treat Pending as “has never run”.',
  where: (scenario) => containerPath(scenario, ({ restartPolicy }) => restartPolicy === undefined),
  remedy: byProgram,
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
  broken: 'Running is shown before every main container has started',
  facts: ['C119', 'C120'],
  standing: 'always',
  textbook: 'Running means at least one container runs.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'A main container without a status, or waiting without a last termination, keeps the phase Pending.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
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
  broken: 'a Pod whose containers exit 0 may be Failed when its deadline passes',
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
  remedy: pastDeadline,
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
  broken: 'a status is written into a newer Pod of the same name',
  facts: ['C113', 'D69'],
  standing: 'always',
  slices: ['pod', 'deadline', 'identity'],
  applies: anyScenario,
  why: 'The status manager compares UIDs before each patch, and the patch carries the UID.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'status-by-name',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/statusPatched'], (before, { uid }) => cell(before, 'pods', subject.name).uid === uid),
    ),
};

/** The guarantees about the reported status. */
export const statusGuarantees: readonly Guarantee[] = [
  ...readyGuarantees,
  terminalIsFinal,
  neverBackToPending,
  runningMeansAllStarted,
  succeededIffAllZero,
  statusOfRightPod,
];
