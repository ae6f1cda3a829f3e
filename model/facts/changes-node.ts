/** What releases changed on the node: kubelet, kube-proxy (V1–V12, V43–V46). Each fact names the release from which it holds. */
import type { Fact } from './fact.ts';

const pass = 'model/components/kubelet/sync/pass.test.ts';
const prober = 'model/components/prober/prober.test.ts';
const read = '1.36.5, 1.37.2';

/** Facts V1–V12 and V43–V45. */
export const nodeChanges: readonly Fact[] = [
  {
    id: 'V1',
    kind: 'rule',
    since: '1.37.0',
    sentence:
      'Whether a pod has initialized is asked of the containers of the newest sandbox alone, so one that was created in an older sandbox and never started no longer hides the init containers.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions; pkg/kubelet/container/helpers.go HasAnyActiveRegularContainerStarted; pkg/kubelet/container/runtime.go FindActiveContainerStatusByName, ${read}; kubernetes#138514`,
    tests: [
      `${pass}: made anew while a main container is only created leaves it so, and it counts as initialized up to 1.36 (C98a)`,
    ],
  },
  {
    id: 'V2',
    kind: 'race',
    since: '1.37.0',
    sentence:
      'Probe workers no longer hang on the context of a sync: neither a deletion nor the end of the worker stops an exec probe that has begun.',
    source: `pkg/kubelet/prober/prober_manager.go AddPod; pkg/kubelet/pod_workers.go startPodSync, 1.36.0, 1.36.1, 1.36.2, ${read}; kubernetes#140881, kubernetes#140977`,
    tests: [
      `${prober}: exec probes are cancelled with the first word of a deletion, in 1.35 and from 1.36.3 to 1.36.5 (D64a)`,
    ],
  },
  {
    id: 'V4',
    kind: 'rule',
    since: '1.37.0',
    sentence:
      'Registering the probes of a pod goes on behind a probe that has its worker, where it used to stop: a container that comes back after it had ended for good is probed again.',
    source: `pkg/kubelet/prober/prober_manager.go AddPod, ${read}`,
    because:
      'excluded because whether a worker had noticed the end is one more race of every probe (C131a); where a rule may restart all containers nothing is asked that would rest on it',
  },
  {
    id: 'V5',
    kind: 'rule',
    since: '1.37.0',
    sentence:
      'Updates, graceful deletions among them, and reconciles of a pod the kubelet has not admitted end in the kubelet’s memory: its pod worker is not told.',
    source: `pkg/kubelet/kubelet.go HandlePodUpdates, HandlePodReconcile; pkg/kubelet/allocation/allocation_manager.go HasPodAllocatedResources, ${read}`,
    because:
      'excluded because whether a pod without anything on the node has a record from before a restart is not kept: what a rejection leaves behind is modelled as up to 1.36. A Pod deleted before its Failed phase is written does not stay: housekeeping hands it to a pod worker (HandlePodCleanups, filterTerminalPodsToDelete)',
  },
  {
    id: 'V6',
    kind: 'rule',
    since: '1.37.0',
    sentence: 'Admission counts a pod among the others only once it was admitted itself.',
    source: `pkg/kubelet/allocation/allocation_manager.go getAllocatedPods, ${read}`,
    tests: [
      'model/components/kubelet/sync/admission.test.ts: of two pods that fit only one at a time never both are admitted (C74)',
    ],
  },
  {
    id: 'V7',
    kind: 'order',
    since: '1.36.4',
    sentence: 'Containers are resized before anything is started, not between init containers and main containers.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}`,
    because: 'excluded because nobody resizes a running pod here',
  },
  {
    id: 'V8',
    kind: 'order',
    since: '1.37.0',
    sentence: 'Image volumes are pulled in a pass that starts a container, and in no other.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}`,
    because: 'excluded because an image volume is mounted like any other here',
  },
  {
    id: 'V9',
    kind: 'rule',
    since: '1.37.0',
    sentence:
      'PodReadyToStartContainers cannot be turned off; while it is False it has a reason and a message, and another message is another write.',
    source: `pkg/kubelet/status/generate.go GeneratePodReadyToStartContainersCondition; pkg/kubelet/kuberuntime/util/util.go PodSandboxChanged, ${read}`,
    because:
      'excluded because no scenario can turn the gate off, and messages are not kept: the same status is one state',
  },
  {
    id: 'V10',
    kind: 'rule',
    since: '1.37.0',
    sentence: 'Runtime events only hasten the relist of a pod; the relist of all of them each second stays.',
    source: `pkg/kubelet/pleg/evented.go processCRIEvent; pkg/kubelet/kubelet.go NewMainKubelet, ${read}`,
    because: 'excluded because the kubelet sees changes of the runtime after any delay here, which includes both ways',
  },
  {
    id: 'V11',
    kind: 'order',
    since: '1.37.0',
    sentence: 'The kubelet lists its pods only once its own Node object is in its cache.',
    source: `pkg/kubelet/kubelet.go newNodeHasSyncedFunc; pkg/kubelet/config/apiserver.go, ${read}`,
    because: 'excluded because the nodes of a scenario exist from its beginning',
  },
  {
    id: 'V12',
    kind: 'rule',
    since: '1.37.0',
    sentence: 'A sidecar beyond its own limit of ephemeral storage has its pod evicted, as any other container has.',
    source: `pkg/kubelet/eviction/eviction_manager.go containerEphemeralStorageLimitEviction, ${read}`,
    because: 'excluded because nodes under pressure are not modelled',
  },
  {
    id: 'V43',
    kind: 'rule',
    since: '1.37.0',
    sentence: 'kube-proxy ends itself when the addresses of its node change or its Node object is deleted.',
    source: `pkg/proxy/node.go, ${read}`,
    because:
      'excluded because kube-proxy does not restart here; its rules may be late by any time, which is what a restart looks like',
  },
  {
    id: 'V44',
    kind: 'rule',
    since: '1.37.0',
    sentence: 'Stale UDP flows to a Service that has no serving endpoint left are forgotten.',
    source: `pkg/proxy/conntrack/cleanup.go, ${read}`,
    because: 'excluded because connections that exist already are not modelled: every connection is new',
  },
  {
    id: 'V45',
    kind: 'rule',
    since: '1.37.0',
    sentence: 'The nftables proxier reads its own rules by netlink instead of running a program.',
    source: `pkg/proxy/nftables/proxier.go, ${read}`,
    because: 'excluded because how rules are read decides no order; that they come late is modelled',
  },
];
