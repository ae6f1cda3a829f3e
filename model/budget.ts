/** Budgets: how often users may act and faults may strike. Components never think of them; the reducer does. */
import type { Cluster } from './cluster.ts';
import type { Event } from './event.ts';
import { type FaultKind, faultKinds, type Scenario, type UserAction, unlimited, userActions } from './scenario.ts';

/** Who pays for an event: one of the scenario's budgets. */
export interface Price {
  readonly group: 'user' | 'faults';
  readonly kind: UserAction | FaultKind;
}

const user = (kind: UserAction): Price => ({ group: 'user', kind });
const fault = (kind: FaultKind): Price => ({ group: 'faults', kind });

/** Event type → its price, where all events of a type cost the same. Types that are missing happen for nothing. */
const prices: Readonly<Partial<Record<Event['type'], Price>>> = {
  'user/createRequested': user('create'),
  'user/podForceDeleted': user('force-delete'),
  'user/schedulingGatesRemoved': user('remove-gates'),
  'user/finalizersRemoved': user('remove-finalizers'),
  'user/readinessGateSet': user('set-readiness-gate'),
  'user/nodeCordoned': user('cordon'),
  'user/nodeTainted': user('taint'),
  'user/nodeRelabelled': user('relabel'),
  'user/claimDeleted': user('delete-claim'),
  'kubelet/imagePullFailed': fault('image-pull-failure'),
  'kubelet/volumesFailed': fault('volume-failure'),
  'kubelet/postStartFailed': fault('hook-failure'),
  'runtime/stopFailed': fault('stop-failure'),
  'scheduler/bindingReplyLost': fault('lost-reply'),
  'fault/kubeletRestarted': fault('kubelet-restart'),
  'fault/containerCrashed': fault('container-crash'),
  'fault/containerOOMKilled': fault('oom'),
  'fault/sandboxDied': fault('sandbox-failure'),
  'fault/apiserverRestarted': fault('apiserver-restart'),
};

const podDeletedPrice: Readonly<Record<'default' | 'shorter', Price>> = {
  default: user('delete'),
  shorter: user('delete-shorter'),
};

/** The budget an event is paid from; undefined for everything that happens by itself. */
export const priceOf = (event: Event): Price | undefined => {
  if (event.type === 'user/podDeleted') return podDeletedPrice[event.grace === null ? 'default' : 'shorter'];
  // Readiness comes and goes; a liveness or startup probe that fails is something going wrong.
  if (event.type === 'prober/probeFailed') return event.probe === 'readiness' ? undefined : fault('probe-failure');
  return prices[event.type];
};

/** True if the event is free or its budget has something left. */
export const affordable = (cluster: Cluster, event: Event): boolean => {
  const price = priceOf(event);
  return price === undefined || cluster[price.group][price.kind]?.left !== 0;
};

/** The cluster after paying for the event. */
export const pay = (cluster: Cluster, event: Event): Cluster => {
  const price = priceOf(event);
  if (price === undefined) return cluster;
  const left = cluster[price.group][price.kind]?.left ?? 0;
  if (left === unlimited) return cluster;
  return { ...cluster, [price.group]: { ...cluster[price.group], [price.kind]: { left: left - 1 } } };
};

/** How often what may happen; never where nothing is said. */
export type Budgets = Partial<Readonly<Record<UserAction | FaultKind, number>>>;

/** The budgets of a scenario in which so much may happen, and nothing else. */
export const budgetsOf = (given: Budgets): Pick<Scenario, 'user' | 'faults'> => ({
  user: Object.fromEntries(userActions.map((kind) => [kind, given[kind] ?? 0])) as Scenario['user'],
  faults: Object.fromEntries(faultKinds.map((kind) => [kind, given[kind] ?? 0])) as Scenario['faults'],
});
