import type { Assumptions } from './assumptions.ts';
import type { DeploymentSetup } from './kubernetes/deployment.ts';
import type { ClaimSpec, NodeSpec, PodSpec, ServiceSpec } from './kubernetes/spec.ts';
import type { Switches } from './switches.ts';

/** A pod's name in its namespace, unique among stored objects. */
export type PodName = string;
/** One incarnation of a pod: `<name>#<n>`. A recreated pod of the same name has another UID. */
export type Uid = string;
/** A node’s name. */
export type NodeName = string;

/**
 * What may never come to an end, without anything failing: a program in an exec or HTTP hook that does not return, an image pull, a volume
 * that is attached, mounted or unmounted for ever. These are not counted: 0 is never, any other budget is always.
 */
export const hangKinds = ['hook-hang', 'image-pull-hang', 'volume-hang'] as const;
/** One way to hang. */
export type HangKind = (typeof hangKinds)[number];

/** What may go wrong, each at most as often as its budget says. */
export const faultKinds = [
  'kubelet-restart',
  'container-crash',
  'oom',
  'image-pull-failure',
  'volume-failure',
  'hook-failure',
  'probe-failure',
  'sandbox-failure',
  'stop-failure',
  'lost-reply',
  'apiserver-restart',
  'watch-lag',
  ...hangKinds,
] as const;
/** One kind of fault. */
export type FaultKind = (typeof faultKinds)[number];

/**
 * What may go wrong around workloads, in scenarios that have some: their controllers restart; a Pod that is not looked into ceases to be Ready, or
 * is over though nobody has deleted it (evicted by its node, turned away).
 */
export const workloadFaultKinds = ['controller-restart', 'readiness-loss', 'pod-failure'] as const;
/** One of them. */
export type WorkloadFaultKind = (typeof workloadFaultKinds)[number];

/** True if the scenario lets things of this kind hang. */
export const allows = ({ faults }: Scenario, kind: HangKind): boolean => faults[kind] !== 0;

/** What the user may do, each at most as often as its budget says. */
export const userActions = [
  'create',
  'delete',
  'delete-shorter',
  'force-delete',
  'remove-gates',
  'remove-finalizers',
  'set-readiness-gate',
  'cordon',
  'taint',
  'relabel',
  'delete-claim',
] as const;
/** One kind of user action. */
export type UserAction = (typeof userActions)[number];

/** What the user may do to workloads, in scenarios that have some. */
export const workloadActions = ['change-template', 'scale', 'pause'] as const;
/** One of them. */
export type WorkloadAction = (typeof workloadActions)[number];

/** A budget of this size is never used up (and is not counted down). */
export const unlimited = -1;

/** One incarnation of a pod that may come to be in this scenario. */
export interface PodInstance {
  readonly name: PodName;
  readonly spec: PodSpec;
}

/**
 * What is set up: which objects there may be, what users may do, which faults may strike and how often.
 * It stands in the cluster as its one fixed part; no event changes it.
 */
export interface Scenario {
  readonly name: string;
  readonly kubernetesVersion: string;
  /** Every gate the model reads, resolved for this version and the user's overrides. */
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** What this version does that no gate decides, after the user's overrides. */
  readonly switches: Switches;
  readonly instances: Readonly<Record<Uid, PodInstance>>;
  readonly nodes: Readonly<Record<NodeName, NodeSpec>>;
  readonly services: Readonly<Record<string, ServiceSpec>>;
  readonly claims: Readonly<Record<string, ClaimSpec>>;
  /** Deployments, whose Pods are in slots and not looked into; absent where there is none. */
  readonly deployments?: Readonly<Record<string, DeploymentSetup>>;
  /** `<kind>/<name>` of ConfigMaps and Secrets known to exist; `undefined` = assume every one exists. */
  readonly configObjects?: readonly string[];
  readonly user: Readonly<Record<UserAction, number>> & Readonly<Partial<Record<WorkloadAction, number>>>;
  readonly faults: Readonly<Record<FaultKind, number>> & Readonly<Partial<Record<WorkloadFaultKind, number>>>;
  /**
   * Probe thresholds: `exact` counts consecutive outcomes as the kubelet does; `one` lets a single outcome flip the result.
   * With outcomes left open both give the same verdicts; `one` has fewer states.
   */
  readonly probeThresholds: 'exact' | 'one';
  /**
   * What of the kubelet's status reaches the API: all of it, or only the phase with its reason. `phase` is for scenarios in which nobody
   * reads conditions and podIP (no Service, no readiness probe or gate): every status in between is then one state less.
   */
  readonly reportedStatus: 'all' | 'phase';
  /**
   * Whether processes stop and start serving on their own account (only matters to Services and probes): at any time, or, once they
   * serve, no longer before SIGTERM. A readiness probe tells whether its process serves; with `until-sigterm`, every probe does.
   */
  readonly serving: boolean | 'until-sigterm';
  /** How long things take. Absent: nobody knows, every delay is possible. */
  readonly assumptions?: Assumptions;
  /** Moments an observer waits for, by name. They change nothing; guarantees about time speak of them. */
  readonly deadlines?: Readonly<Record<string, Deadline>>;
  /**
   * Where a run begins: with nothing created (absent), with every pod running, ready and known to everybody, or with its first container created
   * and about to start.
   */
  readonly begins?: 'running' | 'starting';
}

/**
 * A moment counted from the beginning of something, as long as it goes on:
 * `shutdown` from the first kill call of a pod's termination until its last process is gone: grace period and three seconds;
 * `deletion` the same, from the deletion's write to the API;
 * `shortening` from the write of a shorter grace period than the one a kill under way was given: that and two seconds;
 * `grace` from the first kill call until just before the grace period of that kill is over: of the whole pod, or of one container alone.
 */
export interface Deadline {
  readonly kind: 'shutdown' | 'deletion' | 'shortening' | 'grace';
  readonly uid: Uid;
  /** Only of `grace`: a container that is killed alone. */
  readonly container?: string;
}

/** The key of a container's cells. */
export const containerKey = (uid: Uid, container: string): string => `${uid}/${container}`;

/** Which of a container’s three probes. */
export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** The key of a probe's cell. */
export const probeKey = (uid: Uid, container: string, kind: ProbeKind): string => `${uid}/${container}/${kind}`;

/** The UIDs of a scenario that share this name, in order of creation. */
export const uidsOf = (scenario: Scenario, name: PodName): readonly Uid[] =>
  Object.keys(scenario.instances).filter((uid) => scenario.instances[uid]?.name === name);

/** The instance of that UID; throws if the scenario has none. */
export const instanceOf = (scenario: Scenario, uid: Uid): PodInstance => {
  const found = scenario.instances[uid];
  if (found === undefined) throw new Error(`no pod ${uid} in scenario ${scenario.name}`);
  return found;
};

/** The Deployment of that name; throws if the scenario has none. */
export const deploymentOf = ({ name, deployments }: Scenario, deployment: string): DeploymentSetup => {
  const found = deployments?.[deployment];
  if (found === undefined) throw new Error(`no deployment ${deployment} in scenario ${name}`);
  return found;
};
