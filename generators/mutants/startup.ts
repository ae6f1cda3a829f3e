/** Mistakes in the order in which a pod comes up. */
import { type Cluster, cell, patch } from '../../model/cluster.ts';
import { afterKills } from '../../model/components/kubelet/sync/pass.ts';
import { startFirstOf } from '../../model/components/kubelet/sync/starting.ts';
import type { Event } from '../../model/event.ts';
import { containerOf, isSidecar, type PodSpec } from '../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen, instead, startsInstead } from './ways.ts';

const specOf = (cluster: Cluster, uid: Uid): PodSpec => instanceOf(cluster.scenario, uid).spec;
const namesOf = (containers: readonly { readonly name: string }[]) => containers.map(({ name }) => name);

const containerBeforeSandbox: Mutation = {
  id: 'container-before-sandbox',
  mistake: 'The kubelet creates the first container without waiting for RunPodSandbox to return.',
  enabled: also(['cni/networkAdded'], ({ uid }, cluster) =>
    cell(cluster, 'workers', uid)
      .starting.slice(0, 1)
      .map((container) => ({ type: 'runtime/containerCreated', uid, container })),
  ),
};

const pauseBeforeNetwork: Mutation = {
  id: 'pause-before-network',
  mistake: 'The runtime starts the pause process first and calls the network plugin afterwards.',
  enabled: also(['cni/networkAdded'], ({ uid }) => [{ type: 'runtime/sandboxReady', uid }]),
};

const mainBesideInit: Mutation = {
  id: 'main-beside-init',
  mistake: 'A pass that starts an init container goes on to the main containers.',
  reduce: startsInstead((starting, { containers }) =>
    starting.some((name) => namesOf(containers).includes(name)) ? starting : [...starting, ...namesOf(containers)],
  ),
};

const initInParallel: Mutation = {
  id: 'init-in-parallel',
  mistake: 'A pass starts every init container that has not run yet, not only the next.',
  reduce: startsInstead((starting, { initContainers }) => {
    const names = namesOf(initContainers);
    const first = names.indexOf(starting[0] ?? '');
    return first < 0 ? starting : names.slice(first);
  }),
};

const initRerunsAfterSuccess: Mutation = {
  id: 'init-reruns-after-success',
  mistake: 'A pass that is to start main containers runs the init containers again first.',
  reduce: startsInstead((starting, { initContainers, containers }) =>
    namesOf(containers).includes(starting[0] ?? '') ? [...namesOf(initContainers), ...starting] : starting,
  ),
};

const sidecarStartedLast: Mutation = {
  id: 'sidecar-started-last',
  mistake: 'Sidecars are started after the main containers, as if they were listed behind them.',
  reduce: startsInstead((starting, spec) => {
    const begins = isSidecar(containerOf(spec, starting[0] ?? ''));
    return begins
      ? [...namesOf(spec.containers), ...starting.filter((name) => isSidecar(containerOf(spec, name)))]
      : starting;
  }),
};

const mainInReverseOrder: Mutation = {
  id: 'main-in-reverse-order',
  mistake: 'The main containers are started from the last in the list to the first.',
  reduce: startsInstead((starting, { containers }) =>
    starting.length > 1 && starting.every((name) => namesOf(containers).includes(name))
      ? starting.toReversed()
      : starting,
  ),
};

const mainInAnyOrder: Mutation = {
  id: 'main-in-any-order',
  mistake: 'The main containers are kept in a set, and started as they come out of it.',
  enabled: also(['runtime/containerCreated'], ({ uid, container }, cluster) => {
    const { containers } = specOf(cluster, uid);
    const mains = cell(cluster, 'workers', uid).starting.filter((name) => namesOf(containers).includes(name));
    return mains.includes(container)
      ? mains
          .filter((name) => name !== container)
          .map((other) => ({ type: 'runtime/containerCreated', uid, container: other }))
      : [];
  }),
  reduce: andThen(['runtime/containerCreated'], (after, { uid, container }) => {
    const { starting } = cell(after, 'workers', uid);
    return patch(after, 'workers', uid, { starting: [container, ...starting.filter((name) => name !== container)] });
  }),
};

const postStartInBackground: Mutation = {
  id: 'post-start-in-background',
  mistake: 'The postStart hook runs in the background and the pass goes on to the next container.',
  enabled: also(['kubelet/postStartCompleted'], ({ uid }, cluster) =>
    cell(cluster, 'workers', uid)
      .starting.slice(1, 2)
      .map((container) => ({ type: 'runtime/containerCreated', uid, container })),
  ),
};

const restartWithoutKill: Mutation = {
  id: 'restart-without-kill',
  mistake: 'A container that failed its liveness probe is replaced without stopping it.',
  reduce: andThen(['kubelet/syncStarted'], (after, { uid }) => {
    const { step, afterKill } = cell(after, 'workers', uid);
    return step === 'kill' && afterKill === 'start' ? afterKills(after, uid) : after;
  }),
};

const livenessNeedsAlways: Mutation = {
  id: 'liveness-needs-always',
  mistake: 'A failed liveness probe asks for a restart, which is granted only if the restart policy is Always.',
  enabled: instead(['prober/probeFailed'], (event, cluster) =>
    event.probe === 'liveness' && specOf(cluster, event.uid).restartPolicy !== 'Always' ? [] : [event],
  ),
};

/** A pass that would end without starting anything starts these. */
const idlePassStarts = (
  wanted: (cluster: Cluster, uid: Uid, key: string) => boolean,
): NonNullable<Mutation['reduce']> =>
  andThen(['kubelet/syncStarted'], (after, { uid }) => {
    if (cell(after, 'workers', uid).step !== 'idle' || cell(after, 'sandboxes', uid).state !== 'ready') return after;
    const names = namesOf(specOf(after, uid).containers).filter((name) => {
      const key = containerKey(uid, name);
      return cell(after, 'containers', key).state === 'exited' && wanted(after, uid, key);
    });
    return names.length === 0 ? after : startFirstOf(after, uid, names);
  });

const restartPolicyIgnored: Mutation = {
  id: 'restart-policy-ignored',
  mistake: 'Every container that has exited is restarted, whatever the restart policy says.',
  reduce: idlePassStarts(() => true),
};

const backOffSkipped: Mutation = {
  id: 'back-off-skipped',
  mistake: 'A container that keeps crashing is restarted without waiting for its back-off.',
  reduce: idlePassStarts((cluster, _uid, key) => cell(cluster, 'backOffs', key).crash === 'armed'),
};

const kubeletForgetsToSync: Mutation = {
  id: 'kubelet-forgets-to-sync',
  mistake: 'An admitted Pod gets a worker to which no update is ever sent.',
  enabled: (_actor, _cluster, events) => events.filter((event: Event) => event.type !== 'kubelet/syncStarted'),
};

/** Mistakes in the order in which a pod comes up. */
export const startupMutations: readonly Mutation[] = [
  containerBeforeSandbox,
  pauseBeforeNetwork,
  mainBesideInit,
  initInParallel,
  initRerunsAfterSuccess,
  sidecarStartedLast,
  mainInReverseOrder,
  mainInAnyOrder,
  postStartInBackground,
  restartWithoutKill,
  livenessNeedsAlways,
  restartPolicyIgnored,
  backOffSkipped,
  kubeletForgetsToSync,
];
