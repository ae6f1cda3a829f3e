/** What a Deployment says of its rollouts, and how its numbers are rounded. */
import type { NodeName } from '../scenario.ts';

/** A whole number, or per cent of the replicas: `25%`. */
export type Amount = number | `${number}%`;

/** A Deployment with the surroundings its Pods meet. Its Pods are not looked into: each is a small automaton in a slot. */
export interface DeploymentSetup {
  readonly replicas: number;
  readonly strategy: 'RollingUpdate' | 'Recreate';
  readonly maxSurge: Amount;
  readonly maxUnavailable: Amount;
  readonly minReadySeconds: number;
  readonly paused: boolean;
  /** Templates there may be, by name. Pods of one that does not work are never Ready. */
  readonly revisions: Readonly<Record<string, { readonly works: boolean }>>;
  /** The template it begins with. */
  readonly revision: string;
  /** So many Pods there may be at once, terminating ones included. */
  readonly slots: number;
  /** How many of its Pods fit on each node. */
  readonly nodes: Readonly<Record<NodeName, number>>;
  /** Its Pods share a volume that is attached to one node at a time (ReadWriteOnce). */
  readonly sharesVolume: boolean;
  /** terminationGracePeriodSeconds is 0: a deleted Pod is gone at once, and its containers run on for a while. */
  readonly abrupt: boolean;
  /** Its Pods have init containers, which a new sandbox runs again. */
  readonly initializes: boolean;
  /** How many replicas a user may ask for, instead. */
  readonly scales?: readonly number[];
}

const scaled = (amount: Amount, total: number, round: (amount: number) => number): number =>
  typeof amount === 'number' ? amount : round((Number.parseInt(amount, 10) * total) / 100);

/** maxSurge and maxUnavailable as numbers. */
export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

/**
 * maxSurge is rounded up, maxUnavailable down; if both come to nothing, one may be unavailable (E26). Both are 0 with another strategy or
 * without replicas, and no more than all may be unavailable. `ResolveFenceposts`, `MaxUnavailable`, `MaxSurge`,
 * pkg/controller/deployment/util/deployment_util.go, 1.34.9 to 1.37.2.
 */
export const fencepostsOf = (
  { strategy, maxSurge, maxUnavailable }: Pick<DeploymentSetup, 'strategy' | 'maxSurge' | 'maxUnavailable'>,
  replicas: number,
): Fenceposts => {
  if (strategy !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const surge = scaled(maxSurge, replicas, Math.ceil);
  const unavailable = scaled(maxUnavailable, replicas, Math.floor);
  if (surge === 0 && unavailable === 0) return { surge, unavailable: Math.min(1, replicas) };
  return { surge, unavailable: Math.min(unavailable, replicas) };
};

/** The key of a ReplicaSet. */
export const replicaSetKey = (deployment: string, revision: string): string => `${deployment}/${revision}`;

/** The keys of a Deployment's slots. */
export const slotsOf = (deployment: string, { slots }: Pick<DeploymentSetup, 'slots'>): readonly string[] =>
  Array.from({ length: slots }, (_, index) => `${deployment}/${index + 1}`);

/** The keys of a Deployment's ReplicaSets. */
export const replicaSetsOf = (
  deployment: string,
  { revisions }: Pick<DeploymentSetup, 'revisions'>,
): readonly string[] => Object.keys(revisions).map((revision) => replicaSetKey(deployment, revision));

/** The Deployment a slot or ReplicaSet belongs to. */
export const deploymentIn = (key: string): string => key.slice(0, key.lastIndexOf('/'));

/** The revision a ReplicaSet belongs to. */
export const revisionIn = (replicaSet: string): string => replicaSet.slice(replicaSet.lastIndexOf('/') + 1);
