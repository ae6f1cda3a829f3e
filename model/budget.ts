/** Budgets: how often users may act and faults may strike. Components never think of them; the reducer does. */
import type { Cluster } from './cluster.ts';
import type { Event } from './event.ts';
import { type FaultKind, type UserAction, unlimited } from './scenario.ts';

/** Who pays for an event: one of the scenario's budgets. */
export interface Price {
  readonly group: 'user' | 'faults';
  readonly kind: UserAction | FaultKind;
}

const user = (kind: UserAction): Price => ({ group: 'user', kind });
const fault = (kind: FaultKind): Price => ({ group: 'faults', kind });

/** The budget an event is paid from; undefined for everything that happens by itself. */
export const priceOf = (event: Event): Price | undefined => {
  switch (event.type) {
    case 'user/createRequested':
      return user('create');
    case 'user/podDeleted':
      return user(event.grace === null ? 'delete' : 'delete-shorter');
    case 'user/podForceDeleted':
      return user('force-delete');
    case 'user/schedulingGatesRemoved':
      return user('remove-gates');
    case 'user/finalizersRemoved':
      return user('remove-finalizers');
    case 'user/readinessGateSet':
      return user('set-readiness-gate');
    case 'user/nodeCordoned':
      return user('cordon');
    case 'user/nodeTainted':
      return user('taint');
    case 'user/nodeRelabelled':
      return user('relabel');
    case 'user/claimDeleted':
      return user('delete-claim');
    case 'kubelet/imagePullFailed':
      return fault('image-pull-failure');
    case 'kubelet/volumesFailed':
      return fault('volume-failure');
    case 'kubelet/postStartFailed':
      return fault('hook-failure');
    case 'runtime/stopFailed':
      return fault('stop-failure');
    case 'scheduler/bindingReplyLost':
      return fault('lost-reply');
    case 'fault/kubeletRestarted':
      return fault('kubelet-restart');
    case 'fault/containerCrashed':
      return fault('container-crash');
    case 'fault/containerOOMKilled':
      return fault('oom');
    case 'fault/sandboxDied':
      return fault('sandbox-failure');
    case 'fault/apiserverRestarted':
      return fault('apiserver-restart');
    case 'prober/probeFailed':
      return event.probe === 'readiness' ? undefined : fault('probe-failure');
    default:
      return undefined;
  }
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
