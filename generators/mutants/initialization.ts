/** Mistakes about init containers and sidecars: what is behind them waits for too much, or for ever. */
import { type Cluster, cell } from '../../model/cluster.ts';
import { beginPass } from '../../model/components/kubelet/sync/pass.ts';
import type { Event } from '../../model/event.ts';
import { type Container, isSidecar } from '../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { startsInstead } from './ways.ts';

const initsOf = (cluster: Cluster, uid: Uid): readonly Container[] =>
  instanceOf(cluster.scenario, uid).spec.initContainers;

const runs = (cluster: Cluster, uid: Uid, { name }: Container): boolean =>
  cell(cluster, 'containers', containerKey(uid, name)).state === 'running';

const hasEnded = (cluster: Cluster, uid: Uid, { name }: Container): boolean => {
  const { state, exitCode } = cell(cluster, 'containers', containerKey(uid, name));
  return state === 'exited' && exitCode === 0;
};

/** The init containers before this one; all of them if it is a main container. */
const before = (inits: readonly Container[], name: string): readonly Container[] => {
  const index = inits.findIndex((init) => init.name === name);
  return index < 0 ? inits : inits.slice(0, index);
};

const completedInitRestarted: Mutation = {
  id: 'completed-init-restarted',
  mistake: 'The restart policy Always is applied to init containers, too: one that has completed is started again.',
  reduce: startsInstead((starting, { restartPolicy, initContainers }) => {
    const [head = ''] = starting;
    const completed = before(initContainers, head).findLast((init) => !isSidecar(init));
    return completed === undefined || restartPolicy !== 'Always' ? starting : [completed.name];
  }),
};

/** The sidecar a pass that is to start this container waits for. */
const awaited = (cluster: Cluster, uid: Uid, name: string): Container | undefined =>
  before(initsOf(cluster, uid), name).find((init) => isSidecar(init) && runs(cluster, uid, init));

/** A pass that starts nothing has something to do only if it brings a new status. */
const bringsNews = (cluster: Cluster, uid: Uid): boolean =>
  JSON.stringify(cell(beginPass(cluster, uid), 'cachedStatuses', uid)) !==
  JSON.stringify(cell(cluster, 'cachedStatuses', uid));

/** Would this pass wait for a sidecar, and do nothing else? */
const onlyWaits = (cluster: Cluster, event: Event): boolean => {
  if (event.type !== 'kubelet/syncStarted') return false;
  const [head] = cell(beginPass(cluster, event.uid), 'workers', event.uid).starting;
  return head !== undefined && awaited(cluster, event.uid, head) !== undefined && !bringsNews(cluster, event.uid);
};

const sidecarAwaited: Mutation = {
  id: 'sidecar-awaited',
  mistake: 'A sidecar is awaited like any init container: nothing behind it starts before it has ended.',
  enabled: (_actor, cluster, events) => events.filter((event) => !onlyWaits(cluster, event)),
  reduce: startsInstead((starting, _spec, cluster, uid) =>
    awaited(cluster, uid, starting[0] ?? '') === undefined ? starting : [],
  ),
};

const sidecarsAfterInits: Mutation = {
  id: 'sidecar-started-after-inits',
  mistake: 'Init containers come first, whatever the order of the list, and sidecars when they are done.',
  reduce: startsInstead((starting, { initContainers }, cluster, uid) => {
    const begins = initContainers.some((one) => isSidecar(one) && one.name === starting[0]);
    const ahead = initContainers.find((one) => !isSidecar(one) && !hasEnded(cluster, uid, one));
    if (!begins || ahead === undefined) return starting;
    return runs(cluster, uid, ahead) ? [] : [ahead.name];
  }),
};

const deletionWaitsForInit: Mutation = {
  id: 'deletion-waits-for-init',
  mistake: 'Who waits for an init container looks at nothing else meanwhile: a deletion is noticed when it has ended.',
  enabled: (_actor, cluster, events) =>
    events.filter(
      (event) =>
        event.type !== 'kubelet/terminationStarted' ||
        !(event.cause === 'deleted' || event.cause === 'removed') ||
        cell(cluster, 'cachedStatuses', event.uid).initialized ||
        !initsOf(cluster, event.uid).some((init) => runs(cluster, event.uid, init)),
    ),
};

const sidecarsOutliveMains: Mutation = {
  id: 'sidecars-outlive-mains',
  mistake: 'As long as a sidecar runs there is nothing to do for a Pod whose main containers are done.',
  enabled: (_actor, cluster, events) =>
    events.filter((event) => {
      if (event.type !== 'kubelet/syncStarted') return true;
      const done = instanceOf(cluster.scenario, event.uid).spec.containers.every(({ name }) => {
        const { state, exitCode } = cell(cluster, 'containers', containerKey(event.uid, name));
        return state === 'exited' && exitCode === 0;
      });
      return !done || !initsOf(cluster, event.uid).some((init) => isSidecar(init) && runs(cluster, event.uid, init));
    }),
};

/** Mistakes about init containers and sidecars. */
export const initializationMutations: readonly Mutation[] = [
  completedInitRestarted,
  sidecarAwaited,
  deletionWaitsForInit,
  sidecarsAfterInits,
  sidecarsOutliveMains,
];
