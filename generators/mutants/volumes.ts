/** Mistakes around volumes: attaching, mounting, waiting for both. */
import { cell, patch } from '../../model/cluster.ts';
import { continuePass } from '../../model/components/kubelet/sync/pass.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen } from './ways.ts';

const startWithoutVolumes: Mutation = {
  id: 'start-without-volumes',
  mistake: 'The pass goes on when the volume manager was asked to mount, not when it has mounted.',
  reduce: andThen(['kubelet/volumesMounted'], (after, { uid }) => patch(after, 'volumes', uid, { mounted: false })),
};

const sandboxBeforeVolumes: Mutation = {
  id: 'sandbox-before-volumes',
  mistake: 'The kubelet makes the sandbox first and waits for the volumes afterwards.',
  reduce: (before, event, after) => {
    if (event.type === 'kubelet/syncStarted' && cell(after, 'workers', event.uid).step === 'volumes')
      return cell(before, 'sandboxes', event.uid).state === 'ready' ? after : continuePass(after, event.uid);
    if (event.type === 'runtime/sandboxReady' && !cell(after, 'volumes', event.uid).mounted)
      return patch(after, 'workers', event.uid, { step: 'volumes' });
    return after;
  },
};

const mountedBeforeAttached: Mutation = {
  id: 'mounted-before-attached',
  mistake: 'The kubelet mounts without waiting for the attach-detach controller.',
  enabled: also(['attachdetach/volumesAttached'], ({ uid }, cluster) =>
    cell(cluster, 'workers', uid).step === 'volumes' ? [{ type: 'kubelet/volumesMounted', uid }] : [],
  ),
};

const detachedWhileMounted: Mutation = {
  id: 'detached-while-mounted',
  mistake:
    'The attach-detach controller follows phase and object of the Pod alone and never asks node.status.volumesInUse.',
  enabled: also(['kubelet/volumesUnmounted'], ({ uid }, cluster) =>
    cell(cluster, 'volumes', uid).attached ? [{ type: 'attachdetach/volumesDetached', uid }] : [],
  ),
};

/** Mistakes around volumes. */
export const volumeMutations: readonly Mutation[] = [
  startWithoutVolumes,
  sandboxBeforeVolumes,
  mountedBeforeAttached,
  detachedWhileMounted,
];
