/** Bugs of containers that are there for others: proxies and their like. */
import { type Cluster, cell } from '../../model/cluster.ts';
import { everywhere, isRunning, recordOf, stepOf, subjects } from '../../model/guarantees/build.ts';
import { containerOf } from '../../model/kubernetes/spec.ts';
import { containerKey } from '../../model/scenario.ts';
import { within } from '../../model/timing/interval.ts';
import type { Exhibit } from './exhibit.ts';
import { container, delays, podsOf, probe, scene, sidecar, watchedEnd } from './scene.ts';
import { graceNeverOver, waitsForUnstarted } from './switches/termination.ts';

const app = container('app');
const deleted = { type: 'user/podDeleted', pod: 'web', grace: null } as const;
const begun = { type: 'kubelet/terminationStarted', uid: 'web#1', cause: 'deleted' } as const;
const sigterm = { type: 'runtime/sigtermSent', uid: 'web#1', container: 'app' } as const;

const proxyStartsLate: Exhibit = {
  id: 'istio-11130',
  title: 'The app calls out before its proxy is up',
  links: ['istio/istio#11130', 'kubernetes/kubernetes#65502', 'kubernetes/kubernetes#120620'],
  versions: 'plain containers: all versions; sidecars by default since 1.29',
  grade: 'A',
  story:
    'App and proxy are plain containers and started one after the other, with nobody waiting for anybody. The app’s first call goes out before ' +
    'the proxy listens, fails, and the app exits. A sidecar with a startup probe is awaited before the app is even created.',
  scenario: scene(
    'an app and its proxy',
    { 'web#1': { containers: [container('app'), container('proxy', { startupProbe: probe })] } },
    {},
  ),
  asked: {
    sentence: 'When the app starts, its proxy has started and passed its startup probe.',
    promises: (scenario) =>
      subjects(scenario).map((subject) =>
        stepOf(subject, ['runtime/containerStarted'], (before, { uid, container: name }) =>
          name === 'app'
            ? recordOf(before, uid, 'proxy').state === 'running' &&
              cell(before, 'probes', `${uid}/proxy/startup`).result === 'Success'
            : undefined,
        ),
      ),
  },
  switch: 'native-sidecars',
  off: { says: 'The proxy is a container like any other.' },
  on: {
    says: 'The proxy is a restartable init container.',
    scenario: podsOf({ 'web#1': { initContainers: [sidecar('proxy', { startupProbe: probe })] } }),
  },
  run: [
    { says: 'the kubelet begins to start the Pod', event: { type: 'kubelet/syncStarted', uid: 'web#1' } },
    {
      says: 'the app runs; the proxy does not',
      event: { type: 'runtime/containerStarted', uid: 'web#1', container: 'app' },
    },
  ],
};

const sidecarNotSignalled: Exhibit = {
  id: 'kubernetes-125880',
  title: 'A sidecar is not told to stop if the Pod is deleted while it initializes',
  links: ['kubernetes/kubernetes#125880', 'kubernetes/kubernetes#125935', 'istio/istio#51883'],
  versions: 'fixed by #125935, picked by #126331',
  grade: 'B',
  story:
    'Sidecars stop in reverse order, each after everything behind it has ended. A Pod deleted while an init container still ran had ' +
    'containers that never began, the ordered stop waited for them to end, and the sidecar heard nothing until it got SIGKILL.',
  scenario: scene(
    'a sidecar, an app that has not started',
    { 'web#1': { initContainers: [sidecar('proxy', { startupProbe: probe })] } },
    { delete: 1 },
  ),
  asked: {
    sentence: 'A sidecar behind which nothing runs is told to stop before the grace period is over.',
    promises: (scenario) =>
      subjects(scenario).map(({ uid, spec, label }) => {
        const key = containerKey(uid, 'proxy');
        const alone = (now: Cluster) => spec.containers.every((main) => !isRunning(now, uid, main));
        return {
          kind: 'leads-to',
          subject: `${label}/proxy`,
          from: (now) => cell(now, 'kills', key).stage === 'turn' && alone(now),
          to: (now) => cell(now, 'kills', key).stage !== 'turn',
        };
      }),
  },
  switch: 'skip-unstarted-in-order',
  off: {
    says: 'The ordered stop waits for containers that never started.',
    mutations: [waitsForUnstarted, graceNeverOver],
  },
  on: {
    says: 'Containers that never started are passed over. (On both sides only runs with enough grace are looked at.)',
    mutations: [graceNeverOver],
  },
  run: [
    { says: 'the sidecar runs', event: { type: 'runtime/containerStarted', uid: 'web#1', container: 'proxy' } },
    { says: 'the Pod is deleted', event: deleted },
    {
      says: 'termination begins; the app never started',
      event: begun,
      when: (before) => cell(before, 'containers', 'web#1/app').state === 'none',
    },
  ],
};

/** Somebody who must be there while another runs. */
const beside = (helper: string) => ({
  sentence: `While the Pod is stopped, ${helper} runs as long as the app runs.`,
  promises: (scenario: Exhibit['scenario']) =>
    subjects(scenario).map(({ uid, spec, label }) =>
      everywhere(`${label}/${helper}`, (now) =>
        cell(now, 'workers', uid).state === 'terminating' && isRunning(now, uid, containerOf(spec, 'app'))
          ? isRunning(now, uid, containerOf(spec, helper))
          : undefined,
      ),
    ),
});

const proxyGoneFirst: Exhibit = {
  id: 'istio-7136',
  title: 'The proxy is gone before the app has said goodbye',
  links: ['istio/istio#7136', 'kubernetes/kubernetes#65502', 'kubernetes/kubernetes#120620'],
  versions: 'plain containers: all versions; sidecars by default since 1.29',
  grade: 'A',
  story:
    'App and proxy, two plain containers, get SIGTERM together. The proxy has no open work and exits; the app’s shutdown code makes its ' +
    'last call through the proxy, to deregister or to flush, and fails. A sidecar in Kubernetes’ own sense is stopped after the app.',
  scenario: scene(
    'an app and its proxy',
    { 'web#1': { containers: [app, container('proxy')] } },
    { delete: 1 },
    { ...watchedEnd, ...delays({ shutdown: within(5) }) },
  ),
  asked: beside('proxy'),
  switch: 'native-sidecars',
  off: { says: 'The proxy is a container like any other.' },
  on: {
    says: 'The proxy is a restartable init container; the app shuts down within 5 s.',
    scenario: podsOf({ 'web#1': { initContainers: [sidecar('proxy')] } }),
  },
  further: [
    {
      says: 'A sidecar, and an app that takes longer than its grace period: the end of it ends the order, too.',
      scenario: { ...podsOf({ 'web#1': { initContainers: [sidecar('proxy')] } }), ...delays({ shutdown: within(40) }) },
      expected: 'violated',
    },
  ],
  run: [
    { says: 'the Pod is deleted', event: deleted },
    { says: 'SIGTERM to the app', event: sigterm },
    { says: 'the proxy exits', event: { type: 'process/exited', uid: 'web#1', container: 'proxy' } },
  ],
};

/** Bugs of containers that are there for others. */
export const sidecarExhibits: readonly Exhibit[] = [proxyStartsLate, sidecarNotSignalled, proxyGoneFirst];
