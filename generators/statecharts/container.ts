/**
 * The lifecycle of a container with the kubelet's own words: the reasons of `state.waiting` and `state.terminated`, as
 * convertToAPIContainerStatuses sets them (pkg/kubelet/kubelet_pods.go; 1.34.9, 1.35.6, 1.36.2), and the strongest signal sent to what runs.
 */
import { type Cluster, type ContainerRecord, cell } from '../../model/cluster.ts';
import { restartGates, specOf } from '../../model/components/kubelet/sync/pod.ts';
import { shouldBeRestarted } from '../../model/components/kubelet/sync/restart-policy.ts';
import type { Event } from '../../model/event.ts';
import { containerKeys } from '../../model/initial.ts';
import { containerOf, isSidecar } from '../../model/kubernetes/spec.ts';
import type { Uid } from '../../model/scenario.ts';
import type { Chart } from './chart.ts';

const partsOf = (key: string): readonly [Uid, string] => {
  const slash = key.lastIndexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
};

/**
 * Why a container that the kubelet is to make waits. Without a failure the reason depends on the spec alone: PodInitializing in a pod that has
 * init containers, theirs done or not, else ContainerCreating. After a failed pull it is ErrImagePull, from the next pass on ImagePullBackOff.
 */
const waitingFor = (cluster: Cluster, key: string): string => {
  const { image, config } = cell(cluster, 'backOffs', key);
  if (config === 'missing') return 'waiting: CreateContainerConfigError';
  return image === 'armed'
    ? 'waiting: ErrImagePull or ImagePullBackOff'
    : 'waiting: ContainerCreating or PodInitializing';
};

/** Will the kubelet run it once more? An init container that has succeeded is done, whatever the restart policy. */
const runsAgain = (cluster: Cluster, key: string, record: ContainerRecord): boolean => {
  const [uid, name] = partsOf(key);
  const spec = specOf(cluster, uid);
  const container = containerOf(spec, name);
  const done = record.exitCode === 0 && spec.initContainers.includes(container) && !isSidecar(container);
  return !done && shouldBeRestarted(spec, container, record, restartGates(cluster));
};

const endedAs = ({ oomKilled, exitCode }: ContainerRecord): string => {
  if (oomKilled) return 'terminated: OOMKilled';
  return exitCode === 0 ? 'terminated: Completed' : 'terminated: Error';
};

/**
 * An exit shows as such until a pass of the kubelet has taken note of it. From then on, a container that is to run again shows what keeps
 * it: nothing the first time, back-off from the second exit on, and that stays to be read until the next instance is there.
 */
const exited = (cluster: Cluster, key: string, record: ContainerRecord): string => {
  const [uid, name] = partsOf(key);
  if (cell(cluster, 'workers', uid).state !== 'sync' || !runsAgain(cluster, key, record)) return endedAs(record);
  const noted = cell(cluster, 'cachedStatuses', uid).containers[name]?.state === 'terminated';
  return record.restarted && noted ? 'waiting: CrashLoopBackOff' : endedAs(record);
};

/** Without an instance: a container waits while a pod worker is there to make one, and otherwise there is none. */
const project = (cluster: Cluster, key: string): string => {
  const record = cell(cluster, 'containers', key);
  const { state } = cell(cluster, 'workers', partsOf(key)[0]);
  // What was never started has no status once its worker is through: TerminatePod reports ContainerStatusUnknown.
  if (record.state === 'created') return state === 'terminated' || state === 'finished' ? 'absent' : 'waiting: created';
  if (record.state === 'exited') return exited(cluster, key, record);
  if (record.state === 'none') {
    return state === 'sync' ? waitingFor(cluster, key) : 'absent';
  }
  const { signal } = cell(cluster, 'processes', key);
  return signal === 'none' ? 'running' : `running: ${signal}`;
};

/** Where an exit leads depends on its code. */
const label = (event: Event): string => {
  if (event.type !== 'process/exited') return event.type;
  return event.exitCode === 0 ? 'process/exited 0' : 'process/exited non-zero';
};

/** One container of one pod. */
export const containerChart: Chart = {
  id: 'container',
  title: 'A container as the runtime and the kubelet know it: absent, waiting, running, terminated, with reasons.',
  subjects: containerKeys,
  project,
  label,
};
