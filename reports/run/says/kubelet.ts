/** Sentences about the kubelet: its pod workers, its status manager and its prober. */

import type { TerminationCause } from '../../../model/cluster.ts';
import type { KubeletSyncEvent, KubeletTerminationEvent, ProberEvent } from '../../../model/event.ts';
import { listed } from '../names.ts';
import { box, kubeletAt, kubeletOf, pod, type Sentences, type Step } from './step.ts';

/** Why a pod worker terminates its pod. */
const causes: Readonly<Record<TerminationCause, string>> = {
  deleted: 'it is being deleted',
  removed: 'its object is gone from kube-apiserver',
  terminalPhase: 'its phase is terminal',
  completed: 'all its containers have finished for good',
  deadline: 'activeDeadlineSeconds has passed',
  rejected: 'the kubelet refused it',
  orphan: 'the container runtime has it and no pod worker knows it (an orphan)',
};

/** What a patch of /status changed, in fields and conditions as `kubectl describe` shows them. */
const patched = ({ before, after }: Step, name: string): string => {
  const [old, now] = [before.statuses[name], after.statuses[name]];
  if (old === undefined || now === undefined) return '';
  const condition = (field: 'initialized' | 'readyToStartContainers' | 'containersReady' | 'ready', shown: string) =>
    old[field] === now[field] ? [] : [`${shown}=${now[field] ? 'True' : 'False'}`];
  const changes = [
    ...(old.reported || !now.reported ? [] : ['first report']),
    ...(old.phase === now.phase ? [] : [`phase ${now.phase}`]),
    ...(old.reason === now.reason || now.reason === '' ? [] : [`reason ${now.reason}`]),
    ...(old.podIP === now.podIP ? [] : [now.podIP === '' ? 'no podIP' : `podIP ${now.podIP}`]),
    ...condition('readyToStartContainers', 'PodReadyToStartContainers'),
    ...condition('initialized', 'Initialized'),
    ...condition('containersReady', 'ContainersReady'),
    ...condition('ready', 'Ready'),
  ];
  return changes.length === 0 ? '' : `: ${listed(changes)}`;
};

/** What a sync pass decided to do, read off the step it left the worker in. */
const planned = ({ after }: Step, uid: string): string => {
  const worker = after.workers[uid];
  if (worker === undefined) return '';
  const plans: Readonly<Record<string, string>> = {
    volumes: ', waits for its volumes',
    sandbox: ', needs a pod sandbox',
    kill: ', stops containers first',
    pull: `, is to start ${listed(worker.starting.map((name) => `container ${name}`))}`,
    create: `, is to start ${listed(worker.starting.map((name) => `container ${name}`))}`,
  };
  return plans[worker.step] ?? '';
};

const saysSync: Sentences<KubeletSyncEvent> = {
  'kubelet/podAdmitted': (event, step) => `${kubeletAt(step, event.node)} admits ${pod(step, event.uid)}`,
  'kubelet/podRejected': (event, step) =>
    `${kubeletAt(step, event.node)} rejects ${pod(step, event.uid)} (${event.reason})`,
  'kubelet/syncStarted': (event, step) =>
    `${kubeletOf(step, event.uid)} syncs ${pod(step, event.uid)}: works out its status${planned(step, event.uid)}`,
  'kubelet/volumesMounted': (event, step) =>
    `${kubeletOf(step, event.uid)} mounts the volumes of ${pod(step, event.uid)}`,
  'kubelet/volumesFailed': (event, step) =>
    `${kubeletOf(step, event.uid)} fails to mount the volumes of ${pod(step, event.uid)}`,
  'kubelet/volumeWaitCancelled': (event, step) =>
    `${kubeletOf(step, event.uid)} stops waiting for the volumes of ${pod(step, event.uid)}`,
  'kubelet/imagePulled': (event, step) => `${kubeletOf(step, event.uid)} has the image of ${box(step, event)}`,
  'kubelet/imagePullFailed': (event, step) =>
    `${kubeletOf(step, event.uid)} fails to pull the image of ${box(step, event)}`,
  'kubelet/containerConfigFailed': (event, step) =>
    `${kubeletOf(step, event.uid)} cannot configure ${box(step, event)}: a ConfigMap or Secret is missing (CreateContainerConfigError)`,
  'kubelet/containersStopped': (event, step) =>
    `${kubeletOf(step, event.uid)} has stopped what this sync of ${pod(step, event.uid)} had to stop`,
  'kubelet/postStartCompleted': (event, step) => `the postStart hook of ${box(step, event)} completes`,
  'kubelet/postStartFailed': (event, step) => `the postStart hook of ${box(step, event)} fails`,
  'kubelet/backOffExpired': (event, step) => `the back-off of ${box(step, event)} expires`,
  'kubelet/deadlineExceeded': (event, step) => `activeDeadlineSeconds of ${pod(step, event.uid)} passes`,
  'kubelet/statusPatched': (event, step) =>
    `${kubeletOf(step, event.uid)} patches the status of ${pod(step, event.uid)}${patched(step, step.scenario.instances[event.uid]?.name ?? '')}`,
};

const saysTermination: Sentences<KubeletTerminationEvent> = {
  'kubelet/terminationStarted': (event, step) => {
    const grace = step.after.workers[event.uid]?.grace ?? null;
    return `${kubeletOf(step, event.uid)} begins to terminate ${pod(step, event.uid)}: ${causes[event.cause as TerminationCause]}${grace === null ? '' : `, grace period ${grace}s`}`;
  },
  'kubelet/preStopCompleted': (event, step) => `the preStop hook of ${box(step, event)} completes`,
  'kubelet/graceExpired': (event, step) =>
    event.container === null
      ? `the grace period of ${pod(step, event.uid)} runs out`
      : `the grace period of ${box(step, { uid: event.uid, container: event.container })} runs out`,
  'kubelet/stopRequested': (event, step) =>
    `${kubeletOf(step, event.uid)} asks the container runtime to stop ${box(step, event)}`,
  'kubelet/terminationRetried': (event, step) =>
    `${kubeletOf(step, event.uid)} starts the termination of ${pod(step, event.uid)} over`,
  'kubelet/terminationCompleted': (event, step) =>
    `${kubeletOf(step, event.uid)} finds nothing of ${pod(step, event.uid)} running any more`,
  'kubelet/volumesUnmounted': (event, step) =>
    `${kubeletOf(step, event.uid)} unmounts the volumes of ${pod(step, event.uid)}`,
  'kubelet/cgroupRemoved': (event, step) =>
    `${kubeletOf(step, event.uid)} removes the cgroup of ${pod(step, event.uid)}`,
  'kubelet/podFinallyDeleted': (event, step) =>
    `${kubeletOf(step, event.uid)} deletes the object of ${pod(step, event.uid)} from kube-apiserver (grace period 0)`,
};

const saysProber: Sentences<ProberEvent> = {
  'prober/probeSucceeded': (event, step) => `the ${event.probe} probe of ${box(step, event)} succeeds`,
  'prober/probeFailed': (event, step) => `the ${event.probe} probe of ${box(step, event)} fails`,
};

/** Sentences of the kubelet. */
export const saysKubelet: Sentences<KubeletSyncEvent | KubeletTerminationEvent | ProberEvent> = {
  ...saysSync,
  ...saysTermination,
  ...saysProber,
};
