/** Words the transcriptions share: who there is, who runs, what has just begun or ended. */
import type { Cluster, StoredPod } from '../../../../model/cluster.ts';
import type { Event } from '../../../../model/event.ts';
import type { Container, PodSpec } from '../../../../model/kubernetes/spec.ts';
import type { Step } from './transcription.ts';

/** An incarnation of a pod. */
export interface Pod {
  readonly uid: string;
  readonly name: string;
  readonly spec: PodSpec;
}

/** Every incarnation there may be. */
export const pods = ({ scenario }: Cluster): readonly Pod[] =>
  Object.entries(scenario.instances).map(([uid, { name, spec }]) => ({ uid, name, spec }));

/** The incarnation of that UID. */
export const podOf = (cluster: Cluster, uid: string): Pod => {
  const found = pods(cluster).find((pod) => pod.uid === uid);
  if (found === undefined) throw new Error(`no pod ${uid}`);
  return found;
};

/** A cell that must be there. */
export const at = <T>(group: Readonly<Record<string, T>>, key: string): T => {
  const found = group[key];
  if (found === undefined) throw new Error(`no cell ${key}`);
  return found;
};

/** Init containers, sidecars and main containers. */
export const containers = ({ spec }: Pod): readonly Container[] => [...spec.initContainers, ...spec.containers];

/** Sidecars, in list order. */
export const sidecarsOf = ({ spec }: Pod): readonly Container[] =>
  spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');

/** Init containers that run to their end, in list order. */
export const plainInits = ({ spec }: Pod): readonly Container[] =>
  spec.initContainers.filter(({ restartPolicy }) => restartPolicy !== 'Always');

/** The container of that name. */
export const containerNamed = (pod: Pod, name: string): Container => {
  const found = containers(pod).find((container) => container.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
};

/** Whether it is one of the main containers. */
export const isMain = ({ spec }: Pod, name: string): boolean => spec.containers.some((main) => main.name === name);

/** Whether it is one of the sidecars. */
export const isSidecarOf = (pod: Pod, name: string): boolean => sidecarsOf(pod).some((one) => one.name === name);

/** Whether the container's process is alive. */
export const runs = (cluster: Cluster, { uid }: Pod, container: string): boolean =>
  at(cluster.containers, `${uid}/${container}`).state === 'running';

/** The containers whose processes are alive. */
export const running = (cluster: Cluster, pod: Pod): readonly Container[] =>
  containers(pod).filter(({ name }) => runs(cluster, pod, name));

/** Whether some main container runs. */
export const someMainRuns = (cluster: Cluster, pod: Pod): boolean =>
  pod.spec.containers.some(({ name }) => runs(cluster, pod, name));

/** The stored object of this incarnation, if it is stored. */
export const objectOf = (cluster: Cluster, { uid, name }: Pod): StoredPod | undefined => {
  const stored = at(cluster.pods, name);
  return stored.uid === uid ? stored : undefined;
};

/** Whether the object is stored and has a deletionTimestamp. */
export const isDeleted = (cluster: Cluster, pod: Pod): boolean => {
  const stored = objectOf(cluster, pod);
  return stored !== undefined && stored.deletionGracePeriodSeconds !== null;
};

/** Whether the API shows this incarnation as Succeeded or Failed. */
export const isTerminal = (cluster: Cluster, pod: Pod): boolean =>
  objectOf(cluster, pod) !== undefined && ['Succeeded', 'Failed'].includes(at(cluster.statuses, pod.name).phase);

/** Whether its worker stops it now. */
export const isTerminating = (cluster: Cluster, { uid }: Pod): boolean =>
  at(cluster.workers, uid).state === 'terminating';

/** The incarnations whose object this step removed. */
export const removedBy = ({ before, after }: Step): readonly Pod[] =>
  pods(before).filter((pod) => objectOf(before, pod) !== undefined && objectOf(after, pod) === undefined);

/** The incarnations whose object this step stored. */
export const storedBy = ({ before, after }: Step): readonly Pod[] =>
  pods(before).filter((pod) => objectOf(before, pod) === undefined && objectOf(after, pod) !== undefined);

/** A container of a pod. */
export interface Which {
  readonly pod: Pod;
  readonly container: Container;
  readonly key: string;
}

/** Every container of every pod. */
export const everyContainer = (cluster: Cluster): readonly Which[] =>
  pods(cluster).flatMap((pod) =>
    containers(pod).map((container) => ({ pod, container, key: `${pod.uid}/${container.name}` })),
  );

type OfContainer = Extract<Event, { readonly uid: string; readonly container: string }>;

/** The container an event of one of these types is about. */
export const containerIn = ({ before, event }: Step, ...types: readonly Event['type'][]): Which | undefined => {
  if (!types.includes(event.type)) return undefined;
  const { uid, container } = event as OfContainer;
  const pod = podOf(before, uid);
  return { pod, container: containerNamed(pod, container), key: `${uid}/${container}` };
};

/** The container this step started. */
export const started = (step: Step): Which | undefined => containerIn(step, 'runtime/containerStarted');

/** The container this step created. */
export const created = (step: Step): Which | undefined => containerIn(step, 'runtime/containerCreated');

/** The containers that ran before this step and do not run after it, with their exit codes. */
export const exited = ({ before, after }: Step): readonly (Which & { readonly exitCode: number })[] =>
  everyContainer(before)
    .filter(
      ({ key }) => at(before.containers, key).state === 'running' && at(after.containers, key).state !== 'running',
    )
    .map((which) => ({ ...which, exitCode: at(after.containers, which.key).exitCode }));

/** The container that gets its stop signal by this step: SIGTERM, or whatever its image or spec says, SIGKILL too. */
export const stopSignalled = (step: Step): Which | undefined => {
  const term = containerIn(step, 'runtime/sigtermSent');
  if (term !== undefined) return term;
  const kill = containerIn(step, 'runtime/sigkillSent');
  return kill?.container.stopSignal === 'SIGKILL' ? kill : undefined;
};

/** The containers the kubelet has killed by this step: by SIGKILL, or together with their sandbox. */
export const killed = (step: Step): readonly Which[] => {
  const { before, event } = step;
  if (event.type === 'runtime/sandboxStopped')
    return everyContainer(before).filter(
      ({ pod, key }) => pod.uid === event.uid && at(before.containers, key).state === 'running',
    );
  const one = containerIn(step, 'runtime/sigkillSent');
  return one === undefined ? [] : [one];
};

/** The incarnations that got a new sandbox by this step. */
export const newSandboxes = ({ before, after }: Step): readonly Pod[] =>
  pods(before).filter(
    ({ uid }) =>
      !['network', 'ready'].includes(at(before.sandboxes, uid).state) &&
      ['network', 'ready'].includes(at(after.sandboxes, uid).state),
  );

/** The incarnation that got a node through the Binding endpoint by this step. */
export const bound = ({ before, event, after }: Step): { readonly pod: string; readonly node: string } | undefined => {
  if (event.type !== 'scheduler/podBound' && event.type !== 'scheduler/bindingReplyLost') return undefined;
  const { pod } = event;
  const node = at(after.pods, pod).nodeName;
  return at(before.pods, pod).nodeName === node ? undefined : { pod, node };
};
