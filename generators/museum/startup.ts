/** Bugs in the order in which a pod comes up, and comes up again. */
import { type Cluster, cell } from '../../model/cluster.ts';
import { isRunning, recordOf, stepOf, subjects } from '../../model/guarantees/build.ts';
import { containerOf } from '../../model/kubernetes/spec.ts';
import type { Uid } from '../../model/scenario.ts';
import type { Exhibit } from './exhibit.ts';
import { mutant } from './mutant.ts';
import { container, kubernetes, probe, scene, sidecar } from './scene.ts';
import { createdIsForgotten, sandboxForTheFinished, startupNotSeeded } from './switches/startup.ts';

const created = (name: string) => ({ type: 'runtime/containerCreated', uid: 'web#1', container: name }) as const;
const started = (name: string) => ({ type: 'runtime/containerStarted', uid: 'web#1', container: name }) as const;
const exited = (name: string) => ({ type: 'process/exited', uid: 'web#1', container: name, exitCode: 0 }) as const;
const restarted = { type: 'fault/kubeletRestarted' } as const;
const sandboxDied = { type: 'fault/sandboxDied', uid: 'web#1' } as const;

const initSkipped: Exhibit = {
  id: 'kubernetes-137710',
  title: 'After a reboot the app starts although an init container has not run',
  links: [
    'kubernetes/kubernetes#137710',
    'kubernetes/kubernetes#138514',
    'kubernetes/kubernetes#140309',
    'kubernetes/kubernetes#138706',
    'kubernetes/kubernetes#124002',
  ],
  versions: 'reports from 2024 on; 1.34, 1.35 and 1.36 have it, 1.37 has the cure (#138514)',
  grade: 'A',
  story:
    'The node went down between the creation of the main container and its start. After the reboot the kubelet made a new sandbox and ran ' +
    'the first init container again. Then it met the record of the old main container, created and never started, took the Pod for ' +
    'initialized, and started the app without its second init container.',
  scenario: scene(
    'two init containers, a kubelet restart and a dead sandbox',
    { 'web#1': { initContainers: [container('i1'), container('i2')] } },
    { 'kubelet-restart': 1, 'sandbox-failure': 1 },
    kubernetes('1.35'),
  ),
  asked: { guarantee: 'init-before-main' },
  switch: 'createdCountsAsInitialized',
  off: { says: 'Kubernetes 1.35 as it is: a record of any sandbox counts.' },
  on: {
    says: 'Only records of the newest sandbox count, as in 1.37.',
    scenario: kubernetes('1.35', { switches: { createdCountsAsInitialized: false } }),
  },
  run: [
    { says: 'both init containers are done', event: exited('i2') },
    { says: 'the app is created and not started', event: created('app') },
    { says: 'the node goes down: the kubelet restarts', event: restarted },
    { says: 'and the sandbox is dead', event: sandboxDied },
    { says: 'a new sandbox', event: { type: 'runtime/sandboxReady', uid: 'web#1' } },
    { says: 'the first init container runs again', event: exited('i1') },
    { says: 'the app starts', event: started('app') },
  ],
};

const pendingForEver: Exhibit = {
  id: 'kubernetes-118321',
  title: 'After a reboot a Pod with restart policy Never stays Pending for ever',
  links: [
    'kubernetes/kubernetes#118321',
    'kubernetes/kubernetes#79398',
    'kubernetes/kubernetes#77544',
    'kubernetes/kubernetes#141948',
  ],
  versions: 'open when read (2026), as is the proposed #141948',
  grade: 'A',
  story:
    'A Pod that must run once at most gets no second sandbox if a container of it has been there before. The record of one that was created ' +
    'and never started counts as such: after a reboot in between, the Pod is neither run nor given up.',
  scenario: scene(
    'restart policy Never, a kubelet restart and a dead sandbox',
    { 'web#1': { restartPolicy: 'Never' } },
    { 'kubelet-restart': 1, 'sandbox-failure': 1 },
  ),
  asked: {
    sentence: 'A Pod that was admitted comes to run, or to an end.',
    promises: (scenario) =>
      subjects(scenario).map(({ uid, name, spec, label }) => ({
        kind: 'leads-to',
        subject: label,
        from: (now) => cell(now, 'workers', uid).state === 'sync',
        to: (now) =>
          spec.containers.some(
            (main) => isRunning(now, uid, main) || recordOf(now, uid, main.name).state === 'exited',
          ) || ['Succeeded', 'Failed'].includes(cell(now, 'statuses', name).phase),
      })),
  },
  switch: 'recreate-if-only-created',
  off: { says: 'The model as it is.' },
  on: {
    says: 'A container that never ran does not stand in the way of a new sandbox.',
    mutations: [createdIsForgotten],
  },
  run: [
    { says: 'the sandbox is made', event: { type: 'runtime/sandboxReady', uid: 'web#1' } },
    { says: 'the container is created, not started', event: created('app') },
    { says: 'the node goes down: the kubelet restarts', event: restarted },
    { says: 'and the sandbox is dead', event: sandboxDied },
  ],
};

const appNotRestarted: Exhibit = {
  id: 'kubernetes-137146',
  title: 'A sidecar keeps a crashed app from being restarted',
  links: ['kubernetes/kubernetes#137146', 'kubernetes/kubernetes#136969', 'kubernetes/kubernetes#137885'],
  versions: '1.35, from the cure of kubernetes-100277; fixed by #137146, picked by #137885',
  grade: 'A',
  story:
    'So that a restarted kubelet does not call ready Pods unready, 1.35 takes their state over from the API and asks a startup probe that has ' +
    'succeeded no more. Its result was not taken over. When the app crashed, the kubelet asked whether the sidecar before it had started, ' +
    'got no answer, and waited: the app was never restarted. One cure had made the next bug.',
  scenario: scene(
    'a sidecar with a startup probe, a kubelet restart and a crash',
    { 'web#1': { initContainers: [sidecar('proxy', { startupProbe: probe })] } },
    { 'kubelet-restart': 1, 'container-crash': 1 },
    kubernetes('1.35'),
  ),
  asked: {
    sentence: 'An app that has crashed beside a running sidecar comes back.',
    promises: (scenario) =>
      subjects(scenario).map(({ uid, spec, label }) => ({
        kind: 'leads-to',
        subject: label,
        from: (now) => recordOf(now, uid, 'app').state === 'exited' && isRunning(now, uid, containerOf(spec, 'proxy')),
        to: (now) => recordOf(now, uid, 'app').state === 'running',
      })),
  },
  switch: 'seed-startup-from-status',
  off: { says: 'The result of a startup probe is lost with the kubelet.', mutations: [startupNotSeeded] },
  on: { says: 'A container that had started is taken for one whose startup probe has succeeded, as in 1.35.6.' },
  run: [
    { says: 'the sidecar has started', event: { type: 'prober/probeSucceeded', uid: 'web#1', container: 'proxy' } },
    { says: 'the app runs', event: started('app') },
    { says: 'the kubelet restarts', event: restarted },
    { says: 'the app crashes', event: { type: 'fault/containerCrashed', uid: 'web#1', container: 'app' } },
  ],
};

const initRunsAgain: Exhibit = {
  id: 'podman-15631',
  title: 'podman starts an init container again that is done',
  links: [
    'containers/podman#15631',
    'containers/podman#16343',
    'containers/podman#18481',
    'containers/podman#14877',
    'containers/podman#14977',
  ],
  versions: 'reports of 2022 (4.2, 4.3); fixed by #18481 in 2023',
  grade: 'A',
  story:
    '`podman kube play` gave the restart policy of the Pod to its init containers, too. One that had exited 0 was restarted; whoever waited for ' +
    'its end missed it or waited for a time-out, and the app came late or not at all.',
  scenario: scene('an init container', { 'web#1': { initContainers: [container('init')] } }, {}),
  asked: { guarantee: 'init-containers-run-once' },
  switch: 'init-ignores-pod-policy',
  off: {
    says: 'The policy Always of the Pod is one of its init containers, too.',
    mutations: [mutant('completed-init-restarted')],
  },
  on: { says: 'An init container that has exited 0 is done.' },
  run: [
    { says: 'the init container exits 0', event: exited('init') },
    { says: 'it is started again', event: started('init') },
  ],
};

const makesSandbox = (cluster: Cluster, uid: Uid): boolean => {
  const { step, afterKill } = cell(cluster, 'workers', uid);
  return step === 'sandbox' || afterKill === 'sandbox';
};

const secondSandbox: Exhibit = {
  id: 'kubernetes-92613',
  title: 'A Pod that is done gets a second sandbox',
  links: ['kubernetes/kubernetes#92613', 'kubernetes/kubernetes#92614', 'kubernetes/kubernetes#35309'],
  versions: 'fixed by #92614',
  grade: 'B',
  story:
    'All containers of a Job’s Pod had exited 0 and its sandbox was gone, when a pass came before the terminal phase was settled. No sandbox, so ' +
    'it made one, with an address and all, only to tear it down again.',
  scenario: scene(
    'restart policy OnFailure and a dead sandbox',
    { 'web#1': { restartPolicy: 'OnFailure' } },
    { 'sandbox-failure': 1 },
  ),
  asked: {
    sentence: 'A pass makes a sandbox only for a Pod that had something left to run when it began.',
    promises: (scenario) =>
      subjects(scenario).map((subject) =>
        stepOf(subject, ['kubelet/syncStarted'], (before, { uid }, after) =>
          makesSandbox(after, uid) && cell(before, 'sandboxes', uid).state !== 'none'
            ? !subject.spec.containers.every(({ name }) => {
                const { state, exitCode } = recordOf(before, uid, name);
                return state === 'exited' && exitCode === 0;
              })
            : undefined,
        ),
      ),
  },
  switch: 'no-sandbox-if-done',
  off: { says: 'No sandbox, so one is made.', mutations: [sandboxForTheFinished] },
  on: { says: 'No sandbox is made for containers that are done.' },
  run: [
    { says: 'the container exits 0', event: exited('app') },
    { says: 'the sandbox goes', event: sandboxDied },
    {
      says: 'a pass comes before the phase is settled and goes on to a second sandbox',
      event: { type: 'kubelet/syncStarted', uid: 'web#1' },
    },
  ],
};

/** Bugs in the order in which a pod comes up, and comes up again. */
export const startupExhibits: readonly Exhibit[] = [
  initSkipped,
  pendingForEver,
  appNotRestarted,
  initRunsAgain,
  secondSandbox,
];
