/**
 * Storage outside the kubelet: what attaches volumes to nodes (attach-detach.ts) and what becomes of claims and their volumes
 * (persistent-volume.ts). The kubelet's own part, mounting and unmounting, is a step of its pod worker: `volumes[uid].mounted`.
 *
 * An emptyDir needs nobody here: it is made with the mount, lives on the node as long as the pod, whatever its containers do,
 * and its content goes with `kubelet/volumesUnmounted`. ConfigMap and Secret volumes need their object to exist when the kubelet mounts them
 * (C104). Only scenarios with claims have actors in this room.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { VolumeEvent } from '../../event.ts';
import type { Scenario } from '../../scenario.ts';
import { attachDetachActors } from './attach-detach.ts';
import { persistentVolumeActors } from './persistent-volume.ts';

/** The attach-detach controller's and the persistent-volume controller's concerns. */
export const actors = (scenario: Scenario): readonly Actor[] => [
  ...attachDetachActors(scenario),
  ...persistentVolumeActors(scenario),
];

/** Writes down what the storage controllers did. */
export const reduce = (cluster: Cluster, event: VolumeEvent): Cluster =>
  match(event)
    .with({ type: 'attachdetach/volumesAttached' }, ({ uid }) => patch(cluster, 'volumes', uid, { attached: true }))
    .with({ type: 'attachdetach/volumesDetached' }, ({ uid }) => patch(cluster, 'volumes', uid, { attached: false }))
    .with({ type: 'persistentvolume/claimBound' }, ({ claim }) =>
      patch(cluster, 'claims', claim, { phase: 'Bound', volume: 'Bound' }),
    )
    .with({ type: 'persistentvolume/claimRemoved' }, ({ claim }) =>
      put(cluster, 'claims', claim, {
        phase: 'Deleted',
        deleting: false,
        volume: cell(cluster, 'claims', claim).volume === 'none' ? 'none' : 'Released',
      }),
    )
    .with({ type: 'persistentvolume/volumeReclaimed' }, ({ claim }) =>
      patch(cluster, 'claims', claim, { volume: 'Deleted' }),
    )
    .exhaustive();
