/** Bugs around one name and two pods. */
import { cell } from '../../model/cluster.ts';
import { nodeSpec } from '../../model/kubernetes/defaults.ts';
import { after } from '../../model/timing/interval.ts';
import type { Exhibit } from './exhibit.ts';
import { delays, scene } from './scene.ts';
import { deletedOnceRunning, graceZeroIsOne, staleFirstList } from './switches/identity.ts';

const twoNodes = { nodes: { 'node-1': nodeSpec(), 'node-2': nodeSpec() } } as const;
const started = (uid: string) => ({ type: 'runtime/containerStarted', uid, container: 'app' }) as const;
const removed = { type: 'apiserver/podRemoved', pod: 'web' } as const;
const bound = (node: string) => ({ type: 'scheduler/podBound', pod: 'web', node }) as const;
const oldRuns = (cluster: Parameters<NonNullable<Exhibit['run'][number]['when']>>[0]) =>
  cell(cluster, 'containers', 'web#1/app').state === 'running';

const objectFirst: Exhibit = {
  id: 'kubernetes-120671',
  title: 'The object goes before its containers, and its successor starts beside them',
  links: ['kubernetes/kubernetes#120671', 'kubernetes/website#1731', 'kubernetes/kubernetes#54368'],
  versions: 'all versions; #120671 open when read (2026)',
  grade: 'A',
  story:
    'A StatefulSet’s Pod with terminationGracePeriodSeconds 0 is deleted. Grace 0 is what a forced delete has: the object goes at once, and ' +
    'the set makes its successor, on another node perhaps, while the kubelet of the first still stops what it runs. Both have the same name ' +
    'and write the same volume.',
  scenario: scene(
    'a Pod with grace 0, made again',
    { 'web#1': { terminationGracePeriodSeconds: 0 }, 'web#2': { terminationGracePeriodSeconds: 0 } },
    { delete: 1, 'watch-lag': 0 },
    twoNodes,
  ),
  asked: { guarantee: 'one-running-pod-per-name' },
  switch: 'object-outlives-containers',
  off: { says: 'The model as it is: grace 0 removes the object at once.' },
  on: { says: 'Grace 0 of a spec counts as 1: the object waits for the kubelet.', mutations: [graceZeroIsOne] },
  run: [
    { says: 'the first Pod is bound', event: bound('node-1') },
    { says: 'it runs', event: started('web#1') },
    {
      says: 'it is deleted with the grace of its spec, 0',
      event: { type: 'user/podDeleted', pod: 'web', grace: null },
    },
    { says: 'its object goes', event: removed, when: oldRuns },
    { says: 'it is made again', event: { type: 'apiserver/podStored', uid: 'web#2' } },
    { says: 'the second is bound to another node', event: bound('node-2') },
    { says: 'and starts while the first runs', event: started('web#2') },
  ],
};

const forced: Exhibit = {
  id: 'k9s-2819',
  title: 'A tool that deletes by force without being asked to',
  links: ['derailed/k9s#2819', 'kubernetes/website#1731', 'kubernetes/kubernetes#120671'],
  versions: 'all versions of Kubernetes: a forced delete is so intended',
  grade: 'A',
  story:
    'A tool whose delete was a forced one by default. The object of a StatefulSet’s Pod is gone at once, whatever its grace period, and its ' +
    'successor starts beside it. Nothing in the API server can help whoever asks for this; what helps is not to ask.',
  scenario: scene(
    'a Pod with 30 s of grace, made again',
    { 'web#1': {}, 'web#2': {} },
    { 'force-delete': 1, 'watch-lag': 0 },
    twoNodes,
  ),
  asked: { guarantee: 'one-running-pod-per-name' },
  switch: 'delete-gracefully',
  off: { says: 'The Pod is deleted by force.' },
  on: {
    says: 'The same Pod is deleted once with its grace period, and never by force.',
    scenario: {
      user: scene('', { 'web#1': {}, 'web#2': {} }, { delete: 1 }).user,
    },
  },
  further: [
    {
      says: 'The cure of kubernetes-120671 does not help against force.',
      mutations: [graceZeroIsOne],
      expected: 'violated',
    },
    {
      says: 'A Pod that runs is deleted by force, where the next takes 4 s at least to pull its image and all else is as quick as usual.',
      mutations: [deletedOnceRunning],
      scenario: delays({ 'image-pull': after(4) }),
      expected: 'holds',
    },
    {
      says: 'The same where it takes 3 s at least: the first may live that long.',
      mutations: [deletedOnceRunning],
      scenario: delays({ 'image-pull': after(3) }),
      expected: 'violated',
    },
  ],
  run: [
    { says: 'the first Pod is bound', event: bound('node-1') },
    { says: 'it runs', event: started('web#1') },
    { says: 'it is deleted by force', event: { type: 'user/podForceDeleted', pod: 'web' } },
    { says: 'its object goes', event: removed, when: oldRuns },
    { says: 'it is made again', event: { type: 'apiserver/podStored', uid: 'web#2' } },
    { says: 'the second is bound to another node', event: bound('node-2') },
    { says: 'and starts while the first runs', event: started('web#2') },
  ],
};

const staleList: Exhibit = {
  id: 'kubernetes-59848',
  title: 'A restarted kubelet starts a Pod that was deleted long ago',
  links: [
    'kubernetes/kubernetes#59848',
    'kubernetes/kubernetes#60478',
    'kubernetes/kubernetes#67998',
    'kubernetes/kubernetes#83520',
    'elastic/cloud-on-k8s#4956',
  ],
  versions: 'from 1.5 on; open when read (2026): #83520 (2019) keeps a kubelet from going back as long as it runs',
  grade: 'A',
  story:
    'A StatefulSet’s Pod was deleted, stopped and removed, its successor runs on another node. The first node’s kubelet restarts and lists its ' +
    'Pods from an API server that lags behind: there the old Pod still stands, bound to this node and not deleted. The kubelet remembers no ' +
    'UIDs, and starts it.',
  scenario: scene(
    'a Pod, made again, and a kubelet that restarts',
    { 'web#1': {}, 'web#2': {} },
    { delete: 1, 'kubelet-restart': 1, 'watch-lag': 0 },
    twoNodes,
  ),
  asked: { guarantee: 'one-running-pod-per-name' },
  switch: 'fresh-list-on-start',
  off: { says: 'The first list after a restart may be an old one.', mutations: [staleFirstList] },
  on: { says: 'The first list is what is stored.' },
  run: [
    { says: 'the first Pod is bound', event: bound('node-1') },
    { says: 'it runs', event: started('web#1') },
    { says: 'it is deleted', event: { type: 'user/podDeleted', pod: 'web' } },
    { says: 'stopped, and removed', event: { type: 'kubelet/podFinallyDeleted', uid: 'web#1' } },
    { says: 'its successor is bound to another node', event: bound('node-2') },
    { says: 'and runs there', event: started('web#2') },
    { says: 'the first node’s kubelet restarts', event: { type: 'fault/kubeletRestarted' } },
    { says: 'it admits the Pod of the old list', event: { type: 'kubelet/podAdmitted', uid: 'web#1' } },
    { says: 'and starts it', event: started('web#1') },
  ],
};

/** Bugs around one name and two pods. */
export const identityExhibits: readonly Exhibit[] = [objectFirst, forced, staleList];
