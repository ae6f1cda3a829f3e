/** Cells of the workload controllers: the objects they own, what their shared informers showed, what they keep in memory. */
import type { NodeName } from '../scenario.ts';

/**
 * The Pod in one slot of a Deployment, as far as its owners look at it. Key: `<deployment>/<number>`. `none`: no such object, and nothing of it runs.
 * Running is not Ready, Ready not (known to be) available for minReadySeconds. Over: Failed or Succeeded.
 * Orphaned: the object is gone and its containers may still run.
 */
export interface SlotPod {
  readonly state: 'none' | 'Pending' | 'Running' | 'Ready' | 'Available' | 'Over' | 'Orphaned';
  /** The template it was made of; '' = no Pod. */
  readonly revision: string;
  readonly node: NodeName | '';
  /** It has a deletionTimestamp. */
  readonly deleting: boolean;
}

/**
 * What the informer of kube-controller-manager last showed of a slot's Pod. Key: the slot. All its controllers read one cache. `none` stands
 * for every Pod that nobody counts; a terminating one counts only under strategy Recreate.
 */
export interface SlotView {
  readonly shows: 'none' | 'unassigned' | 'Pending' | 'Running' | 'Ready' | 'Available' | 'terminating';
  readonly revision: string;
}

/** A stored ReplicaSet. Key: `<deployment>/<revision>`. */
export interface StoredReplicaSet {
  readonly exists: boolean;
  /** spec.replicas. */
  readonly replicas: number;
  /** The annotations desired-replicas and max-replicas. */
  readonly desired: number;
  readonly most: number;
  /** The annotation revision: the newest template's is the highest. */
  readonly revision: number;
  /** status.replicas and status.availableReplicas. */
  readonly active: number;
  readonly available: number;
}

/** What the informer of kube-controller-manager last showed of a ReplicaSet. Key: the ReplicaSet. */
export type ReplicaSetView = StoredReplicaSet;

/** A stored Deployment, as far as somebody changes it. Key: its name. */
export interface StoredDeployment {
  readonly replicas: number;
  readonly revision: string;
  readonly paused: boolean;
}

/** What the informer of kube-controller-manager last showed of a Deployment. Key: its name. */
export type DeploymentView = StoredDeployment;

/** What the ReplicaSet controller keeps in memory for one ReplicaSet. Key: the ReplicaSet. */
export interface ReplicaSetMemory {
  /** Creates of the sync under way that are still to be sent. */
  readonly creates: number;
  /** Deletes of the sync under way that are still to be sent, by slot. */
  readonly deletes: readonly string[];
  /** Its expectations: slots whose Pod it has created or deleted without having been shown that. */
  readonly expects: readonly string[];
}

/** One write that a sync of the Deployment controller has decided on. */
export interface PlannedWrite {
  readonly replicaSet: string;
  /** The version it would replace: any other has been written meanwhile, and the answer is 409 Conflict. */
  readonly replaces: StoredReplicaSet;
  readonly with: StoredReplicaSet;
}

/** What the Deployment controller keeps in memory for one Deployment. Key: its name. */
export interface DeploymentMemory {
  /** Writes of the sync under way that are still to be sent, in order. */
  readonly writes: readonly PlannedWrite[];
}
