/** What a target shows of an event: by the event itself, or by what it changed that can be seen from outside. */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { podNames } from '../../model/initial.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { containerKey, type PodName, type Scenario, type Uid } from '../../model/scenario.ts';
import type { Observation, ProfileName } from '../suite/case.ts';

type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

/**
 * hidden: nobody outside sees it, whatever it changes inside · effect: what it changes in the API server, the runtime or an EndpointSlice
 * is seen · a function: seen itself, beside its effect.
 */
type Visibility<E> = 'hidden' | 'effect' | ((event: E) => Observation);

type Table = { readonly [T in Event['type']]: Visibility<EventOf<T>> };

/** Every event there is, and what shows of it. */
const table: Table = {
  'user/createRequested': 'hidden',
  'user/podDeleted': 'effect',
  'user/podForceDeleted': 'effect',
  'user/schedulingGatesRemoved': 'effect',
  'user/finalizersRemoved': 'effect',
  'user/readinessGateSet': 'effect',
  'user/nodeCordoned': 'hidden',
  'user/nodeTainted': 'hidden',
  'user/nodeRelabelled': 'hidden',
  'user/claimDeleted': 'hidden',
  'apiserver/stagePassed': 'hidden',
  'apiserver/stageRejected': ({ uid }) => ({ see: 'pod refused', uid }),
  'apiserver/podStored': ({ uid }) => ({ see: 'pod stored', uid }),
  'apiserver/podAlreadyExists': ({ uid }) => ({ see: 'pod refused', uid }),
  'apiserver/podRemoved': 'effect',
  'watch/schedulerSawPod': 'hidden',
  'watch/schedulerSawNode': 'hidden',
  'watch/kubeletSawPod': 'hidden',
  'watch/kubeletSourcesReady': 'hidden',
  'scheduler/podAssumed': 'hidden',
  'scheduler/podUnschedulable': 'hidden',
  'scheduler/nodeNominated': 'hidden',
  'scheduler/victimMarked': 'hidden',
  'scheduler/podPreempted': 'effect',
  'scheduler/bindingCancelled': 'hidden',
  'scheduler/restarted': 'hidden',
  'scheduler/unschedulableReported': 'effect',
  'scheduler/podRequeued': 'hidden',
  'scheduler/volumesBound': 'hidden',
  'scheduler/podBound': 'effect',
  'scheduler/bindingRefused': 'hidden',
  'scheduler/bindingReplyLost': 'effect',
  'scheduler/podForgotten': 'hidden',
  'kubelet/podAdmitted': 'effect',
  'kubelet/podRejected': 'effect',
  'kubelet/syncStarted': 'effect',
  'kubelet/volumesMounted': 'effect',
  'kubelet/volumesFailed': 'hidden',
  'kubelet/volumeWaitCancelled': 'hidden',
  'kubelet/imagePulled': 'effect',
  'kubelet/imagePullFailed': ({ uid, container }) => ({
    see: 'container waiting',
    uid,
    container,
    reason: 'ErrImagePull',
  }),
  'kubelet/containerConfigFailed': ({ uid, container }) => ({
    see: 'container waiting',
    uid,
    container,
    reason: 'CreateContainerConfigError',
  }),
  'kubelet/postStartCompleted': ({ uid, container }) => ({ see: 'postStart ended', uid, container }),
  'kubelet/postStartFailed': ({ uid, container }) => ({ see: 'postStart ended', uid, container }),
  'kubelet/containersStopped': 'effect',
  'kubelet/backOffExpired': 'effect',
  'kubelet/deadlineExceeded': 'effect',
  'kubelet/statusPatched': 'effect',
  'kubelet/terminationStarted': 'effect',
  'kubelet/preStopCompleted': ({ uid, container }) => ({ see: 'preStop ended', uid, container }),
  'kubelet/graceExpired': 'effect',
  'kubelet/stopRequested': 'effect',
  'kubelet/terminationRetried': 'effect',
  'kubelet/terminationCompleted': 'effect',
  'kubelet/volumesUnmounted': 'effect',
  'kubelet/cgroupRemoved': 'effect',
  'kubelet/podFinallyDeleted': 'effect',
  'prober/probeSucceeded': 'effect',
  'prober/probeFailed': 'effect',
  'runtime/sandboxReady': 'effect',
  'runtime/containerCreated': 'effect',
  'runtime/containerStarted': ({ uid, container }) => ({ see: 'container started', uid, container }),
  'runtime/containerStartFailed': 'hidden',
  'runtime/sigtermSent': ({ uid, container }) => ({ see: 'signal received', uid, container, signal: 'SIGTERM' }),
  'runtime/sigkillSent': 'effect',
  'runtime/stopFailed': 'hidden',
  'runtime/sandboxStopped': 'effect',
  'cni/networkAdded': 'effect',
  'cni/networkRemoved': 'effect',
  'attachdetach/volumesAttached': 'hidden',
  'attachdetach/volumesDetached': 'hidden',
  'persistentvolume/claimBound': 'hidden',
  'persistentvolume/claimRemoved': 'hidden',
  'persistentvolume/volumeReclaimed': 'hidden',
  'endpointslice/sliceWritten': 'effect',
  'kube-proxy/rulesProgrammed': 'hidden',
  'load-balancer/targetsUpdated': 'hidden',
  'process/exited': 'effect',
  'process/startedServing': 'hidden',
  'process/stoppedServing': 'hidden',
  'fault/kubeletRestarted': 'hidden',
  'fault/containerCrashed': 'effect',
  'fault/containerOOMKilled': 'effect',
  'fault/sandboxDied': 'effect',
  'fault/apiserverRestarted': 'hidden',
  'observer/deadlinePassed': 'hidden',
  'runtime/minimumPassed': 'hidden',
  // No case has a Deployment yet.
  'user/templateChanged': 'hidden',
  'user/deploymentScaled': 'hidden',
  'user/deploymentPaused': 'hidden',
  'user/slotPodDeleted': 'hidden',
  'user/slotPodForceDeleted': 'hidden',
  'watch/controllersSawSlotPod': 'hidden',
  'watch/controllersSawReplicaSet': 'hidden',
  'watch/controllersSawDeployment': 'hidden',
  'pod/bound': 'hidden',
  'pod/started': 'hidden',
  'pod/becameReady': 'hidden',
  'pod/becameAvailable': 'hidden',
  'pod/becameUnready': 'hidden',
  'pod/reinitialized': 'hidden',
  'pod/ended': 'hidden',
  'pod/removed': 'hidden',
  'pod/stopped': 'hidden',
  'replicaset/podCreated': 'hidden',
  'replicaset/createReplyLost': 'hidden',
  'replicaset/podDeleted': 'hidden',
  'replicaset/statusWritten': 'hidden',
  'deployment/replicaSetWritten': 'hidden',
  'deployment/writeRefused': 'hidden',
  'fault/controllersRestarted': 'hidden',
};

const everything = [
  'pod stored',
  'pod refused',
  'pod scheduled',
  'pod deleting',
  'pod removed',
  'pod phase',
  'pod ready',
  'sandbox ready',
  'sandbox stopped',
  'container waiting',
  'container started',
  'container exited',
  'signal received',
  'postStart ended',
  'preStop started',
  'preStop ended',
  'endpoint',
] as const satisfies readonly Observation['see'][];

/** Sandboxes are the runtime's, and of an image or a ConfigMap that is missing the status shows the last word, not every try. */
const nodeOnly: readonly Observation['see'][] = ['sandbox ready', 'sandbox stopped', 'container waiting'];

/** What each kind of target can be seen doing. podman has no API server: no phases, no deletion timestamps, no EndpointSlices, no hooks. */
export const visibleOn: Readonly<Record<ProfileName, readonly Observation['see'][]>> = {
  model: everything,
  kubernetes: everything.filter((see) => !nodeOnly.includes(see)),
  podman: [
    'pod stored',
    'pod refused',
    'pod removed',
    'sandbox ready',
    'sandbox stopped',
    'container started',
    'container exited',
    'signal received',
  ],
};

/** What a case of this scenario speaks of: a scenario that leaves the conditions out of the status cannot tell when Ready is right. */
export const observedOn = (profile: ProfileName, { reportedStatus }: Scenario): readonly Observation['see'][] =>
  visibleOn[profile].filter((see) => see !== 'pod ready' || reportedStatus === 'all');

const own = (event: Event): readonly Observation[] => {
  const visibility = table[event.type] as Visibility<Event>;
  return typeof visibility === 'function' ? [visibility(event)] : [];
};

/**
 * What shows of the stored object and its status: at most one observation of each kind, in this order. Whoever deletes a Pod for good writes
 * it once more with a grace period of 0 first (k8s.io/apiserver 0.35, registry/rest/delete.go, BeforeDelete), and a watch shows both.
 */
const podChanges = (before: Cluster, after: Cluster, pod: PodName): readonly Observation[] => {
  const seen: Observation[] = [];
  if (before.pods[pod] !== after.pods[pod]) {
    const was = cell(before, 'pods', pod);
    const is = cell(after, 'pods', pod);
    const { uid } = was;
    const sameObject = uid !== '' && is.uid === uid;
    if (sameObject && is.nodeName !== '' && is.nodeName !== was.nodeName)
      seen.push({ see: 'pod scheduled', uid, node: is.nodeName });
    const grace = is.deletionGracePeriodSeconds;
    if (sameObject && grace !== null && grace !== was.deletionGracePeriodSeconds)
      seen.push({ see: 'pod deleting', uid, grace });
    if (uid !== '' && is.uid !== uid) {
      if (was.deletionGracePeriodSeconds !== 0) seen.push({ see: 'pod deleting', uid, grace: 0 });
      return [...seen, { see: 'pod removed', uid }];
    }
  }
  return [...seen, ...statusChanges(before, after, pod)];
};

const statusChanges = (before: Cluster, after: Cluster, pod: PodName): readonly Observation[] => {
  if (before.statuses[pod] === after.statuses[pod]) return [];
  const { uid } = cell(after, 'pods', pod);
  if (uid === '' || cell(before, 'pods', pod).uid !== uid) return [];
  const was = cell(before, 'statuses', pod);
  const is = cell(after, 'statuses', pod);
  return [
    ...(is.phase === was.phase ? [] : [{ see: 'pod phase', uid, phase: is.phase } as const]),
    ...(is.ready === was.ready ? [] : [{ see: 'pod ready', uid, ready: is.ready } as const]),
  ];
};

const hookStarts = (before: Cluster, after: Cluster, uid: Uid, container: string): readonly Observation[] => {
  const key = containerKey(uid, container);
  if (before.kills[key] === after.kills[key] || cell(after, 'kills', key).stage !== 'preStop') return [];
  return cell(before, 'kills', key).stage === 'preStop' ? [] : [{ see: 'preStop started', uid, container }];
};

const containerChanges = (before: Cluster, after: Cluster, uid: Uid, container: string): readonly Observation[] => {
  const key = containerKey(uid, container);
  if (before.containers[key] === after.containers[key]) return [];
  const is = cell(after, 'containers', key);
  if (is.state === 'running' || cell(before, 'containers', key).state !== 'running') return [];
  return [{ see: 'container exited', uid, container, exitCode: is.exitCode }];
};

const sandboxChanges = (before: Cluster, after: Cluster, uid: Uid): readonly Observation[] => {
  if (before.sandboxes[uid] === after.sandboxes[uid]) return [];
  const was = cell(before, 'sandboxes', uid).state === 'ready';
  const is = cell(after, 'sandboxes', uid).state === 'ready';
  if (was === is) return [];
  return [{ see: is ? 'sandbox ready' : 'sandbox stopped', uid }];
};

const endpointState = (cluster: Cluster, key: string) => {
  const { listed, ready, serving, terminating } = cell(cluster, 'endpoints', key);
  if (!listed) return 'absent';
  if (terminating && ready) return 'terminating but ready';
  if (terminating) return serving ? 'terminating but serving' : 'terminating';
  return ready ? 'ready' : 'not ready';
};

const endpointChanges = (before: Cluster, after: Cluster): readonly Observation[] =>
  Object.entries(after.scenario.services).flatMap(([service, { pods }]) =>
    pods.flatMap((pod): readonly Observation[] => {
      const key = `${service}/${pod}`;
      if (before.endpoints[key] === after.endpoints[key]) return [];
      const state = endpointState(after, key);
      return state === endpointState(before, key) ? [] : [{ see: 'endpoint', service, pod, state }];
    }),
  );

/**
 * What a target of this profile shows of one step, in the order in which it would be told. Cells that are the very same are not looked
 * into: only so does an explorer's memo of steps stay small.
 */
export const observationsOf = (
  profile: ProfileName,
  before: Cluster,
  event: Event,
  after: Cluster,
): readonly Observation[] => {
  if (table[event.type] === 'hidden') return [];
  const { instances } = after.scenario;
  const visible = visibleOn[profile];
  const all = [
    ...own(event),
    ...Object.entries(instances).flatMap(([uid, { spec }]) => [
      ...allContainers(spec).flatMap(({ name }) => [
        ...containerChanges(before, after, uid, name),
        ...hookStarts(before, after, uid, name),
      ]),
      ...sandboxChanges(before, after, uid),
    ]),
    ...podNames(after.scenario).flatMap((pod) => podChanges(before, after, pod)),
    ...endpointChanges(before, after),
  ];
  return all.filter(({ see }) => visible.includes(see));
};
