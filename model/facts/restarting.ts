/** Back-off, and who runs again (C109–C112c). */
import type { Fact } from './fact.ts';

const sync = 'model/components/kubelet/sync';
const actions = `${sync}/actions.test.ts`;
const pass = `${sync}/pass.test.ts`;
const containers = `${sync}/containers.test.ts`;
const backOff = `${sync}/back-off.test.ts`;
const policy = `${sync}/restart-policy.test.ts`;
const read = '1.34.9, 1.35.6, 1.36.2';

/** Facts C109–C112c. */
export const restartingFacts: readonly Fact[] = [
  {
    id: 'C109',
    kind: 'rule',
    sentence: 'After a failed pull the same container waits for a growing delay before the image is asked for again.',
    source: `pkg/kubelet/images/image_manager.go, ${read}, 1.37.2`,
    tests: [
      `${backOff}: after a failed pull the next one waits for a timer of that container; the others still start (C109, C102)`,
    ],
  },
  {
    id: 'C109a',
    kind: 'rule',
    sentence: 'The back-off of image pulls is kept for a pod and an image, so containers of one image wait together.',
    source: `pkg/kubelet/images/image_manager.go EnsureImageExists, ${read}, 1.37.2`,
    because:
      'excluded because the model keeps it for each container, which only lets containers of one image try at more moments; a start order that depends on it is shown with two images',
  },
  {
    id: 'C110',
    kind: 'rule',
    sentence:
      'The first restart of a container is immediate, later ones wait 10 s doubling up to a cap counted from its exit, whatever the exit code.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff, pkg/kubelet/kubelet.go newCrashLoopBackOff, ${read}, 1.37.2`,
    tests: [
      `${backOff}: none before the first restart, then 10 s doubling up to 300 s (C110)`,
      `${backOff}: the node’s own cap counts with KubeletCrashLoopBackOffMax (C110)`,
      `${backOff}: ReduceDefaultCrashLoopBackOffDecay starts at 1 s and stops at 60 s (C110)`,
      `${backOff}: the first restart is immediate, every later one waits for its timer (C110)`,
      `${backOff}: the timer also waits for exit code 0 under Always, and not for a container that stays down (C110)`,
      `${backOff}: a sidecar comes back whatever the Pod’s policy, so its timer runs (C110)`,
    ],
  },
  {
    id: 'C111',
    kind: 'rule',
    sentence:
      'Whether an exited container runs again is said by the first of its rules that matches the exit code, else by its own policy, else by the pod’s; failed probes go by policy alone.',
    source: `pkg/api/v1/pod/util.go ContainerShouldRestart, pkg/kubelet/container/helpers.go, ${read}, 1.37.2; KEP-5307`,
    tests: [
      `${policy}: under %s, after exit code %i: %s (C111)`,
      `${policy}: the container’s own policy comes before the pod’s, with the gate ContainerRestartRules (C111)`,
      `${policy}: the first matching rule comes before the container’s policy, and only if it has one (C111)`,
      `${policy}: one that never ran, or was only created, starts under any policy; a running one does not (C111)`,
      `${actions}: a container killed for its probe stays down if its own policy, else the pod’s, is Never (C111)`,
    ],
  },
  {
    id: 'C111a',
    kind: 'rule',
    sentence:
      'A container can be created in a sandbox that has died but not started; the failed start leaves it exited with code 128, which restart policies judge like any other.',
    source:
      'containerd v2.2.1 internal/cri/server/container_create.go, container_start.go, helpers.go errorStartExitCode',
    tests: [
      `${pass}: that dies while a container is started makes that start fail, and the next pass begins anew (C96, C111a)`,
      `${pass}: that dies before a pod with policy Never has started anything ends that pod (C97, C111a)`,
    ],
  },
  {
    id: 'C112',
    kind: 'rule',
    sentence:
      'A rule that restarts all containers stops and removes every one of them and begins with the first init container, in the same sandbox with the same address.',
    source: 'pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, 1.35.6, 1.36.2, 1.37.2; KEP-5532',
    tests: [
      `${actions}: an exit matching such a rule stops everything and starts from the first init container (C112)`,
      `${actions}: without the gate, or with the container still up, it does not happen (C112)`,
      `${policy}: a rule that restarts all containers counts only with its own gate (C112)`,
      `${containers}: a restart of all containers keeps sandbox and address, and begins with the first init container (C112, C112b)`,
    ],
  },
  {
    id: 'C112a',
    kind: 'rule',
    sentence: 'Ephemeral containers are started once, even before initialization is over, and never restarted.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, ${read}, 1.37.2`,
    because: 'excluded because ephemeral containers are added to running pods by hand, which no user of the model does',
  },
  {
    id: 'C112b',
    kind: 'rule',
    sentence:
      'A restart of all containers kills them without a grace period: no preStop hook, SIGTERM at once and SIGKILL two seconds later, one container after the other.',
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, 1.35.6, 1.36.2, 1.37.2; gate RestartAllContainersOnContainerExits',
    tests: [
      `${containers}: a restart of all containers keeps sandbox and address, and begins with the first init container (C112, C112b)`,
    ],
  },
  {
    id: 'C112c',
    kind: 'rule',
    sentence:
      'A container whose state the runtime does not know is killed and started again whatever its policy, and one found created, as after a containerd that lost its process, is started again.',
    source:
      `pkg/kubelet/container/helpers.go ShouldContainerBeRestarted, pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, ${read}, 1.37.2; ` +
      'containerd v2.2.1 internal/cri/server/restart.go loadContainer',
    because:
      'excluded because the container runtime of the model never restarts, and only its restart makes a container unknown, or created although it ran',
  },
];
