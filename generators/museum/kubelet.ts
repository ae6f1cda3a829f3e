/** Bugs in what a kubelet takes, what it reports, and what it remembers. */
import { cell } from '../../model/cluster.ts';
import { running, stepOf, subjects } from '../../model/guarantees/build.ts';
import { nodeSpec } from '../../model/kubernetes/defaults.ts';
import type { Exhibit } from './exhibit.ts';
import { nodeWith, oneCpu, scene } from './scene.ts';
import {
  endReportedTooEarly,
  labelsNotLoaded,
  noRecordIsSuccess,
  runningIsAdmitted,
  terminalCountsOnRestart,
} from './switches/kubelet.ts';

const once = { restartPolicy: 'Never', containers: [oneCpu('app')] } as const;
const oneCpuNode = { nodes: { 'node-1': nodeWith(1000) } } as const;
const restarted = { type: 'fault/kubeletRestarted' } as const;
const deleted = { type: 'user/podDeleted', pod: 'web' } as const;
const patched = { type: 'kubelet/statusPatched', uid: 'web#1' } as const;
const started = { type: 'runtime/containerStarted', uid: 'web#1', container: 'app' } as const;
const isOver = (cluster: Parameters<NonNullable<Exhibit['run'][number]['when']>>[0], phase: string) =>
  cell(cluster, 'statuses', 'web').phase === phase;

/** A pod that runs is not turned away. */
const runningStays: Exhibit['asked'] = {
  sentence: 'A Pod whose containers run is never turned away by the admission of its kubelet.',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/podRejected', 'kubelet/podAdmitted'], (before, event) =>
        running(before, subject).length === 0 ? undefined : event.type === 'kubelet/podAdmitted',
      ),
    ),
};

const freshPodRejected: Exhibit = {
  id: 'kubernetes-106884',
  title: 'A fresh Pod is turned away because of one that has finished',
  links: [
    'kubernetes/kubernetes#106884',
    'kubernetes/kubernetes#104560',
    'kubernetes/kubernetes#106955',
    'kubernetes/kubernetes#108345',
    'kubernetes/kubernetes#108366',
  ],
  versions: '1.22; fixed by #108366 (2022)',
  grade: 'B',
  story:
    'A node has two accounts of what is in use: the scheduler’s, which goes by the phase in the API, and the kubelet’s own. The kubelet wrote ' +
    'Succeeded while its own account still held the Pod as being torn down. The scheduler sent the next Pod into the room that had become ' +
    'free, and the kubelet turned it away: OutOfcpu, Failed, for good.',
  scenario: scene('two Pods that run once, a node of 1 CPU', { 'web#1': once, 'db#1': once }, {}, oneCpuNode),
  asked: { guarantee: 'finished-pods-take-no-room' },
  switch: 'terminal-only-when-stopped',
  off: { says: 'A terminal phase is published while the Pod is torn down.', mutations: [endReportedTooEarly] },
  on: { says: 'A terminal phase is held back until everything has stopped.' },
  run: [
    { says: 'the container of web exits', event: { type: 'process/exited', uid: 'web#1', exitCode: 0 } },
    { says: 'Succeeded is published', event: patched, when: (_before, after) => isOver(after, 'Succeeded') },
    { says: 'the scheduler sees it', event: { type: 'watch/schedulerSawPod', pod: 'web' } },
    { says: 'db is bound to the node', event: { type: 'scheduler/podBound', pod: 'db' } },
    { says: 'and turned away', event: { type: 'kubelet/podRejected', uid: 'db#1', reason: 'OutOfcpu' } },
  ],
};

const failedWhileRunning: Exhibit = {
  id: 'kubernetes-88613',
  title: 'Failed is reported and the object deleted while the containers still run',
  links: ['kubernetes/kubernetes#88613', 'kubernetes/kubernetes#108366'],
  versions: 'until #108366 (2022)',
  grade: 'A',
  story:
    'A Pod exceeds its deadline and the kubelet writes Failed at once. Whoever deletes it now deletes a Pod that is over: its object goes ' +
    'without a grace period, while the containers drain on a node where nothing in the API accounts for them.',
  scenario: scene('a deadline', { 'web#1': { ...once, activeDeadlineSeconds: 10 } }, { delete: 1 }),
  asked: { guarantee: 'removed-only-after-containers-stopped' },
  switch: 'terminal-only-when-stopped',
  off: { says: 'A terminal phase is published while the Pod is torn down.', mutations: [endReportedTooEarly] },
  on: { says: 'A terminal phase is held back until everything has stopped.' },
  run: [
    { says: 'the Pod exceeds its deadline', event: { type: 'kubelet/deadlineExceeded', uid: 'web#1' } },
    { says: 'Failed is published', event: patched, when: (_before, after) => isOver(after, 'Failed') },
    { says: 'somebody deletes the Pod', event: deleted },
    { says: 'it is removed at once', event: { type: 'apiserver/podRemoved', pod: 'web' } },
  ],
};

const failedBecomesSucceeded: Exhibit = {
  id: 'kubernetes-58711',
  title: 'Failed turns into Succeeded',
  links: ['kubernetes/kubernetes#58711', 'kubernetes/kubernetes#59767', 'kubernetes/kubernetes#88440'],
  versions: 'seen on builds of 1.11; fixed by #88440 (2020)',
  grade: 'A',
  story:
    'A container had failed and the Pod said so. The Pod was deleted; one part of the kubelet saw that it was over and went straight to the ' +
    'last clean-up, another computed its status once more, found no containers, and took what had no record for exited with 0. Whoever ' +
    'watched acted on a success that was none.',
  scenario: scene(
    'a Pod that fails, held by a finalizer',
    { 'web#1': { restartPolicy: 'Never', finalizers: ['example.com/hold'] } },
    { delete: 1, 'container-crash': 1 },
  ),
  asked: { guarantee: 'terminal-phase-is-final' },
  switch: 'unknown-exit-is-failure',
  off: {
    says: 'A terminal phase is published early, and what has no record has exited with 0.',
    mutations: [endReportedTooEarly, noRecordIsSuccess],
  },
  on: { says: 'A terminal phase once settled stays.' },
  further: [
    {
      says: 'Without the early report nobody has seen Failed before.',
      mutations: [noRecordIsSuccess],
      expected: 'holds',
    },
  ],
  run: [
    { says: 'the container fails', event: { type: 'fault/containerCrashed', uid: 'web#1' } },
    { says: 'Failed is published', event: patched, when: (_before, after) => isOver(after, 'Failed') },
    { says: 'the Pod is deleted', event: deleted },
    { says: 'Succeeded is published', event: patched, when: (_before, after) => isOver(after, 'Succeeded') },
  ],
};

const labelled = { nodeSelector: { disk: 'ssd' } } as const;
const labelledNode = { nodes: { 'node-1': nodeSpec({ labels: { disk: 'ssd' } }) } } as const;

const rejectedWithoutLabels: Exhibit = {
  id: 'kubernetes-52902',
  title: 'After a kubelet restart running Pods are turned away: the node has no labels yet',
  links: [
    'kubernetes/kubernetes#52902',
    'kubernetes/kubernetes#72502',
    'kubernetes/kubernetes#100467',
    'kubernetes/kubernetes#93338',
    'kubernetes/kubernetes#129463',
    'kubernetes/kubernetes#94087',
  ],
  versions: 'fixed by #94087 in 1.19.8; a window was left, #129463 (2025)',
  grade: 'A',
  story:
    'A restarted kubelet gets its Pods and its own Node object from two sources, in either order. When the Pods came first it admitted them by a ' +
    'node without labels: every Pod with a node selector was turned away, Failed, although it was running there.',
  scenario: scene(
    'a node selector and a kubelet restart',
    { 'web#1': labelled },
    { 'kubelet-restart': 1 },
    labelledNode,
  ),
  asked: runningStays,
  switch: 'admit-after-node-sync',
  off: { says: 'Pods are admitted before the node’s labels are known.', mutations: [labelsNotLoaded] },
  on: { says: 'Admission waits for the Node object.' },
  run: [
    { says: 'the Pod runs', event: started },
    { says: 'the kubelet restarts', event: restarted },
    { says: 'its Pods arrive first', event: { type: 'watch/kubeletSawPod', uid: 'web#1' } },
    { says: 'the Pod is turned away', event: { type: 'kubelet/podRejected', uid: 'web#1', reason: 'NodeAffinity' } },
  ],
};

const rejectedAfterRelabel: Exhibit = {
  id: 'kubernetes-123980',
  title: 'IgnoredDuringExecution, until the kubelet restarts',
  links: ['kubernetes/kubernetes#123980', 'kubernetes/kubernetes#99708'],
  versions: 'all versions; so intended',
  grade: 'B',
  story:
    'A label is taken off a node. Pods that were scheduled for it go on, as the name of the affinity says. Then the kubelet restarts, puts ' +
    'everything it finds through admission once more, and fails Pods that were running.',
  scenario: scene(
    'a node that is relabelled, a kubelet that restarts',
    { 'web#1': labelled },
    { 'kubelet-restart': 1, relabel: 1 },
    labelledNode,
  ),
  asked: { guarantee: 'running-pod-is-not-rejected' },
  switch: 'running-is-admitted',
  off: { says: 'The model as it is.' },
  on: { says: 'What runs is not admitted again.', mutations: [runningIsAdmitted] },
  run: [
    { says: 'the Pod runs', event: started },
    { says: 'its node loses the label', event: { type: 'user/nodeRelabelled', node: 'node-1' } },
    { says: 'the kubelet restarts', event: restarted },
    { says: 'the Pod is turned away', event: { type: 'kubelet/podRejected', uid: 'web#1', reason: 'NodeAffinity' } },
  ],
};

const rejectedBesideFinished: Exhibit = {
  id: 'kubernetes-105523',
  title: 'After a kubelet restart a running Pod is turned away: finished ones count',
  links: ['kubernetes/kubernetes#105523', 'kubernetes/kubernetes#104817', 'kubernetes/kubernetes#105527'],
  versions: '1.22; fixed by #105527',
  grade: 'B',
  story:
    'Over time a full node has Pods that are Succeeded and others that run in their place. A restarted kubelet took all it found in its first ' +
    'list for active, one after the other, and when it came to those that really ran there was no room left.',
  scenario: scene(
    'two Pods that run once, a node of 1 CPU, a kubelet restart',
    { 'web#1': once, 'db#1': once },
    { 'kubelet-restart': 1 },
    oneCpuNode,
  ),
  asked: runningStays,
  switch: 'terminal-ignored-on-restart',
  off: { says: 'After a restart every Pod of the first list is active.', mutations: [terminalCountsOnRestart] },
  on: { says: 'Pods that are over are not counted.' },
  run: [
    { says: 'web is over', event: patched, when: (_before, after) => isOver(after, 'Succeeded') },
    { says: 'db runs in its place', event: { type: 'runtime/containerStarted', uid: 'db#1' } },
    { says: 'the kubelet restarts', event: restarted },
    { says: 'web is taken for active', event: { type: 'kubelet/podAdmitted', uid: 'web#1' } },
    { says: 'db is turned away', event: { type: 'kubelet/podRejected', uid: 'db#1', reason: 'OutOfcpu' } },
  ],
};

/** Bugs in what a kubelet takes, what it reports, and what it remembers. */
export const kubeletExhibits: readonly Exhibit[] = [
  freshPodRejected,
  failedWhileRunning,
  failedBecomesSucceeded,
  rejectedWithoutLabels,
  rejectedAfterRelabel,
  rejectedBesideFinished,
];
