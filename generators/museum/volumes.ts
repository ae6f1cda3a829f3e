/** Bugs around volumes. */
import { cell } from '../../model/cluster.ts';
import type { PodSpec } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Exhibit } from './exhibit.ts';
import { mutant } from './mutant.ts';
import { container, scene } from './scene.ts';
import { cleanupBesideSetup, graceZeroUnmounts, restartForgetsTerminating } from './switches/volumes.ts';

const withEmptyDir: Partial<PodSpec> = {
  volumes: [{ kind: 'emptyDir', name: 'data' }],
  containers: [container('app', { volumeMounts: ['data'] })],
};
const withClaim: Partial<PodSpec> = {
  volumes: [{ kind: 'persistentVolumeClaim', name: 'data', claim: 'data' }],
  containers: [container('app', { volumeMounts: ['data'] })],
};
const claim: Pick<Scenario, 'claims'> = {
  claims: {
    data: { accessModes: ['ReadWriteOnce'], volumeBindingMode: 'Immediate', reclaimPolicy: 'Delete', bound: true },
  },
};

const deleted = { type: 'user/podDeleted', pod: 'web' } as const;
const started = { type: 'runtime/containerStarted', uid: 'web#1', container: 'app' } as const;
const unmounted = { type: 'kubelet/volumesUnmounted', uid: 'web#1' } as const;
const running = (cluster: Parameters<NonNullable<Exhibit['run'][number]['when']>>[0]) =>
  cell(cluster, 'containers', 'web#1/app').state === 'running';

const unmountedAfterRestart: Exhibit = {
  id: 'kubernetes-113979',
  title: 'A kubelet restart takes the volume away from a Pod that drains',
  links: [
    'kubernetes/kubernetes#113979',
    'kubernetes/kubernetes#114047',
    'kubernetes/kubernetes#75345',
    'kubernetes/kubernetes#110670',
  ],
  versions: 'reported in 2022; closed',
  grade: 'A',
  story:
    'After a restart the kubelet rebuilt the list of volumes it wants, and left out Pods that were being deleted. What it then found ' +
    'mounted and not wanted it unmounted and detached, under a container that was still writing.',
  scenario: scene(
    'a volume, a delete, a kubelet restart',
    { 'web#1': withEmptyDir },
    { delete: 1, 'kubelet-restart': 1 },
  ),
  asked: { guarantee: 'volumes-mounted-while-containers-run' },
  switch: 'rebuild-volumes-of-terminating',
  off: { says: 'Pods that are being deleted want no volumes after a restart.', mutations: [restartForgetsTerminating] },
  on: { says: 'They want them until they have stopped.' },
  run: [
    { says: 'the container runs', event: started },
    { says: 'the Pod is deleted', event: deleted },
    { says: 'the kubelet restarts', event: { type: 'fault/kubeletRestarted' } },
    { says: 'the volume is unmounted under the container', event: unmounted, when: running },
  ],
};

const unmountedOnGraceZero: Exhibit = {
  id: 'kubernetes-28160',
  title: 'A forced delete unmounts the volume before it kills the container',
  links: ['kubernetes/kubernetes#28160', 'kubernetes/kubernetes#27691', 'kubernetes/kubernetes#27477'],
  versions: '1.3, fixed in 2016',
  grade: 'A',
  story:
    'With grace 0 a Pod left the kubelet’s list of wanted ones at once. The volume manager followed that list and unmounted; the container, ' +
    'killed afterwards, had lost its volume while it was still alive.',
  scenario: scene('a volume and a forced delete', { 'web#1': withEmptyDir }, { 'force-delete': 1 }),
  asked: { guarantee: 'volumes-mounted-while-containers-run' },
  switch: 'unmount-needs-stopped',
  off: { says: 'A Pod deleted with grace 0 is not wanted any more.', mutations: [graceZeroUnmounts] },
  on: { says: 'Volumes are unmounted when nothing of the Pod runs.' },
  run: [
    { says: 'the container runs', event: started },
    { says: 'the Pod is deleted with grace 0', event: { type: 'user/podForceDeleted', pod: 'web' } },
    { says: 'its volume is unmounted', event: unmounted, when: running },
  ],
};

const setUpAfterCleanup: Exhibit = {
  id: 'kubernetes-102344',
  title: 'Not started yet is read as terminated',
  links: [
    'kubernetes/kubernetes#102344',
    'kubernetes/kubernetes#103625',
    'kubernetes/kubernetes#107730',
    'kubernetes/kubernetes#110181',
  ],
  versions: 'before 1.22, where pod workers became the one owner of a Pod’s life',
  grade: 'B',
  story:
    'A Pod is deleted while its worker is still setting it up. Another part of the kubelet asks whether anything of it runs, hears no, and ' +
    'cleans up; then the worker, which nobody asked, starts the container, without the volumes that are gone by now.',
  scenario: scene('a volume, deleted during set-up', { 'web#1': withEmptyDir }, { delete: 1 }),
  asked: { guarantee: 'volumes-before-containers' },
  switch: 'single-lifecycle-owner',
  off: { says: 'Whoever cleans up asks the runtime, not the worker.', mutations: [cleanupBesideSetup] },
  on: { says: 'The worker sets up and cleans up, one after the other.' },
  run: [
    { says: 'the kubelet takes the Pod', event: { type: 'kubelet/podAdmitted', uid: 'web#1' } },
    { says: 'its worker mounts the volume', event: { type: 'kubelet/volumesMounted', uid: 'web#1' } },
    { says: 'the Pod is deleted', event: deleted },
    { says: 'nothing runs: the volume is unmounted', event: unmounted },
    { says: 'the worker starts the container', event: started },
  ],
};

const detachedUnderMount: Exhibit = {
  id: 'kubernetes-106710',
  title: 'A volume is detached while it is mounted',
  links: ['kubernetes/kubernetes#106710', 'kubernetes/kubernetes#120328', 'kubernetes/kubernetes#65392'],
  versions: 'a fix was not looked for; 1.34 to 1.36 detach by force from unhealthy nodes only',
  grade: 'A',
  story:
    'The containers had ended, the unmount kept failing on a healthy node. After six minutes the attach-detach controller, for which a Pod ' +
    'without running containers needs no volume, detached it by force: the mount was broken and its data at risk.',
  scenario: scene('a claim', { 'web#1': { ...withClaim, restartPolicy: 'Never' } }, { delete: 1 }, claim),
  asked: { guarantee: 'volumes-unmounted-before-detached' },
  switch: 'detach-needs-unmount',
  off: {
    says: 'The controller goes by the Pod alone and does not ask what the node has in use.',
    mutations: [mutant('detached-while-mounted')],
  },
  on: { says: 'It detaches what the node says is no longer in use.' },
  run: [
    { says: 'the container runs', event: started },
    { says: 'the Pod is deleted', event: deleted },
    { says: 'its container ends', event: { type: 'process/exited', uid: 'web#1' } },
    {
      says: 'the unmount does not come; the volume is detached',
      event: { type: 'attachdetach/volumesDetached', uid: 'web#1' },
      when: (before) => cell(before, 'volumes', 'web#1').mounted,
    },
  ],
};

/** Bugs around volumes. */
export const volumeExhibits: readonly Exhibit[] = [
  unmountedAfterRestart,
  unmountedOnGraceZero,
  setUpAfterCleanup,
  detachedUnderMount,
];
