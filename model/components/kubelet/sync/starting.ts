/** Starting one container after the other inside a pass: startContainer and the loops around it in kuberuntime SyncPod (C102, C103, C105). */
import { type Cluster, type ContainerRecord, cell, type PodWorker, patch } from '../../../cluster.ts';
import { type Container, containerOf } from '../../../kubernetes/spec.ts';
import { containerKey, type Scenario, type Uid } from '../../../scenario.ts';
import { specOf } from './pod.ts';

/**
 * Must the image be pulled first? Always: each time (C106). Never: not at all; the image is taken to be there. IfNotPresent: before the first
 * instance of the pod; whether that pull finds the image on the node is left open, as is how long it takes.
 */
export const needsPull = (container: Container, record: ContainerRecord): boolean =>
  container.imagePullPolicy === 'Always' ||
  (container.imagePullPolicy === 'IfNotPresent' && record.state === 'none' && !record.restarted);

/** Does a ConfigMap or Secret its environment needs not exist (C104)? Which ones exist is settled by the scenario. */
export const lacksConfig = (scenario: Scenario, container: Container): boolean =>
  scenario.configObjects !== undefined &&
  container.environment.some(
    ({ kind, name, optional }) => !optional && !scenario.configObjects?.includes(`${kind}/${name}`),
  );

/** Is the container kept from being started: crash or image back-off, or a config that cannot be built? */
const isHeld = (cluster: Cluster, uid: Uid, name: string): boolean => {
  const { crash, image, config } = cell(cluster, 'backOffs', containerKey(uid, name));
  if (image === 'armed' || config === 'missing') return true;
  if (crash === 'none') return false;
  const { state, restarted } = cell(cluster, 'containers', containerKey(uid, name));
  return state === 'exited' || (state !== 'running' && restarted);
};

/** Those of the containers that nothing holds back, in order. */
export const startable = (cluster: Cluster, uid: Uid, names: readonly string[]): readonly string[] =>
  names.filter((name) => !isHeld(cluster, uid, name));

const stepFor = (cluster: Cluster, uid: Uid, name: string): PodWorker['step'] =>
  needsPull(containerOf(specOf(cluster, uid), name), cell(cluster, 'containers', containerKey(uid, name)))
    ? 'pull'
    : 'create';

/** The worker before the first of these containers, or at the end of its pass. */
export const startFirstOf = (cluster: Cluster, uid: Uid, names: readonly string[]): Cluster => {
  const [head] = names;
  const step = head === undefined ? 'idle' : stepFor(cluster, uid, head);
  return patch(cluster, 'workers', uid, { step, starting: names, afterKill: 'none' });
};

/**
 * The head of `starting` is up, or could not be started: on to the next. A plain init container that fails ends the pass, where sidecars
 * and mains are skipped (C101, C102); since nothing ever follows it in a pass, that is the same.
 */
export const startNext = (cluster: Cluster, uid: Uid): Cluster =>
  startFirstOf(cluster, uid, cell(cluster, 'workers', uid).starting.slice(1));

/** The worker goes on with the same container. */
export const moveTo = (cluster: Cluster, uid: Uid, step: PodWorker['step']): Cluster =>
  patch(cluster, 'workers', uid, { step });

/** The image is there: the container is created next. */
export const afterPull = (cluster: Cluster, uid: Uid): Cluster => moveTo(cluster, uid, 'create');

/** From its first restart on, the next exit of a container makes it wait (C110). */
export const armedIfRestarted = (cluster: Cluster, uid: Uid, name: string): Cluster => {
  const key = containerKey(uid, name);
  return cell(cluster, 'containers', key).restarted ? patch(cluster, 'backOffs', key, { crash: 'armed' }) : cluster;
};

/** The container runs; a postStart hook holds up the pass (C107). */
export const afterContainerStarted = (cluster: Cluster, uid: Uid, name: string): Cluster => {
  const counted = armedIfRestarted(cluster, uid, name);
  return containerOf(specOf(cluster, uid), name).postStart === undefined
    ? startNext(counted, uid)
    : moveTo(counted, uid, 'postStart');
};
