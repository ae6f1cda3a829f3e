import { identity, irrelevant, looked, modelled, type Row, recorded, type Treatments, unmodelled } from './types.ts';

const object: readonly Row[] = [
  ['kind apiVersion', identity],
  ['metadata spec', looked],
  ['status', recorded],
];

const pods = modelled('model/manifest/workload.ts');
const history = irrelevant('keeps objects that have no Pods');
const rollout = unmodelled(
  'rollouts and scaling are the work of a controller, and no scenario has controllers of workloads',
);
const jobs = unmodelled('retries, success and clean-up are the work of the Job controller, which no scenario has');

/** Workload controllers. Their Pods are modelled, the controllers themselves are not. */
export const workloadsTreatments: Treatments = {
  Deployment: object,
  StatefulSet: object,
  DaemonSet: object,
  ReplicaSet: object,
  ReplicationController: object,
  Job: object,
  CronJob: object,
  DeploymentSpec: [
    ['replicas selector template', pods],
    ['strategy minReadySeconds paused', rollout],
    ['revisionHistoryLimit', history],
    [
      'progressDeadlineSeconds',
      irrelevant('says in the status of the Deployment that it is late, and does nothing else'),
    ],
  ],
  StatefulSetSpec: [
    ['replicas selector template ordinals', pods],
    ['volumeClaimTemplates', modelled('model/manifest/claims.ts')],
    ['serviceName', irrelevant('decides the DNS names of the Pods')],
    ['podManagementPolicy updateStrategy minReadySeconds persistentVolumeClaimRetentionPolicy', rollout],
    ['revisionHistoryLimit', history],
  ],
  DaemonSetSpec: [
    ['selector template', pods],
    ['updateStrategy minReadySeconds', rollout],
    ['revisionHistoryLimit', history],
  ],
  ReplicaSetSpec: [
    ['replicas selector template', pods],
    ['minReadySeconds', rollout],
  ],
  ReplicationControllerSpec: [
    ['replicas selector template', pods],
    ['minReadySeconds', rollout],
  ],
  JobSpec: [
    ['parallelism completions template', pods],
    ['activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes', jobs],
    ['ttlSecondsAfterFinished suspend podReplacementPolicy managedBy', jobs],
    ['scheduling', unmodelled('Pods that are scheduled as a group are scheduled one by one here')],
    ['selector manualSelector', irrelevant('the controller makes the selector; it decides which Pods are counted')],
    ['completionMode', irrelevant('an index is a label, an annotation and a variable; no order depends on it')],
  ],
  CronJobSpec: [
    [
      'schedule timeZone startingDeadlineSeconds',
      irrelevant('decides when a Job is made; its Pods may be created at any moment'),
    ],
    ['concurrencyPolicy', unmodelled('Pods of several runs of a CronJob are not explored together')],
    ['suspend', irrelevant('a CronJob that makes no Job has no Pods; checked is what its Jobs would make')],
    ['jobTemplate', looked],
    ['successfulJobsHistoryLimit failedJobsHistoryLimit', history],
  ],
  PodTemplateSpec: [['metadata spec', looked]],
  JobTemplateSpec: [
    ['metadata', irrelevant('metadata of the Job, not of its Pods')],
    ['spec', looked],
  ],
  DeploymentStrategy: [['type rollingUpdate', rollout]],
  RollingUpdateDeployment: [['maxUnavailable maxSurge', rollout]],
  StatefulSetUpdateStrategy: [['type rollingUpdate', rollout]],
  RollingUpdateStatefulSetStrategy: [['partition maxUnavailable', rollout]],
  StatefulSetPersistentVolumeClaimRetentionPolicy: [['whenDeleted whenScaled', rollout]],
  StatefulSetOrdinals: [['start', pods]],
  DaemonSetUpdateStrategy: [['type rollingUpdate', rollout]],
  RollingUpdateDaemonSet: [['maxUnavailable maxSurge', rollout]],
  PodFailurePolicy: [['rules', jobs]],
  PodFailurePolicyRule: [['action onExitCodes onPodConditions', jobs]],
  PodFailurePolicyOnExitCodesRequirement: [['containerName operator values', jobs]],
  PodFailurePolicyOnPodConditionsPattern: [['type status', jobs]],
  SuccessPolicy: [['rules', jobs]],
  SuccessPolicyRule: [['succeededIndexes succeededCount', jobs]],
};
