/**
 * Storage outside the kubelet: what attaches volumes to nodes (attach-detach.ts) and what becomes of claims and their volumes
 * (persistent-volume.ts). The kubelet's own part, mounting and unmounting, is a step of its pod worker: `volumes[uid].mounted`.
 *
 * An emptyDir needs nobody here: it is made with the mount, lives on the node as long as the pod, whatever its containers do,
 * and its content goes with `kubelet/volumesUnmounted`. ConfigMap and Secret volumes need their object to exist when the kubelet mounts them
 * (C104). Only scenarios with claims have actors in this room.
 */
import { attachDetachActors, attachDetachReduce } from './attach-detach.ts';
import { persistentVolumeActors, persistentVolumeReduce } from './persistent-volume.ts';

/** The attach-detach controller. */
export const attachDetach = { actors: attachDetachActors, reduce: attachDetachReduce };

/** The persistent-volume controller, with the protection of claims in use. */
export const persistentVolume = { actors: persistentVolumeActors, reduce: persistentVolumeReduce };
