/** The kubelet from seeing a pod to calling on the runtime: config, admission, pod workers, SyncPod (C70–C92). */
import type { Fact } from './fact.ts';

const sync = 'model/components/kubelet/sync';
const admission = `${sync}/admission.test.ts`;
const turnedAway = `${sync}/turned-away.test.ts`;
const pass = `${sync}/pass.test.ts`;
const lifecycle = `${sync}/lifecycle.test.ts`;
const restart = `${sync}/restart.test.ts`;

const read = '1.34.9, 1.35.6, 1.36.2';

/** Config sources and admission, C70–C82. */
const admissionFacts: readonly Fact[] = [
  {
    id: 'C70',
    kind: 'rule',
    sentence:
      'A kubelet takes pods from the API server, from a directory of manifests and from a URL, and only the first of these waits until the node object is known.',
    source: `pkg/kubelet/config, ${read}, 1.37.2`,
    because: 'excluded because the model has no static pods: every pod comes from the API server',
  },
  {
    id: 'C71',
    kind: 'order',
    sentence: 'No kubelet can start a pod of the API server before the object that names its node is stored.',
    source: `pkg/kubelet/config/apiserver.go, ${read}, 1.37.2`,
    tests: [`${admission}: a pod is admitted only by the kubelet of the node its object names (C71)`],
  },
  {
    id: 'C72',
    kind: 'rule',
    sentence:
      'Each change reaches the kubelet as a full list of its pods, whose differences are handed on as removals, additions, updates, graceful deletions and reconciliations, in that order.',
    source: `pkg/kubelet/config/config.go Merge, ${read}, 1.37.2`,
    because:
      'excluded because pods are delivered one by one and in any order, which includes what every batch could bring about',
  },
  {
    id: 'C73',
    kind: 'race',
    sentence:
      'A new pod can be admitted, or refused, while the graceful deletion of the pod it replaces is not yet processed, and that deletion alone frees nothing.',
    source: `pkg/kubelet/config/config.go Merge, pkg/kubelet/kubelet.go HandlePodAdditions, ${read}, 1.37.2`,
    tests: [`${admission}: a graceful delete not yet processed frees nothing for the pod that comes next (C73)`],
  },
  {
    id: 'C74',
    kind: 'order',
    sentence:
      'The kubelet admits one pod at a time, in the call that tells it of the pod, so each admission sees the outcome of the one before and nothing is heard of the pod in between.',
    source: `pkg/kubelet/kubelet.go syncLoopIteration and HandlePodAdditions, ${read}, 1.37.2`,
    tests: [
      `${admission}: of two pods that fit only one at a time never both are admitted (C74)`,
      'model/components/watch/watch.test.ts: brings nothing more of a pod that the kubelet is taking on: it admits in the call that tells it of the pod (C74)',
    ],
  },
  {
    id: 'C75',
    kind: 'order',
    sentence: 'No cgroup, mount, sandbox or container of a pod is made before the kubelet has admitted it.',
    source: `pkg/kubelet/kubelet.go HandlePodAdditions, pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go findAndAddNewPods, ${read}, 1.37.2`,
    tests: [`${admission}: nothing of the pod exists on the node before it is admitted (C75)`],
  },
  {
    id: 'C76',
    kind: 'rule',
    sentence:
      'Admission asks its handlers in a fixed order and takes the first refusal; of these the model has the predicates, which keep an order of their own.',
    source: `pkg/kubelet/kubelet.go NewMainKubelet, pkg/kubelet/lifecycle/predicate.go, ${read}, 1.37.2`,
    tests: [
      `${admission}: name the first one that fails: resources before affinity, affinity before ports, ports before taints (C76, C79)`,
    ],
  },
  {
    id: 'C77',
    kind: 'rule',
    sentence:
      'Of the scheduling rules the kubelet checks again fit, node selector and affinity, node name, host ports and NoExecute taints, but not cordon, NoSchedule taints, spread or pod affinity, nor extended resources its node does not know.',
    source: `pkg/kubelet/lifecycle/predicate.go, ${read}, 1.37.2`,
    tests: [
      `${admission}: refuse what does not fit beside the active pods, by resource (C77, C79)`,
      `${admission}: do not ask for extended resources the node does not know (C77)`,
      `${admission}: compare selector and required affinity with the labels the node has now (C77, C79)`,
      `${admission}: refuse a pod bound elsewhere and a host port that is taken (C77, C79)`,
      `${admission}: refuse for NoExecute taints, not for NoSchedule taints or a cordon (C77)`,
    ],
  },
  {
    id: 'C78',
    kind: 'rule',
    sentence:
      'For admission a pod of the config counts until its worker reports everything stopped. Not so one whose object is gone, though its containers still run; one refused or past its deadline, until its worker is asked to terminate it; one a restarted kubelet has not admitted yet.',
    source: `pkg/kubelet/kubelet_pods.go GetActivePods, isPodInactive, isAdmittedPodTerminal; pkg/kubelet/kubelet.go HandlePodRemoves, ${read}`,
    tests: [
      `${admission}: a pod counts until its worker has confirmed that everything stopped, also while terminating (C78)`,
      `${admission}: a terminal pod counts while it still terminates, but not before its worker was asked to (C78)`,
      `${admission}: a pod whose object is gone does not count, though its containers still run (C78)`,
      `${admission}: a pod that was turned away while it runs does not count until housekeeping takes it down (C78, C81)`,
    ],
  },
  {
    id: 'C79',
    kind: 'rule',
    sentence: 'A refused pod is Failed with the reason of the refusal, such as OutOfcpu or NodeAffinity.',
    source: `pkg/kubelet/kubelet.go rejectPod, pkg/kubelet/lifecycle/predicate.go, ${read}, 1.37.2`,
    tests: [
      `${admission}: refuse what does not fit beside the active pods, by resource (C77, C79)`,
      `${admission}: refuse a pod bound elsewhere and a host port that is taken (C77, C79)`,
      `${admission}: a pod the scheduler placed well may still be refused, and is then Failed for good (C80, C82)`,
    ],
  },
  {
    id: 'C80',
    kind: 'race',
    sentence:
      'What the scheduler placed correctly may no longer fit when the kubelet looks, and then the pod fails for good instead of being scheduled again.',
    source: `pkg/kubelet/kubelet.go HandlePodAdditions, ${read}, 1.37.2; issues 106884, 115325, 93338`,
    tests: [
      `${admission}: a pod the scheduler placed well may still be refused, and is then Failed for good (C80, C82)`,
    ],
  },
  {
    id: 'C81',
    kind: 'race',
    sentence:
      'A restarted kubelet admits every pod anew and may refuse one that runs, or terminates, well. It gets no worker: housekeeping kills it as an orphan (1 s, no hook, no order). From the first housekeeping to that kill nothing holds back its Failed phase; its final delete waits for the orphan’s end.',
    source: `pkg/kubelet/kubelet.go HandlePodAdditions, rejectPod; pkg/kubelet/kubelet_pods.go HandlePodCleanups, filterTerminalPodsToDelete; pkg/kubelet/pod_workers.go CouldHaveRunningContainers, ShouldPodBeFinished, ${read}, 1.37.2; issues 123980, 124586`,
    tests: [
      `${turnedAway}: a running pod is admitted again after a kubelet restart, and may be turned away: no worker, no kill yet (C81)`,
      `${turnedAway}: housekeeping takes it down as an orphan: one second, no hook, no order (C81, D29)`,
      `${turnedAway}: between the first housekeeping and the orphan’s kill nothing holds the phase back (C81, C116)`,
      `${turnedAway}: a delete that comes after it was turned away reaches the worker with the whole spec (C81)`,
      `${turnedAway}: a terminating pod may be turned away as well: the rest of its end is an orphan’s (C81, D70a)`,
      `${turnedAway}: its final delete waits until nothing of it runs, though no worker knows it (C81)`,
      `${turnedAway}: a pod turned away of which nothing runs has its volumes and cgroup cleaned up by housekeeping (C81)`,
    ],
  },
  {
    id: 'C82',
    kind: 'rule',
    sentence:
      'A refused pod never starts later, whatever changes; its status has a phase, a reason and no conditions, PodScheduled included.',
    source: `pkg/kubelet/kubelet.go rejectPod; pkg/kubelet/status/status_manager.go mergePodStatus; pkg/kubelet/kubelet_pods.go generateAPIPodStatus, ${read}`,
    tests: [
      `${admission}: a pod the scheduler placed well may still be refused, and is then Failed for good (C80, C82)`,
      `${admission}: a pod turned away has no conditions at all, not even PodScheduled (C82)`,
    ],
  },
];

/** Pod workers and the order inside SyncPod, C83–C92. */
const workerFacts: readonly Fact[] = [
  {
    id: 'C83',
    kind: 'order',
    sentence:
      'Each pod has one worker with at most one sync under way, and the workers of several pods run side by side.',
    source: `pkg/kubelet/pod_workers.go UpdatePod and podWorkerLoop, ${read}, 1.37.2`,
    tests: [`${pass}: of two pods work at the same time, each on one pass only (C83)`],
  },
  {
    id: 'C84',
    kind: 'order',
    sentence:
      'A worker goes from syncing to terminating to terminated and never back, and no sync begins once termination was asked for.',
    source: `pkg/kubelet/pod_workers.go, ${read}, 1.37.2`,
    tests: [
      `${lifecycle}: moves its worker one way only (C84)`,
      `${lifecycle}: begins no pass once its deletion was seen, yet may still start a container (C84, C85)`,
      `${admission}: a pod first seen terminal is not admitted but terminated at once (C84)`,
      `${admission}: a pod first seen while it is being deleted is admitted, or turned away, before it is terminated (C84)`,
    ],
  },
  {
    id: 'C85',
    kind: 'race',
    sentence:
      'Seeing the deletion cancels the wait for volumes, but a sync that is pulling or starting finishes first, so a container may start after the deletion was seen.',
    source: `pkg/kubelet/kubelet.go SyncPod, ${read}, 1.37.2; issue 125050`,
    tests: [
      `${lifecycle}: begins no pass once its deletion was seen, yet may still start a container (C84, C85)`,
      `${pass}: after a failed mount the pass is tried again; seeing the deletion ends the wait (C88, C85)`,
    ],
  },
  {
    id: 'C86',
    kind: 'order',
    sentence:
      'A sync never acts on a view older than the end of the one before, so it does not start a container twice.',
    source: `pkg/kubelet/pod_workers.go podWorkerLoop, pkg/kubelet/container/cache.go GetNewerThan, ${read}, 1.37.2`,
    tests: [
      `${lifecycle}: never has two instances of one container, whatever restarts (C86, C136)`,
      `${restart}: starts no container again that still runs (C86, C136)`,
    ],
  },
  {
    id: 'C87',
    kind: 'time',
    sentence:
      'After a good sync the next comes within a minute or so, after an error within seconds, and since 1.35 after a back-off error when that ends.',
    source: `pkg/kubelet/pod_workers.go completeWork, ${read}, 1.37.2`,
    because: 'excluded because the model is untimed: a sync that has something to do may come at any moment',
  },
  {
    id: 'C88',
    kind: 'order',
    sentence:
      'A sync computes and caches the status, stops there if it is terminal, then makes the cgroup, waits for volumes, registers probe workers and only then calls on the runtime.',
    source: `pkg/kubelet/kubelet.go SyncPod, ${read}, 1.37.2`,
    tests: [
      `${pass}: status and cgroup first, then volumes, then probe workers, then the sandbox (C88)`,
      `${pass}: a terminal status is published and ends the pass (C88)`,
      `${pass}: after a failed mount the pass is tried again; seeing the deletion ends the wait (C88, C85)`,
    ],
  },
  {
    id: 'C89',
    kind: 'order',
    sentence:
      'The volumes that containers mount are there before the sandbox is; volumes nobody mounts are not waited for.',
    source: `pkg/kubelet/volumemanager/volume_manager.go WaitForAttachAndMount, ${read}, 1.37.2`,
    tests: [
      `${pass}: volumes are mounted before the sandbox is made, and only those some container mounts are waited for (C89)`,
    ],
  },
  {
    id: 'C90',
    kind: 'race',
    sentence:
      'The status a sync writes is from before its actions and is sent by somebody else, so containers can run that the API shows as not there, or whose pod it has forgotten.',
    source: `pkg/kubelet/kubelet.go SyncPod, pkg/kubelet/status/status_manager.go, ${read}`,
    tests: [`${lifecycle}: may have containers running that the API knows nothing of (C90)`],
  },
  {
    id: 'C91',
    kind: 'order',
    sentence: 'A volume that must be attached is mounted only after the attach/detach controller has attached it.',
    source: `pkg/kubelet/volumemanager/reconciler/reconciler_common.go waitForVolumeAttach, ${read}, 1.37.2`,
    tests: [`${pass}: a volume behind a claim is mounted only once it is attached (C91)`],
  },
  {
    id: 'C92',
    kind: 'race',
    sentence: 'Probe workers exist before the containers they probe and hold until the cached status shows one.',
    source: `pkg/kubelet/kubelet.go SyncPod, pkg/kubelet/prober/worker.go, ${read}, 1.37.2`,
    tests: [`${pass}: probe workers exist before containers do, and wait for them (C92)`],
  },
];

/** Facts C70–C92. */
export const kubeletSyncFacts: readonly Fact[] = [...admissionFacts, ...workerFacts];
