/** The cluster before anything has happened: nodes are up, nothing is stored, nothing runs. */
import type { Cluster, StoredPod, StoredStatus } from './cluster.ts';
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

/** The initial cluster of a scenario. */
export const initialCluster = (scenario: Scenario): Cluster => {
  const uids = Object.keys(scenario.instances);
  const names = podNames(scenario);
  const nodes = Object.keys(scenario.nodes);
  const services = Object.keys(scenario.services);
  const containers = containerKeys(scenario);
  const storedNodes = table(nodes, (name) => {
    const node = scenario.nodes[name];
    return { unschedulable: node?.unschedulable ?? false, taints: node?.taints ?? [], labels: node?.labels ?? {} };
  });
  return {
    scenario,
    requests: table(uids, () => ({ stage: 'unsent' as const, rejectedAt: '' as const })),
    pods: table(names, () => noPod),
    statuses: table(names, () => noStatus),
    nodes: storedNodes,
    claims: table(Object.keys(scenario.claims), (name) => {
      const bound = scenario.claims[name]?.bound === true;
      return { phase: bound ? ('Bound' as const) : ('Pending' as const), deleting: false, volume: bound ? 'Bound' : 'none' };
    }),
    endpoints: table(
      services.flatMap((service) => (scenario.services[service]?.pods ?? []).map((pod) => `${service}/${pod}`)),
      () => ({ listed: false, podIP: '', nodeName: '', ready: false, serving: false, terminating: false }),
    ),
    schedulerPods: table(names, () => ({ uid: '', nodeName: '', gated: false, deleting: false, terminal: false })),
    schedulerNodes: storedNodes,
    kubeletPods: table(uids, () => ({ state: 'unseen' as const, deletionGracePeriodSeconds: null, terminal: false })),
    scheduling: table(names, () => ({ queue: 'active', assumed: '', assumedUid: '', binding: 'none', toReport: '' })),
    kubelets: table(nodes, () => ({ sourcesReady: true })),
    workers: table(uids, () => ({
      state: 'none' as const,
      node: '',
      cause: '' as const,
      grace: null,
      step: 'idle' as const,
      starting: [],
      afterKill: 'none' as const,
    })),
    containers: table(containers, () => ({ state: 'none', exitCode: 0, oomKilled: false, restarted: false })),
    processes: table(containers, () => ({ signal: 'none' as const, serving: false })),
    kills: table(containers, () => ({ stage: 'none' as const, expired: false, cause: '' as const })),
    backOffs: table(containers, () => ({ crash: 'none' as const, image: 'none' as const })),
    sandboxes: table(uids, () => ({ state: 'none' as const, podIP: '', again: false })),
    addresses: table(podAddresses(scenario), () => ({ uid: '' })),
    volumes: table(uids, () => ({ attached: false, mounted: false })),
    cgroups: table(uids, () => ({ exists: false })),
    probes: table(probeKeys(scenario), () => ({ result: 'Unknown' as const, streak: 0, worker: false })),
    cachedStatuses: table(uids, () => ({
      known: false,
      phase: 'Pending' as const,
      reason: '',
      initialized: false,
      readyToStartContainers: false,
      containersReady: false,
      ready: false,
      podIP: '',
      containers: {},
    })),
    proxies: table(
      nodes.flatMap((node) => services.map((service) => `${node}/${service}`)),
      () => ({ targets: [] }),
    ),
    user: table(Object.keys(scenario.user), (kind) => ({ left: scenario.user[kind as keyof typeof scenario.user] })),
    faults: table(Object.keys(scenario.faults), (kind) => ({
      left: scenario.faults[kind as keyof typeof scenario.faults],
    })),
  };
};
