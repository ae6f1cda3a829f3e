import type { Tables } from './types.ts';

/** Workload controllers and their pod templates, from `apps/v1` and `batch/v1`. */
export const workloadsTables: Tables = {
  Deployment: 'kind string, apiVersion string, metadata ObjectMeta, spec DeploymentSpec, status any',
  StatefulSet: 'kind string, apiVersion string, metadata ObjectMeta, spec StatefulSetSpec, status any',
  DaemonSet: 'kind string, apiVersion string, metadata ObjectMeta, spec DaemonSetSpec, status any',
  ReplicaSet: 'kind string, apiVersion string, metadata ObjectMeta, spec ReplicaSetSpec, status any',
  ReplicationController:
    'kind string, apiVersion string, metadata ObjectMeta, spec ReplicationControllerSpec, status any',
  Job: 'kind string, apiVersion string, metadata ObjectMeta, spec JobSpec, status any',
  CronJob: 'kind string, apiVersion string, metadata ObjectMeta, spec CronJobSpec, status any',
  DeploymentSpec: `
    replicas int32, selector LabelSelector, template PodTemplateSpec, strategy DeploymentStrategy,
    minReadySeconds int32, revisionHistoryLimit int32, paused bool, progressDeadlineSeconds int32`,
  StatefulSetSpec: `
    replicas int32, selector LabelSelector, template PodTemplateSpec, volumeClaimTemplates []PersistentVolumeClaim,
    serviceName string, podManagementPolicy PodManagementPolicyType, updateStrategy StatefulSetUpdateStrategy,
    revisionHistoryLimit int32, minReadySeconds int32,
    persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy,
    ordinals StatefulSetOrdinals`,
  DaemonSetSpec: `
    selector LabelSelector, template PodTemplateSpec, updateStrategy DaemonSetUpdateStrategy, minReadySeconds int32,
    revisionHistoryLimit int32`,
  ReplicaSetSpec: 'replicas int32, minReadySeconds int32, selector LabelSelector, template PodTemplateSpec',
  ReplicationControllerSpec:
    'replicas int32, minReadySeconds int32, selector map[string]string, template PodTemplateSpec',
  JobSpec: `
    parallelism int32, completions int32, activeDeadlineSeconds int64, podFailurePolicy PodFailurePolicy,
    successPolicy SuccessPolicy, backoffLimit int32, backoffLimitPerIndex int32, maxFailedIndexes int32,
    selector LabelSelector, manualSelector bool, template PodTemplateSpec, ttlSecondsAfterFinished int32,
    completionMode CompletionMode, suspend bool, podReplacementPolicy PodReplacementPolicy, managedBy string,
    scheduling any`,
  CronJobSpec: `
    schedule string, timeZone string, startingDeadlineSeconds int64, concurrencyPolicy ConcurrencyPolicy,
    suspend bool, jobTemplate JobTemplateSpec, successfulJobsHistoryLimit int32, failedJobsHistoryLimit int32`,
  PodTemplateSpec: 'metadata ObjectMeta, spec PodSpec',
  JobTemplateSpec: 'metadata ObjectMeta, spec JobSpec',
  DeploymentStrategy: 'type DeploymentStrategyType, rollingUpdate RollingUpdateDeployment',
  RollingUpdateDeployment: 'maxUnavailable IntOrString, maxSurge IntOrString',
  StatefulSetUpdateStrategy: 'type StatefulSetUpdateStrategyType, rollingUpdate RollingUpdateStatefulSetStrategy',
  RollingUpdateStatefulSetStrategy: 'partition int32, maxUnavailable IntOrString',
  StatefulSetPersistentVolumeClaimRetentionPolicy:
    'whenDeleted PersistentVolumeClaimRetentionPolicyType, whenScaled PersistentVolumeClaimRetentionPolicyType',
  StatefulSetOrdinals: 'start int32',
  DaemonSetUpdateStrategy: 'type DaemonSetUpdateStrategyType, rollingUpdate RollingUpdateDaemonSet',
  RollingUpdateDaemonSet: 'maxUnavailable IntOrString, maxSurge IntOrString',
  PodFailurePolicy: 'rules []PodFailurePolicyRule',
  PodFailurePolicyRule: `
    action PodFailurePolicyAction, onExitCodes PodFailurePolicyOnExitCodesRequirement,
    onPodConditions []PodFailurePolicyOnPodConditionsPattern`,
  PodFailurePolicyOnExitCodesRequirement:
    'containerName string, operator PodFailurePolicyOnExitCodesOperator, values []int32',
  PodFailurePolicyOnPodConditionsPattern: 'type string, status any',
  SuccessPolicy: 'rules []SuccessPolicyRule',
  SuccessPolicyRule: 'succeededIndexes string, succeededCount int32',
};
