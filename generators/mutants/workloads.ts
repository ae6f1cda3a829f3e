/** Mistakes of the controllers of Deployments. */
import { type Cluster, cell, patch, put } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { deploymentIn, replicaSetKey, revisionIn } from '../../model/kubernetes/deployment.ts';
import { deploymentOf } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen, instead } from './ways.ts';

const oldReplicaSetsStay: Mutation = {
  id: 'old-replica-sets-stay',
  mistake: 'The Deployment controller is not woken by the status of ReplicaSets, and so never shrinks an old one.',
  enabled: instead(['deployment/replicaSetWritten'], (event, cluster) =>
    revisionIn(event.replicaSet) === cell(cluster, 'deployments', event.deployment).revision ? [event] : [],
  ),
};

const unreadyCountedAsAvailable: Mutation = {
  id: 'unready-counted-as-available',
  mistake: 'A ReplicaSet reports as available every Pod that is not being deleted, Ready or not.',
  reduce: andThen(['replicaset/statusWritten'], (after, { replicaSet }) =>
    patch(after, 'replicaSets', replicaSet, { available: cell(after, 'replicaSets', replicaSet).active }),
  ),
  // A status that is written so does not ask to be written right.
  enabled: instead(['replicaset/statusWritten'], (event, cluster) => {
    const { active, available } = cell(cluster, 'replicaSets', event.replicaSet);
    const { revision } = cell(cluster, 'deployments', deploymentIn(event.replicaSet));
    const counted = Object.values(cluster.slotViews).filter((view) => view.revision === revisionIn(event.replicaSet));
    return active === available && active === counted.length && revision !== '' ? [] : [event];
  }),
};

const surgeNotLookedAt: Mutation = {
  id: 'surge-not-looked-at',
  mistake: 'The new ReplicaSet is created with all replicas at once, whatever the old ones still have.',
  reduce: andThen(['deployment/replicaSetWritten'], (after, { deployment, replicaSet }, before) =>
    cell(before, 'replicaSets', replicaSet).exists
      ? after
      : patch(after, 'replicaSets', replicaSet, { replicas: cell(after, 'deployments', deployment).replicas }),
  ),
};

const recreateDoesNotWait: Mutation = {
  id: 'recreate-does-not-wait',
  mistake: 'With strategy Recreate the new ReplicaSet is made as soon as the old one has been told to go.',
  reduce: andThen(['deployment/replicaSetWritten'], (after, { deployment, replicaSet, replicas }) => {
    const { revision, replicas: wanted } = cell(after, 'deployments', deployment);
    const fresh = replicaSetKey(deployment, revision);
    if (deploymentOf(after.scenario, deployment).strategy !== 'Recreate' || replicaSet === fresh || replicas > 0)
      return after;
    return put(after, 'replicaSets', fresh, {
      ...cell(after, 'replicaSets', fresh),
      exists: true,
      replicas: wanted,
      desired: wanted,
      most: wanted,
    });
  }),
};

const createFromStaleTemplate: Mutation = {
  id: 'create-from-stale-template',
  mistake: 'The new ReplicaSet’s Pods are made from the template that the controller had cached before.',
  reduce: andThen(['replicaset/podCreated'], (after, { replicaSet, slot }) => {
    const { revision } = deploymentOf(after.scenario, deploymentIn(replicaSet));
    return patch(after, 'slots', slot, { revision });
  }),
};

const otherVictims = (event: Extract<Event, { type: 'replicaset/podDeleted' }>, cluster: Cluster): readonly Event[] =>
  event.next.length > 0 || cell(cluster, 'replicaSetMemories', event.replicaSet).deletes.length > 0
    ? []
    : Object.entries(cluster.slotViews).flatMap(([slot, { shows, revision }]) =>
        slot !== event.slot && shows !== 'none' && shows !== 'terminating' && revision === revisionIn(event.replicaSet)
          ? [{ ...event, slot }]
          : [],
      );

const scaleDownTakesAny: Mutation = {
  id: 'scale-down-takes-any',
  mistake: 'A ReplicaSet that has too many Pods deletes any of them.',
  enabled: also(['replicaset/podDeleted'], otherVictims),
};

const expectationsIgnored: Mutation = {
  id: 'expectations-ignored',
  mistake: 'The ReplicaSet controller counts the Pods in its cache without regard to those it has just created.',
  reduce: andThen(['replicaset/podCreated'], (after, { replicaSet }) =>
    patch(after, 'replicaSetMemories', replicaSet, { expects: [] }),
  ),
};

/** Mistakes of the controllers of Deployments. */
export const workloadMutations: readonly Mutation[] = [
  oldReplicaSetsStay,
  unreadyCountedAsAvailable,
  surgeNotLookedAt,
  recreateDoesNotWait,
  createFromStaleTemplate,
  scaleDownTakesAny,
  expectationsIgnored,
];
