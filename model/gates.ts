/**
 * Kubernetes versions and feature gates as data: what a cluster of a version does unless somebody says otherwise.
 * Defaults as compiled into 1.34.9, 1.35.6 and 1.36.2 (`pkg/features/kube_features.go`, apiserver `pkg/features`).
 */

import { suggest } from './kubernetes/suggest.ts';

/** The versions the model speaks of, oldest first. */
export const kubernetesVersions = ['1.34', '1.35', '1.36'] as const;
/** One of those versions. */
export type KubernetesVersion = (typeof kubernetesVersions)[number];

/** The version taken when none is named. */
export const defaultKubernetesVersion: KubernetesVersion = '1.35';

/**
 * Where a gate stands in a version. `locked` gates can no longer be changed. An `absent` gate cannot be set at all;
 * `on` or `off` then tells which behaviour that version has.
 */
export type GateStage =
  | 'absent off'
  | 'absent on'
  | 'alpha off'
  | 'beta off'
  | 'beta on'
  | 'GA on'
  | 'GA locked'
  | 'deprecated off';

/** One feature gate: its KEP if there is one, its stage in each version, and what it changes. */
export interface FeatureGate {
  readonly name: string;
  readonly kep?: number;
  readonly stages: Readonly<Record<KubernetesVersion, GateStage>>;
  readonly effect: string;
}

function gate(
  name: string,
  kep: number | undefined,
  stages: readonly [GateStage, GateStage, GateStage],
  effect: string,
) {
  const [v34, v35, v36] = stages;
  return { name, ...(kep === undefined ? {} : { kep }), stages: { '1.34': v34, '1.35': v35, '1.36': v36 }, effect };
}

const alpha = ['alpha off', 'alpha off', 'alpha off'] as const;
const beta = ['beta on', 'beta on', 'beta on'] as const;
const betaSince135 = ['alpha off', 'beta on', 'beta on'] as const;
const stillOff = ['beta off', 'beta off', 'beta off'] as const;
const locked = ['GA locked', 'GA locked', 'GA locked'] as const;
const lockedSince135 = ['beta on', 'GA locked', 'GA locked'] as const;
const alphaSince135 = ['absent off', 'alpha off', 'alpha off'] as const;
const betaSince136 = ['absent off', 'absent off', 'beta on'] as const;

/** Every gate somebody may name, in alphabetical order. */
export const featureGates: readonly FeatureGate[] = [
  gate(
    'ChangeContainerStatusOnKubeletRestart',
    undefined,
    ['absent on', 'deprecated off', 'deprecated off'],
    'a kubelet restart resets ready and started of running containers until they are probed again',
  ),
  gate(
    'ClearingNominatedNodeNameAfterBinding',
    5278,
    betaSince135,
    'binding a pod clears its status.nominatedNodeName',
  ),
  gate('ConsistentListFromCache', 2340, locked, 'linearizable reads are served from a watch cache proven fresh'),
  gate(
    'ContainerRestartRules',
    5307,
    betaSince135,
    'any container may have its own restartPolicy and rules by exit code',
  ),
  gate('ContainerStopSignals', 4960, alpha, 'lifecycle.stopSignal replaces the stop signal of the image'),
  gate(
    'DeploymentReplicaSetTerminatingReplicas',
    3973,
    betaSince135,
    'ReplicaSet and Deployment report status.terminatingReplicas',
  ),
  gate(
    'DynamicResourceAllocation',
    4381,
    ['GA on', 'GA locked', 'GA locked'],
    'resource claims are allocated by the scheduler and prepared before the sandbox',
  ),
  gate('EventedPLEG', 3386, alpha, 'the kubelet learns of container changes from runtime events instead of relisting'),
  gate('GangScheduling', 4671, alphaSince135, 'pods of one group are scheduled all together or not at all'),
  gate('GenericWorkload', 4671, alphaSince135, 'pods may name the Workload they belong to'),
  gate(
    'GracefulNodeShutdown',
    2000,
    beta,
    'a kubelet with a configured shutdown period terminates pods before the node goes down',
  ),
  gate(
    'ImageVolume',
    4639,
    ['beta off', 'beta on', 'GA locked'],
    'an image may be a volume; it is pulled before the first container',
  ),
  gate(
    'InPlacePodVerticalScaling',
    1287,
    lockedSince135,
    'resources of a running pod may change; conditions PodResizePending and PodResizeInProgress',
  ),
  gate(
    'JobPodReplacementPolicy',
    3939,
    locked,
    'a Job may wait until a terminating pod is terminal before it replaces it',
  ),
  gate(
    'KubeletCrashLoopBackOffMax',
    4603,
    betaSince135,
    'the cap of the crash back-off can be set per node; the default stays 300 s',
  ),
  gate(
    'KubeletEnsureSecretPulledImages',
    2535,
    betaSince135,
    'an image already on the node may still need its pull credentials checked',
  ),
  gate(
    'MaxUnavailableStatefulSet',
    961,
    ['alpha off', 'beta off', 'beta off'],
    'a StatefulSet may replace several pods at a time',
  ),
  gate(
    'MutableCSINodeAllocatableCount',
    4876,
    ['beta off', 'beta on', 'GA locked'],
    'an exhausted attach limit rejects a pod that was already admitted',
  ),
  gate(
    'MutatingAdmissionPolicy',
    3962,
    ['beta off', 'beta off', 'GA on'],
    'the admission plugin of that name applies the MutatingAdmissionPolicies of the cluster',
  ),
  gate(
    'NodeDeclaredFeatures',
    5328,
    ['absent off', 'alpha off', 'beta on'],
    'scheduler and kubelet check that a node declares the features a pod needs',
  ),
  gate(
    'NominatedNodeNameForExpectation',
    5278,
    betaSince135,
    'the scheduler writes nominatedNodeName before work that delays binding',
  ),
  gate(
    'OpportunisticBatching',
    5598,
    ['absent off', 'beta on', 'beta on'],
    'the node found for a pod is tried first for the next pod like it',
  ),
  gate('OrderedNamespaceDeletion', 5080, locked, 'deleting a namespace deletes its pods before everything else'),
  gate('PodLevelResources', 2837, beta, 'requests and limits may be set for the pod as a whole'),
  gate('PodLifecycleSleepAction', 3960, locked, 'postStart and preStop hooks may sleep'),
  gate('PodLifecycleSleepActionAllowZero', 4818, locked, 'a hook may sleep for zero seconds'),
  gate(
    'PodObservedGenerationTracking',
    5067,
    lockedSince135,
    'status.observedGeneration tells which spec was last synced',
  ),
  gate(
    'PodReadyToStartContainersCondition',
    3085,
    beta,
    'condition PodReadyToStartContainers tells that the sandbox is up',
  ),
  gate('PodSchedulingReadiness', 3521, locked, 'spec.schedulingGates keep a pod from being scheduled'),
  gate('PodTopologyLabelsAdmission', 4742, betaSince135, 'binding copies topology labels of the node to the pod'),
  gate('ReduceDefaultCrashLoopBackOffDecay', 4603, alpha, 'the crash back-off starts at 1 s and is capped at 60 s'),
  gate(
    'RelaxedServiceNameValidation',
    5311,
    ['alpha off', 'alpha off', 'beta on'],
    'the name of a Service may begin with a digit',
  ),
  gate(
    'RestartAllContainersOnContainerExits',
    5532,
    ['absent off', 'alpha off', 'beta on'],
    'a restart rule may restart every container of the pod in place',
  ),
  gate('RetryGenerateName', 4420, locked, 'a name generated twice is tried again up to eight times'),
  gate('SchedulerAsyncAPICalls', 5229, stillOff, 'the scheduler writes status patches and bindings in the background'),
  gate('SchedulerAsyncPreemption', 4832, beta, 'preemption victims are deleted in the background'),
  gate('SchedulerPopFromBackoffQ', 5142, beta, 'an idle scheduler may cut short the back-off of a pod'),
  gate(
    'SchedulerQueueingHints',
    4247,
    locked,
    'a pod that did not fit is tried again on events its plugins say may help',
  ),
  gate(
    'SeparateTaintEvictionController',
    3902,
    locked,
    'pods are evicted for NoExecute taints by a controller of its own',
  ),
  gate('SidecarContainers', 753, locked, 'restartPolicy Always on an init container makes it a sidecar'),
  gate(
    'StaleControllerConsistencyDaemonSet',
    5647,
    betaSince136,
    'DaemonSets wait until their own writes are in the cache',
  ),
  gate('StaleControllerConsistencyJob', 5647, betaSince136, 'Jobs wait until their own writes are in the cache'),
  gate(
    'StaleControllerConsistencyReplicaSet',
    5647,
    betaSince136,
    'ReplicaSets wait until their own writes are in the cache',
  ),
  gate(
    'StaleControllerConsistencyStatefulSet',
    5647,
    betaSince136,
    'StatefulSets wait until their own writes are in the cache',
  ),
  gate('TaintTolerationComparisonOperators', 5471, alphaSince135, 'tolerations may compare with Gt and Lt'),
  gate('WatchList', 3157, beta, 'clients may stream a list as the beginning of a watch'),
];

/** Does a gate that nobody set leave its feature on in this version? */
export const onByDefault = ({ stages }: FeatureGate, version: KubernetesVersion): boolean =>
  !stages[version].endsWith('off');

/** With which versions a feature can be had, as advice: `choose Kubernetes 1.36, or enable the feature gate X of 1.35`. */
export function waysToEnable(name: string): string {
  const found = featureGates.find((one) => one.name === name);
  if (found === undefined) return `enable the feature gate ${name}`;
  const first = kubernetesVersions.find((version) => onByDefault(found, version));
  const settable = kubernetesVersions.filter(
    (version) => !onByDefault(found, version) && !found.stages[version].startsWith('absent'),
  );
  const ways = [
    ...(first === undefined ? [] : [`choose Kubernetes ${first}`]),
    ...(settable.length === 0 ? [] : [`enable the feature gate ${name} of ${settable.join(' or ')}`]),
  ];
  return ways.join(', or ');
}

/** Every gate's value, or what is wrong with the question: one sentence per mistake. */
export type ResolvedGates =
  | {
      readonly ok: true;
      readonly version: KubernetesVersion;
      readonly featureGates: Readonly<Record<string, boolean>>;
    }
  | { readonly ok: false; readonly errors: readonly string[] };

/** The value of every gate in a version, after overrides: as `--feature-gates` of the components would see it. */
export function resolveGates(version: string, overrides: Readonly<Record<string, boolean>> = {}): ResolvedGates {
  const known = kubernetesVersions.find((one) => one === version.replace(/^v?(\d+\.\d+)(\.\d+)?$/, '$1'));
  if (known === undefined) {
    return {
      ok: false,
      errors: [`unknown Kubernetes version '${version}'; known are ${kubernetesVersions.join(', ')}`],
    };
  }
  const errors = Object.entries(overrides).flatMap(([name, on]) => refusal(known, name, on) ?? []);
  if (errors.length > 0) return { ok: false, errors };
  const values = featureGates.map((one) => [
    one.name,
    Object.hasOwn(overrides, one.name) ? overrides[one.name] === true : onByDefault(one, known),
  ]);
  return { ok: true, version: known, featureGates: Object.fromEntries(values) as Record<string, boolean> };
}

function refusal(version: KubernetesVersion, name: string, on: boolean): string | undefined {
  const found = featureGates.find((one) => one.name === name);
  if (found === undefined) {
    const meant = suggest(
      name,
      featureGates.map((one) => one.name),
    );
    return `unknown feature gate '${name}'${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  }
  const stage = found.stages[version];
  if (stage.startsWith('absent')) {
    const later = kubernetesVersions.find((one) => !found.stages[one].startsWith('absent'));
    return `feature gate ${name} does not exist in Kubernetes ${version}${later === undefined ? '' : `; ${later} has it`}`;
  }
  if (stage === 'GA locked' && !on) return `feature gate ${name} is GA and locked to true in Kubernetes ${version}`;
  return undefined;
}
