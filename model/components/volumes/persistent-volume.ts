/**
 * Claims and the volumes behind them: the persistent-volume binder (pkg/controller/volume/persistentvolume/pv_controller.go), PVC
 * protection (pkg/controller/volume/pvcprotection/pvc_protection_controller.go) and, for reclaim policy Delete, the external
 * provisioner; read at 1.34.9, 1.35.6 and 1.36.2. One actor per claim.
 *
 * A claim with volumeBindingMode Immediate may be bound at any time; with WaitForFirstConsumer the scheduler asks for it in PreBind and it
 * is bound by `scheduler/volumesBound` (C52). So nobody ever binds a late-binding claim for a pod that was created with a nodeName.
 *
 * Left out: phase Lost, the Recycle policy, finalizers other than kubernetes.io/pvc-protection, and volumes deleted by hand.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { PersistentVolumeEvent } from '../../event.ts';
import type { ClaimSpec } from '../../kubernetes/spec.ts';
import { instanceOf, type Scenario, type Uid } from '../../scenario.ts';
import { isStored, usersOf } from './claims.ts';

/**
 * Whether PVC protection counts the pod as a user of its claims: every stored pod that has a node, *whatever its phase*, so a Completed pod
 * keeps its claim until somebody deletes the pod; an unscheduled one does not count, since no kubelet runs a pod whose
 * claim is gone (`podUsesPVC`, 1.34 and 1.35; `podUsesPVCForDeletion`, 1.36). The controller asks the API server, not only its informer.
 */
export const holdsClaims = (cluster: Cluster, uid: Uid): boolean =>
  isStored(cluster, uid) && cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).nodeName !== '';

const actor = (claim: string, spec: ClaimSpec, users: readonly Uid[]): Actor => ({
  name: 'persistent-volume controller',
  fair: true,
  enabled: (cluster) => {
    const { phase, deleting, volume } = cell(cluster, 'claims', claim);
    const removable = deleting && phase !== 'Deleted' && !users.some((uid) => holdsClaims(cluster, uid));
    // The provisioner refuses while a VolumeAttachment names the volume: canDeleteVolume, kubernetes-csi/external-provisioner.
    const reclaimable =
      volume === 'Released' &&
      spec.reclaimPolicy === 'Delete' &&
      !users.some((uid) => cell(cluster, 'volumes', uid).attached);
    return [
      ...(phase === 'Pending' && spec.volumeBindingMode === 'Immediate'
        ? [{ type: 'persistentvolume/claimBound', claim } as const]
        : []),
      ...(removable ? [{ type: 'persistentvolume/claimRemoved', claim } as const] : []),
      ...(reclaimable ? [{ type: 'persistentvolume/volumeReclaimed', claim } as const] : []),
    ];
  },
});

/** One actor per claim. */
export const persistentVolumeActors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.claims).map(([claim, spec]) => actor(claim, spec, usersOf(scenario, claim)));

/** Writes down what the persistent-volume controller did. */
export const persistentVolumeReduce = (cluster: Cluster, event: PersistentVolumeEvent): Cluster =>
  match(event)
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
