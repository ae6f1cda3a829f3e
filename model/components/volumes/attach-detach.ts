/**
 * The attach-detach controller of kube-controller-manager: pkg/controller/volume/attachdetach (populator, reconciler), read at 1.34.9,
 * 1.35.6 and 1.36.2; with it the external attacher and the node status it reports through.
 *
 * Only pods with claims have anything to attach. `volumes[uid].attached` says: the volumes are attached, on account of this pod, to its
 * node. The kubelet mounts a pod's volumes only then, if some container mounts a claim's (../kubelet/sync/volumes.ts, C89, C91); a claim
 * that no container mounts is attached all the same and holds nothing up.
 *
 * Not modelled: attaching one volume of a pod before another (the kubelet waits for all), force detach after six minutes from an
 * unhealthy node, the out-of-service taint, attach limits. A pod that is deleted and shows no running container may leave the desired
 * state already before its phase is terminal (`IsPodTerminated`, pkg/volume/util/util.go); here it leaves with the terminal phase or the
 * object, which comes to the same, as the detach waits for the kubelet's unmount either way.
 */
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch } from '../../cluster.ts';
import type { AttachDetachEvent } from '../../event.ts';
import { allows, instanceOf, type NodeName, type Scenario, type Uid } from '../../scenario.ts';
import { claimsOf, isStored, singleAttach, usersOf } from './claims.ts';

/** The controller wants a pod's volumes attached: stored, scheduled and not in a terminal phase (`DetermineVolumeAction`). */
const isDesired = (cluster: Cluster, uid: Uid): boolean => {
  const { name } = instanceOf(cluster.scenario, uid);
  const pod = cell(cluster, 'pods', name);
  if (pod.uid !== uid || pod.nodeName === '') return false;
  const { phase } = cell(cluster, 'statuses', name);
  return phase !== 'Succeeded' && phase !== 'Failed';
};

/** The node a pod's volumes are attached to, as far as anybody still knows. */
const nodeOf = (cluster: Cluster, uid: Uid): NodeName | '' =>
  isStored(cluster, uid)
    ? cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).nodeName
    : cell(cluster, 'workers', uid).node;

/** A single-attach volume is still attached elsewhere: the multi-attach error of `attachDesiredVolumes`. */
const isHeldElsewhere = (cluster: Cluster, uid: Uid, claim: string): boolean =>
  singleAttach(cluster.scenario, claim) &&
  usersOf(cluster.scenario, claim).some(
    (other) =>
      other !== uid && cell(cluster, 'volumes', other).attached && nodeOf(cluster, other) !== nodeOf(cluster, uid),
  );

/** Unbound claims give no volume to attach (`CreateVolumeSpec` asks for phase Bound, attachdetach/util/util.go). */
const canAttach = (cluster: Cluster, uid: Uid, claims: readonly string[]): boolean =>
  isDesired(cluster, uid) &&
  claims.every((claim) => cell(cluster, 'claims', claim).phase === 'Bound' && !isHeldElsewhere(cluster, uid, claim));

/**
 * The kubelet has the volumes in use from the moment it decides to run the pod until they are unmounted, and says so in
 * node.status.volumesInUse; the controller does not detach before (`GetVolumesInUse` in pkg/kubelet/volumemanager; `MountedByNode` in the reconciler).
 */
const isInUse = (cluster: Cluster, uid: Uid): boolean => {
  if (cell(cluster, 'volumes', uid).mounted) return true;
  const { state } = cell(cluster, 'workers', uid);
  return state === 'sync' || state === 'terminating';
};

const actor = (scenario: Scenario, uid: Uid, claims: readonly string[]): Actor => ({
  name: 'attach-detach controller',
  // The storage system that attaches and detaches may never answer.
  fair: !allows(scenario, 'volume-hang'),
  enabled: (cluster) => {
    if (!cell(cluster, 'volumes', uid).attached)
      return canAttach(cluster, uid, claims) ? [{ type: 'attachdetach/volumesAttached', uid }] : [];
    return isDesired(cluster, uid) || isInUse(cluster, uid) ? [] : [{ type: 'attachdetach/volumesDetached', uid }];
  },
});

/** One actor per incarnation that uses claims. */
export const attachDetachActors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.instances)
    .map(([uid, { spec }]) => ({ uid, claims: claimsOf(spec) }))
    .filter(({ claims }) => claims.length > 0)
    .map(({ uid, claims }) => actor(scenario, uid, claims));

/** Writes down what the attach-detach controller did. */
export const attachDetachReduce = (cluster: Cluster, { type, uid }: AttachDetachEvent): Cluster =>
  patch(cluster, 'volumes', uid, { attached: type === 'attachdetach/volumesAttached' });
