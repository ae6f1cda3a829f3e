/** Bugs in who goes on being probed while a pod terminates. */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Exhibit } from './exhibit.ts';
import { mutant } from './mutant.ts';
import { container, kubernetes, probe, scene } from './scene.ts';

const deleted = { type: 'user/podDeleted', pod: 'web', grace: null } as const;
const patched = { type: 'kubelet/statusPatched', uid: 'web#1' } as const;
const isReady = (cluster: Cluster): boolean => cell(cluster, 'statuses', 'web').ready;
const probed = { 'web#1': { containers: [container('app', { readinessProbe: probe })] } };

const probesStop: Exhibit = {
  id: 'kubernetes-110309',
  title: 'Readiness is frozen while a Pod drains: no probe runs',
  links: [
    'kubernetes/kubernetes#110309',
    'kubernetes/kubernetes#110191',
    'kubernetes/kubernetes#124648',
    'kubernetes/kubernetes#105780',
  ],
  versions: '1.22 to 1.24; fixed by #110191 and its picks',
  grade: 'A',
  story:
    'With the new pod workers of 1.22 all probes of a Pod ended when its termination began. Its app closed the port, or failed its readiness ' +
    'probe on purpose to drain, and nobody asked: Ready stayed true until the kill, and whoever drained by readiness went on sending.',
  scenario: scene(
    'a readiness probe, a delete',
    probed,
    { delete: 1 },
    { reportedStatus: 'all', ...kubernetes('1.34') },
  ),
  asked: { guarantee: 'readiness-probed-until-stopped' },
  switch: 'probes-during-termination',
  off: { says: 'All probe workers stop when termination begins.', mutations: [mutant('probes-stop-on-deletion')] },
  on: { says: 'Readiness probes go on until the container has stopped.' },
  run: [
    { says: 'the Pod is ready', event: patched, when: (_before, after) => isReady(after) },
    { says: 'it is deleted', event: deleted },
    { says: 'its termination begins and ends its probes', event: { type: 'kubelet/terminationStarted', uid: 'web#1' } },
  ],
};

const execProbesCancelled: Exhibit = {
  id: 'kubernetes-140881',
  title: 'Every exec probe of a draining Pod is cancelled',
  links: ['kubernetes/kubernetes#140881', 'kubernetes/kubernetes#140882'],
  versions: '1.35, and 1.36 from 1.36.3 on; 1.37 has the cure (#140882)',
  grade: 'A',
  story:
    'Since 1.35 probe workers hang on the context of the Pod’s syncs, and the first word of a deletion cancels it. From then on each exec probe ' +
    'ends in “context canceled”, an error, which counts for nothing: Ready stays as it was, and whoever drains by a readiness command waits in vain.',
  scenario: scene(
    'an exec readiness probe, a delete',
    probed,
    { delete: 1 },
    { reportedStatus: 'all', ...kubernetes('1.35') },
  ),
  asked: { guarantee: 'readiness-probed-until-stopped' },
  switch: 'execProbesSurviveTermination',
  off: { says: 'Kubernetes 1.35 as it is.' },
  on: {
    says: 'Probe workers have a context of their own, as in 1.34 and 1.37.',
    scenario: kubernetes('1.35', { switches: { execProbesSurviveTermination: true } }),
  },
  run: [
    { says: 'the Pod is ready', event: patched, when: (_before, after) => isReady(after) },
    { says: 'it is deleted', event: deleted },
    { says: 'the kubelet hears of it, which cancels the probes', event: { type: 'watch/kubeletSawPod', uid: 'web#1' } },
    { says: 'the app drains, unasked', event: { type: 'kubelet/terminationStarted', uid: 'web#1' } },
  ],
};

/** Bugs in who goes on being probed while a pod terminates. */
export const probeExhibits: readonly Exhibit[] = [probesStop, execProbesCancelled];
