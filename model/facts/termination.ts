/** How pods end (D20–D70e): first the pod worker and its grace period, here; then killing and ending, in files of their own. */
import { endingFacts } from './ending.ts';
import type { Fact } from './fact.ts';
import { killingFacts } from './killing.ts';

const worker = 'model/components/kubelet/termination/worker.test.ts';
const restart = 'model/components/kubelet/termination/restart.test.ts';
const grace = 'model/components/kubelet/termination/grace.test.ts';
const hanging = 'model/components/kubelet/sync/hanging.test.ts';
const kill = 'model/components/kubelet/termination/kill.test.ts';
const stop = 'model/components/runtime/stop/stop.test.ts';

const workerFacts: readonly Fact[] = [
  {
    id: 'D20',
    kind: 'rule',
    sentence:
      'A pod worker goes from Sync over Terminating and Terminated to Finished and never back; a UID that has terminated is not started again.',
    source: 'pkg/kubelet/pod_workers.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${worker}: leads from the kill over the terminal status to the final delete (D20, D60, D61)`,
      `${worker}: a UID that has terminated is never synced again (D20)`,
    ],
  },
  {
    id: 'D21',
    kind: 'rule',
    sentence:
      'Termination starts when the kubelet sees a deletionTimestamp, the object gone, or a terminal phase, when it ends the pod itself (eviction, preemption, node shutdown, deadline), when all containers are done for good, or when the runtime shows containers of a pod in no config.',
    source:
      'pkg/kubelet/pod_workers.go UpdatePod, completeSync, SyncKnownPods; pkg/kubelet/kubelet_pods.go HandlePodCleanups, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${worker}: a deletion, a removal or a terminal phase it sees in the API (D21)`,
      `${worker}: a pod whose containers are done for good, which stays in the API as Succeeded (D21, D56)`,
      `${worker}: activeDeadlineSeconds: Ready is False before anything is killed, Failed only after, the object stays (D21, D67)`,
      `${restart}: a running pod without an object is an orphan: one second, no hook, no order, no status (D29, D38)`,
    ],
  },
  {
    id: 'D22',
    kind: 'order',
    sentence:
      'The steps of one pod worker never overlap: killing begins only after the pass under way has returned, and from then on no container of that UID is started.',
    source: 'pkg/kubelet/pod_workers.go podWorkerLoop, acknowledgeTerminating, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${worker}: never in the middle of a pass: a hook under way holds back every signal (D22, D23)`,
      `${worker}: nothing is started once termination began (D22, D55)`,
    ],
  },
  {
    id: 'D23',
    kind: 'race',
    sentence:
      'A deletion cancels the wait for volumes but not the rest of the pass, so an image pull, a start or a postStart hook that hangs postpones the first signal without limit.',
    source:
      'pkg/kubelet/kubelet.go SyncPod, pkg/kubelet/lifecycle/handlers.go Run, 1.34.9, 1.35.6, 1.36.2, 1.37.2; issue 116032',
    tests: [
      `${worker}: never in the middle of a pass: a hook under way holds back every signal (D22, D23)`,
      `${hanging}: is an image pull, where image pulls may hang (D23)`,
    ],
  },
  {
    id: 'D24',
    kind: 'rule',
    sentence:
      'Once asked to terminate, the pod worker takes the least grace period asked for so far, else the spec’s, and at least one second; it only shrinks. Nobody asks when a pod ends by itself or at its deadline, nor in a sync pass: then the spec’s period counts as it is, 0 included.',
    source:
      'pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod, completeSync; pkg/kubelet/kuberuntime/kuberuntime_container.go setTerminationGracePeriod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${grace}: is what the deletion asks for, or the spec if nothing asked (D24)`,
      `${grace}: is at least one second, also after a force delete (D24, D39)`,
      `${grace}: never grows, whatever is asked for later (D24)`,
      `${kill}: a delete runs hooks and keeps the order of sidecars: the worker makes it one second (D24, D39)`,
      `${kill}: a deadline runs no hook; a termination tried again does, for now somebody asks for it (D24, D39)`,
    ],
  },
  {
    id: 'D25',
    kind: 'time',
    sentence:
      'The grace period is counted from the first kill call of this kubelet, not towards the deletionTimestamp, so a late kubelet still grants all of it.',
    source:
      'pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${worker}: is counted from the kill, whenever that is (D25)`],
  },
  {
    id: 'D26',
    kind: 'rule',
    sentence:
      'A shorter grace period that arrives during a kill does not interrupt it; it counts only if the step fails and is tried again.',
    source: 'pkg/kubelet/kubelet.go SyncTerminatingPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; issues 83916, 127339',
    tests: [
      `${worker}: a shorter grace period does not interrupt a kill under way; only a retried step takes it (D26, D27)`,
    ],
  },
  {
    id: 'D27',
    kind: 'rule',
    sentence:
      'A terminating step that failed is repeated with the whole grace period again, and preStop runs once more in containers that are still up.',
    source:
      'pkg/kubelet/pod_workers.go completeWork; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainersWithSyncResult, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${worker}: a retried step runs preStop again in whatever still runs (D27, D41)`,
      `${worker}: a shorter grace period does not interrupt a kill under way; only a retried step takes it (D26, D27)`,
      `${stop}: an unkillable process makes the step start over, with the phase held back meanwhile (D27, D48)`,
    ],
  },
  {
    id: 'D28',
    kind: 'rule',
    sentence:
      'A pod that is deleted after binding and before anything was started still passes through the kubelet, which reports it Failed and deletes it.',
    source:
      'pkg/kubelet/kubelet.go SyncTerminatingPod, SyncTerminatedPod; pkg/kubelet/status/status_manager.go TerminatePod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-3329',
    tests: [`${worker}: a pod deleted before anything started goes through the kubelet all the same, as Failed (D28)`],
  },
  {
    id: 'D29',
    kind: 'rule',
    sentence:
      'Containers of a pod no config knows are killed with one second of grace, without preStop and without a status, once all config sources have reported.',
    source:
      'pkg/kubelet/kubelet_pods.go HandlePodCleanups, pkg/kubelet/kubelet.go SyncTerminatingRuntimePod; pkg/kubelet/container/runtime.go ToAPIPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${restart}: a running pod without an object is an orphan: one second, no hook, no order, no status (D29, D38)`,
      `${restart}: housekeeping kills nothing before every source has reported (D29, D70d)`,
      `${restart}: several nodes: an orphan is its own node’s business (D29)`,
    ],
  },
  {
    id: 'D30',
    kind: 'rule',
    sentence:
      'A kubelet that sees a force delete as grace 0 kills with one second; if it only sees the removal it takes the last grace period it knew or the one of the spec; the kill comes after the object has gone.',
    source:
      'pkg/kubelet/config/config.go; pkg/kubelet/kubelet.go deletePod; pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${worker}: is 1 if the force delete was seen, else the last one seen, else the spec’s (D30)`,
      `${worker}: after a force delete the kill comes when the object has long gone (D30)`,
    ],
  },
  {
    id: 'D31',
    kind: 'race',
    sentence:
      'A new pod of the same name is started on a node while the old UID still terminates there; only static pods wait for each other.',
    source: 'pkg/kubelet/pod_workers.go allowPodStart, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${worker}: a new pod of the same name waits for nobody on the node (D31)`],
  },
];

/** Facts D20–D70e. */
export const terminationFacts: readonly Fact[] = [...workerFacts, ...killingFacts, ...endingFacts];
