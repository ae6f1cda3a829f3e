/** What has to be said of every kind of event besides what it does. A table over events has a row for each, or it does not compile. */
import type { Cluster, Group } from '../cluster.ts';
import type { Event } from '../event.ts';
import type {
  FaultKind,
  NodeName,
  PodName,
  Scenario,
  UserAction,
  WorkloadAction,
  WorkloadFaultKind,
} from '../scenario.ts';

/** Who pays for an event: one of the scenario's budgets. */
export interface Price {
  readonly group: 'user' | 'faults';
  readonly kind: UserAction | WorkloadAction | FaultKind | WorkloadFaultKind;
}

/** Which watched objects an event may have written, and whose kubelet lost its view. */
export interface Written {
  readonly pods: readonly PodName[];
  readonly nodes: readonly NodeName[];
  readonly restarted: readonly NodeName[];
}

/** The groups of cells that are objects of the API: whoever writes them does so by a request. */
export type StoredGroup = Extract<
  Group,
  'requests' | 'pods' | 'statuses' | 'nodes' | 'claims' | 'endpoints' | 'slots' | 'replicaSets' | 'deployments'
>;

/**
 * Who decides that an event happens: the component it belongs to; a program, a probe's answer or a registry, which a test can stand for; or
 * somebody outside of Kubernetes.
 */
export type DecidedBy = 'component' | 'program' | 'outside';

/** The traits of one kind of event. */
export interface Traits<E extends Event> {
  /** The budget it is paid from. */
  readonly price: 'free' | Price | ((event: E) => Price | 'free');
  /** The objects of the API it writes. */
  readonly stores: 'nothing' | readonly StoredGroup[];
  /** Of those, what watchers are told of. */
  readonly shows: 'nothing' | ((event: E, scenario: Scenario) => Written);
  /** What it sets free for watchers: written before, and held back until now. */
  readonly releases: 'nothing' | ((event: E, scenario: Scenario) => Written);
  /** Whether it brings a Pod up, where everything goes well. */
  readonly startup: 'progress' | 'setback' | ((cluster: Cluster, event: E) => boolean);
  readonly decidedBy: DecidedBy;
}

/** The traits of all events of a union. */
export type TraitTable<E extends Event> = {
  readonly [T in E['type']]: Traits<Extract<E, { readonly type: T }>>;
};

/** No object of the API. */
export const nothingWritten: Written = { pods: [], nodes: [], restarted: [] };

/** The Pod the event names. */
export const itsPod = ({ pod }: { readonly pod: PodName }): Written => ({ ...nothingWritten, pods: [pod] });

/** The Node the event names. */
export const itsNode = ({ node }: { readonly node: NodeName }): Written => ({ ...nothingWritten, nodes: [node] });

/** The victim the event names. */
export const itsVictim = ({ victim }: { readonly victim: PodName }): Written => ({ ...nothingWritten, pods: [victim] });

/** The Pod whose incarnation the event names. */
export const itsIncarnation = ({ uid }: { readonly uid: string }, scenario: Scenario): Written => {
  const pod = scenario.instances[uid]?.name;
  return pod === undefined ? nothingWritten : { ...nothingWritten, pods: [pod] };
};

/** A price in actions of users. */
export const user = (kind: UserAction | WorkloadAction): Price => ({ group: 'user', kind });

/** A price in faults. */
export const fault = (kind: FaultKind | WorkloadFaultKind): Price => ({ group: 'faults', kind });

/** Something a component does in the course of things and keeps to itself. */
export const own = {
  price: 'free',
  stores: 'nothing',
  shows: 'nothing',
  releases: 'nothing',
  startup: 'progress',
  decidedBy: 'component',
} as const;

/** Something a program, a probe's answer or a registry decides. */
export const byProgram = { ...own, decidedBy: 'program' } as const;

/** Something somebody outside does; it takes no Pod nearer to running. */
export const fromOutside = { ...own, startup: 'setback', decidedBy: 'outside' } as const;
