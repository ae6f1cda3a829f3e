/** Bugs between the first reason to terminate a pod and its last exit. */
import { cell } from '../../model/cluster.ts';
import { running, step, stepOf, subjects } from '../../model/guarantees/build.ts';
import { containerKey } from '../../model/scenario.ts';
import type { Exhibit } from './exhibit.ts';
import { mutant } from './mutant.ts';
import { container, delays, probe, scene, watchedEnd } from './scene.ts';
import { cancelledStopKills, hookWithoutLimit, interruptibleStop, stopCallTimesOut } from './switches/termination.ts';

const asItIs = 'The model as it is.';
const exec = { handler: 'exec' } as const;
const deleted = { type: 'user/podDeleted', pod: 'web', grace: null } as const;
const begun = { type: 'kubelet/terminationStarted', uid: 'web#1', cause: 'deleted' } as const;
const sigterm = { type: 'runtime/sigtermSent', uid: 'web#1', container: 'app' } as const;
const late = (deadline: string) => ({ type: 'observer/deadlinePassed', deadline }) as const;

const hookPlusGrace: Exhibit = {
  id: 'kubernetes-115817',
  title: 'A preStop hook, and then the full grace period once more',
  links: [
    'kubernetes/kubernetes#115817',
    'kubernetes/kubernetes#116753',
    'kubernetes/kubernetes#117798',
    'kubernetes/kubernetes#117373',
    'kubernetes/kubernetes#115835',
  ],
  versions: 'from 1.22; fixed by #115835 in 2023',
  grade: 'A',
  story:
    'The grace period is one for hook and process together: what the hook has used is gone. For some releases the kubelet gave the runtime ' +
    'the whole period after the hook, so that a Pod that ignores SIGTERM lived for up to twice as long as it was granted.',
  scenario: scene(
    'a hook of 8 s, 10 s of grace',
    {
      'web#1': {
        terminationGracePeriodSeconds: 10,
        containers: [container('app', { preStop: { handler: 'sleep', seconds: 8 } })],
      },
    },
    { delete: 1 },
    { ...watchedEnd, ...delays() },
  ),
  asked: { guarantee: 'shutdown-bounded-by-grace' },
  switch: 'grace-shared-with-hook',
  off: { says: 'StopContainer gets the whole grace period.', mutations: [mutant('grace-starts-at-sigterm')] },
  on: { says: 'StopContainer gets what the hook has left over.' },
  run: [
    { says: 'the Pod is deleted', event: deleted },
    { says: 'the hook runs', event: begun },
    { says: 'the hook has ended', event: { type: 'kubelet/preStopCompleted' } },
    { says: 'the runtime is asked to stop with the whole grace period; the app ignores SIGTERM', event: sigterm },
    { says: 'grace period and reserve are over, the app lives', event: late('shutdown web') },
  ],
};

const hookForEver: Exhibit = {
  id: 'kubernetes-8768',
  title: 'A preStop hook that hangs holds its Pod for days',
  links: ['kubernetes/kubernetes#8768'],
  versions: '2015',
  grade: 'A',
  story:
    'The first hooks had no limit of their own, and the grace period began after them. A hook that hung kept its Pod for forty hours and more.',
  scenario: scene(
    'a hook that may hang',
    { 'web#1': { terminationGracePeriodSeconds: 10, containers: [container('app', { preStop: exec })] } },
    { delete: 1 },
    { ...watchedEnd, ...delays() },
  ),
  asked: { guarantee: 'shutdown-bounded-by-grace' },
  switch: 'hook-bounded-by-grace',
  off: { says: 'The kubelet waits for the hook.', mutations: [hookWithoutLimit] },
  on: { says: 'The end of the grace period ends the wait for the hook.' },
  run: [
    { says: 'the Pod is deleted', event: deleted },
    { says: 'the hook runs', event: begun },
    {
      says: 'grace period and reserve are over, the hook still runs',
      event: late('shutdown web'),
      when: (before) => cell(before, 'kills', 'web#1/app').stage === 'preStop',
    },
  ],
};

const hookKeepsFirstGrace: Exhibit = {
  id: 'kubernetes-127339',
  title: 'A hook that hangs does not hear of the second, shorter delete',
  links: ['kubernetes/kubernetes#127339', 'kubernetes/kubernetes#83916'],
  versions: 'open when read (2026)',
  grade: 'A',
  story:
    'Somebody deletes a Pod, sees that its hook hangs, and deletes it again with a grace period of next to nothing. The object says so and ' +
    'the kubelet sees it, but the hook runs under the clock of the first delete, and so does everything behind it.',
  scenario: scene(
    'a hook that may hang, deleted twice',
    { 'web#1': { terminationGracePeriodSeconds: 120, containers: [container('app', { preStop: exec })] } },
    { delete: 1, 'delete-shorter': 1 },
    { ...watchedEnd, ...delays() },
  ),
  asked: { guarantee: 'shorter-grace-bounds-the-kill' },
  switch: 'interruptible-stop',
  off: { says: asItIs },
  on: { says: 'A shorter grace period, once seen, ends hook and stop call.', mutations: [interruptibleStop] },
  run: [
    { says: 'the Pod is deleted with 120 s', event: deleted },
    { says: 'the hook runs', event: begun },
    { says: 'the Pod is deleted again with 1 s', event: { type: 'user/podDeleted', pod: 'web', grace: 1 } },
    { says: 'the kubelet sees it', event: { type: 'watch/kubeletSawPod', uid: 'web#1' } },
    {
      says: 'the shorter period is over and the hook still runs',
      event: late('shortening web'),
      when: (before) => cell(before, 'kills', 'web#1/app').stage === 'preStop',
    },
  ],
};

const shorterGraceIgnored: Exhibit = {
  id: 'kubernetes-83916',
  title: 'A shorter grace period is stored, seen and not obeyed',
  links: ['kubernetes/kubernetes#83916', 'kubernetes/kubernetes#113712', 'kubernetes/kubernetes#113883'],
  versions: 'open when read (2026), as is the proposed #113883',
  grade: 'A',
  story:
    'The terminating step of the pod worker is one blocking call with the grace period of the first delete. A second delete with less is ' +
    'queued behind it and read when the call has returned, after the whole of the first period.',
  scenario: scene(
    '120 s of grace, deleted twice',
    { 'web#1': { terminationGracePeriodSeconds: 120 } },
    { delete: 1, 'delete-shorter': 1 },
    { ...watchedEnd, ...delays() },
  ),
  asked: { guarantee: 'shorter-grace-bounds-the-kill' },
  switch: 'interruptible-stop',
  off: { says: asItIs },
  on: { says: 'A shorter grace period, once seen, ends the stop call.', mutations: [interruptibleStop] },
  run: [
    { says: 'the Pod is deleted with 120 s', event: deleted },
    { says: 'the kubelet is inside one stop call', event: sigterm },
    { says: 'the Pod is deleted again with 1 s', event: { type: 'user/podDeleted', pod: 'web', grace: 1 } },
    { says: 'the kubelet sees it', event: { type: 'watch/kubeletSawPod', uid: 'web#1' } },
    { says: 'the shorter period is over, the call goes on', event: late('shortening web') },
  ],
};

/** Who gets SIGKILL now has had its time. */
const killedInTime = {
  sentence: 'A process gets SIGKILL only when the grace period of its kill is over.',
  promises: (scenario: Exhibit['scenario']) =>
    subjects(scenario).flatMap(({ uid, spec, label }) =>
      spec.containers.map(({ name }) => {
        const key = containerKey(uid, name);
        return step(`${label}/${name}`, ['runtime/sigkillSent', 'fault/kubeletRestarted'], (before, _event, after) => {
          const was = cell(before, 'processes', key).signal;
          if (was === 'SIGKILL' || cell(after, 'processes', key).signal !== 'SIGKILL') return undefined;
          return cell(before, 'kills', key).expired;
        });
      }),
    ),
};

const restartKillsDraining: Exhibit = {
  id: 'containerd-cri-1098',
  title: 'A kubelet restart kills a container that drains',
  links: ['containerd/cri#1098'],
  versions: 'containerd’s CRI plugin, while it was a project of its own',
  grade: 'A',
  story:
    'StopContainer is a call that lasts as long as the grace period. When the kubelet was restarted in the middle of it the call was ' +
    'cancelled, and the runtime treated a cancelled wait like one that has run out: it killed a container that had minutes left.',
  scenario: scene('a kubelet that restarts while a Pod drains', { 'web#1': {} }, { delete: 1, 'kubelet-restart': 1 }),
  asked: killedInTime,
  switch: 'stop-survives-its-client',
  off: { says: 'A cancelled stop call ends in SIGKILL.', mutations: [cancelledStopKills] },
  on: { says: 'A cancelled stop call leaves the container alone; the restarted kubelet asks again.' },
  run: [
    { says: 'the Pod is deleted', event: deleted },
    { says: 'the container drains', event: sigterm },
    { says: 'the kubelet restarts: SIGKILL', event: { type: 'fault/kubeletRestarted' } },
  ],
};

const sandboxUnderDraining: Exhibit = {
  id: 'kubernetes-31219',
  title: 'The network goes while a container still drains',
  links: ['kubernetes/kubernetes#31219', 'kubernetes/kubernetes#35333', 'kubernetes/kubernetes#9764'],
  versions: '1.3',
  grade: 'A',
  story:
    'Ten minutes of grace, and a client of the runtime that gave up every call after two. To the kubelet the stop had failed, so it went on ' +
    'and stopped the sandbox: the container lived and drained, without a network, and its hooks over localhost failed.',
  scenario: scene('a long drain', { 'web#1': { terminationGracePeriodSeconds: 600 } }, { delete: 1 }),
  asked: {
    sentence:
      'The sandbox of a Pod is stopped only when none of its containers runs: whatever still runs dies with it.',
    promises: (scenario) =>
      subjects(scenario).map((subject) =>
        stepOf(subject, ['runtime/sandboxStopped'], (before) => running(before, subject).length === 0),
      ),
  },
  switch: 'long-stop-timeout',
  off: { says: 'A stop call that takes too long for its client counts as failed.', mutations: [stopCallTimesOut] },
  on: { says: 'The client waits as long as the stop may take.' },
  run: [
    { says: 'the Pod is deleted', event: deleted },
    { says: 'the container drains', event: sigterm },
    { says: 'the client gives the call up', event: { type: 'runtime/stopFailed', uid: 'web#1', container: 'app' } },
    { says: 'the sandbox is stopped', event: { type: 'runtime/sandboxStopped', uid: 'web#1' } },
  ],
};

const livenessWhileTerminating: Exhibit = {
  id: 'kubernetes-52817',
  title: 'A Pod that closes its port on SIGTERM is killed for being unhealthy',
  links: ['kubernetes/kubernetes#52817', 'kubernetes/kubernetes#98571', 'kubernetes/kubernetes#122824'],
  versions: 'fixed by #98571',
  grade: 'B',
  story:
    'An app that drains closes its port first. Its liveness probe, which went on during termination, then failed, and the kubelet killed the ' +
    'container for it, inside the grace period that it was using as it should.',
  scenario: scene(
    'a liveness probe',
    { 'web#1': { containers: [container('app', { livenessProbe: { ...probe, handler: 'tcpSocket' } })] } },
    { delete: 1, 'probe-failure': 1 },
  ),
  asked: { guarantee: 'no-probe-kill-while-terminating' },
  switch: 'liveness-off-when-terminating',
  off: {
    says: 'Liveness goes on being probed, and acted on, while the Pod terminates.',
    mutations: [mutant('probe-kills-while-terminating')],
  },
  on: { says: 'Liveness probes stop when termination begins.' },
  run: [
    { says: 'the Pod is deleted', event: deleted },
    { says: 'the app closes its port', event: sigterm },
    { says: 'liveness fails', event: { type: 'prober/probeFailed', uid: 'web#1', probe: 'liveness' } },
  ],
};

/** Bugs between the first reason to terminate a pod and its last exit. */
export const terminationExhibits: readonly Exhibit[] = [
  hookPlusGrace,
  hookForEver,
  hookKeepsFirstGrace,
  shorterGraceIgnored,
  restartKillsDraining,
  sandboxUnderDraining,
  livenessWhileTerminating,
];
