/** Sentences about the user, the API server, deliveries of watches and the scheduler. */
import type { RequestStage } from '../../../model/cluster.ts';
import type { ApiServerEvent, SchedulerEvent, UserEvent, WatchEvent } from '../../../model/event.ts';
import type { PodName } from '../../../model/scenario.ts';
import { listed, nodeNamed, podOf } from '../names.ts';
import { kubeletAt, pod, type Sentences, type Step } from './step.ts';
import { saysControllerWatches, slotPod } from './workloads.ts';

/** What passing a stage of the handler chain means. */
const passed: Readonly<Record<RequestStage, (pod: string) => string>> = {
  authentication: (name) => `kube-apiserver authenticates the sender of the request to create ${name}`,
  audit: (name) => `kube-apiserver notes the request to create ${name} for the audit log`,
  impersonation: (name) => `kube-apiserver settles on whose behalf ${name} is created (impersonation)`,
  priorityAndFairness: (name) => `API Priority and Fairness lets the request to create ${name} through`,
  authorization: (name) => `kube-apiserver authorizes the request to create ${name}`,
  mutatingAdmission: (name) => `mutating admission passes ${name}`,
  objectValidation: (name) => `kube-apiserver finds the fields of ${name} valid`,
  validatingAdmission: (name) => `validating admission passes ${name}`,
  storage: (name) => `kube-apiserver hands ${name} to storage`,
};

/** What it is called when a stage refuses, with the answer the client gets. */
const refused: Readonly<Record<RequestStage, string>> = {
  authentication: 'authentication fails (401)',
  audit: 'the audit filter refuses',
  impersonation: 'impersonation is not allowed (403)',
  priorityAndFairness: 'API Priority and Fairness turns it away (429)',
  authorization: 'the sender is not authorized (403)',
  mutatingAdmission: 'mutating admission denies it (403)',
  objectValidation: 'the object is invalid (422)',
  validatingAdmission: 'validating admission denies it (403)',
  storage: 'storage refuses',
};

/** The incarnation stored under a name before the step, as a reader calls it. */
const stored = ({ before }: Step, name: PodName): string => {
  const uid = before.pods[name]?.uid ?? '';
  return uid === '' ? `pod ${name}` : podOf(before.scenario, uid);
};

/** A plain delete gets grace period 0 where no kubelet has work with the pod, which is not a forced one (apiserver, CheckGracefulDelete). */
const graceOf = ({ before, after }: Step, name: PodName): string => {
  const seconds = after.pods[name]?.deletionGracePeriodSeconds;
  if (seconds === null || seconds === undefined) return '';
  if (seconds !== 0) return `, grace period ${seconds}s`;
  const pod = before.pods[name];
  if (pod?.nodeName === '') return '; kube-apiserver makes the grace period 0s, for the pod has no node yet';
  const { phase } = before.statuses[name] ?? {};
  if (phase === 'Succeeded' || phase === 'Failed')
    return '; kube-apiserver makes the grace period 0s, for the pod has already ended';
  return ', grace period 0s, as its spec says';
};

const saysUser: Sentences<UserEvent> = {
  'user/createRequested': (event, step) => `user asks to create ${pod(step, event.uid)}`,
  'user/podDeleted': (event, step) => {
    const again = (step.before.pods[event.pod]?.deletionGracePeriodSeconds ?? null) !== null ? ' again' : '';
    return `user deletes ${stored(step, event.pod)}${again}${graceOf(step, event.pod)}`;
  },
  'user/podForceDeleted': (event, step) => `user force-deletes ${stored(step, event.pod)} (--force --grace-period=0)`,
  'user/schedulingGatesRemoved': (event, step) => `user removes the scheduling gates of ${stored(step, event.pod)}`,
  'user/finalizersRemoved': (event, step) => `somebody removes the finalizers of ${stored(step, event.pod)}`,
  'user/readinessGateSet': (event, step) =>
    `somebody sets the readiness gate conditions of ${stored(step, event.pod)} to ${event.value ? 'True' : 'False'}`,
  'user/nodeCordoned': ({ node }) => `user cordons ${nodeNamed(node)}`,
  'user/nodeTainted': ({ node }) => `user taints ${nodeNamed(node)}`,
  'user/nodeRelabelled': ({ node }) => `user changes the labels of ${nodeNamed(node)}`,
  'user/claimDeleted': ({ claim }) => `user deletes PersistentVolumeClaim ${claim}`,
  'user/templateChanged': ({ deployment, revision }) => `user gives Deployment ${deployment} the ${revision} template`,
  'user/deploymentScaled': ({ deployment, replicas }) => `user scales Deployment ${deployment} to ${replicas}`,
  'user/deploymentPaused': ({ deployment, paused }) => `user ${paused ? 'pauses' : 'resumes'} Deployment ${deployment}`,
  'user/slotPodDeleted': (event, step) => `user deletes ${slotPod(step, event.slot)}`,
  'user/slotPodForceDeleted': (event, step) =>
    `user force-deletes ${slotPod(step, event.slot)} (--force --grace-period=0)`,
};

const saysApiServer: Sentences<ApiServerEvent> = {
  'apiserver/stagePassed': (event, step) => passed[event.stage](pod(step, event.uid)),
  'apiserver/stageRejected': (event, step) =>
    `kube-apiserver refuses to create ${pod(step, event.uid)}: ${refused[event.stage]}`,
  'apiserver/podStored': (event, step) => `kube-apiserver stores ${pod(step, event.uid)} in etcd`,
  'apiserver/podAlreadyExists': (event, step) =>
    `kube-apiserver refuses to create ${pod(step, event.uid)}: a pod of that name exists (409 AlreadyExists)`,
  'apiserver/podRemoved': (event, step) => `kube-apiserver removes ${stored(step, event.pod)} from etcd`,
};

/** What a watcher of a pod learns from the version that is delivered. */
const learned = (step: Step, name: PodName): string => {
  const now = step.after.pods[name];
  const status = step.after.statuses[name];
  if (now === undefined || now.uid === '') return 'gone';
  if (now.deletionGracePeriodSeconds !== null)
    return `marked for deletion, grace period ${now.deletionGracePeriodSeconds}s`;
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return `in phase ${status.phase}`;
  if (now.nodeName !== '') return `bound to ${nodeNamed(now.nodeName)}`;
  return now.gated ? 'with scheduling gates' : 'without a node';
};

const saysWatch: Sentences<WatchEvent> = {
  'watch/schedulerSawPod': (event, step) => `kube-scheduler sees pod ${event.pod} ${learned(step, event.pod)}`,
  'watch/schedulerSawNode': ({ node }) => `kube-scheduler sees the changed ${nodeNamed(node)}`,
  'watch/kubeletSawPod': (event, step) => {
    const name = step.scenario.instances[event.uid]?.name ?? event.uid;
    const view = step.after.kubeletPods[event.uid];
    return `${kubeletAt(step, event.node)} sees ${pod(step, event.uid)} ${view?.state === 'removed' ? 'gone' : learned(step, name)}`;
  },
  'watch/kubeletSourcesReady': (event, step) =>
    `${kubeletAt(step, event.node)} has the complete list of its pods from kube-apiserver`,
  ...saysControllerWatches,
};

const saysScheduler: Sentences<SchedulerEvent> = {
  'scheduler/podAssumed': (event, step) =>
    `kube-scheduler picks ${nodeNamed(event.node)} for ${stored(step, event.pod)} and assumes it there`,
  'scheduler/podUnschedulable': (event) => {
    const reasons = Object.entries(event.rejections).map(([node, plugin]) => `${node}: ${plugin}`);
    return `kube-scheduler finds no node for pod ${event.pod}${reasons.length === 0 ? '' : ` (${listed(reasons)})`}`;
  },
  'scheduler/nodeNominated': (event) =>
    `kube-scheduler finds no node for pod ${event.pod} and nominates ${nodeNamed(event.node)}${
      event.victims.length === 0 ? '' : `; to make room there it preempts ${listed(event.victims)}`
    }`,
  'scheduler/victimMarked': (event) =>
    `kube-scheduler writes DisruptionTarget (PreemptionByScheduler) to pod ${event.victim}`,
  'scheduler/podPreempted': (event) => `kube-scheduler deletes pod ${event.victim} to make room for pod ${event.pod}`,
  'scheduler/bindingCancelled': (event) =>
    `kube-scheduler cancels the binding of pod ${event.victim}, still in PreBind, to make room for pod ${event.pod}`,
  'scheduler/restarted': (event, step) =>
    `kube-scheduler is shown ${stored(step, event.pod)} as an update of the bound one before it, ends its process and begins anew`,
  'scheduler/unschedulableReported': (event, step) =>
    `kube-scheduler writes PodScheduled=False (${step.after.statuses[event.pod]?.podScheduled ?? ''}) to ${stored(step, event.pod)}`,
  'scheduler/podRequeued': (event) => `kube-scheduler puts pod ${event.pod} back into its active queue`,
  'scheduler/volumesBound': (event) => `kube-scheduler binds the volumes of pod ${event.pod}`,
  'scheduler/podBound': (event, step) => `kube-scheduler binds ${stored(step, event.pod)} to ${nodeNamed(event.node)}`,
  'scheduler/bindingRefused': (event) =>
    `kube-apiserver refuses the Binding of pod ${event.pod} (409); kube-scheduler forgets it`,
  'scheduler/bindingReplyLost': (event) =>
    `kube-apiserver stores the Binding of pod ${event.pod} to ${nodeNamed(event.node)}, but the answer to kube-scheduler is lost`,
  'scheduler/podForgotten': (event) => `kube-scheduler drops pod ${event.pod} from its cache`,
};

/** Sentences of the user, kube-apiserver, watches and kube-scheduler. */
export const saysApi: Sentences<UserEvent | ApiServerEvent | WatchEvent | SchedulerEvent> = {
  ...saysUser,
  ...saysApiServer,
  ...saysWatch,
  ...saysScheduler,
};
