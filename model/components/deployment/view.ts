/** What a sync of the Deployment controller reads, all of it from the caches of kube-controller-manager. */
import { type Cluster, cell, type DeploymentView, type ReplicaSetView } from '../../cluster.ts';
import {
  type DeploymentSetup,
  type Fenceposts,
  fencepostsOf,
  replicaSetKey,
  replicaSetsOf,
  slotsOf,
} from '../../kubernetes/deployment.ts';
import { deploymentOf } from '../../scenario.ts';

/** A ReplicaSet with its key. */
export type Named = readonly [replicaSet: string, view: ReplicaSetView];

/** One reading. */
export interface Reading {
  readonly name: string;
  readonly setup: DeploymentSetup;
  readonly deployment: DeploymentView;
  readonly posts: Fenceposts;
  /** The ReplicaSet of the present template, if there is one. */
  readonly fresh: Named | undefined;
  /** All others, oldest first. */
  readonly old: readonly Named[];
  /** All of them, oldest first. */
  readonly all: readonly Named[];
  /** A Pod of another template is there and not over (E33). */
  readonly oldPodsRun: boolean;
}

/** Reads the caches. */
export const read = (cluster: Cluster, name: string): Reading => {
  const setup = deploymentOf(cluster.scenario, name);
  const deployment = cell(cluster, 'deploymentViews', name);
  const key = replicaSetKey(name, deployment.revision);
  const seen = replicaSetsOf(name, setup)
    .map((one): Named => [one, cell(cluster, 'replicaSetViews', one)])
    .filter(([, view]) => view.exists);
  const readsPods = setup.strategy === 'Recreate';
  const oldPodsRun = (): boolean =>
    slotsOf(name, setup).some((slot) => {
      const { shows, revision } = cell(cluster, 'slotViews', slot);
      return shows !== 'none' && revision !== deployment.revision;
    });
  return {
    name,
    setup,
    deployment,
    posts: fencepostsOf(setup, deployment.replicas),
    fresh: seen.find(([one]) => one === key),
    old: seen.filter(([one]) => one !== key),
    all: seen,
    oldPodsRun: readsPods && oldPodsRun(),
  };
};

/** Σ spec.replicas. */
export const specified = (sets: readonly Named[]): number => sets.reduce((sum, [, { replicas }]) => sum + replicas, 0);

/** Σ status.availableReplicas (E28). */
export const availableIn = (sets: readonly Named[]): number =>
  sets.reduce((sum, [, { available }]) => sum + available, 0);

/** Those with spec.replicas above 0 (FilterActiveReplicaSets). */
export const activeOf = (sets: readonly Named[]): readonly Named[] => sets.filter(([, { replicas }]) => replicas > 0);
