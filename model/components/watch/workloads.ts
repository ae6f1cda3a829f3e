/**
 * The informers of kube-controller-manager: one cache of Pods, ReplicaSets and Deployments for all of its controllers (SharedInformerFactory,
 * cmd/kube-controller-manager/app/apps.go, 1.34.9 to 1.37.2). A Pod shown, or shown to be on its way out, ends what the ReplicaSet controller
 * expected of it (E3).
 *
 * Each Pod's view lags by itself, though one watch brings all Pods in the order of their writes: there are more ways to lag here than in truth.
 */
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put, type SlotPod, type SlotView } from '../../cluster.ts';
import { deploymentIn, replicaSetsOf, slotsOf } from '../../kubernetes/deployment.ts';
import { deploymentOf, type Scenario } from '../../scenario.ts';
import { sameReplicaSet } from '../deployment/plan.ts';
import { isLive } from '../pod/steps.ts';

const nothing: SlotView = { shows: 'none', revision: '' };

const shownOf = ({ state, node, deleting, revision }: SlotPod, countsTerminating: boolean): SlotView => {
  if (!isLive({ state })) return nothing;
  if (deleting) return countsTerminating ? { shows: 'terminating', revision } : nothing;
  if (state === 'Pending') return { shows: node === '' ? 'unassigned' : 'Pending', revision };
  return state === 'Running' || state === 'Ready' || state === 'Available' ? { shows: state, revision } : nothing;
};

const asShown = (cluster: Cluster, slot: string): SlotView => {
  const { strategy } = deploymentOf(cluster.scenario, deploymentIn(slot));
  return shownOf(cell(cluster, 'slots', slot), strategy === 'Recreate');
};

const setsBeside = (cluster: Cluster, slot: string): readonly string[] => {
  const deployment = deploymentIn(slot);
  return replicaSetsOf(deployment, deploymentOf(cluster.scenario, deployment));
};

/** Of a create the first sight, of a delete the sight of a Pod that goes. */
const isObserved = (before: SlotView, after: SlotView): boolean =>
  before.shows === 'none' || after.shows === 'none' || after.shows === 'terminating';

/** A Pod that came and went unseen is expected, and there is nothing to show. */
const isExpectedInVain = (cluster: Cluster, slot: string): boolean =>
  setsBeside(cluster, slot).some((one) => cell(cluster, 'replicaSetMemories', one).expects.includes(slot));

/** The controllers have not seen the present version of the slot's Pod. */
export const slotLags = (cluster: Cluster, slot: string): boolean => {
  const view = cell(cluster, 'slotViews', slot);
  const { shows, revision } = asShown(cluster, slot);
  if (view.shows !== shows || view.revision !== revision) return true;
  return (shows === 'none' || shows === 'terminating') && isExpectedInVain(cluster, slot);
};

/** The controllers see it. */
export const showSlot = (cluster: Cluster, slot: string): Cluster => {
  const before = cell(cluster, 'slotViews', slot);
  const after = asShown(cluster, slot);
  const shown = put(cluster, 'slotViews', slot, after);
  if (!isObserved(before, after)) return shown;
  return setsBeside(cluster, slot).reduce((now, one) => {
    const { expects } = cell(now, 'replicaSetMemories', one);
    if (!expects.includes(slot)) return now;
    return patch(now, 'replicaSetMemories', one, { expects: expects.filter((expected) => expected !== slot) });
  }, shown);
};

/** The controllers have not seen the present version of the ReplicaSet. */
export const replicaSetLags = (cluster: Cluster, replicaSet: string): boolean =>
  !sameReplicaSet(cell(cluster, 'replicaSetViews', replicaSet), cell(cluster, 'replicaSets', replicaSet));

/** The controllers see it. */
export const showReplicaSet = (cluster: Cluster, replicaSet: string): Cluster =>
  put(cluster, 'replicaSetViews', replicaSet, { ...cell(cluster, 'replicaSets', replicaSet) });

/** The controllers have not seen the present version of the Deployment. */
export const deploymentLags = (cluster: Cluster, deployment: string): boolean => {
  const view = cell(cluster, 'deploymentViews', deployment);
  const { replicas, revision, paused } = cell(cluster, 'deployments', deployment);
  return view.replicas !== replicas || view.revision !== revision || view.paused !== paused;
};

/** The controllers see it. */
export const showDeployment = (cluster: Cluster, deployment: string): Cluster =>
  put(cluster, 'deploymentViews', deployment, { ...cell(cluster, 'deployments', deployment) });

/** Everything the controllers watch in this scenario. */
const watched = ({ deployments = {} }: Scenario) => {
  const entries = Object.entries(deployments);
  return {
    slots: entries.flatMap(([name, setup]) => slotsOf(name, setup)),
    replicaSets: entries.flatMap(([name, setup]) => replicaSetsOf(name, setup)),
    deployments: Object.keys(deployments),
  };
};

/** One actor for each object. */
export const workloadWatches = (scenario: Scenario): readonly Actor['enabled'][] => {
  const { slots, replicaSets, deployments } = watched(scenario);
  return [
    ...slots.map((slot): Actor['enabled'] => {
      return (cluster) => (slotLags(cluster, slot) ? [{ type: 'watch/controllersSawSlotPod', slot }] : []);
    }),
    ...replicaSets.map((replicaSet): Actor['enabled'] => {
      return (cluster) =>
        replicaSetLags(cluster, replicaSet) ? [{ type: 'watch/controllersSawReplicaSet', replicaSet }] : [];
    }),
    ...deployments.map((deployment): Actor['enabled'] => {
      return (cluster) =>
        deploymentLags(cluster, deployment) ? [{ type: 'watch/controllersSawDeployment', deployment }] : [];
    }),
  ];
};

/** The controllers see everything as it is: after a list, or where nothing lags. */
export const showEverything = (cluster: Cluster): Cluster => {
  const { slots, replicaSets, deployments } = watched(cluster.scenario);
  const withSlots = slots.filter((slot) => slotLags(cluster, slot)).reduce(showSlot, cluster);
  const withSets = replicaSets.filter((one) => replicaSetLags(cluster, one)).reduce(showReplicaSet, withSlots);
  return deployments.filter((one) => deploymentLags(cluster, one)).reduce(showDeployment, withSets);
};
