/** Probes: who is probed, what results are and what they do (C131–C138). */
import type { Fact } from './fact.ts';

const kill = 'model/components/kubelet/termination/kill.test.ts';
const grace = 'model/components/kubelet/termination/grace.test.ts';
const prober = 'model/components/prober/prober.test.ts';

/** Facts C131–C138. */
export const probeFacts: readonly Fact[] = [
  {
    id: 'C131',
    kind: 'order',
    sentence:
      'A probe runs only if the kubelet’s cached status shows the present instance running after its initial delay; liveness and readiness also need started, and startup ends with it.',
    source: 'pkg/kubelet/prober/worker.go doProbe, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${prober}: only what the cached status shows running and, but for startup, started (C131)`,
      `${prober}: a startup probe only until the container has started (C131)`,
      `${prober}: a new instance only once a status shows it: results of the old one are gone (C131, C132)`,
      `${prober}: nothing answers in a container that is down (C131)`,
    ],
  },
  {
    id: 'C131a',
    kind: 'race',
    sentence:
      'Up to 1.36 no more probe workers are made once one container is found to have its own; so one that had ended for good, and comes back because a rule restarts all containers, may stay unprobed and count as ready.',
    source: 'pkg/kubelet/prober/prober_manager.go AddPod, pkg/kubelet/prober/worker.go doProbe, 1.35.6, 1.36.2',
    because:
      'excluded because whether a worker had noticed the end is one more race of every probe; where a rule may restart all containers nothing is asked that would rest on it',
  },
  {
    id: 'C132',
    kind: 'rule',
    sentence:
      'A new instance starts with readiness Failure, liveness Success and startup Unknown, so with a readiness probe it is not ready before the first success.',
    source: 'pkg/kubelet/prober/worker.go newWorker, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${prober}: begin with not ready, alive and not known to have started (C132)`,
      `${prober}: a new instance only once a status shows it: results of the old one are gone (C131, C132)`,
    ],
  },
  {
    id: 'C133',
    kind: 'rule',
    sentence: 'A container has started once it runs and its startup probe, if any, has succeeded.',
    source: 'pkg/kubelet/prober/prober_manager.go UpdatePodStatus, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${prober}: a container has started with its startup probe’s success, or at once if it has none (C133)`],
  },
  {
    id: 'C134',
    kind: 'rule',
    sentence:
      'A result flips after as many equal outcomes in a row as its threshold says; errors of the prober itself count for nothing.',
    source: 'pkg/kubelet/prober/worker.go doProbe, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${prober}: flip after as many equal outcomes in a row as the threshold says, a differing one starts the row anew (C134)`,
      `${prober}: one outcome is enough where the scenario counts none (C134)`,
      `${prober}: an outcome that changes nothing is no event (C134)`,
      `${prober}: the outcome of a readiness probe is the process’ where the scenario tells who serves (C134)`,
    ],
  },
  {
    id: 'C135',
    kind: 'rule',
    sentence:
      'A failed liveness or startup probe makes the next sync pass kill the container and, if policy allows, start it again; its worker holds until there is another instance.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go setTerminationGracePeriod; pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions; pkg/kubelet/prober/worker.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${prober}: failed liveness kills the container and starts another instance, in one pass (C135, C136)`,
      `${kill}: a kill for a failed probe concerns its container alone and has a clock of its own (C135, C138)`,
      `${grace}: is the probe’s own, even if longer than the pod’s, else the pod’s (D51, C135)`,
      `${grace}: is the deletion’s once the pod is being deleted (D51, C135)`,
    ],
  },
  {
    id: 'C136',
    kind: 'order',
    sentence:
      'The old instance is dead, its preStop hook included, before the next instance of that container is created; one UID never has two live instances of a container.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${prober}: no new instance is made before the old one, hook and all, has ended (C136)`,
      `${prober}: failed liveness kills the container and starts another instance, in one pass (C135, C136)`,
    ],
  },
  {
    id: 'C137',
    kind: 'rule',
    sentence: 'A failed readiness probe restarts nothing.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${prober}: failed readiness takes the pod out of Ready and restarts nothing (C137)`],
  },
  {
    id: 'C138',
    kind: 'rule',
    sentence:
      'Sidecars may have all three probes: readiness counts for the pod, failed liveness or startup restarts that sidecar only.',
    source: 'pkg/kubelet/prober/prober_manager.go AddPod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-753',
    tests: [
      `${prober}: a sidecar’s readiness counts for the pod, its liveness restarts only the sidecar (C138)`,
      `${kill}: a kill for a failed probe concerns its container alone and has a clock of its own (C135, C138)`,
    ],
  },
];
