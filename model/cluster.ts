/**
 * The whole state. A cluster is a two-level record: group → key → cell. Each cell belongs to one component, which alone (with the
 * faults) writes it; the stored objects belong to the API server. Components talk only through the API server's objects.
 * Every cell is an object, also when there is nothing in it: an absent thing has a value that says so.
 */
import type { NodeName, PodName, Scenario, Uid } from './scenario.ts';
import type { Taint } from './kubernetes/spec.ts';

// ── API server and etcd ──────────────────────────────────────────────────────────────────────────────────────────────

/** The handler chain of a create request, in order (C1, C2). */
export const requestStages = [
  'authentication',
  'audit',
  'impersonation',
  'priorityAndFairness',
  'authorization',
  'mutatingAdmission',
  'objectValidation',
  'validatingAdmission',
  'storage',
] as const;
export type RequestStage = (typeof requestStages)[number];

/** A create request for one pod incarnation: the stage it stands before, or how it ended. Key: uid. */
export interface CreateRequest {
  readonly stage: 'unsent' | RequestStage | 'stored' | 'rejected' | 'conflict' | 'lost';
  /** The stage that rejected it. */
  readonly rejectedAt: RequestStage | '';
}

/** The pod stored under one name: metadata and spec. Key: pod name. `uid === ''` means no such object. */
export interface StoredPod {
  readonly uid: Uid | '';
  readonly nodeName: NodeName | '';
  /** spec.schedulingGates is not empty. */
  readonly gated: boolean;
  readonly finalizers: boolean;
  /** metadata.deletionGracePeriodSeconds; null exactly while metadata.deletionTimestamp is unset. */
  readonly deletionGracePeriodSeconds: number | null;
  readonly nominatedNodeName: NodeName | '';
}

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** The status of the stored pod. Key: pod name. Meaningless while no object is stored (then equal to `noStatus`). */
export interface StoredStatus {
  readonly phase: Phase;
  /** status.reason: OutOfcpu, DeadlineExceeded, … or empty. */
  readonly reason: string;
  /** The PodScheduled condition: its reason when False, 'True', or '' when unset. */
  readonly podScheduled: '' | 'True' | 'SchedulingGated' | 'Unschedulable' | 'SchedulerError';
  readonly initialized: boolean;
  readonly readyToStartContainers: boolean;
  readonly containersReady: boolean;
  readonly ready: boolean;
  /** Every condition named in spec.readinessGates is True. */
  readonly readinessGates: boolean;
  readonly podIP: string;
  /** The kubelet has reported at least once. */
  readonly reported: boolean;
}

/** The parts of a Node object that change. Key: node name. */
export interface StoredNode {
  readonly unschedulable: boolean;
  readonly taints: readonly Taint[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A claim and its volume. Key: claim name. */
export interface StoredClaim {
  readonly phase: 'Pending' | 'Bound' | 'Lost' | 'Deleted';
  readonly deleting: boolean;
  readonly volume: 'none' | 'Bound' | 'Released' | 'Deleted';
}

/** What an EndpointSlice says of one pod for one Service. Key: `<service>/<pod>`. */
export interface Endpoint {
  readonly listed: boolean;
  readonly podIP: string;
  readonly nodeName: NodeName | '';
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

// ── Watches: what each watcher last saw ──────────────────────────────────────────────────────────────────────────────

/** kube-scheduler's informer view of the pod of one name. Key: pod name. */
export interface SchedulerPodView {
  readonly uid: Uid | '';
  readonly nodeName: NodeName | '';
  readonly gated: boolean;
  readonly deleting: boolean;
  /** Phase Succeeded or Failed: filtered out of the informer (C30). */
  readonly terminal: boolean;
}

/** kube-scheduler's informer view of a Node. Key: node name. */
export type SchedulerNodeView = StoredNode;

/** The kubelet's config source view of one pod incarnation. Key: uid. */
export interface KubeletPodView {
  /** unseen: never delivered (since the kubelet started); seen: in the config; removed: gone from it. */
  readonly state: 'unseen' | 'seen' | 'removed';
  /** deletionGracePeriodSeconds as delivered; null = no deletionTimestamp seen. */
  readonly deletionGracePeriodSeconds: number | null;
  /** The delivered API status was Succeeded or Failed. */
  readonly terminal: boolean;
}

// ── kube-scheduler ───────────────────────────────────────────────────────────────────────────────────────────────────

/** kube-scheduler's memory of the pod of one name. Key: pod name. */
export interface SchedulingRecord {
  readonly queue: 'active' | 'backoff' | 'unschedulable';
  /** Assumed onto this node, binding cycle under way or done; '' = not assumed. */
  readonly assumed: NodeName | '';
  /** The incarnation assumed; '' = none. */
  readonly assumedUid: Uid | '';
  /** Where the binding cycle stands. */
  readonly binding: 'none' | 'preBind' | 'bind' | 'done';
  /** A PodScheduled=False patch still to be written, with its reason. */
  readonly toReport: '' | 'Unschedulable' | 'SchedulerError';
}

// ── kubelet ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One kubelet process. Key: node name. */
export interface KubeletProcess {
  /** All config sources have reported since it started (housekeeping of orphans waits for that, D29). */
  readonly sourcesReady: boolean;
}

/** Why a pod worker terminates its pod (D21). */
export type TerminationCause =
  | 'deleted' // deletionTimestamp observed
  | 'removed' // object gone from the config without one (force delete seen late)
  | 'terminalPhase' // somebody wrote Succeeded or Failed
  | 'completed' // all containers finished for good
  | 'deadline' // activeDeadlineSeconds
  | 'rejected' // kubelet admission
  | 'orphan'; // found in the runtime, known to no config (D29)

/**
 * The pod worker of one incarnation (pod_workers.go) and where its current step stands. Key: uid.
 * state: none → sync → terminating → terminated → finished, one-way (D20).
 */
export interface PodWorker {
  readonly state: 'none' | 'sync' | 'terminating' | 'terminated' | 'finished';
  readonly node: NodeName | '';
  readonly cause: TerminationCause | '';
  /** Effective grace in seconds, once something asked for termination (D24); never grows. */
  readonly grace: number | null;
  /**
   * Inside a sync: idle (between passes) · volumes (waiting for mounts) · sandbox (CNI ADD, pause) · kill (stopping containers the
   * pass must stop first) · pull, create, start, postStart (of the head of `starting`).
   * Inside terminating: kill · stopSandbox · cniDel · confirm.  Inside terminated: unmount · cgroup.
   */
  readonly step:
    | 'idle'
    | 'volumes'
    | 'sandbox'
    | 'pause'
    | 'kill'
    | 'pull'
    | 'create'
    | 'start'
    | 'postStart'
    | 'stopSandbox'
    | 'cniDel'
    | 'confirm'
    | 'unmount'
    | 'cgroup';
  /** Containers this pass still has to start, in order; the head is the one `step` speaks of. */
  readonly starting: readonly string[];
  /** What the pass does once its kills are done. */
  readonly afterKill: 'none' | 'sandbox' | 'start' | 'restartAll';
}

/** What the container runtime knows of the newest instance of one container. Key: `<uid>/<container>`. */
export interface ContainerRecord {
  /** none: no instance (or forgotten with its sandbox). */
  readonly state: 'none' | 'created' | 'running' | 'exited';
  /** Exit code of the newest instance; 0 unless state is exited. */
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** There was an earlier instance in this sandbox: the status carries a lastState.terminated. */
  readonly restarted: boolean;
}

/** A container's own main process. Key: `<uid>/<container>`. */
export interface Process {
  /** Strongest signal the runtime has sent to this instance. */
  readonly signal: 'none' | 'SIGTERM' | 'SIGKILL';
  /** It accepts connections (meaningful in scenarios with `serving`). */
  readonly serving: boolean;
}

/** The kubelet's kill procedure for one container (killContainer). Key: `<uid>/<container>`. */
export interface KillProcedure {
  /**
   * preStop: hook running · turn: waiting for its place (sidecars) · stop: StopContainer called, signal next · stopping: signal sent ·
   * failed: the call returned an error, the container still runs (D48).
   */
  readonly stage: 'none' | 'preStop' | 'turn' | 'stop' | 'stopping' | 'done' | 'failed';
  /** The grace period this kill was given has run out. */
  readonly expired: boolean;
  readonly cause: '' | 'pod' | 'liveness' | 'startup' | 'postStart' | 'sync';
}

/** Restart and image back-off of one container, in kubelet memory. Key: `<uid>/<container>`. */
export interface BackOff {
  /** crash: the next start must wait for the timer; armed once a restart has happened before (C110). image: likewise after a failed pull. */
  readonly crash: 'none' | 'next' | 'armed';
  readonly image: 'none' | 'armed';
}

/** The pod sandbox. Key: uid. */
export interface Sandbox {
  /** network: namespace made and CNI ADD done · ready: pause runs too · notReady: died · stopping: containers gone, pause stopped, CNI DEL next. */
  readonly state: 'none' | 'network' | 'ready' | 'notReady' | 'stopping' | 'stopped';
  readonly podIP: string;
  /** A sandbox existed before this one. */
  readonly again: boolean;
}

/** Who holds an address of the pod network. Key: the address. */
export interface Address {
  readonly uid: Uid | '';
}

/** What the volume manager has set up for a pod. Key: uid. */
export interface PodVolumes {
  readonly attached: boolean;
  readonly mounted: boolean;
}

/** The pod's cgroup. Key: uid. */
export interface PodCgroup {
  readonly exists: boolean;
}

/** A probe worker and its result. Key: `<uid>/<container>/<kind>`. */
export interface ProbeState {
  readonly result: 'Unknown' | 'Success' | 'Failure';
  /** Consecutive outcomes that point away from `result`. */
  readonly streak: number;
  /** No worker: before the first sync, after it was stopped (D64), or after a kubelet restart until the next sync. */
  readonly worker: boolean;
}

/** One container as the status manager's cached status shows it. */
export interface ShownContainer {
  readonly state: 'waiting' | 'running' | 'terminated';
  readonly ready: boolean;
  readonly started: boolean;
}

/** The status manager's cached status of a pod (kubelet memory). Key: uid. */
export interface CachedStatus {
  /** false: nothing computed since the kubelet started. */
  readonly known: boolean;
  readonly phase: Phase;
  readonly reason: string;
  readonly initialized: boolean;
  readonly readyToStartContainers: boolean;
  readonly containersReady: boolean;
  readonly ready: boolean;
  readonly podIP: string;
  readonly containers: Readonly<Record<string, ShownContainer>>;
}

// ── data plane and bookkeeping ───────────────────────────────────────────────────────────────────────────────────────

/** What kube-proxy on one node may choose for a new connection to one Service. Key: `<node>/<service>`. */
export interface ProxyRules {
  /** Addresses, sorted. */
  readonly targets: readonly string[];
}

/** How often a user action or fault may still happen. Key: its kind. */
export interface Budget {
  readonly left: number;
}

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
