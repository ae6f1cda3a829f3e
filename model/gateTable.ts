/**
 * The table of feature gates. Defaults as compiled into 1.34.9, 1.35.6, 1.36.2 and 1.37.2 (`pkg/features/kube_features.go`, apiserver
 * `pkg/features`).
 */
import type { KubernetesVersion } from './versions.ts';

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
  stages: readonly [GateStage, GateStage, GateStage, GateStage],
  effect: string,
) {
  const [v34, v35, v36, v37] = stages;
  const byVersion = { '1.34': v34, '1.35': v35, '1.36': v36, '1.37': v37 };
  return { name, ...(kep === undefined ? {} : { kep }), stages: byVersion, effect };
}

const alpha = ['alpha off', 'alpha off', 'alpha off', 'alpha off'] as const;
const beta = ['beta on', 'beta on', 'beta on', 'beta on'] as const;
const betaSince135 = ['alpha off', 'beta on', 'beta on', 'beta on'] as const;
const stillOff = ['beta off', 'beta off', 'beta off', 'beta off'] as const;
const locked = ['GA locked', 'GA locked', 'GA locked', 'GA locked'] as const;
const lockedSince135 = ['beta on', 'GA locked', 'GA locked', 'GA locked'] as const;
const alphaSince135 = ['absent off', 'alpha off', 'alpha off', 'alpha off'] as const;
const removed = ['GA locked', 'GA locked', 'GA locked', 'absent on'] as const;
const alphaSince137 = ['absent off', 'absent off', 'absent off', 'alpha off'] as const;
const betaSince137 = ['absent off', 'absent off', 'absent off', 'beta on'] as const;
const betaSince136 = ['absent off', 'absent off', 'beta on', 'beta on'] as const;

/** Every gate somebody may name, in alphabetical order. */
export const featureGates: readonly FeatureGate[] = [
  gate(
    'AtomicWriteVolumeUserFields',
    5936,
    alphaSince137,
    'files of configuration volumes may belong to a user (defaultUser, user)',
  ),
  gate(
    'ChangeContainerStatusOnKubeletRestart',
    undefined,
    ['absent on', 'deprecated off', 'deprecated off', 'deprecated off'],
    'a kubelet restart resets ready and started of running containers until they are probed again',
  ),
  gate(
    'ClearingNominatedNodeNameAfterBinding',
    5278,
    betaSince135,
    'binding a pod clears its status.nominatedNodeName',
  ),
  gate('ConsistentListFromCache', 2340, removed, 'linearizable reads are served from a watch cache proven fresh'),
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
    ['GA on', 'GA locked', 'GA locked', 'GA locked'],
    'resource claims are allocated by the scheduler and prepared before the sandbox',
  ),
  gate('EmptyDirVolumeMode', 5502, alphaSince137, 'emptyDir.mode sets the permissions of the directory'),
  gate('EventedPLEG', 3386, alpha, 'the kubelet learns of container changes from runtime events instead of relisting'),
  gate(
    'EvictionRequestAPI',
    4563,
    alphaSince137,
    'spec.evictionResponders names who answers a request to evict the pod; no controller acts on it yet',
  ),
  gate('GRPCContainerProbeTLS', 4939, alphaSince137, 'probes may speak TLS with grpc.mode'),
  gate(
    'GangScheduling',
    4671,
    ['absent off', 'alpha off', 'alpha off', 'absent off'],
    'pods of one group are scheduled all together or not at all',
  ),
  gate(
    'GenericWorkload',
    4671,
    ['absent off', 'alpha off', 'alpha off', 'beta off'],
    'pods may name the Workload they belong to',
  ),
  gate(
    'GracefulNodeShutdown',
    2000,
    beta,
    'a kubelet with a configured shutdown period terminates pods before the node goes down',
  ),
  gate('H2CContainerProbe', 5999, alphaSince137, 'probes and hooks may speak HTTP/2 without TLS with httpGet.protocol'),
  gate(
    'ImageVolume',
    4639,
    ['beta off', 'beta on', 'GA locked', 'GA locked'],
    'an image may be a volume; it is pulled before the first container',
  ),
  gate(
    'InPlacePodVerticalScaling',
    1287,
    lockedSince135,
    'resources of a running pod may change; conditions PodResizePending and PodResizeInProgress',
  ),
  gate(
    'InPlacePodVerticalScalingSchedulerPreemption',
    5836,
    alphaSince137,
    'a pod may be preempted so that another can grow in place',
  ),
  gate(
    'JobPodReplacementPolicy',
    3939,
    removed,
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
    ['alpha off', 'beta off', 'beta off', 'beta on'],
    'a StatefulSet may replace several pods at a time',
  ),
  gate(
    'MutableCSINodeAllocatableCount',
    4876,
    ['beta off', 'beta on', 'GA locked', 'GA locked'],
    'an exhausted attach limit rejects a pod that was already admitted',
  ),
  gate(
    'MutatingAdmissionPolicy',
    3962,
    ['beta off', 'beta off', 'GA on', 'GA on'],
    'the admission plugin of that name applies the MutatingAdmissionPolicies of the cluster',
  ),
  gate(
    'NodeControllerLeaseCircuitBreaker',
    3866,
    betaSince137,
    'before a silent node becomes Unknown its Lease is read from the API server',
  ),
  gate(
    'NodeDeclaredFeatures',
    5328,
    ['absent off', 'alpha off', 'beta on', 'GA locked'],
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
    ['absent off', 'beta on', 'beta on', 'beta on'],
    'the node found for a pod is tried first for the next pod like it',
  ),
  gate('OrderedNamespaceDeletion', 5080, removed, 'deleting a namespace deletes its pods before everything else'),
  gate(
    'PLEGOnDemandRelist',
    5598,
    ['absent off', 'absent off', 'beta on', 'GA locked'],
    'the kubelet relists a pod as soon as a pass over it has ended',
  ),
  gate('PodLevelResources', 2837, beta, 'requests and limits may be set for the pod as a whole'),
  gate(
    'PodLevelResourcesFixDefaulting',
    2837,
    betaSince137,
    'requests of the pod as a whole are defaulted when it is stored, after mutating admission',
  ),
  gate('PodLifecycleSleepAction', 3960, removed, 'postStart and preStop hooks may sleep'),
  gate('PodLifecycleSleepActionAllowZero', 4818, removed, 'a hook may sleep for zero seconds'),
  gate(
    'PodObservedGenerationTracking',
    5067,
    lockedSince135,
    'status.observedGeneration tells which spec was last synced',
  ),
  gate(
    'PodReadyToStartContainersCondition',
    3085,
    ['beta on', 'beta on', 'beta on', 'GA locked'],
    'condition PodReadyToStartContainers tells that the sandbox is up',
  ),
  gate('PodSchedulingReadiness', 3521, locked, 'spec.schedulingGates keep a pod from being scheduled'),
  gate('PodTopologyLabelsAdmission', 4742, betaSince135, 'binding copies topology labels of the node to the pod'),
  gate('ReduceDefaultCrashLoopBackOffDecay', 4603, alpha, 'the crash back-off starts at 1 s and is capped at 60 s'),
  gate(
    'RelaxedServiceNameValidation',
    5311,
    ['alpha off', 'alpha off', 'beta on', 'GA locked'],
    'the name of a Service may begin with a digit',
  ),
  gate(
    'RestartAllContainersOnContainerExits',
    5532,
    ['absent off', 'alpha off', 'beta on', 'beta on'],
    'a restart rule may restart every container of the pod in place',
  ),
  gate('RetryGenerateName', 4420, removed, 'a name generated twice is tried again up to eight times'),
  gate('SchedulerAsyncAPICalls', 5229, stillOff, 'the scheduler writes status patches and bindings in the background'),
  gate('SchedulerAsyncPreemption', 4832, beta, 'preemption victims are deleted in the background'),
  gate('SchedulerPopFromBackoffQ', 5142, beta, 'an idle scheduler may cut short the back-off of a pod'),
  gate(
    'SchedulerQueueingHints',
    4247,
    removed,
    'a pod that did not fit is tried again on events its plugins say may help',
  ),
  gate(
    'SeparateTaintEvictionController',
    3902,
    locked,
    'pods are evicted for NoExecute taints by a controller of its own',
  ),
  gate('SidecarContainers', 753, removed, 'restartPolicy Always on an init container makes it a sidecar'),
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
  gate(
    'StatefulSetRecreateStrategy',
    3541,
    alphaSince137,
    'updateStrategy Recreate deletes all old pods of a StatefulSet before it makes new ones',
  ),
  gate('TaintTolerationComparisonOperators', 5471, alphaSince135, 'tolerations may compare with Gt and Lt'),
  gate(
    'VolumeBindMountOptions',
    5855,
    alphaSince137,
    'a volumeMount may ask for noexec, nodev and nosuid with bindMountOptions',
  ),
  gate('WatchList', 3157, beta, 'clients may stream a list as the beginning of a watch'),
  gate(
    'WorkloadWithJob',
    5547,
    ['absent off', 'absent off', 'alpha off', 'alpha off'],
    'a Job may make the Workload its pods are scheduled as',
  ),
];
