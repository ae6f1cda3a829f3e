/** Cells of kube-scheduler. */
import type { NodeName, Uid } from '../scenario.ts';

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
}
