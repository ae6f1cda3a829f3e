import type { PodSpec } from '../../../kubernetes/spec.ts';
import type { NodeInfo, Snapshot } from '../snapshot.ts';

/** A Filter plugin: its name as in kube-scheduler's configuration, and whether it lets the pod onto the node. */
export interface Filter {
  readonly plugin: string;
  readonly passes: (pod: PodSpec, node: NodeInfo, snapshot: Snapshot) => boolean;
}
