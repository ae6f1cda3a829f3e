/** The cluster before anything has happened: nodes are up, nothing is stored, nothing runs. */
import type {
  Address,
  BackOff,
  Budget,
  CachedStatus,
  Cluster,
  ContainerRecord,
  CreateRequest,
  DeploymentMemory,
  Endpoint,
  KillProcedure,
  KubeletPodView,
  PodWorker,
  ProbeState,
  Process,
  Sandbox,
  SchedulerPodView,
  SchedulingRecord,
  SlotView,
  StoredPod,
  StoredStatus,
} from './cluster.ts';
import { noReplicaSet } from './components/deployment/plan.ts';
import { noSlotPod } from './components/pod/steps.ts';
import { nothingExpected } from './components/replicaset/index.ts';
import { replicaSetsOf, slotsOf } from './kubernetes/deployment.ts';
import { allContainers } from './kubernetes/spec.ts';
import { containerKey, type PodName, type ProbeKind, probeKey, type Scenario } from './scenario.ts';

/** The cell of a name under which no pod is stored. */
export const noPod: StoredPod = {
  uid: '',
  nodeName: '',
  gated: false,
  finalizers: false,
  deletionGracePeriodSeconds: null,
  nominatedNodeName: '',
};

/** The status that belongs to `noPod`, and to a fresh pod: phase Pending, nothing reported. */
export const noStatus: StoredStatus = {
  phase: 'Pending',
  reason: '',
  podScheduled: '',
  initialized: false,
  readyToStartContainers: false,
  containersReady: false,
  ready: false,
  readinessGates: false,
  podIP: '',
  reported: false,
};

const noView: SchedulerPodView = { uid: '', nodeName: '', gated: false, deleting: false };

const noRecord: SchedulingRecord = { queue: 'active', assumed: '', assumedUid: '', binding: 'none', toReport: '' };

/** The entry of a pod that is not in the slice. */
export const notListed: Endpoint = {
  listed: false,
  podIP: '',
  nodeName: '',
  ready: false,
  serving: false,
  terminating: false,
};

const table = <T>(keys: readonly string[], value: (key: string) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(keys.map((key) => [key, value(key)]));

/** Names of pods there may be, each once. */
export const podNames = (scenario: Scenario): readonly PodName[] => [
  ...new Set(Object.values(scenario.instances).map((instance) => instance.name)),
];

/** The keys of all containers of all incarnations. */
export const containerKeys = (scenario: Scenario): readonly string[] =>
  Object.entries(scenario.instances).flatMap(([uid, { spec }]) =>
    allContainers(spec).map((container) => containerKey(uid, container.name)),
  );

/** The keys of all probes of all containers. */
export const probeKeys = (scenario: Scenario): readonly string[] =>
  Object.entries(scenario.instances).flatMap(([uid, { spec }]) =>
    allContainers(spec).flatMap((container) =>
      (['startup', 'liveness', 'readiness'] satisfies ProbeKind[])
        .filter((kind) => container[`${kind}Probe`] !== undefined)
        .map((kind) => probeKey(uid, container.name, kind)),
    ),
  );

/** The pod network's addresses: one for every incarnation that needs one, so that a released address is the next one used. */
export const podAddresses = (scenario: Scenario): readonly string[] =>
  Object.values(scenario.instances)
    .filter(({ spec }) => !spec.hostNetwork)
    .map((_, index) => `10.244.0.${index + 1}`);

/** The worker of a pod the kubelet has not taken on. */
export const noWorker: PodWorker = {
  state: 'none',
  node: '',
  cause: '',
  grace: null,
  step: 'idle',
  starting: [],
  afterKill: 'none',
};

/** What the status manager has cached of a pod it has never computed a status for. */
export const nothingCached: CachedStatus = {
  known: false,
  phase: 'Pending',
  reason: '',
  initialized: false,
  readyToStartContainers: false,
  containersReady: false,
  ready: false,
  podIP: '',
  containers: {},
};

const storedNodes = (scenario: Scenario): Cluster['nodes'] =>
  table(Object.keys(scenario.nodes), (name) => {
    const node = scenario.nodes[name];
    return { unschedulable: node?.unschedulable ?? false, taints: node?.taints ?? [], labels: node?.labels ?? {} };
  });

const storedClaims = (scenario: Scenario): Cluster['claims'] =>
  table(Object.keys(scenario.claims), (name) =>
    scenario.claims[name]?.bound === true
      ? { phase: 'Bound', deleting: false, volume: 'Bound' }
      : { phase: 'Pending', deleting: false, volume: 'none' },
  );

const budgets = (amounts: Readonly<Record<string, number>>): Readonly<Record<string, Budget>> =>
  table(Object.keys(amounts), (kind) => ({ left: amounts[kind] ?? 0 }));

const storeAndWatches = (scenario: Scenario) => {
  const uids = Object.keys(scenario.instances);
  const names = podNames(scenario);
  return {
    requests: table<CreateRequest>(uids, () => ({ stage: 'unsent', rejectedAt: '' })),
    pods: table(names, () => noPod),
    statuses: table(names, () => noStatus),
    nodes: storedNodes(scenario),
    claims: storedClaims(scenario),
    schedulerPods: table<SchedulerPodView>(names, () => noView),
    schedulerNodes: storedNodes(scenario),
    kubeletPods: table<KubeletPodView>(uids, () => ({
      state: 'unseen',
      node: '',
      deletionGracePeriodSeconds: null,
      terminal: false,
    })),
    scheduling: table<SchedulingRecord>(names, () => noRecord),
  };
};

const kubeletMemory = (scenario: Scenario) => {
  const uids = Object.keys(scenario.instances);
  const containers = containerKeys(scenario);
  return {
    kubelets: table(Object.keys(scenario.nodes), () => ({ sourcesReady: true })),
    workers: table(uids, () => noWorker),
    kills: table<KillProcedure>(containers, () => ({ stage: 'none', expired: false, cause: '' })),
    backOffs: table<BackOff>(containers, () => ({ crash: 'none', image: 'none' })),
    probes: table<ProbeState>(probeKeys(scenario), () => ({ result: 'Unknown', streak: 0, worker: false })),
    cachedStatuses: table(uids, () => nothingCached),
  };
};

const belowTheKubelet = (scenario: Scenario) => {
  const uids = Object.keys(scenario.instances);
  const containers = containerKeys(scenario);
  return {
    containers: table<ContainerRecord>(containers, () => ({
      state: 'none',
      exitCode: 0,
      oomKilled: false,
      restarted: false,
    })),
    processes: table<Process>(containers, () => ({ signal: 'none', serving: false })),
    sandboxes: table<Sandbox>(uids, () => ({ state: 'none', podIP: '', again: false })),
    addresses: table<Address>(podAddresses(scenario), () => ({ uid: '' })),
    volumes: table(uids, () => ({ attached: false, mounted: false })),
    cgroups: table(uids, () => ({ exists: false })),
  };
};

const dataPlane = ({ services, nodes }: Scenario) => {
  const pairs = Object.entries(services).flatMap(([service, { pods }]) => pods.map((pod) => `${service}/${pod}`));
  const rules = Object.keys(nodes).flatMap((node) => Object.keys(services).map((service) => `${node}/${service}`));
  const balanced = Object.keys(services).filter((service) => services[service]?.balanced === true);
  return {
    endpoints: table<Endpoint>(pairs, () => notListed),
    proxies: table(rules, () => ({ targets: [] })),
    balancers: table(balanced, () => ({ targets: [] })),
  };
};

const workloads = ({ deployments = {} }: Scenario) => {
  const entries = Object.entries(deployments);
  const slots = entries.flatMap(([name, setup]) => slotsOf(name, setup));
  const sets = entries.flatMap(([name, setup]) => replicaSetsOf(name, setup));
  const stored = Object.fromEntries(
    entries.map(([name, { replicas, revision, paused }]) => [name, { replicas, revision, paused }]),
  );
  return {
    slots: table(slots, () => noSlotPod),
    replicaSets: table(sets, () => noReplicaSet),
    deployments: stored,
    slotViews: table<SlotView>(slots, () => ({ shows: 'none', revision: '' })),
    replicaSetViews: table(sets, () => noReplicaSet),
    deploymentViews: stored,
    replicaSetMemories: table(sets, () => nothingExpected),
    deploymentMemories: table<DeploymentMemory>(Object.keys(deployments), () => ({ writes: [] })),
  };
};

/** The initial cluster of a scenario. */
export const initialCluster = (scenario: Scenario): Cluster => ({
  scenario,
  ...storeAndWatches(scenario),
  ...kubeletMemory(scenario),
  ...belowTheKubelet(scenario),
  ...dataPlane(scenario),
  ...workloads(scenario),
  deadlines: table(Object.keys(scenario.deadlines ?? {}), () => ({ passed: false })),
  user: budgets(scenario.user),
  faults: budgets(scenario.faults),
});
