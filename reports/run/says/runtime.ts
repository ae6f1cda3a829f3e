/** Sentences about what happens on a node below the kubelet: containers, their processes, volumes, and what goes wrong. */
import type { FaultEvent, ProcessEvent, RuntimeEvent, VolumeEvent } from '../../../model/event.ts';
import { box, kubeletAt, pod, type Sentences } from './step.ts';

const saysContainers: Sentences<RuntimeEvent> = {
  'runtime/sandboxReady': (event, step) =>
    `container runtime starts the pause container; the sandbox of ${pod(step, event.uid)} is ready`,
  'runtime/containerCreated': (event, step) => `container runtime creates ${box(step, event)}`,
  'runtime/containerStarted': (event, step) => `container runtime starts ${box(step, event)}`,
  'runtime/containerStartFailed': (event, step) => `container runtime fails to start ${box(step, event)}`,
  'runtime/sigtermSent': (event, step) => `container runtime sends SIGTERM to ${box(step, event)}`,
  'runtime/minimumPassed': (event, step) =>
    `the two seconds that stopping ${box(step, event)} gets at least have passed`,
  'runtime/sigkillSent': (event, step) => `container runtime sends SIGKILL to ${box(step, event)}`,
  'runtime/stopFailed': (event, step) => `container runtime gives up stopping ${box(step, event)}`,
  'runtime/sandboxStopped': (event, step) =>
    `container runtime stops the pause container and whatever still runs in the sandbox of ${pod(step, event.uid)}`,
};

const saysProcess: Sentences<ProcessEvent> = {
  'process/exited': (event, step) => `the process of ${box(step, event)} exits with code ${event.exitCode}`,
  'process/startedServing': (event, step) => `the process of ${box(step, event)} accepts connections`,
  'process/stoppedServing': (event, step) => `the process of ${box(step, event)} stops accepting connections`,
};

const saysVolumes: Sentences<VolumeEvent> = {
  'attachdetach/volumesAttached': (event, step) =>
    `attach-detach controller attaches the volumes of ${pod(step, event.uid)}`,
  'attachdetach/volumesDetached': (event, step) =>
    `attach-detach controller detaches the volumes of ${pod(step, event.uid)}`,
  'persistentvolume/claimBound': ({ claim }) => `persistent-volume controller binds claim ${claim} to a volume`,
  'persistentvolume/claimRemoved': ({ claim }) => `persistent-volume controller lets claim ${claim} go`,
  'persistentvolume/volumeReclaimed': ({ claim }) =>
    `persistent-volume controller reclaims the volume of claim ${claim}`,
};

const saysFaults: Sentences<FaultEvent> = {
  'fault/kubeletRestarted': (event, step) =>
    `${kubeletAt(step, event.node)} restarts and forgets what it had in memory`,
  'fault/containerCrashed': (event, step) => `the process of ${box(step, event)} crashes with code ${event.exitCode}`,
  'fault/containerOOMKilled': (event, step) => `the kernel kills ${box(step, event)} for lack of memory (OOMKilled)`,
  'fault/sandboxDied': (event, step) => `the pause container of ${pod(step, event.uid)} dies`,
  'fault/apiserverRestarted': () => 'kube-apiserver restarts; requests under way are lost',
  'fault/controllersRestarted': () =>
    'kube-controller-manager restarts: what it was about to write is forgotten, and it lists everything anew',
};

/** Sentences of the container runtime, processes, volumes and faults. */
export const saysRuntime: Sentences<RuntimeEvent | ProcessEvent | VolumeEvent | FaultEvent> = {
  ...saysContainers,
  ...saysProcess,
  ...saysVolumes,
  ...saysFaults,
};
