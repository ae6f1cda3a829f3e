/** The lifecycles: a container, a pod worker, a Pod's phase, its Ready condition, an endpoint. */
import { cell } from '../../model/cluster.ts';
import { podNames } from '../../model/initial.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Chart } from './chart.ts';
import { containerChart } from './container.ts';

const uidsIn = (scenario: Scenario): readonly string[] => Object.keys(scenario.instances);

const workerChart: Chart = {
  id: 'pod-worker',
  title:
    'The kubelet’s pod worker: from sync over terminating to terminated, never back; a kubelet that restarts forgets it.',
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

/** Only where the scenario has the kubelet report all of its status does anybody see the conditions it sets. */
const conditionsChart: Chart = {
  id: 'conditions',
  title:
    'The conditions PodScheduled, Initialized, ContainersReady and Ready as the API shows them: the furthest that is True, or why PodScheduled is not.',
  subjects: (scenario) => (scenario.reportedStatus === 'all' ? podNames(scenario) : []),
  project: (cluster, pod) => {
    if (cell(cluster, 'pods', pod).uid === '') return 'absent';
    const { podScheduled, initialized, containersReady, ready } = cell(cluster, 'statuses', pod);
    if (ready) return 'Ready';
    if (containersReady) return 'ContainersReady';
    if (initialized) return 'Initialized';
    if (podScheduled === 'True') return 'PodScheduled';
    return podScheduled === '' ? 'not scheduled' : `not scheduled: ${podScheduled}`;
  },
  label: ({ type }) => type,
};

const endpointChart: Chart = {
  id: 'endpoint',
  title:
    'What an EndpointSlice says of a Pod. Terminating but ready it is for a Service with publishNotReadyAddresses.',
  subjects: ({ services }) =>
    Object.entries(services).flatMap(([service, { pods }]) => pods.map((pod) => `${service}/${pod}`)),
  project: (cluster, key) => {
    const { listed, ready, serving, terminating } = cell(cluster, 'endpoints', key);
    if (!listed) return 'absent';
    if (terminating && ready) return 'terminating but ready';
    if (terminating) return serving ? 'terminating but serving' : 'terminating';
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
