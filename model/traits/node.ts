/** The traits of what happens on a node: kubelet, prober, container runtime, CNI, processes. */
import type { Cluster } from '../cluster.ts';
import type { CniEvent, KubeletEvent, ProberEvent, ProcessEvent, RuntimeEvent } from '../event.ts';
import { isSidecar } from '../kubernetes/spec.ts';
import { instanceOf } from '../scenario.ts';
import { byProgram, fault, itsIncarnation, own, type TraitTable } from './trait.ts';

/** The kubelet writes a status and the final delete; until it has taken a pod on, it is told no more of it. */
export const kubeletTraits = {
  'kubelet/podAdmitted': { ...own, releases: itsIncarnation },
  'kubelet/podRejected': { ...own, releases: itsIncarnation },
  'kubelet/syncStarted': own,
  'kubelet/volumesMounted': byProgram,
  'kubelet/volumesFailed': { ...byProgram, price: fault('volume-failure'), startup: 'setback' },
  'kubelet/volumeWaitCancelled': own,
  'kubelet/imagePulled': byProgram,
  'kubelet/imagePullFailed': { ...byProgram, price: fault('image-pull-failure'), startup: 'setback' },
  'kubelet/containerConfigFailed': own,
  'kubelet/postStartCompleted': byProgram,
  'kubelet/postStartFailed': { ...byProgram, price: fault('hook-failure'), startup: 'setback' },
  'kubelet/containersStopped': own,
  'kubelet/backOffExpired': own,
  'kubelet/deadlineExceeded': { ...own, startup: 'setback' },
  'kubelet/statusPatched': { ...own, stores: ['statuses'], shows: itsIncarnation },
  'kubelet/terminationStarted': { ...own, releases: itsIncarnation },
  'kubelet/preStopCompleted': byProgram,
  'kubelet/graceExpired': byProgram,
  'kubelet/stopRequested': own,
  'kubelet/terminationRetried': own,
  'kubelet/terminationCompleted': own,
  'kubelet/volumesUnmounted': own,
  'kubelet/cgroupRemoved': own,
  'kubelet/podFinallyDeleted': { ...own, stores: ['pods', 'statuses'], shows: itsIncarnation },
} satisfies TraitTable<KubeletEvent>;

/** Readiness comes and goes; a liveness or startup probe that fails is something going wrong. */
export const proberTraits = {
  'prober/probeSucceeded': byProgram,
  'prober/probeFailed': {
    ...byProgram,
    price: ({ probe }) => (probe === 'readiness' ? 'free' : fault('probe-failure')),
    startup: 'setback',
  },
} satisfies TraitTable<ProberEvent>;

/** What the runtime does it was asked to do. */
export const runtimeTraits = {
  'runtime/sandboxReady': own,
  'runtime/containerCreated': own,
  'runtime/containerStarted': own,
  'runtime/containerStartFailed': own,
  'runtime/sigtermSent': own,
  'runtime/minimumPassed': own,
  'runtime/sigkillSent': own,
  'runtime/stopFailed': { ...own, price: fault('stop-failure') },
  'runtime/sandboxStopped': own,
} satisfies TraitTable<RuntimeEvent>;

/** The network plugin does what the runtime asks. */
export const cniTraits = {
  'cni/networkAdded': own,
  'cni/networkRemoved': own,
} satisfies TraitTable<CniEvent>;

/** True of the one program that has to end before others can start. */
const initDone = (cluster: Cluster, event: Extract<ProcessEvent, { readonly type: 'process/exited' }>): boolean => {
  if (event.exitCode !== 0) return false;
  const { spec } = instanceOf(cluster.scenario, event.uid);
  return spec.initContainers.some((container) => container.name === event.container && !isSidecar(container));
};

/** Processes end, and begin and cease to serve, as their programs decide. */
export const processTraits = {
  'process/exited': { ...byProgram, startup: initDone },
  'process/startedServing': own,
  'process/stoppedServing': { ...own, startup: 'setback' },
} satisfies TraitTable<ProcessEvent>;
