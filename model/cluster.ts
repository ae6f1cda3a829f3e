/**
 * The whole state. A cluster is a two-level record: group → key → cell. Each cell belongs to one component, which alone (with the
 * faults) writes it; the stored objects belong to the API server. Components talk only through the API server's objects.
 * Every cell is an object, also when there is nothing in it: an absent thing has a value that says so.
 */

import type { BalancerTargets, Budget, DeadlineRecord, ProxyRules } from './cells/dataplane.ts';
import type { BackOff, CachedStatus, KillProcedure, KubeletProcess, PodWorker, ProbeState } from './cells/kubelet.ts';
import type { Address, ContainerRecord, PodCgroup, PodVolumes, Process, Sandbox } from './cells/runtime.ts';
import type { SchedulingRecord } from './cells/scheduler.ts';
import type { CreateRequest, Endpoint, StoredClaim, StoredNode, StoredPod, StoredStatus } from './cells/store.ts';
import type { KubeletPodView, SchedulerNodeView, SchedulerPodView } from './cells/views.ts';
import type {
  DeploymentMemory,
  DeploymentView,
  ReplicaSetMemory,
  ReplicaSetView,
  SlotPod,
  SlotView,
  StoredDeployment,
  StoredReplicaSet,
} from './cells/workloads.ts';
import type { NodeName, PodName, Scenario, Uid } from './scenario.ts';

export type * from './cells/dataplane.ts';
export type * from './cells/kubelet.ts';
export type * from './cells/runtime.ts';
export type * from './cells/scheduler.ts';
export * from './cells/store.ts';
export type * from './cells/views.ts';
export type * from './cells/workloads.ts';

/** Everything there is. */
export interface Cluster {
  readonly scenario: Scenario;
  readonly requests: Readonly<Record<Uid, CreateRequest>>;
  readonly pods: Readonly<Record<PodName, StoredPod>>;
  readonly statuses: Readonly<Record<PodName, StoredStatus>>;
  readonly nodes: Readonly<Record<NodeName, StoredNode>>;
  readonly claims: Readonly<Record<string, StoredClaim>>;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly schedulerPods: Readonly<Record<PodName, SchedulerPodView>>;
  readonly schedulerNodes: Readonly<Record<NodeName, SchedulerNodeView>>;
  readonly kubeletPods: Readonly<Record<Uid, KubeletPodView>>;
  readonly scheduling: Readonly<Record<PodName, SchedulingRecord>>;
  readonly kubelets: Readonly<Record<NodeName, KubeletProcess>>;
  readonly workers: Readonly<Record<Uid, PodWorker>>;
  readonly containers: Readonly<Record<string, ContainerRecord>>;
  readonly processes: Readonly<Record<string, Process>>;
  readonly kills: Readonly<Record<string, KillProcedure>>;
  readonly backOffs: Readonly<Record<string, BackOff>>;
  readonly sandboxes: Readonly<Record<Uid, Sandbox>>;
  readonly addresses: Readonly<Record<string, Address>>;
  readonly volumes: Readonly<Record<Uid, PodVolumes>>;
  readonly cgroups: Readonly<Record<Uid, PodCgroup>>;
  readonly probes: Readonly<Record<string, ProbeState>>;
  readonly cachedStatuses: Readonly<Record<Uid, CachedStatus>>;
  readonly proxies: Readonly<Record<string, ProxyRules>>;
  readonly balancers: Readonly<Record<string, BalancerTargets>>;
  readonly deadlines: Readonly<Record<string, DeadlineRecord>>;
  readonly slots: Readonly<Record<string, SlotPod>>;
  readonly replicaSets: Readonly<Record<string, StoredReplicaSet>>;
  readonly deployments: Readonly<Record<string, StoredDeployment>>;
  readonly slotViews: Readonly<Record<string, SlotView>>;
  readonly replicaSetViews: Readonly<Record<string, ReplicaSetView>>;
  readonly deploymentViews: Readonly<Record<string, DeploymentView>>;
  readonly replicaSetMemories: Readonly<Record<string, ReplicaSetMemory>>;
  readonly deploymentMemories: Readonly<Record<string, DeploymentMemory>>;
  readonly user: Readonly<Record<string, Budget>>;
  readonly faults: Readonly<Record<string, Budget>>;
}

/** Every group of cells, without the fixed scenario. */
export type Group = Exclude<keyof Cluster, 'scenario'>;

/** The cell of that key; throws if there is none (keys are settled by the scenario). */
export const cell = <G extends Group>(cluster: Cluster, group: G, key: string): Cluster[G][string] => {
  const found = (cluster[group] as Readonly<Record<string, Cluster[G][string]>>)[key];
  if (found === undefined) throw new Error(`no cell ${group}/${key}`);
  return found;
};

/** The cluster with one cell changed in the given fields. */
export const patch = <G extends Group>(
  cluster: Cluster,
  group: G,
  key: string,
  fields: Partial<Cluster[G][string]>,
): Cluster => ({
  ...cluster,
  [group]: { ...cluster[group], [key]: { ...cell(cluster, group, key), ...fields } },
});

/** The cluster with one cell replaced whole; unlike `patch` it does not read the old value. */
export const put = <G extends Group>(cluster: Cluster, group: G, key: string, value: Cluster[G][string]): Cluster => ({
  ...cluster,
  [group]: { ...cluster[group], [key]: value },
});
