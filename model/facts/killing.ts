/** Killing one container: hook, stop signal, SIGKILL, and kills that fail (D32–D51). */
import type { Fact } from './fact.ts';

const kill = 'model/components/kubelet/termination/kill.test.ts';
const worker = 'model/components/kubelet/termination/worker.test.ts';
const restart = 'model/components/kubelet/termination/restart.test.ts';
const grace = 'model/components/kubelet/termination/grace.test.ts';
const stop = 'model/components/runtime/stop/stop.test.ts';

/** Facts D32–D51. */
export const killingFacts: readonly Fact[] = [
  {
    id: 'D32',
    kind: 'order',
    sentence:
      'One container is killed in the order preStop hook, wait for its turn, stop signal, SIGKILL at the timeout.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: runs the hook, then sends the stop signal, and SIGKILL only at the timeout (D32, D42)`,
      `${kill}: a container without a hook gets its stop signal at once (D32)`,
    ],
  },
  {
    id: 'D33',
    kind: 'rule',
    sentence:
      'All running containers of a pod are killed side by side, init containers included, and no main container waits for another.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainersWithSyncResult, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: begins everywhere at once and orders no main container after another (D33)`,
      `${kill}: an init container still running is killed at once and the pod ends Failed (D33, D47)`,
      `${kill}: a container that is not running needs no kill (D33)`,
    ],
  },
  {
    id: 'D34',
    kind: 'time',
    sentence:
      'Hook and turn are paid from the grace period, in whole seconds rounded down, and StopContainer gets what is left but never less than two seconds.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer; pkg/kubelet/kuberuntime/kuberuntime_manager.go minimumGracePeriodInSeconds, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: hook, turn and stop share one clock: what the hook used up is gone (D34)`,
      `${grace}: is what hook and turn have left, whole seconds used only (D34)`,
      `${grace}: is never under two seconds (D34, D43)`,
      'model/timing.test.ts: the grace period counts from the first kill call, preStop included (D25, D34)',
      'model/timing.test.ts: a hook that is no sleep takes what is assumed, and its part of a second is given back (D34)',
      'model/timing.test.ts: SIGKILL waits for two seconds after the stop signal, however late that came (D34, D43)',
    ],
  },
  {
    id: 'D35',
    kind: 'time',
    sentence:
      'Apart from delays of the runtime SIGKILL comes at most two seconds after the grace period, three with sidecars, and not exactly at its end.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${grace}: lets SIGKILL come no later than grace + 2 s, and + 3 s with sidecars (D35)`,
      'model/timing.test.ts: a sidecar waits a part of a second longer for its turn if its own hook left one over (D34, D35)',
    ],
  },
  {
    id: 'D36',
    kind: 'rule',
    sentence:
      'The kubelet waits for a preStop hook only as long as there is grace and then goes on to the stop signal; the hook itself is not cancelled.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_container.go executePreStopHook, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${kill}: waits for the hook no longer than the grace period (D36)`],
  },
  {
    id: 'D37',
    kind: 'rule',
    sentence:
      'A preStop hook that fails raises an event and nothing else: termination goes on as after one that succeeded.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go executePreStopHook; pkg/kubelet/lifecycle/handlers.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${kill}: goes on after the hook whatever the hook’s end was (D37)`],
  },
  {
    id: 'D38',
    kind: 'rule',
    sentence:
      'preStop runs whenever the kubelet kills a container whose spec it has and its grace period is above 0; not when the container exits by itself, is an orphan’s, or is killed to restart all containers in place.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer; pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod; pkg/kubelet/kubelet.go SyncTerminatingRuntimePod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: a container that exits by itself never runs its hook, and ends a hook under way (D38)`,
      `${restart}: a running pod without an object is an orphan: one second, no hook, no order, no status (D29, D38)`,
    ],
  },
  {
    id: 'D39',
    kind: 'rule',
    sentence:
      'A delete starts preStop even for a grace period of 0, since the worker makes it one second. Kills that are no deletions (a failed probe or postStart hook, a deadline, a completed pod) take the 0 of a spec as it is: no hook, no order of sidecars, and StopContainer with two seconds.',
    source:
      'pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, setTerminationGracePeriod; pkg/kubelet/kuberuntime/kuberuntime_termination_order.go waitForTurn, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: starts the hook and sends SIGTERM first even if the grace period is over at once (D39, D43)`,
      `${grace}: is at least one second, also after a force delete (D24, D39)`,
      `${kill}: a delete runs hooks and keeps the order of sidecars: the worker makes it one second (D24, D39)`,
      `${kill}: kills inside a pass run no hook and put nothing in order (D39)`,
      `${kill}: a probe with a grace period of its own still runs the hook (D39, D51)`,
      `${kill}: a deadline runs no hook; a termination tried again does, for now somebody asks for it (D24, D39)`,
    ],
  },
  {
    id: 'D40',
    kind: 'rule',
    sentence:
      'A preStop of kind sleep is a timer of the kubelet: it runs its length even if the process has ended, cut only by the end of the grace period.',
    source: 'pkg/kubelet/lifecycle/handlers.go runSleepHandler, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-3960, KEP-4818',
    tests: [
      `${kill}: a sleeping hook sleeps on after the process has exited, at most to the end of the grace period (D40)`,
    ],
  },
  {
    id: 'D41',
    kind: 'rule',
    sentence: 'preStop is run at least once, not exactly once: a retry or a kubelet restart runs it again.',
    source:
      'pkg/kubelet/kubelet.go SyncTerminatingPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; documentation of lifecycle hooks',
    tests: [
      `${worker}: a retried step runs preStop again in whatever still runs (D27, D41)`,
      `${restart}: a terminating pod is terminated from the start: full grace, preStop once more (D41, D70a)`,
    ],
  },
  {
    id: 'D42',
    kind: 'rule',
    sentence:
      'With a timeout the runtime sends the stop signal once, waits, then sends SIGKILL; asked again it only waits again.',
    source: 'containerd internal/cri/server/container_stop.go; CRI api.proto StopContainer',
    tests: [
      `${kill}: runs the hook, then sends the stop signal, and SIGKILL only at the timeout (D32, D42)`,
      `${stop}: a container that is asked to stop again gets its stop signal once only (D42, D70b)`,
    ],
  },
  {
    id: 'D43',
    kind: 'rule',
    sentence:
      'The kubelet never stops a container with timeout 0, so SIGKILL without a signal before it comes only from a forced sandbox stop, the OOM killer, a power loss or a stopSignal of SIGKILL.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: starts the hook and sends SIGTERM first even if the grace period is over at once (D39, D43)`,
      `${grace}: is never under two seconds (D34, D43)`,
      `${stop}: SIGTERM is what is sent unless the gate lets the container name SIGKILL (D43, D44)`,
    ],
  },
  {
    id: 'D44',
    kind: 'rule',
    sentence:
      'The stop signal is the container’s stopSignal where gate ContainerStopSignals is on (alpha, off), else the image’s, else SIGTERM.',
    source: 'pkg/kubelet/kuberuntime/helpers.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-4960',
    tests: [`${stop}: SIGTERM is what is sent unless the gate lets the container name SIGKILL (D43, D44)`],
  },
  {
    id: 'D45',
    kind: 'rule',
    sentence:
      'With shareProcessNamespace a program without a SIGTERM handler dies of it, while as PID 1 it would ignore it.',
    source: 'documentation of shared process namespaces; signal(7)',
    because:
      'excluded because what a program does with SIGTERM is left open in either case: it may end at once, later, or not before SIGKILL',
  },
  {
    id: 'D46',
    kind: 'rule',
    sentence:
      'Ephemeral containers have no probes, hooks or order; they are killed beside all others, and one that cannot be killed holds up the pod.',
    source:
      'pkg/apis/core/validation/validation.go; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainersWithSyncResult, 1.34.9, 1.35.6, 1.36.2',
    because:
      'excluded because scenarios have no ephemeral containers; kubectl debug adds them by hand and no manifest can',
  },
  {
    id: 'D47',
    kind: 'rule',
    sentence:
      'A plain init container that runs at the deletion is killed at once, main containers never start, and the pod ends Failed.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_termination_order.go newTerminationOrdering; pkg/kubelet/status/status_manager.go TerminatePod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${kill}: an init container still running is killed at once and the pod ends Failed (D33, D47)`],
  },
  {
    id: 'D48',
    kind: 'rule',
    sentence:
      'A stop call gives up two minutes after its timeout; a process that cannot be killed makes the step fail and repeat while the phase stays what it was.',
    source: 'staging/src/k8s.io/cri-client/pkg/remote_runtime.go StopContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${stop}: an unkillable process makes the step start over, with the phase held back meanwhile (D27, D48)`],
  },
  {
    id: 'D49',
    kind: 'rule',
    sentence:
      'A kill that fails does not stop the others, but sidecars that wait for that container are never released: they wait until the grace period is over.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go killContainersWithSyncResult, killContainer, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${kill}: a failed kill stops nobody else’s, but never releases the sidecars: they wait for the end of grace (D49)`,
    ],
  },
  {
    id: 'D50',
    kind: 'order',
    sentence:
      'StopPodSandbox is called after every kill call has returned, well or not, also where a sync kills the whole pod because its main containers are done or its sandbox has died; it kills by force what is left, ends the pause process and then has CNI remove the network.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_manager.go killPodWithSyncResult, 1.34.9, 1.35.6, 1.36.2, 1.37.2; containerd internal/cri/server/sandbox_stop.go',
    tests: [
      `${stop}: comes only after every kill call has returned, well or not (D50)`,
      `${stop}: kills by force what a failed kill left running (D50)`,
      `${stop}: a container that was created and never started is left where it is (D50)`,
      `${stop}: also happens to a sandbox whose pause process has died (D50)`,
      `${stop}: leaves no network to remove if the pod uses its node’s (D50)`,
    ],
  },
  {
    id: 'D51',
    kind: 'rule',
    sentence:
      'A liveness or startup probe’s own terminationGracePeriodSeconds replaces the pod’s for kills that probe causes, unless the pod is being deleted.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go setTerminationGracePeriod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-2238',
    tests: [
      `${grace}: is the probe’s own, even if longer than the pod’s, else the pod’s (D51, C135)`,
      `${grace}: is the deletion’s once the pod is being deleted (D51, C135)`,
    ],
  },
];
