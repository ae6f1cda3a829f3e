/** Cells of the API server: what etcd holds, and create requests on their way into it. */

import type { Taint } from '../kubernetes/spec.ts';
import type { NodeName, Uid } from '../scenario.ts';

/** The handler chain of a create request, in order (C1, C2). */
export const requestStages = [
  'authentication',
  'audit',
  'impersonation',
  'priorityAndFairness',
  'authorization',
  'mutatingAdmission',
  'objectValidation',
  'validatingAdmission',
  'storage',
] as const;
/** One stage of the chain. */
export type RequestStage = (typeof requestStages)[number];

/** A create request for one pod incarnation: the stage it stands before, or how it ended. Key: uid. */
export interface CreateRequest {
  readonly stage: 'unsent' | RequestStage | 'stored' | 'rejected' | 'conflict' | 'lost';
  /** The stage that rejected it. */
  readonly rejectedAt: RequestStage | '';
}

/** The pod stored under one name: metadata and spec. Key: pod name. `uid === ''` means no such object. */
export interface StoredPod {
  readonly uid: Uid | '';
  readonly nodeName: NodeName | '';
  /** spec.schedulingGates is not empty. */
  readonly gated: boolean;
  readonly finalizers: boolean;
  /** metadata.deletionGracePeriodSeconds; null exactly while metadata.deletionTimestamp is unset. */
  readonly deletionGracePeriodSeconds: number | null;
  readonly nominatedNodeName: NodeName | '';
  /** It has the condition DisruptionTarget with reason PreemptionByScheduler. */
  readonly preempted?: true;
}

/** status.phase, as far as the kubelet writes it (Unknown is never written, C122). */
export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** The status of the stored pod. Key: pod name. Meaningless while no object is stored (then equal to `noStatus`). */
export interface StoredStatus {
  readonly phase: Phase;
  /** status.reason: OutOfcpu, DeadlineExceeded, … or empty. */
  readonly reason: string;
  /** The PodScheduled condition: its reason when False, 'True', or '' when unset. */
  readonly podScheduled: '' | 'True' | 'SchedulingGated' | 'Unschedulable' | 'SchedulerError';
  readonly initialized: boolean;
  readonly readyToStartContainers: boolean;
  readonly containersReady: boolean;
  readonly ready: boolean;
  /** Every condition named in spec.readinessGates is True. */
  readonly readinessGates: boolean;
  readonly podIP: string;
  /** The kubelet has reported at least once. */
  readonly reported: boolean;
}

/** The parts of a Node object that change. Key: node name. */
export interface StoredNode {
  readonly unschedulable: boolean;
  readonly taints: readonly Taint[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A claim and its volume. Key: claim name. */
export interface StoredClaim {
  readonly phase: 'Pending' | 'Bound' | 'Lost' | 'Deleted';
  readonly deleting: boolean;
  readonly volume: 'none' | 'Bound' | 'Released' | 'Deleted';
}

/** What an EndpointSlice says of one pod for one Service. Key: `<service>/<pod>`. */
export interface Endpoint {
  readonly listed: boolean;
  readonly podIP: string;
  readonly nodeName: NodeName | '';
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}
