/** Bugs of kube-scheduler and of the Binding endpoint. */
import { cell } from '../../model/cluster.ts';
import { step, subjects } from '../../model/guarantees/build.ts';
import { nodeSpec } from '../../model/kubernetes/defaults.ts';
import type { Exhibit } from './exhibit.ts';
import { container, kubernetes, nodeWith, oneCpu, scene } from './scene.ts';
import { assumptionExpires, bindByName, retryReadsLive } from './switches/scheduling.ts';

const assumptionForgotten: Exhibit = {
  id: 'kubernetes-106361',
  title: 'The scheduler forgets where it has put a Pod before it has seen it there',
  links: [
    'kubernetes/kubernetes#106361',
    'kubernetes/kubernetes#110924',
    'kubernetes/kubernetes#106412',
    'kubernetes/kubernetes#136204',
    'kubernetes/kubernetes#38503',
  ],
  versions: '30 s before 1.23, 15 min in 1.23, 2 min in picks to 1.20 to 1.22; later no expiry, code removed in 2026',
  grade: 'A',
  story:
    'A Pod that was given a node counts there at once, by assumption, until the scheduler’s informer shows it bound. The assumption had a ' +
    'best-before date of 30 s. Where the API server was slow the date passed first, the node looked free, and the next Pod was bound to a ' +
    'node that was full.',
  scenario: scene(
    'two Pods of 1 CPU, a node of 1 CPU',
    { 'web#1': { containers: [oneCpu('app')] }, 'db#1': { containers: [oneCpu('app')] } },
    {},
    { nodes: { 'node-1': nodeWith(1000) } },
  ),
  asked: { guarantee: 'no-overcommit-in-api' },
  switch: 'assumed-never-expires',
  off: { says: 'An assumption expires.', mutations: [assumptionExpires] },
  on: { says: 'An assumption lasts until the informer shows the Pod bound, or gone.' },
  run: [
    { says: 'web is assumed onto the node', event: { type: 'scheduler/podAssumed', pod: 'web' } },
    { says: 'its Binding is stored; the event is slow', event: { type: 'scheduler/podBound', pod: 'web' } },
    { says: 'the assumption expires', event: { type: 'scheduler/podForgotten', pod: 'web' } },
    { says: 'the node looks free: db is assumed there, too', event: { type: 'scheduler/podAssumed', pod: 'db' } },
    { says: 'and bound', event: { type: 'scheduler/podBound', pod: 'db' } },
  ],
};

const namesakeBound: Exhibit = {
  id: 'kubernetes-102761',
  title: 'A Binding lands on the next Pod of the same name',
  links: [
    'kubernetes/kubernetes#102761',
    'kubernetes/kubernetes#105261',
    'kubernetes/kubernetes#105913',
    'kubernetes/kubernetes#110646',
    'kubernetes/kubernetes#116550',
  ],
  versions:
    'fixed by #105913 (2021), lost again in 1.25 through #110646, restored by #116550 with picks to 1.25 and 1.26',
  grade: 'A',
  story:
    'The Binding of a StatefulSet’s Pod was under way when the set was changed: the Pod was deleted and made again under its name, with ' +
    'larger needs. The Binding named the Pod, not its UID, so it put the new one onto a node that had been chosen for the old one.',
  scenario: scene(
    'a Pod of 1 CPU, made again with 2',
    {
      'web#1': { containers: [oneCpu('app')] },
      'web#2': { containers: [container('app', { requests: { cpu: 2000 } })] },
    },
    { delete: 1 },
    { nodes: { 'node-1': nodeWith(1000) } },
  ),
  asked: { guarantee: 'binding-guards' },
  switch: 'bind-checks-uid',
  off: { says: 'A Binding is stored on whatever Pod has the name.', mutations: [bindByName] },
  on: { says: 'The UID is a precondition of a Binding.' },
  run: [
    { says: 'the scheduler decides about the first Pod', event: { type: 'scheduler/podAssumed', pod: 'web' } },
    { says: 'it is deleted', event: { type: 'user/podDeleted', pod: 'web' } },
    { says: 'and made again', event: { type: 'apiserver/podStored', uid: 'web#2' } },
    {
      says: 'the Binding puts the second onto a node that it does not fit',
      event: { type: 'scheduler/podBound', pod: 'web', node: 'node-1' },
      when: (before) => cell(before, 'pods', 'web').uid === 'web#2',
    },
  ],
};

const assumedTwice: Exhibit = {
  id: 'kubernetes-26043',
  title: 'A Pod is assumed onto a second node while it is bound to the first',
  links: ['kubernetes/kubernetes#26043'],
  versions: 'a fix was not looked for; 1.34 to 1.36 still take a lost answer for a failure',
  grade: 'A',
  story:
    'The Binding is stored, its answer is lost. To the scheduler the attempt has failed: it forgets the assumption, queues the Pod again, ' +
    'and, as its informer does not show it bound yet, assumes it onto another node. Until that Binding is refused the Pod counts on both.',
  scenario: scene(
    'two nodes, one lost answer',
    { 'web#1': {} },
    { 'lost-reply': 1 },
    { nodes: { 'node-1': nodeSpec(), 'node-2': nodeSpec() } },
  ),
  asked: {
    sentence: 'The scheduler assumes a Pod onto a node only if it is bound to no other.',
    promises: (scenario) =>
      subjects(scenario).map(({ name, label }) =>
        step(
          label,
          ['scheduler/podAssumed'],
          (before, { node }) => ['', node].includes(cell(before, 'pods', name).nodeName),
          ({ pod }) => pod === name,
        ),
      ),
  },
  switch: 'retry-reads-live',
  off: { says: 'The model as it is: a retry looks at the informer.' },
  on: { says: 'A retry looks at the API server.', mutations: [retryReadsLive] },
  run: [
    { says: 'the Pod is assumed onto a node', event: { type: 'scheduler/podAssumed', pod: 'web' } },
    { says: 'the Binding is stored, its answer is lost', event: { type: 'scheduler/bindingReplyLost', pod: 'web' } },
    { says: 'the Pod is queued again', event: { type: 'scheduler/podRequeued', pod: 'web' } },
    {
      says: 'and assumed onto the other node',
      event: { type: 'scheduler/podAssumed', pod: 'web' },
      when: (before, after) => cell(before, 'pods', 'web').nodeName !== cell(after, 'scheduling', 'web').assumed,
    },
  ],
};

const collapsedUpdate: Exhibit = {
  id: 'kubernetes-141255',
  title: 'A delete and a create that arrive as one update end the scheduler',
  links: ['kubernetes/kubernetes#141255', 'kubernetes/kubernetes#50916', 'kubernetes/kubernetes#56682'],
  versions: '1.35 and 1.36; open when read (2026). 1.34 takes such an update apart',
  grade: 'A',
  story:
    'A watch that has to list again shows what there is, not what happened. A bound Pod that was deleted and made again meanwhile comes as ' +
    'one update from a bound Pod to an unbound one of the same name. The scheduler takes it for a bound Pod that has moved, which cannot ' +
    'be, and exits; something has to restart it.',
  scenario: scene('a Pod, made again', { 'web#1': {}, 'web#2': {} }, { 'force-delete': 1 }, kubernetes('1.35')),
  asked: { guarantee: 'scheduler-does-not-exit' },
  switch: 'collapsedUpdateIsSplit',
  off: { says: 'Kubernetes 1.35 as it is.' },
  on: {
    says: 'An update that shows another UID is taken for a delete and an add, as in 1.34.',
    scenario: kubernetes('1.35', { switches: { collapsedUpdateIsSplit: true } }),
  },
  run: [
    { says: 'the Pod is bound', event: { type: 'scheduler/podBound', pod: 'web' } },
    { says: 'the scheduler sees it', event: { type: 'watch/schedulerSawPod', pod: 'web' } },
    { says: 'it is deleted', event: { type: 'user/podForceDeleted', pod: 'web' } },
    { says: 'and made again', event: { type: 'apiserver/podStored', uid: 'web#2' } },
    { says: 'the scheduler sees one update, and exits', event: { type: 'scheduler/restarted', pod: 'web' } },
  ],
};

/** Bugs of kube-scheduler and of the Binding endpoint. */
export const schedulingExhibits: readonly Exhibit[] = [
  assumptionForgotten,
  namesakeBound,
  assumedTwice,
  collapsedUpdate,
];
