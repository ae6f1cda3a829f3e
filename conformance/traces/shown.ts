/** What the stored Pod looks like from outside, of the model and of a record alike: two versions are the same to us if these are. */
import { type Cluster, cell } from '../../model/cluster.ts';
import { instanceOf, type PodName } from '../../model/scenario.ts';
import type { PodVersion } from '../logs/fact.ts';

/** A stored Pod from outside. */
export interface Shown {
  readonly node: string;
  readonly gated: boolean;
  readonly grace: number | null;
  readonly phase: string;
  readonly reason: string;
  readonly podScheduled: string;
  readonly initialized: boolean;
  readonly readyToStartContainers: boolean;
  readonly containersReady: boolean;
  readonly ready: boolean;
  readonly readinessGates: boolean;
  readonly hasAddress: boolean;
}

/** Its fields, in the order of the key. */
export const shownFields = [
  'node',
  'gated',
  'grace',
  'phase',
  'reason',
  'podScheduled',
  'initialized',
  'readyToStartContainers',
  'containersReady',
  'ready',
  'readinessGates',
  'hasAddress',
] as const satisfies readonly (keyof Shown)[];

/** Its identity as a label. */
export const shownKey = (shown: Shown): string => JSON.stringify(shownFields.map((field) => shown[field]));

/** The label of the API server's word that the object is gone. */
export const removedKey = 'removed';

/** What the model stores under this name; undefined if nothing. */
export const shownByModel = (cluster: Cluster, pod: PodName): Shown | undefined => {
  const stored = cell(cluster, 'pods', pod);
  if (stored.uid === '') return undefined;
  const status = cell(cluster, 'statuses', pod);
  return {
    node: stored.nodeName,
    gated: stored.gated,
    grace: stored.deletionGracePeriodSeconds,
    phase: status.phase,
    reason: status.reason,
    podScheduled: status.podScheduled,
    initialized: status.initialized,
    readyToStartContainers: status.readyToStartContainers,
    containersReady: status.containersReady,
    ready: status.ready,
    readinessGates: instanceOf(cluster.scenario, stored.uid).spec.readinessGates.length > 0 && status.readinessGates,
    hasAddress: status.podIP !== '',
  };
};

/** What a recorded version shows, its node by the model's name. */
export const shownByVersion = (
  version: Omit<PodVersion, 'object'>,
  node: string,
  readinessGates: readonly string[],
): Shown => {
  const isTrue = (type: string): boolean =>
    version.conditions.some((one) => one.type === type && one.status === 'True');
  const scheduled = version.conditions.find(({ type }) => type === 'PodScheduled');
  return {
    node,
    gated: version.gated,
    grace: version.grace,
    phase: version.phase,
    reason: version.reason,
    podScheduled: scheduled === undefined ? '' : scheduled.status === 'True' ? 'True' : scheduled.reason,
    initialized: isTrue('Initialized'),
    readyToStartContainers: isTrue('PodReadyToStartContainers'),
    containersReady: isTrue('ContainersReady'),
    ready: isTrue('Ready'),
    readinessGates: readinessGates.length > 0 && readinessGates.every(isTrue),
    hasAddress: version.hasAddress,
  };
};

/** A Pod that was just stored and that nobody has written to since. */
export const isFresh = ({ node, grace, phase, podScheduled, initialized, hasAddress }: Shown): boolean =>
  grace === null &&
  phase === 'Pending' &&
  (podScheduled === '' || podScheduled === 'SchedulingGated') &&
  (node === '' || podScheduled === '') &&
  !initialized &&
  !hasAddress;
