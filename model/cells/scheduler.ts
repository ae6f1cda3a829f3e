/** Cells of kube-scheduler. */
import type { NodeName, PodName, Uid } from '../scenario.ts';

/** kube-scheduler's memory of the pod of one name. Key: pod name. */
export interface SchedulingRecord {
  readonly queue: 'active' | 'backoff' | 'unschedulable';
  /** Assumed onto this node, binding cycle under way or done; '' = not assumed. */
  readonly assumed: NodeName | '';
  /** The incarnation assumed; '' = none. */
  readonly assumedUid: Uid | '';
  /** Where the binding cycle stands. */
  readonly binding: 'none' | 'preBind' | 'bind' | 'done';
  /** A PodScheduled=False patch still to be written, with its reason. */
  readonly toReport: '' | 'Unschedulable' | 'SchedulerError';
  /** The nomination that goes with that patch; '' clears the one there is, absent leaves it. */
  readonly nominate?: NodeName | '';
  /** Victims of this pod's preemption that are still to be told of it by a condition, the least important last. */
  readonly marking?: readonly PodName[];
  /** Victims that are told and still to be deleted. */
  readonly deleting?: readonly PodName[];
}
