/** What is promised about the end: terminal phase, clean-up, removal, and the next pod of the same name. */
import { type Cluster, cell } from '../cluster.ts';
import type { Event } from '../event.ts';
import { uidsOf } from '../scenario.ts';
import { anyScenario, everywhere, isStored, running, type Subject, step, stepOf, subjects } from './build.ts';
import type { Guarantee, StepPromise } from './guarantee.ts';
import { byNobody, byPeople, graceAboveZero } from './remedies.ts';
import { isTerminal, terminalGuarantees } from './terminal.ts';

const removals = [
  'kubelet/podFinallyDeleted',
  'apiserver/podRemoved',
  'user/podDeleted',
  'user/podForceDeleted',
  'user/finalizersRemoved',
] as const;

/** A promise about the step that removes the object of this incarnation, whoever takes it. */
const atRemoval = (subject: Subject, kept: (before: Cluster, event: Event) => boolean | undefined): StepPromise =>
  step(
    subject.label,
    removals,
    (before, event, after) =>
      isStored(before, subject) && !isStored(after, subject) ? kept(before, event) : undefined,
    (event) => ('pod' in event ? event.pod === subject.name : event.uid === subject.uid),
  );

/** D61, P16. */
const terminalBeforeRemoval: Guarantee = {
  id: 'terminal-phase-before-removal',
  sentence: 'A Pod that was given a node is Succeeded or Failed in the API before its object is removed.',
  broken: 'a Pod disappears without ever having been Succeeded or Failed',
  facts: ['D3', 'D4', 'D28', 'D61'],
  standing: 'conditional',
  condition: 'nobody force-deletes it and its grace period is not 0',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'The kubelet’s final delete waits for the terminal phase in the API; a grace-0 delete waits for nobody.',
  advice: 'Do not use --force, and do not set terminationGracePeriodSeconds: 0.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: graceAboveZero,
  mutant: 'removed-while-running',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      atRemoval(subject, (before) => {
        if (cell(before, 'pods', subject.name).nodeName === '') return undefined;
        return ['Succeeded', 'Failed'].includes(cell(before, 'statuses', subject.name).phase);
      }),
    ),
};

/** D3–D5, D61, P18. */
const removedAfterStopped: Guarantee = {
  id: 'removed-only-after-containers-stopped',
  sentence: 'The Pod object is removed only when no container of the Pod runs any more.',
  broken: 'the Pod object is gone while its containers still run',
  facts: ['C81', 'D3', 'D4', 'D5', 'D61'],
  standing: 'conditional',
  condition:
    'the delete is graceful (no --force, no terminationGracePeriodSeconds 0), and no restarted kubelet refuses the Pod while it is being deleted',
  textbook: 'kubectl delete returned, so the process is dead.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why:
    'A grace-0 delete takes the object away at once; the kubelet kills afterwards. A Pod refused after a restart has no worker, which counts ' +
    'as finished even while its containers run.',
  advice: 'Do not use --force, and do not set terminationGracePeriodSeconds: 0.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: graceAboveZero,
  mutant: 'removed-while-running',
  promises: (scenario) =>
    subjects(scenario).map((subject) => atRemoval(subject, (before) => running(before, subject).length === 0)),
};

/** D61, D62, P19. */
const removedMeansCleaned: Guarantee = {
  id: 'removed-means-cleaned-up',
  sentence: 'When the Pod object is removed, its volumes are unmounted and its cgroup is gone.',
  broken: 'the Pod object is gone before its volumes and cgroup are',
  facts: ['D61', 'D62'],
  standing: 'conditional',
  condition:
    'the object is removed by the kubelet’s final delete, not by somebody who deletes a Pod that is already terminal',
  textbook: 'A Failed or Succeeded phase means resources are released.',
  slices: ['pod', 'deadline', 'claims'],
  applies: anyScenario,
  why: 'The terminal phase comes before unmounting, and a delete of a terminal Pod removes it at once.',
  advice: 'Do not delete Pods again that are already Succeeded or Failed and not yet gone.',
  where: () => ['volumes'],
  remedy: byPeople,
  mutant: 'removed-before-cleanup',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      atRemoval(
        subject,
        (before) => !cell(before, 'volumes', subject.uid).mounted && !cell(before, 'cgroups', subject.uid).exists,
      ),
    ),
};

/** D61: the kubelet's own final delete. */
const finalDeleteLast: Guarantee = {
  id: 'final-delete-comes-last',
  sentence:
    'The kubelet’s final delete comes after the terminal phase is in the API, volumes are unmounted and the cgroup is removed.',
  broken: 'the kubelet removes a Pod before it has cleaned up',
  facts: ['C81', 'D61'],
  standing: 'conditional',
  condition: 'no restarted kubelet refuses the Pod while it is being deleted',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why:
    'The status manager deletes only when the API phase is terminal and the worker has finished; a Pod refused after a restart has no worker, ' +
    'and that counts as finished.',
  advice: 'Drain a node before you relabel it.',
  remedy: byPeople,
  mutant: 'removed-before-cleanup',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(
        subject,
        ['kubelet/podFinallyDeleted'],
        (before, { uid }) =>
          ['Succeeded', 'Failed'].includes(cell(before, 'statuses', subject.name).phase) &&
          !cell(before, 'volumes', uid).mounted &&
          !cell(before, 'cgroups', uid).exists,
      ),
    ),
};

/** D12, D69, P22. */
const finalDeleteRightPod: Guarantee = {
  id: 'final-delete-hits-the-right-pod',
  sentence: 'The kubelet’s final delete never removes a newer Pod of the same name.',
  broken: 'a newer Pod of the same name is removed',
  facts: ['D11', 'D12', 'D69'],
  standing: 'always',
  slices: ['pod', 'deadline', 'identity'],
  applies: anyScenario,
  why: 'The delete carries the UID as a precondition.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'final-delete-by-name',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/podFinallyDeleted'], (before, { uid }, after) => {
        const was = cell(before, 'pods', subject.name).uid;
        return was === uid || was === cell(after, 'pods', subject.name).uid;
      }),
    ),
};

/** D3, P31. */
const unscheduledAtOnce: Guarantee = {
  id: 'unscheduled-pod-is-deleted-at-once',
  sentence:
    'A delete of a Pod without a node takes effect with grace 0, whatever was asked for, and it is never bound afterwards.',
  broken: 'a Pod without a node is bound after its delete',
  facts: ['D3', 'D14'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'No kubelet is there to confirm anything, and Binding refuses a Pod that is being deleted.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'unscheduled-delete-waits',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.label,
        ['user/podDeleted', 'user/podForceDeleted', 'scheduler/podBound', 'scheduler/bindingReplyLost'],
        (before, event, after) => {
          const was = cell(before, 'pods', subject.name);
          if (was.uid !== subject.uid || was.nodeName !== '') return undefined;
          if (event.type === 'scheduler/podBound' || event.type === 'scheduler/bindingReplyLost')
            return was.deletionGracePeriodSeconds === null;
          const is = cell(after, 'pods', subject.name);
          return is.uid !== subject.uid || is.deletionGracePeriodSeconds === 0;
        },
        ({ pod }) => pod === subject.name,
      ),
    ),
};

/** C160, D97, D98, P21. */
const oneRunningPerName: Guarantee = {
  id: 'one-running-pod-per-name',
  sentence: 'Two Pods of one name never run at the same time.',
  broken: 'two Pods of one name run at the same time',
  facts: ['C14', 'C81', 'D5', 'D30', 'D31'],
  standing: 'conditional',
  condition:
    'nobody force-deletes (the name is free as soon as the object is gone), and no kubelet restarts and then refuses the Pod while it is being ' +
    'deleted, or begins with an outdated list of its Pods (kubernetes/kubernetes#59848, not in the model)',
  textbook: 'A StatefulSet guarantees at most one.',
  slices: ['identity'],
  applies: (scenario) => Object.values(scenario.instances).some(({ name }) => uidsOf(scenario, name).length > 1),
  why: 'The API server guarantees one object per name; processes outlive an object that was removed by force.',
  advice:
    'Never force-delete a StatefulSet’s Pod unless its node is surely dead; leave terminationGracePeriodSeconds above 0.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: graceAboveZero,
  mutant: 'removed-while-running',
  promises: (scenario) =>
    [...new Set(Object.values(scenario.instances).map(({ name }) => name))].map((name) =>
      everywhere(name, (cluster) => {
        const alive = subjects(scenario).filter(
          (subject) => subject.name === name && running(cluster, subject).length > 0,
        );
        return alive.length === 0 ? undefined : alive.length === 1;
      }),
    ),
};

/** D20. */
const terminatedStaysDown: Guarantee = {
  id: 'terminated-pod-never-restarts',
  sentence:
    'Once a Pod is Succeeded or Failed in the API, or its worker has terminated it, no container of it is started again.',
  broken: 'a container starts again after the Pod has ended',
  facts: ['D20', 'D70e'],
  standing: 'conditional',
  condition:
    'only the kubelet writes the phase: before it sees one that PodGC or another controller wrote, it may start a container',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'Pod workers move one way, and a UID that has terminated is never synced again; a phase that others write reaches them late.',
  advice: 'Let nobody but the kubelet write status.phase.',
  remedy: byPeople,
  mutant: 'start-after-terminated',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted'], (before) => {
        const { state } = cell(before, 'workers', subject.uid);
        return state !== 'terminated' && state !== 'finished' && !isTerminal(before, subject);
      }),
    ),
};

/** The guarantees about removal. */
export const removalGuarantees: readonly Guarantee[] = [
  ...terminalGuarantees,
  terminalBeforeRemoval,
  removedAfterStopped,
  removedMeansCleaned,
  finalDeleteLast,
  finalDeleteRightPod,
  unscheduledAtOnce,
  oneRunningPerName,
  terminatedStaysDown,
];
