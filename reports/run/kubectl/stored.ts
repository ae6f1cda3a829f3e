/** The stored objects of one cluster in the shape of the API, with the container statuses a run has written. */
import { type Cluster, cell, type StoredStatus } from '../../../model/cluster.ts';
import { type Container, isSidecar, type PodSpec } from '../../../model/kubernetes/spec.ts';
import { instanceOf, type PodName } from '../../../model/scenario.ts';
import type { ApiObjects, Condition, EndpointObject, NamedContainer, PodObject } from './objects.ts';
import type { FullStatus } from './statuses.ts';

const named = (container: Container): NamedContainer => ({ name: container.name, sidecar: isSidecar(container) });

const flag = (type: string, value: boolean): Condition => ({ type, status: value ? 'True' : 'False' });

const scheduled = ({ podScheduled }: StoredStatus): readonly Condition[] => {
  if (podScheduled === '') return [];
  const type = 'PodScheduled';
  return [podScheduled === 'True' ? { type, status: 'True' } : { type, status: 'False', reason: podScheduled }];
};

/** What a scenario stores of the status; one in which nobody reads conditions stores the phase alone, and the kubelet's own status has the rest. */
const storedStatus = (cluster: Cluster, name: PodName, written: FullStatus | undefined): StoredStatus => {
  const stored = cell(cluster, 'statuses', name);
  if (cluster.scenario.reportedStatus === 'all' || written === undefined) return stored;
  const { initialized, readyToStartContainers, containersReady, ready, podIP } = written.status;
  return { ...stored, initialized, readyToStartContainers, containersReady, ready, podIP };
};

/** The conditions in the order the kubelet writes them; of a Pod that was turned away it writes none. */
const conditionsOf = (status: StoredStatus, spec: PodSpec, preempted: boolean): readonly Condition[] => [
  ...(status.reported && status.podScheduled !== ''
    ? [
        flag('PodReadyToStartContainers', status.readyToStartContainers),
        flag('Initialized', status.initialized),
        flag('Ready', status.ready),
        flag('ContainersReady', status.containersReady),
      ]
    : []),
  ...scheduled(status),
  ...(status.readinessGates ? spec.readinessGates.map((gate) => flag(gate, true)) : []),
  ...(preempted ? [{ ...flag('DisruptionTarget', true), reason: 'PreemptionByScheduler' }] : []),
];

const podObject = (cluster: Cluster, name: PodName, written: FullStatus | undefined): PodObject => {
  const pod = cell(cluster, 'pods', name);
  const { spec } = instanceOf(cluster.scenario, pod.uid);
  const status = storedStatus(cluster, name, written);
  const statuses = status.reported ? (written?.containers ?? []) : [];
  const isInit = (one: { readonly name: string }) => spec.initContainers.some((init) => init.name === one.name);
  return {
    name,
    deletionGracePeriodSeconds: pod.deletionGracePeriodSeconds,
    nodeName: pod.nodeName,
    nominatedNodeName: pod.nominatedNodeName,
    initContainers: spec.initContainers.map(named),
    containers: spec.containers.map(named),
    readinessGates: spec.readinessGates,
    phase: status.phase,
    reason: status.reason,
    podIP: status.podIP,
    conditions: conditionsOf(status, spec, pod.preempted === true),
    initContainerStatuses: statuses.filter(isInit),
    containerStatuses: statuses.filter((one) => !isInit(one)),
  };
};

const endpointObjects = ({ endpoints, scenario }: Cluster): readonly EndpointObject[] =>
  Object.keys(scenario.services).flatMap((service) =>
    Object.entries(endpoints)
      .filter(([key, { listed }]) => listed && key.startsWith(`${service}/`))
      .map(([key, { podIP, nodeName, ready, serving, terminating }]) => ({
        service,
        pod: key.slice(service.length + 1),
        address: podIP,
        nodeName,
        ready,
        serving,
        terminating,
      })),
  );

/** What is stored in this cluster; `written`: the statuses as the kubelet last wrote them, by uid. */
export const objectsOf = (cluster: Cluster, written: Readonly<Record<string, FullStatus>>): ApiObjects => ({
  pods: Object.entries(cluster.pods)
    .filter(([, { uid }]) => uid !== '')
    .map(([name, { uid }]) => podObject(cluster, name, written[uid])),
  endpoints: endpointObjects(cluster),
  services: Object.keys(cluster.scenario.services),
});
