/** What every stimulus asks for and every observation says, in one sentence each, with the fields it carries as TypeScript writes them. */
import type { Observation, Stimulus } from '../case.ts';

/** Fields beside `do` or `see`, and the sentence. */
export interface Meaning {
  readonly fields: readonly string[];
  readonly says: string;
}

const uid = 'uid: string';
const pod = 'pod: string';
const container = 'container: string';
const node = 'node: string';
const succeeds = 'succeeds: boolean';

const means = (says: string, ...fields: readonly string[]): Meaning => ({ fields, says });

/** What a tester asks of an implementation. */
export const stimulusMeanings: Readonly<Record<Stimulus['do'], Meaning>> = {
  create: means('Create the Pod `test.manifest.pods[uid]`.', uid),
  delete: means(
    'Delete the Pod gracefully, with this grace period in seconds; null: its own terminationGracePeriodSeconds.',
    pod,
    'grace: number | null',
  ),
  'force delete': means('Delete the Pod as `kubectl delete --force` does, with grace period 0.', pod),
  'remove scheduling gates': means('Empty spec.schedulingGates.', pod),
  'remove finalizers': means('Empty metadata.finalizers.', pod),
  'set readiness gates': means(
    'Set every condition named in spec.readinessGates to True, or False.',
    pod,
    'value: boolean',
  ),
  'process exits': means(
    'Make the main process of the container end with this code.',
    uid,
    container,
    'exitCode: number',
  ),
  'process exceeds memory': means('Make the main process take more memory than the container’s limit.', uid, container),
  'probe answers': means(
    'From now on this probe of the running container succeeds, or fails. A container that is started anew begins with probes that succeed.',
    uid,
    container,
    "probe: 'startup' | 'liveness' | 'readiness'",
    succeeds,
  ),
  'image answers': means('From now on the image of the container can be pulled, or not.', uid, container, succeeds),
  'volumes answer': means('From now on the Pod’s volumes can be mounted, or not.', uid, succeeds),
  cordon: means('Mark the node unschedulable.', node),
  taint: means('Give the node the taint `maintenance:NoSchedule`.', node),
  relabel: means('Take the node’s labels away.', node),
  'delete claim': means('Delete the PersistentVolumeClaim.', 'claim: string'),
  'restart kubelet': means('Restart the kubelet of the node, or whatever stands for it.', node),
  'sandbox dies': means('Kill the pause process of the Pod.', uid),
};

/** What an implementation shows. */
export const observationMeanings: Readonly<Record<Observation['see'], Meaning>> = {
  'pod stored': means('The create request was accepted.', uid),
  'pod refused': means('The create request was refused.', uid),
  'pod scheduled': means('spec.nodeName is set.', uid, node),
  'pod deleting': means('deletionGracePeriodSeconds is set to this, with it deletionTimestamp.', uid, 'grace: number'),
  'pod removed': means('The Pod object is gone.', uid),
  'pod phase': means('status.phase changed to this.', uid, "phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed'"),
  'pod ready': means('The condition Ready changed to this.', uid, 'ready: boolean'),
  'sandbox ready': means('The pause container, or whatever holds the Pod’s namespaces, runs.', uid),
  'sandbox stopped': means('It was stopped, or has died.', uid),
  'container waiting': means(
    'The container cannot be started, for this reason.',
    uid,
    container,
    "reason: 'ErrImagePull' | 'CreateContainerConfigError'",
  ),
  'container started': means('The main process of the container runs.', uid, container),
  'container exited': means('It ended with this code; 137 after SIGKILL.', uid, container, 'exitCode: number'),
  'signal received': means('It received SIGTERM.', uid, container, "signal: 'SIGTERM'"),
  'postStart ended': means('The postStart hook came to an end, well or not.', uid, container),
  'preStop started': means('The preStop hook was begun.', uid, container),
  'preStop ended': means('The preStop hook came to an end.', uid, container),
  endpoint: means(
    'What the EndpointSlice of the Service says of the Pod changed to this.',
    'service: string',
    pod,
    "state: 'absent' | 'ready' | 'not ready' | 'terminating' | 'terminating but serving' | 'terminating but ready'",
  ),
};

/** `{ do: 'create'; uid: string }` */
export const shapeOf = (word: 'do' | 'see', name: string, { fields }: Meaning): string =>
  `{ ${[`${word}: '${name}'`, ...fields].join('; ')} }`;
