/**
 * The network plugin as the container runtime calls it: ADD when a sandbox gets its network namespace, DEL when it is taken away.
 * containerd `internal/cri/server/sandbox_run.go` and `sandbox_stop.go`: namespace and ADD come before the pause process starts (C95), DEL
 * after it ended (D50). Left out: plugins that fail, dual-stack, and addresses of pods with hostNetwork, which need no plugin.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { CniEvent } from '../../event.ts';
import type { Scenario, Uid } from '../../scenario.ts';
import { freeAddress } from './addresses.ts';

/** The network of an old sandbox goes before the new one gets its own; both are the runtime's doing inside one pass. */
const addOrRemove = (uid: Uid): Actor => ({
  name: 'CNI',
  fair: true,
  enabled: (cluster) => {
    const sandbox = cell(cluster, 'sandboxes', uid);
    if (sandbox.state === 'stopping') return [{ type: 'cni/networkRemoved', uid }];
    const { state, step } = cell(cluster, 'workers', uid);
    if (state !== 'sync' || step !== 'sandbox') return [];
    if (sandbox.podIP !== '') return [{ type: 'cni/networkRemoved', uid }];
    const podIP = freeAddress(cluster);
    return podIP === undefined ? [] : [{ type: 'cni/networkAdded', uid, podIP }];
  },
});

/** One actor per incarnation that has a network of its own. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.instances)
    .filter(([, { spec }]) => !spec.hostNetwork)
    .map(([uid]) => addOrRemove(uid));

const networkAdded = (cluster: Cluster, uid: Uid, podIP: string): Cluster => {
  const { state, again } = cell(cluster, 'sandboxes', uid);
  const held = put(cluster, 'addresses', podIP, { uid });
  const made = put(held, 'sandboxes', uid, { state: 'network', podIP, again: again || state !== 'none' });
  return patch(made, 'workers', uid, { step: 'pause' });
};

const networkRemoved = (cluster: Cluster, uid: Uid): Cluster => {
  const { podIP, again } = cell(cluster, 'sandboxes', uid);
  const freed = podIP === '' ? cluster : put(cluster, 'addresses', podIP, { uid: '' });
  return put(freed, 'sandboxes', uid, { state: 'stopped', podIP: '', again });
};

/** Writes down what the plugin did. */
export const reduce = (cluster: Cluster, event: CniEvent): Cluster =>
  match(event)
    .with({ type: 'cni/networkAdded' }, ({ uid, podIP }) => networkAdded(cluster, uid, podIP))
    .with({ type: 'cni/networkRemoved' }, ({ uid }) => networkRemoved(cluster, uid))
    .exhaustive();
