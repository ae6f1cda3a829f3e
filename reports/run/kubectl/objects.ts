/** Pods and EndpointSlices as the API server shows them, as far as the model tells: what kubectl makes its tables of. */
import type { Phase } from '../../../model/cluster.ts';

/** How a container ended. */
export interface Terminated {
  readonly is: 'terminated';
  /** Completed, Error, OOMKilled, ContainerStatusUnknown; empty where the runtime gives none. */
  readonly reason: string;
  readonly exitCode: number;
}

/** `state` of a container status. */
export type ContainerState =
  | { readonly is: 'waiting'; readonly reason: string }
  | { readonly is: 'running' }
  | Terminated;

/** One of `initContainerStatuses` or `containerStatuses`. */
export interface ContainerStatus {
  readonly name: string;
  readonly state: ContainerState;
  readonly last?: Terminated;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restartCount: number;
}

/** One of the conditions of a Pod; without transition times and messages. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason?: string;
}

/** A container of the spec, as far as printing reads it. */
export interface NamedContainer {
  readonly name: string;
  readonly sidecar: boolean;
}

/** A stored Pod. */
export interface PodObject {
  readonly name: string;
  /** metadata.deletionGracePeriodSeconds; null while there is no deletionTimestamp. */
  readonly deletionGracePeriodSeconds: number | null;
  readonly nodeName: string;
  readonly nominatedNodeName: string;
  readonly initContainers: readonly NamedContainer[];
  readonly containers: readonly NamedContainer[];
  readonly readinessGates: readonly string[];
  readonly phase: Phase;
  readonly reason: string;
  readonly podIP: string;
  readonly conditions: readonly Condition[];
  readonly initContainerStatuses: readonly ContainerStatus[];
  readonly containerStatuses: readonly ContainerStatus[];
}

/** One endpoint of the EndpointSlices of a Service. */
export interface EndpointObject {
  readonly service: string;
  readonly pod: string;
  readonly address: string;
  readonly nodeName: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

/** What is stored at one moment. */
export interface ApiObjects {
  readonly pods: readonly PodObject[];
  readonly endpoints: readonly EndpointObject[];
  /** Services of the scenario, with or without endpoints. */
  readonly services: readonly string[];
}
