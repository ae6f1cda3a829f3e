/** Who a step goes from and to, as a sequence diagram draws it: read off the cells it wrote, not told event by event. */
import type { Cluster, Group } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Lane } from './lanes.ts';
import { laneOf } from './says.ts';

/** An arrow between two lanes; from a lane to itself where a step concerns nobody else. */
export interface Flow {
  readonly from: string;
  readonly to: string;
}

/** Whose each group of cells is. The API server's are the objects everybody else talks through. */
export const ownerOfGroup: Readonly<Record<Group, Lane>> = {
  requests: 'kube-apiserver',
  pods: 'kube-apiserver',
  statuses: 'kube-apiserver',
  nodes: 'kube-apiserver',
  claims: 'kube-apiserver',
  endpoints: 'kube-apiserver',
  schedulerPods: 'kube-scheduler',
  schedulerNodes: 'kube-scheduler',
  scheduling: 'kube-scheduler',
  kubeletPods: 'kubelet',
  kubelets: 'kubelet',
  workers: 'kubelet',
  kills: 'kubelet',
  backOffs: 'kubelet',
  cachedStatuses: 'kubelet',
  volumes: 'kubelet',
  cgroups: 'kubelet',
  probes: 'kubelet prober',
  containers: 'container runtime',
  sandboxes: 'container runtime',
  addresses: 'CNI',
  processes: 'process',
  proxies: 'kube-proxy',
  balancers: 'load balancer',
  deadlines: 'observer',
  slots: 'kube-apiserver',
  replicaSets: 'kube-apiserver',
  deployments: 'kube-apiserver',
  slotViews: 'ReplicaSet controller',
  replicaSetViews: 'ReplicaSet controller',
  deploymentViews: 'Deployment controller',
  replicaSetMemories: 'ReplicaSet controller',
  deploymentMemories: 'Deployment controller',
  user: 'user',
  faults: 'fault',
};

/** Of several whose cells a step wrote, the first of these is the one it is about; the rest is bookkeeping. */
const heard: readonly Lane[] = [
  'kube-apiserver',
  'process',
  'container runtime',
  'CNI',
  'kube-proxy',
  'load balancer',
  'kube-scheduler',
  'kubelet',
];

/** Who acts on a call, and who calls: the kubelet over CRI, the container runtime by executing the plugin. */
const callers: Readonly<Partial<Record<Lane, Lane>>> = { 'container runtime': 'kubelet', CNI: 'container runtime' };

const same = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

/** The groups in which a step changed a cell. */
export const changedGroups = (before: Cluster, after: Cluster): readonly Group[] =>
  (Object.keys(ownerOfGroup) as Group[]).filter((group) => !same(before[group], after[group]));

/** What follows a watch comes from the API server, whoever acts on it. */
const follows = ({ type }: Event): boolean =>
  type.startsWith('watch/') || type === 'kube-proxy/rulesProgrammed' || type === 'load-balancer/targetsUpdated';

/** The arrow of a step. */
export const flowOf = (by: string, event: Event, before: Cluster, after: Cluster): Flow => {
  const lane = laneOf(by, event);
  if (follows(event)) return { from: 'kube-apiserver', to: lane };
  if (event.type === 'kubelet/stopRequested') return { from: lane, to: 'container runtime' };
  const touched = new Set(changedGroups(before, after).map((group) => ownerOfGroup[group]));
  const to = heard.find((other) => other !== lane && touched.has(other)) ?? lane;
  const caller = callers[lane as Lane];
  return caller !== undefined && to !== 'process' ? { from: caller, to: lane } : { from: lane, to };
};
