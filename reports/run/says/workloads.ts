/** Sentences about workloads: their controllers, and Pods that are not looked into. */
import type { SlotPod } from '../../../model/cluster.ts';
import type { DeploymentEvent, PodEvent, ReplicaSetEvent, WatchEvent } from '../../../model/event.ts';
import { revisionIn } from '../../../model/kubernetes/deployment.ts';
import { nodeNamed } from '../names.ts';
import type { Sentences, Step } from './step.ts';

const sets: Readonly<Record<string, string>> = { old: 'the old ReplicaSet', new: 'the new ReplicaSet' };

const setNamed = (replicaSet: string): string => sets[revisionIn(replicaSet)] ?? `ReplicaSet ${replicaSet}`;

/** `pod 2 (new)`: its place among the Deployment's Pods, and its template. */
export const slotPod = ({ before, after }: Pick<Step, 'before' | 'after'>, slot: string): string => {
  const revision = before.slots[slot]?.revision || after.slots[slot]?.revision;
  const number = slot.slice(slot.lastIndexOf('/') + 1);
  return revision === undefined || revision === '' ? `pod ${number}` : `pod ${number} (${revision})`;
};

const becomes = ({ before, after }: Step, slot: string): string => {
  const was = before.slots[slot];
  const is = after.slots[slot];
  if (was === undefined || is === undefined) return 'is deleted';
  if (is.state === 'none') return 'is removed at once, for no kubelet has work with it';
  if (is.state === 'Orphaned') return 'is removed at once, and its containers run on';
  return was.deleting ? 'is being deleted already' : 'gets a deletionTimestamp';
};

const states: Readonly<Record<SlotPod['state'], string>> = {
  none: 'gone',
  Pending: 'Pending',
  Running: 'Running and not Ready',
  Ready: 'Ready',
  Available: 'available',
  Over: 'over',
  Orphaned: 'gone',
};

const seen = (step: Step, slot: string): string => {
  const pod = step.after.slots[slot];
  if (pod === undefined) return 'gone';
  if (pod.deleting) return 'marked for deletion';
  return pod.state === 'Pending' && pod.node !== '' ? `bound to ${nodeNamed(pod.node)}` : states[pod.state];
};

const sizeOf = (step: Step, replicaSet: string): string => {
  const now = step.after.replicaSets[replicaSet];
  return now === undefined ? '' : ` at ${now.replicas} (${now.available} available)`;
};

/** Sentences of what the informers of kube-controller-manager bring. */
export const saysControllerWatches = {
  'watch/controllersSawSlotPod': ({ slot }, step) => `its controllers see ${slotPod(step, slot)} ${seen(step, slot)}`,
  'watch/controllersSawReplicaSet': ({ replicaSet }, step) =>
    `the controllers see ${setNamed(replicaSet)}${sizeOf(step, replicaSet)}`,
  'watch/controllersSawDeployment': ({ deployment }) => `the controllers see the changed Deployment ${deployment}`,
} satisfies Partial<Sentences<WatchEvent>>;

const saysPods: Sentences<PodEvent> = {
  'pod/bound': ({ slot, node }, step) => `kube-scheduler binds ${slotPod(step, slot)} to ${nodeNamed(node)}`,
  'pod/started': ({ slot }, step) => `the containers of ${slotPod(step, slot)} run; it is not Ready`,
  'pod/becameReady': ({ slot }, step) => `the kubelet reports ${slotPod(step, slot)} Ready`,
  'pod/becameAvailable': ({ slot }, step) =>
    `${slotPod(step, slot)} has been Ready for minReadySeconds: it is available`,
  'pod/becameUnready': ({ slot }, step) => `${slotPod(step, slot)} ceases to be Ready`,
  'pod/reinitialized': ({ slot }, step) => `${slotPod(step, slot)} gets a new sandbox; its init containers run again`,
  'pod/ended': ({ slot }, step) => `${slotPod(step, slot)} is Failed: its node has evicted it, or turned it away`,
  'pod/removed': ({ slot }, step) => `${slotPod(step, slot)} has stopped and is removed`,
  'pod/stopped': ({ slot }, step) => `what still ran of ${slotPod(step, slot)} has stopped`,
};

const saysReplicaSets: Sentences<ReplicaSetEvent> = {
  'replicaset/podCreated': ({ replicaSet, slot }, step) =>
    `the controller of ${setNamed(replicaSet)} creates ${slotPod(step, slot)}`,
  'replicaset/createReplyLost': ({ replicaSet, slot }, step) =>
    `the controller of ${setNamed(replicaSet)} creates ${slotPod(step, slot)}; the answer is lost, and it takes the create for failed`,
  'replicaset/podDeleted': ({ replicaSet, slot }, step) =>
    `the controller of ${setNamed(replicaSet)} deletes ${slotPod(step, slot)}, which ${becomes(step, slot)}`,
  'replicaset/statusWritten': ({ replicaSet }, { after }) => {
    const { active = 0, available = 0 } = after.replicaSets[replicaSet] ?? {};
    return `the status of ${setNamed(replicaSet)} says ${active} replicas, ${available} available`;
  },
};

const saysDeployments: Sentences<DeploymentEvent> = {
  'deployment/replicaSetWritten': ({ replicaSet, replicas }, { before }) => {
    const was = before.replicaSets[replicaSet];
    if (was?.exists !== true) return `Deployment controller creates ${setNamed(replicaSet)} with ${replicas} replicas`;
    if (was.replicas === replicas) return `Deployment controller updates the annotations of ${setNamed(replicaSet)}`;
    return `Deployment controller scales ${setNamed(replicaSet)} from ${was.replicas} to ${replicas}`;
  },
  'deployment/writeRefused': ({ replicaSet }) =>
    `Deployment controller is refused a write of ${setNamed(replicaSet)} (409 Conflict), and reads it again`,
};

/** Sentences about workloads. */
export const saysWorkloads: Sentences<PodEvent | ReplicaSetEvent | DeploymentEvent> = {
  ...saysPods,
  ...saysReplicaSets,
  ...saysDeployments,
};
