/** Cells of the watches: what each watcher last saw. */
import type { NodeName, Uid } from '../scenario.ts';
import type { StoredNode } from './store.ts';

/** kube-scheduler's informer view of the pod of one name; Succeeded and Failed pods are filtered out (C30). Key: pod name. */
export interface SchedulerPodView {
  readonly uid: Uid | '';
  readonly nodeName: NodeName | '';
  readonly gated: boolean;
  readonly deleting: boolean;
  /** It is being deleted and has the condition of a preemption. */
  readonly preempted?: true;
}

/** kube-scheduler's informer view of a Node. Key: node name. */
export type SchedulerNodeView = StoredNode;

/** The kubelet's config source view of one pod incarnation. Key: uid. */
export interface KubeletPodView {
  /** unseen: never delivered (since the kubelet started); seen: in the config; removed: gone from it. */
  readonly state: 'unseen' | 'seen' | 'removed';
  /** Whose view it is: the node it was delivered to, while its worker may still ask for it. A pod keeps its node for life, so there is one view at most. */
  readonly node: NodeName | '';
  /** deletionGracePeriodSeconds as delivered; null = no deletionTimestamp seen. */
  readonly deletionGracePeriodSeconds: number | null;
  /** The delivered API status was Succeeded or Failed. */
  readonly terminal: boolean;
}
