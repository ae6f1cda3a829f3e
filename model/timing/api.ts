/** How long users, the API server, watches, the scheduler and the controllers around it take. */
import { cell } from '../cluster.ts';
import type {
  ApiServerEvent,
  DeploymentEvent,
  EndpointSliceEvent,
  FaultEvent,
  KubeProxyEvent,
  LoadBalancerEvent,
  PodEvent,
  ReplicaSetEvent,
  SchedulerEvent,
  UserEvent,
  VolumeEvent,
  WatchEvent,
} from '../event.ts';
import { after, anyTime } from './interval.ts';
import { assumed, immediately, type TimingTable, whenever } from './table.ts';

/** People do what they do when they like. */
export const userTiming: TimingTable<UserEvent> = {
  'user/createRequested': whenever,
  'user/podDeleted': whenever,
  'user/podForceDeleted': whenever,
  'user/schedulingGatesRemoved': whenever,
  'user/finalizersRemoved': whenever,
  'user/readinessGateSet': whenever,
  'user/nodeCordoned': whenever,
  'user/nodeTainted': whenever,
  'user/nodeRelabelled': whenever,
  'user/claimDeleted': whenever,
  'user/templateChanged': whenever,
  'user/deploymentScaled': whenever,
  'user/deploymentPaused': whenever,
  'user/slotPodDeleted': whenever,
  'user/slotPodForceDeleted': whenever,
};

/** The whole of a request's time is spent before its object is stored. The two steps of a grace-0 delete follow each other at once (D5). */
export const apiServerTiming: TimingTable<ApiServerEvent> = {
  'apiserver/stagePassed': immediately,
  'apiserver/stageRejected': immediately,
  'apiserver/podStored': assumed('api-request'),
  'apiserver/podAlreadyExists': assumed('api-request'),
  'apiserver/podRemoved': immediately,
};

/** From the write on; a delivery under way waits anew when its object is written again (`renewal`). */
export const watchTiming: TimingTable<WatchEvent> = {
  'watch/schedulerSawPod': assumed('watch-delivery'),
  'watch/schedulerSawNode': assumed('watch-delivery'),
  'watch/kubeletSawPod': assumed('watch-delivery'),
  'watch/kubeletSourcesReady': assumed('watch-delivery'),
  'watch/controllersSawSlotPod': assumed('watch-delivery'),
  'watch/controllersSawReplicaSet': assumed('watch-delivery'),
  'watch/controllersSawDeployment': assumed('watch-delivery'),
};

/** Seconds a pod stays in the scheduler's back-off queue: from podInitialBackoffSeconds on (C36). */
const initialBackOff = 1;

/** A cycle takes its time; back-off has a beginning and no end that is known. */
export const schedulerTiming: TimingTable<SchedulerEvent> = {
  'scheduler/podAssumed': assumed('scheduling'),
  'scheduler/podUnschedulable': assumed('scheduling'),
  'scheduler/nodeNominated': assumed('scheduling'),
  'scheduler/victimMarked': assumed('status-write'),
  'scheduler/podPreempted': assumed('status-write'),
  'scheduler/bindingCancelled': immediately,
  'scheduler/restarted': assumed('watch-delivery'),
  'scheduler/unschedulableReported': assumed('status-write'),
  // Moved by an event in the cluster, or after five minutes; how often it has been tried before is not known here.
  'scheduler/podRequeued': ({ cluster }, { pod }) =>
    cell(cluster, 'scheduling', pod).queue === 'backoff' ? after(initialBackOff) : anyTime,
  'scheduler/volumesBound': assumed('volume-setup'),
  'scheduler/podBound': assumed('scheduling'),
  'scheduler/bindingRefused': assumed('scheduling'),
  'scheduler/bindingReplyLost': whenever,
  'scheduler/podForgotten': immediately,
};

/** Volumes come and go as the storage system likes. */
export const volumeTiming: TimingTable<VolumeEvent> = {
  'attachdetach/volumesAttached': assumed('volume-setup'),
  'attachdetach/volumesDetached': assumed('volume-teardown'),
  'persistentvolume/claimBound': assumed('volume-setup'),
  'persistentvolume/claimRemoved': assumed('volume-teardown'),
  'persistentvolume/volumeReclaimed': assumed('volume-teardown'),
};

/** One lag each, as in their components (D75, D76). */
export const networkTiming: TimingTable<EndpointSliceEvent | KubeProxyEvent | LoadBalancerEvent> = {
  'endpointslice/sliceWritten': assumed('endpoint-slice-write'),
  'kube-proxy/rulesProgrammed': assumed('kube-proxy-programming'),
  'load-balancer/targetsUpdated': assumed('load-balancer-withdrawal'),
};

/** Nobody has said how long controllers of workloads take, nor Pods that are not looked into. */
export const workloadTiming: TimingTable<PodEvent | ReplicaSetEvent | DeploymentEvent> = {
  'pod/bound': whenever,
  'pod/started': whenever,
  'pod/becameReady': whenever,
  'pod/becameAvailable': whenever,
  'pod/becameUnready': whenever,
  'pod/reinitialized': whenever,
  'pod/ended': whenever,
  'pod/removed': whenever,
  'pod/stopped': whenever,
  'replicaset/podCreated': whenever,
  'replicaset/createReplyLost': whenever,
  'replicaset/podDeleted': whenever,
  'replicaset/statusWritten': whenever,
  'deployment/replicaSetWritten': whenever,
  'deployment/writeRefused': whenever,
};

/** Faults strike when they like. */
export const faultTiming: TimingTable<FaultEvent> = {
  'fault/kubeletRestarted': whenever,
  'fault/containerCrashed': whenever,
  'fault/containerOOMKilled': whenever,
  'fault/sandboxDied': whenever,
  'fault/apiserverRestarted': whenever,
  'fault/controllersRestarted': whenever,
};
