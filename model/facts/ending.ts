/** Sidecars, status, probes and restarts on the way to the final delete (D52–D70e). */
import type { Fact } from './fact.ts';

const kill = 'model/components/kubelet/termination/kill.test.ts';
const worker = 'model/components/kubelet/termination/worker.test.ts';
const restart = 'model/components/kubelet/termination/restart.test.ts';
const deadline = 'model/components/kubelet/sync/deadline.test.ts';
const turnedAway = 'model/components/kubelet/sync/turned-away.test.ts';
const stop = 'model/components/runtime/stop/stop.test.ts';
const prober = 'model/components/prober/prober.test.ts';

/** Facts D52–D70e. */
export const endingFacts: readonly Fact[] = [
  {
    id: 'D52',
    kind: 'order',
    sentence:
      'A sidecar’s stop signal waits for every main container and for the one sidecar after it. What does not run when the kill begins counts as stopped, and nobody waits through it for those behind it; one that exits later while it waits itself still holds up who waits for it.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_termination_order.go newTerminationOrdering, waitForTurn; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-753',
    tests: [
      `${kill}: a sidecar’s stop signal waits for every main container and the sidecar after it (D52)`,
      `${kill}: containers that do not run count as stopped (D52)`,
      `${kill}: nobody waits for a sidecar that is down when the kill begins, nor for those behind it (D52)`,
      `${kill}: a sidecar that exits while it waits keeps its place: who waits for it waits on (D52)`,
      `${kill}: a sidecar whose hook ends with its process waits for its turn all the same (D38, D52)`,
    ],
  },
  {
    id: 'D53',
    kind: 'race',
    sentence: 'A sidecar’s preStop hook is not ordered; it starts together with everybody else’s.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-753',
    tests: [`${kill}: a sidecar’s preStop hook waits for nobody (D53)`],
  },
  {
    id: 'D54',
    kind: 'rule',
    sentence:
      'At the end of the grace period the order is given up: every waiting sidecar gets its stop signal while main containers may still run.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_termination_order.go waitForTurn, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: at the end of the grace period every waiting sidecar gets its stop signal, main containers running or not (D54)`,
    ],
  },
  {
    id: 'D55',
    kind: 'rule',
    sentence: 'A sidecar that exits while its pod terminates is not started again.',
    source: 'pkg/kubelet/pod_workers.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-4438',
    tests: [
      `${kill}: a sidecar that exits during termination is not started again (D55)`,
      `${worker}: nothing is started once termination began (D22, D55)`,
    ],
  },
  {
    id: 'D56',
    kind: 'rule',
    sentence:
      'When the main containers are done for good, running sidecars keep the phase Running until the sync pass itself has stopped them in reverse order; only then does the phase become terminal, by the main containers’ exit codes alone.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions; pkg/kubelet/kubelet_pods.go getPhase, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: sidecars killed with a pod whose main containers are done keep their order (D56)`,
      `${worker}: a pod whose containers are done for good, which stays in the API as Succeeded (D21, D56)`,
    ],
  },
  {
    id: 'D57',
    kind: 'rule',
    sentence:
      'The phase does not change during the grace period; Terminating is only how kubectl prints a deletionTimestamp.',
    source: 'pkg/kubelet/kubelet.go SyncTerminatingPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${worker}: the phase stays as it was through the whole grace period (D57, D59)`],
  },
  {
    id: 'D58',
    kind: 'rule',
    sentence:
      'A terminated pod is Succeeded if every main container exited 0, whatever its restart policy, and Failed otherwise, also if some never ran, or if its deadline has passed by then (D67).',
    source:
      'pkg/kubelet/kubelet_pods.go getPhase; pkg/kubelet/status/status_manager.go TerminatePod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-3329',
    tests: [
      `${worker}: ends Succeeded if every main container exited 0, whatever the restart policy, else Failed (D58)`,
      `${worker}: a pod deleted before anything started goes through the kubelet all the same, as Failed (D28)`,
    ],
  },
  {
    id: 'D59',
    kind: 'order',
    sentence:
      'The kubelet holds back a terminal phase, and its reason, while the pod could still have running containers.',
    source: 'pkg/kubelet/status/status_manager.go mergePodStatus, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${worker}: the phase stays as it was through the whole grace period (D57, D59)`,
      `${worker}: activeDeadlineSeconds: Ready is False before anything is killed, Failed only after, the object stays (D21, D67)`,
    ],
  },
  {
    id: 'D60',
    kind: 'order',
    sentence:
      'All containers exit, then the sandbox stops, then the kubelet confirms that nothing runs, then the terminal phase is written.',
    source:
      'pkg/kubelet/kubelet.go SyncTerminatingPod; pkg/kubelet/status/status_manager.go mergePodStatus, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${worker}: leads from the kill over the terminal status to the final delete (D20, D60, D61)`],
  },
  {
    id: 'D61',
    kind: 'order',
    sentence:
      'The kubelet’s final delete, with grace 0 and the UID as precondition, comes after the API shows a terminal phase and after volumes and cgroup are gone.',
    source:
      'pkg/kubelet/status/status_manager.go canBeDeleted; pkg/kubelet/kubelet.go SyncTerminatedPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${worker}: the final delete waits for the terminal phase in the API and for the cleanup (D61)`,
      `${worker}: deletes its own UID only, and writes no status to another (D61, D69)`,
      `${worker}: finalizers outlive the final delete, which leaves grace 0 behind and is not repeated (D61)`,
    ],
  },
  {
    id: 'D62',
    kind: 'race',
    sentence: 'A terminal phase in the API does not mean that volumes are unmounted or the cgroup is gone.',
    source:
      'pkg/kubelet/status/status_manager.go mergePodStatus; pkg/kubelet/kubelet.go SyncTerminatedPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${worker}: a terminal phase can be read before volumes are unmounted and cgroups removed (D62)`],
  },
  {
    id: 'D63',
    kind: 'order',
    sentence:
      'The pod’s address is released before its phase becomes terminal, so an endpoint can still name an address that has a new owner.',
    source: 'pkg/kubelet/kubelet.go SyncTerminatingPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; CHANGELOG-1.36',
    tests: [`${worker}: the address is free before the phase is terminal (D63)`],
  },
  {
    id: 'D64',
    kind: 'rule',
    sentence:
      'While a deleted pod terminates liveness and startup are no longer probed, but readiness is, and may change Ready in either direction.',
    source:
      'pkg/kubelet/prober/prober_manager.go StopLivenessAndStartup; pkg/kubelet/prober/worker.go, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${prober}: after a deletion readiness goes on and may flip, liveness and startup have stopped (D64)`,
      `${prober}: readiness fails once its own container is dead, while others are not (D64)`,
    ],
  },
  {
    id: 'D64a',
    kind: 'rule',
    sentence:
      'In 1.35 and since 1.36.3 exec probes of a pod are cancelled when the kubelet learns of its deletion (up to 1.36.2 only before its second sync), and errors count for nothing, so Ready stays as it was; other probes go on. 1.34 and 1.37 do not do this.',
    source:
      'pkg/kubelet/kubelet.go SyncPod, pkg/kubelet/prober/prober_manager.go AddPod, pkg/kubelet/pod_workers.go UpdatePod and startPodSync, ' +
      '1.35.6, 1.36.5; kubernetes#140881',
    tests: [
      `${prober}: exec probes are cancelled with the first word of a deletion, in 1.35 and from 1.36.3 to 1.36.5 (D64a)`,
    ],
  },
  {
    id: 'D65',
    kind: 'rule',
    sentence:
      'Without a readiness probe a terminating pod stays Ready until all its containers are dead, for its status is not computed again before.',
    source: 'pkg/kubelet/kubelet.go SyncTerminatingPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; issues 126546, 129552',
    tests: [`${worker}: without a readiness probe Ready stays True until all containers are dead (D65)`],
  },
  {
    id: 'D66',
    kind: 'rule',
    sentence:
      'Where the kubelet itself ends a pod its own status is Failed at once, so readiness workers leave, while the API keeps the old phase until the containers are dead.',
    source:
      'pkg/kubelet/prober/worker.go doProbe; pkg/kubelet/status/status_manager.go mergePodStatus, 1.34.9, 1.35.6, 1.36.2, 1.37.2; issues 116965, 124310',
    tests: [`${prober}: where the kubelet itself ends the pod readiness is no longer probed either (D66)`],
  },
  {
    id: 'D67',
    kind: 'rule',
    sentence:
      'A passed activeDeadlineSeconds publishes Ready=False before anything is killed, kills with the spec’s grace period, and leaves the object with reason DeadlineExceeded. One that passes while the pod ends for another reason makes it Failed, too, whatever its exit codes.',
    source:
      'pkg/kubelet/kubelet_pods.go generateAPIPodStatus; pkg/kubelet/kubelet.go SyncTerminatingPod, SyncTerminatedPod; pkg/kubelet/active_deadline.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${deadline}: that passes while it terminates shows in its last status, whatever its containers exited with (C117, D67)`,
      `${deadline}: that passes between its last pass and its termination makes Succeeded Failed (C117, D67)`,
      `${worker}: activeDeadlineSeconds: Ready is False before anything is killed, Failed only after, the object stays (D21, D67)`,
    ],
  },
  {
    id: 'D68',
    kind: 'rule',
    sentence: 'Deleting the mirror of a static pod does not stop the static pod; the kubelet makes the mirror again.',
    source:
      'pkg/kubelet/kubelet.go tryReconcileMirrorPods; pkg/kubelet/status/status_manager.go canBeDeleted, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    because: 'excluded because static pods come from files on a node, not from the API, and scenarios have none',
  },
  {
    id: 'D69',
    kind: 'rule',
    sentence:
      'A status for a pod that is gone or has another UID is dropped silently; the kubelet neither recreates nor deletes a stranger.',
    source: 'pkg/kubelet/status/status_manager.go syncPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${worker}: deletes its own UID only, and writes no status to another (D61, D69)`],
  },
  {
    id: 'D69a',
    kind: 'time',
    sentence:
      'Relisting, the ten-second resend of statuses and volume loops add one to three seconds between the last exit and the removal, and no upper bound.',
    source:
      'pkg/kubelet/pod_workers.go podWorkerLoop; pkg/kubelet/status/status_manager.go syncPeriod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    because: 'excluded because every delay is possible here; typical durations bound nothing',
  },
  {
    id: 'D70a',
    kind: 'rule',
    sentence:
      'A kubelet that restarts during a termination admits the pod anew and starts the termination over: whole grace period, preStop again. If it refuses the pod, the rest of its end is an orphan’s.',
    source:
      'pkg/kubelet/pod_workers.go UpdatePod; pkg/kubelet/kubelet.go HandlePodAdditions, 1.34.9, 1.35.6, 1.36.2, 1.37.2; documentation of pod termination',
    tests: [
      `${restart}: a terminating pod is terminated from the start: full grace, preStop once more (D41, D70a)`,
      `${turnedAway}: a terminating pod may be turned away as well: the rest of its end is an orphan’s (C81, D70a)`,
    ],
  },
  {
    id: 'D70b',
    kind: 'rule',
    sentence:
      'Whether a container notices the restart depends on the runtime: containerd of today neither kills nor signals it again.',
    source: 'containerd internal/cri/server/container_stop.go',
    tests: [`${stop}: a container that is asked to stop again gets its stop signal once only (D42, D70b)`],
  },
  {
    id: 'D70c',
    kind: 'rule',
    sentence:
      'After a kubelet restart a terminating pod has no probe workers; up to 1.34 its containers then count as ready, since 1.35 what the API said is kept.',
    source:
      'pkg/kubelet/prober/prober_manager.go UpdatePodStatus, 1.34.9, 1.35.6, 1.37.2; pkg/kubelet/prober/prober_manager.go setReadyStateOnKubeletRestart, 1.35.6, 1.37.2',
    tests: [
      `${prober}: re-entered by a restarted kubelet are gone; what was unready counts as ready in %s: %s (D70c)`,
      `${prober}: nobody after a kubelet restart until the next sync (D70c)`,
    ],
  },
  {
    id: 'D70d',
    kind: 'rule',
    sentence:
      'A kubelet cut off from the API keeps running and restarting its containers; it learns of deletions when it reconnects and kills no stranger before its sources are ready.',
    source:
      'pkg/kubelet/kubelet.go deletePod, syncLoopIteration, pkg/kubelet/kubelet_pods.go HandlePodCleanups, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${restart}: a kubelet cut off from the API keeps its containers running and restarts them (D70d)`,
      `${restart}: housekeeping kills nothing before every source has reported (D29, D70d)`,
    ],
  },
  {
    id: 'D70e',
    kind: 'rule',
    sentence:
      'A restarted kubelet that finds a terminal pod of which nothing runs goes straight to cleaning up after it.',
    source: 'pkg/kubelet/pod_workers.go UpdatePod, isPodStatusCacheTerminal, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${restart}: a terminal pod of which nothing runs is only cleaned up (D70e)`],
  },
];
