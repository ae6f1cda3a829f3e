/** What the kubelet says of a pod: phase, conditions and how they reach the API (C113–C130, C139–C141). */
import type { Fact } from './fact.ts';

const sync = 'model/components/kubelet/sync';
const manager = `${sync}/status-manager.test.ts`;
const status = `${sync}/status.test.ts`;
const phase = `${sync}/phase.test.ts`;
const laws = `${sync}/phase.laws.test.ts`;
const pass = `${sync}/pass.test.ts`;
const lifecycle = `${sync}/lifecycle.test.ts`;
const actions = `${sync}/actions.test.ts`;
const containers = `${sync}/containers.test.ts`;
const restart = `${sync}/restart.test.ts`;
const slices = 'model/components/endpointslice/endpointslice.test.ts';
const proxy = 'model/components/kube-proxy/kube-proxy.test.ts';

const read = '1.34.9, 1.35.6, 1.36.2';

/** Writing, C113–C118. */
const writing: readonly Fact[] = [
  {
    id: 'C113',
    kind: 'race',
    sentence:
      'One loop writes the cached statuses of all pods when it gets to them, so statuses in between may never be seen, and it drops the write if the stored pod has another UID.',
    source: `pkg/kubelet/status/status_manager.go syncBatch and syncPod, ${read}, 1.37.2`,
    tests: [
      `${manager}: statuses in between may never be written: only what the cache holds by then (C113)`,
      `${manager}: nothing is written over another incarnation or where no pod is stored (C113)`,
      `${manager}: nothing is written before the first status since the kubelet started (C113)`,
    ],
  },
  {
    id: 'C114',
    kind: 'rule',
    sentence:
      'The kubelet replaces the conditions it owns and leaves all others, such as readiness gates, as they are stored.',
    source: `pkg/kubelet/types/pod_status.go, pkg/kubelet/status/status_manager.go mergePodStatus, ${read}, 1.37.2`,
    tests: [`${manager}: conditions of others stay as they are stored (C114)`],
  },
  {
    id: 'C115',
    kind: 'rule',
    sentence: 'Where the API shows something else than the kubelet’s cache, the kubelet writes its own again.',
    source: `pkg/kubelet/status/status_manager.go needsReconcile, ${read}, 1.37.2`,
    tests: [`${manager}: whatever else the API shows is overwritten again (C115)`],
  },
  {
    id: 'C116',
    kind: 'rule',
    sentence:
      'A kubelet never leaves a terminal phase it has seen in the API, and publishes none while containers could still run. One it has only written it may replace: with Failed, if the deadline passes before SyncTerminatedPod.',
    source: `pkg/kubelet/kubelet_pods.go generateAPIPodStatus; pkg/kubelet/status/status_manager.go mergePodStatus, ${read}, 1.37.2`,
    tests: [
      `${manager}: that the kubelet has seen in the API is what it computes from then on (C116)`,
      'model/components/kubelet/sync/deadline.test.ts: that passes before SyncTerminatedPod takes back a Succeeded that is written already (C116, C117)',
      `${status}: is what the exit codes say even of a pod that was refused, unless the API shows its phase (C116, D58)`,
      `${status}: a terminal phase in the cache stays, with its reason (C116)`,
      `${status}: keeps a phase that was settled before, with its reason, where nothing ran (C116, D58)`,
      `${manager}: is held back, with its reason, while the worker may have running containers; the conditions are not (C116)`,
      `${manager}: is never stored with Ready, and one that is stored is not held back for another (C116)`,
    ],
  },
  {
    id: 'C117',
    kind: 'rule',
    sentence:
      'The start time is set by the kubelet’s first status, before volumes, images and sandbox, and the active deadline counts from it.',
    source: `pkg/kubelet/status/status_manager.go updateStatusInternal, pkg/kubelet/active_deadline.go, ${read}, 1.37.2`,
    tests: [
      `${pass}: counts from the first status, which comes before volumes, images and sandbox (C117)`,
      `${pass}: fails the pod for good, unready before its containers are killed (C117, D67)`,
    ],
  },
  {
    id: 'C118',
    kind: 'rule',
    sentence: 'A status in which a container that may not run again is no longer terminated is dropped.',
    source: `pkg/kubelet/status/status_manager.go checkContainerStateTransition, pkg/apis/core/validation, ${read}`,
    tests: [
      `${status}: a container that may not run again cannot leave terminated (C118)`,
      `${status}: a sidecar may always leave terminated (C118)`,
    ],
  },
];

/** The phase, C119–C122. */
const phases: readonly Fact[] = [
  {
    id: 'C119',
    kind: 'rule',
    sentence:
      'The phase follows from which init containers failed for good or are pending, whether a main container has yet to run, whether any runs, and, if none does, from exit codes and who may restart.',
    source: `pkg/kubelet/kubelet_pods.go getPhase, ${read}, 1.37.2`,
    tests: [
      `${phase}: %s (C119)`,
      `${phase}: a container with a policy of its own is judged by it from 1.35 on, by the pod’s up to 1.34 (C119)`,
      `${phase}: an init container with a policy of its own fails the pod from 1.35 on, the pod’s policy up to 1.34 (C119)`,
      `${laws}: never is terminal while a main container runs, unless an init container failed for good (C119)`,
      `${laws}: is Succeeded only if every main container exited 0 (C119, D58)`,
    ],
  },
  {
    id: 'C120',
    kind: 'rule',
    sentence:
      'Running needs every main container to have run once, crash back-off is Running, and a sidecar keeps the pod Running until the kubelet stops it because no main container is left.',
    source: `pkg/kubelet/kubelet_pods.go getPhase, pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, ${read}, 1.37.2`,
    tests: [
      `${phase}: is Running only once every main container has run (C120)`,
      `${phase}: a sidecar that runs keeps it Running after all main containers are done (C120)`,
      `${actions}: once none is left to keep or restart, the pod’s sidecars are stopped and not brought back (C120)`,
      `${containers}: sidecars of a finished pod are stopped first, only then its phase is terminal (C120, D56)`,
    ],
  },
  {
    id: 'C121',
    kind: 'race',
    sentence: 'A pod can fall back from Running to Pending when a new sandbox makes its init containers run again.',
    source: `pkg/kubelet/kubelet_pods.go getPhase, pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, ${read}, 1.37.2`,
    tests: [
      `${phase}: goes back from Running to Pending when a new sandbox runs its init container again (C121)`,
      `${lifecycle}: can go back from Running to Pending, by a new sandbox (C121)`,
    ],
  },
  {
    id: 'C122',
    kind: 'rule',
    sentence: 'The phase does not tell whether a pod is ready.',
    source: `pkg/kubelet/kubelet_pods.go getPhase, ${read}, 1.37.2`,
    tests: [
      `${lifecycle}: may be Running without being Ready (C122)`,
      `${laws}: says nothing of readiness: what started or is ready never makes a pod terminal (C122)`,
    ],
  },
];

/** Conditions and endpoints, C123–C130. */
const conditions: readonly Fact[] = [
  {
    id: 'C123',
    kind: 'rule',
    sentence:
      'ContainersReady needs every sidecar and main container ready and a phase that is not terminal; Ready needs every readiness gate True besides.',
    source: `pkg/kubelet/status/generate.go, ${read}, 1.37.2`,
    tests: [
      `${status}: ContainersReady needs every sidecar and main container ready, and a phase that is not terminal (C123)`,
      `${status}: Ready needs every readiness gate True on top (C123)`,
      `${status}: a flip of a readiness probe changes the cached status without a pass, conditions included (C123, D64)`,
    ],
  },
  {
    id: 'C124',
    kind: 'rule',
    sentence:
      'Initialized means that plain init containers succeeded and sidecars started; it stays once a main container has run, and a pod without init containers has it from the first status.',
    source: `pkg/kubelet/status/generate.go GeneratePodInitializedCondition, ${read}`,
    tests: [
      `${status}: is True from the first status on if there is nothing to initialize (C124)`,
      `${status}: waits for plain init containers to succeed and for sidecars to start (C124)`,
      `${status}: stays True once a main container has run (C124)`,
    ],
  },
  {
    id: 'C125',
    kind: 'rule',
    sentence:
      'The kubelet writes PodScheduled=True too, also where no scheduler was involved, but not for a pod it refuses (C82).',
    source: `pkg/kubelet/kubelet_pods.go generateAPIPodStatus, ${read}, 1.37.2`,
    tests: [`${manager}: PodScheduled is written as True, also for a pod no scheduler placed (C125)`],
  },
  {
    id: 'C126',
    kind: 'rule',
    sentence: 'PodReadyToStartContainers says that no new sandbox is needed, and turns False again when one is.',
    source: `pkg/kubelet/status/generate.go GeneratePodReadyToStartContainersCondition, ${read}, 1.37.2`,
    tests: [
      `${status}: PodReadyToStartContainers says that no new sandbox is needed (C126)`,
      `${status}: the address stays as last known while no sandbox is ready (C126)`,
    ],
  },
  {
    id: 'C127',
    kind: 'race',
    sentence:
      'Up to 1.35 that condition and the address usually show only after the whole first sync, pulls and hooks included; 1.36 sets the condition as soon as the sandbox is up.',
    source: `pkg/kubelet/kubelet.go SyncPod, ${read}; pkg/kubelet/kubelet.go OnPodSandboxReady, 1.36.2; pull request 134660`,
    tests: [
      `${pass}: shows in the API only with the pass after the one that made it, up to 1.35; its condition at once in 1.36 (C127)`,
    ],
  },
  {
    id: 'C127a',
    kind: 'race',
    sentence:
      'That early condition is read, changed and written back beside the sync, so it can undo a status computed meanwhile until the next one.',
    source: 'pkg/kubelet/kubelet.go OnPodSandboxReady, 1.36.2',
    because:
      'excluded because the goroutine has a copy to make while the sync waits for the runtime, every later sync mends what it undid, and it would be one more write under way in every scenario of 1.36',
  },
  {
    id: 'C128',
    kind: 'rule',
    sentence: 'The node lifecycle controller sets Ready=False on the pods of a node that is not ready.',
    source: `pkg/controller/util/node/controller_utils.go MarkPodsNotReady, ${read}, 1.37.2`,
    because: 'excluded because nodes do not fail in the model, so nobody but the kubelet writes Ready',
  },
  {
    id: 'C129',
    kind: 'rule',
    sentence:
      'A pod is an endpoint once it has an address and until it is terminal; a pod on the host network has one with its first status.',
    source: `staging/src/k8s.io/endpointslice/utils.go podToEndpoint, pkg/kubelet/kubelet_pods.go generateAPIPodStatus, ${read}, 1.37.2`,
    tests: [
      `${slices}: serving is the Ready condition, terminating the deletionTimestamp, ready needs the one without the other (D71, C129)`,
      `${slices}: a pod that is terminal, has no address or is gone is not listed (D72, C129)`,
      `${status}: with hostNetwork the first status has the node’s address already (C129)`,
    ],
  },
  {
    id: 'C130',
    kind: 'race',
    sentence:
      'From a container’s readiness to traffic it is cache, patch, slice and proxy, each on its own time, so traffic comes late and may reach a pod that is no longer ready.',
    source: `derived from C113 and C129, ${read}`,
    tests: [`${proxy}: each node follows on its own: one may still send where another no longer does (D76, C130)`],
  },
];

/** Kubelet restarts and PLEG, C139–C141. */
const observation: readonly Fact[] = [
  {
    id: 'C139',
    kind: 'rule',
    sentence:
      'After a kubelet restart a running container with probes is unready up to 1.34 until it is probed again, while from 1.35 on started and ready stay as they were.',
    source: `pkg/kubelet/prober/prober_manager.go UpdatePodStatus, ${read}, 1.37.2; pkg/kubelet/prober/prober_manager.go setReadyStateOnKubeletRestart, 1.35.6, 1.36.2, 1.37.2`,
    tests: [
      `${restart}: up to 1.34 a ready pod turns unready until it is probed again (C139)`,
      `${restart}: since 1.35 started and ready stay as they were (C139)`,
      `${restart}: since 1.35 a pod that was not Ready in the API stays so until its probe succeeds (C139)`,
      `${restart}: keeps no probe result of a container that is down (C139)`,
    ],
  },
  {
    id: 'C139a',
    kind: 'rule',
    sentence:
      'From 1.35 on that is only so for a container that had been running for ten seconds when the kubelet started; a younger one is treated as up to 1.34.',
    source:
      'pkg/kubelet/prober/prober_manager.go setReadyStateOnKubeletRestart, kubeletRestartGracePeriod, 1.35.6, 1.36.2, 1.37.2',
    because:
      'excluded because it would be one more choice at every kubelet restart; what becomes of a younger container shows with the gate ChangeContainerStatusOnKubeletRestart on',
  },
  {
    id: 'C140',
    kind: 'rule',
    sentence:
      'The kubelet learns of container changes by listing them about once a second, so several changes can look like one.',
    source: `pkg/kubelet/pleg/generic.go, ${read}, 1.37.2`,
    tests: [`${pass}: several changes between two passes are seen as one (C140)`],
  },
  {
    id: 'C141',
    kind: 'order',
    sentence:
      'The cache’s timestamp moves only after every changed pod was refreshed, so who waits for it sees at least that listing.',
    source: `pkg/kubelet/pleg/generic.go Relist, ${read}, 1.37.2`,
    because:
      'excluded because a sync pass of the model reads the runtime as it is, which a cache that is new enough differs from only by delay',
  },
];

/** Facts C113–C130 and C139–C141. */
export const statusFacts: readonly Fact[] = [...writing, ...phases, ...conditions, ...observation];
