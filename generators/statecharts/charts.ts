/** The lifecycles: a container, a pod worker, a Pod's phase, its Ready condition, an endpoint. */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { containerKeys, podNames } from '../../model/initial.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Chart } from './chart.ts';

const uidsIn = (scenario: Scenario): readonly string[] => Object.keys(scenario.instances);

/** Where an exit leads depends on its code, where a DELETE leads on what it finds. */
const withExitCode = (event: Event): string => {
  if (event.type !== 'process/exited') return event.type;
  return event.exitCode === 0 ? 'process/exited 0' : 'process/exited non-zero';
};

const exitedAs = (oomKilled: boolean, exitCode: number): string => {
  if (oomKilled) return 'terminated: OOMKilled';
  return exitCode === 0 ? 'terminated: Completed' : 'terminated: Error';
};

const containerState = (cluster: Cluster, key: string): string => {
  const { state, exitCode, oomKilled } = cell(cluster, 'containers', key);
  if (state === 'created') return 'waiting: created';
  if (state === 'exited') return exitedAs(oomKilled, exitCode);
  if (state === 'none') {
    const { image, config } = cell(cluster, 'backOffs', key);
    if (config === 'missing') return 'waiting: CreateContainerConfigError';
    return image === 'armed' ? 'waiting: ImagePullBackOff' : 'waiting';
  }
  const { signal } = cell(cluster, 'processes', key);
  return signal === 'none' ? 'running' : `running: ${signal}`;
};

const containerChart: Chart = {
  id: 'container',
  title: 'A container as the runtime and the kubelet know it: waiting, running, terminated, with reasons.',
  subjects: containerKeys,
  project: containerState,
  label: withExitCode,
};

const workerChart: Chart = {
  id: 'pod-worker',
  title: 'The kubelet’s pod worker: from sync over terminating to terminated, never back.',
  subjects: uidsIn,
  project: (cluster, uid) => cell(cluster, 'workers', uid).state,
  label: ({ type }) => type,
};

const phaseChart: Chart = {
  id: 'phase',
  title: 'status.phase as the API shows it.',
  subjects: podNames,
  project: (cluster, pod) => (cell(cluster, 'pods', pod).uid === '' ? 'absent' : cell(cluster, 'statuses', pod).phase),
  label: ({ type }) => type,
};

const deletionChart: Chart = {
  id: 'deletion',
  title: 'The Pod object in storage: absent, stored, with a deletionTimestamp, with grace 0.',
  subjects: podNames,
  project: (cluster, pod) => {
    const { uid, deletionGracePeriodSeconds } = cell(cluster, 'pods', pod);
    if (uid === '') return 'absent';
    if (deletionGracePeriodSeconds === null) return 'stored';
    return deletionGracePeriodSeconds === 0 ? 'deleting: grace 0' : 'deleting';
  },
  label: ({ type }) => type,
};

const conditionsChart: Chart = {
  id: 'conditions',
  title: 'The conditions PodScheduled, Initialized and Ready as the API shows them, the furthest that is true.',
  subjects: podNames,
  project: (cluster, pod) => {
    if (cell(cluster, 'pods', pod).uid === '') return 'absent';
    const { podScheduled, initialized, containersReady, ready } = cell(cluster, 'statuses', pod);
    if (ready) return 'Ready';
    if (containersReady) return 'ContainersReady';
    if (initialized) return 'Initialized';
    return podScheduled === 'True' ? 'PodScheduled' : 'not scheduled';
  },
  label: ({ type }) => type,
};

const endpointChart: Chart = {
  id: 'endpoint',
  title: 'What an EndpointSlice says of a Pod.',
  subjects: ({ services }) =>
    Object.entries(services).flatMap(([service, { pods }]) => pods.map((pod) => `${service}/${pod}`)),
  project: (cluster, key) => {
    const { listed, ready, serving, terminating } = cell(cluster, 'endpoints', key);
    if (!listed) return 'absent';
    if (terminating) return serving ? 'terminating: serving' : 'terminating';
    return ready ? 'ready' : 'not ready';
  },
  label: ({ type }) => type,
};

/** All charts, in the order of a pod's life. */
export const charts: readonly Chart[] = [
  deletionChart,
  phaseChart,
  conditionsChart,
  workerChart,
  containerChart,
  endpointChart,
];
