/** The runtime part of a sync pass: sandbox, init containers, main containers (C93–C108). */
import type { Fact } from './fact.ts';

const sync = 'model/components/kubelet/sync';
const actions = `${sync}/actions.test.ts`;
const init = `${sync}/init-actions.test.ts`;
const pass = `${sync}/pass.test.ts`;
const fault = 'model/components/fault/fault.test.ts';
const containers = `${sync}/containers.test.ts`;
const lifecycle = `${sync}/lifecycle.test.ts`;
const backOff = `${sync}/back-off.test.ts`;
const restart = `${sync}/restart.test.ts`;
const network = 'model/components/cni/cni.test.ts';
const read = '1.34.9, 1.35.6, 1.36.2';

/** Facts C93–C108. */
export const runtimeSyncFacts: readonly Fact[] = [
  {
    id: 'C93',
    kind: 'order',
    sentence:
      'The runtime part of a sync stops what must go, makes the sandbox if one is needed, and then starts init containers before main containers.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}, 1.37.2`,
    tests: [
      `${pass}: is up, with its network, before any init container (C93, C94)`,
      `${pass}: with containers still running: all of them are stopped before the new one is made (C97)`,
    ],
  },
  {
    id: 'C93a',
    kind: 'order',
    sentence:
      'The containers a sync kills without killing the pod are killed one after the other, in the order of a Go map, and the first error ends the sync.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}, 1.37.2`,
    because:
      'excluded because the model stops them beside each other, which allows every such order and more; no promise speaks of two such kills, and a failed one repeats the sync, which is one longer kill',
  },
  {
    id: 'C94',
    kind: 'order',
    sentence: 'The sandbox with its pause process and network exists before any init container.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}, 1.37.2`,
    tests: [`${pass}: is up, with its network, before any init container (C93, C94)`],
  },
  {
    id: 'C95',
    kind: 'rule',
    sentence:
      'In containerd the network namespace and CNI ADD come before the pause process, and the sandbox is ready only after both; a pod on the host network needs no plugin.',
    source: 'containerd internal/cri/server/sandbox_run.go RunPodSandbox, main',
    tests: [
      `${network}: namespace and CNI ADD come before the pause process, and only both make the sandbox ready (C95)`,
      `${network}: with hostNetwork no plugin is called (C95)`,
    ],
  },
  {
    id: 'C96',
    kind: 'rule',
    sentence: 'A sync needs a new sandbox if there is none or if the newest is not ready.',
    source: `pkg/kubelet/kuberuntime/util/util.go PodSandboxChanged, ${read}, 1.37.2`,
    tests: [
      `${actions}: a new one is needed unless the newest is ready (C96)`,
      `${pass}: that dies while a container is started makes that start fail, and the next pass begins anew (C96, C111a)`,
    ],
  },
  {
    id: 'C96a',
    kind: 'rule',
    sentence:
      'A sandbox whose pause process dies is not ready any more and its containers go on running, unless they share its PID namespace; the kubelet’s next sync stops them gracefully.',
    source:
      'containerd v2.2.1 internal/cri/server/events.go handleSandboxExit; ' +
      `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}, 1.37.2`,
    tests: [
      `${fault}: a pause process that dies leaves the containers running and the address taken (C96a)`,
      `${fault}: with shareProcessNamespace the kernel kills all containers with the pause process (C96a)`,
    ],
  },
  {
    id: 'C97',
    kind: 'order',
    sentence:
      'For a new sandbox all containers of the pod are stopped, then the old sandbox, and init containers run again from the first, except that a pod with policy Never gets no new one and OnFailure skips what had succeeded.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions and SyncPod, ${read}`,
    tests: [
      `${actions}: a new sandbox stops every container and begins again with the first init container (C97)`,
      `${actions}: a pod that never restarts gets no second sandbox once a container has existed (C97)`,
      `${actions}: OnFailure leaves out what has succeeded, and makes no sandbox if nothing is left to start (C97)`,
      `${pass}: that died is replaced: containers stop, the old network goes, init containers run again (C97)`,
    ],
  },
  {
    id: 'C98',
    kind: 'rule',
    sentence:
      'Which init container comes next is decided by the last one that has a status: finished or started lets the next one go, running or starting waits, failed runs again or ends the pod.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions, ${read}`,
    tests: [
      `${init}: without any status the first one starts (C98)`,
      `${init}: the last one with a status decides: exit 0 lets the next start, running waits, created starts again (C98)`,
      `${init}: a failed one starts again if policy allows, else the pod is done for (C98)`,
      `${init}: an earlier one whose record was removed does not run again (C98)`,
      `${init}: a main container that runs proves that all of them have run (C98)`,
      `${init}: liveness of a sidecar does not keep the next one from starting (C98)`,
    ],
  },
  {
    id: 'C98a',
    kind: 'race',
    sentence:
      'A main container that was created and never started counts as a sign that all init containers have run, also if that was in a sandbox replaced since, so the new sandbox is not initialized (fixed in 1.37).',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions, ${read}; kubernetes#138514`,
    tests: [
      `${pass}: made anew while a main container is only created leaves it so, and it counts as initialized up to 1.36 (C98a)`,
    ],
  },
  {
    id: 'C98b',
    kind: 'race',
    sentence:
      'Removing the records of init containers before a new sandbox may fail, and the sync goes on: the old record then counts in the new sandbox as well.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go purgeInitContainers, ${read}, 1.37.2; kubernetes#137710`,
    because:
      'excluded because it breaks no promise that C98a does not break, and a removal that may fail would be one more fault of every scenario',
  },
  {
    id: 'C99',
    kind: 'order',
    sentence: 'Plain init containers run one at a time in list order, each after the one before has exited 0.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions, ${read}, 1.37.2`,
    tests: [
      `${lifecycle}: starts them strictly one after the other, each after the previous exited 0, and mains after the last (C99, C102)`,
      `${init}: whatever has a status, at most one of them is started in a pass (C99)`,
    ],
  },
  {
    id: 'C100',
    kind: 'order',
    sentence:
      'A sidecar holds up what follows it until it has started once, which its startup probe may delay and its readiness never does.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions, ${read}, 1.37.2; KEP-753`,
    tests: [
      `${init}: once started they let the next one start, ready or not (C100)`,
      `${init}: with a startup probe they hold up what follows until it has succeeded once (C100)`,
    ],
  },
  {
    id: 'C101',
    kind: 'race',
    sentence:
      'Later containers may start while an earlier sidecar is down, and a sidecar that fails to start is skipped where a plain init container ends the sync.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}, 1.37.2`,
    tests: [
      `${init}: one that is down is brought back but holds up nothing later (C101)`,
      `${lifecycle}: may start a main container while an earlier sidecar is down (C101)`,
      `${backOff}: a plain init container that cannot start ends the pass, a sidecar is skipped (C101)`,
    ],
  },
  {
    id: 'C102',
    kind: 'order',
    sentence:
      'Once initialization is complete all missing main containers start in list order in one sync, none waiting for another to be ready or to have started well.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions and SyncPod, ${read}, 1.37.2`,
    tests: [
      `${actions}: are considered only after initialization, then all missing ones start in list order (C102)`,
      `${containers}: main containers start one after the other; one runs while the next image is still being pulled (C102, C105)`,
      `${backOff}: after a failed pull the next one waits for a timer of that container; the others still start (C109, C102)`,
    ],
  },
  {
    id: 'C103',
    kind: 'order',
    sentence:
      'To start a container is to pull its image, build its config, create it, start it and wait for its postStart hook.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer, ${read}, 1.37.2`,
    tests: [`${containers}: one container goes through pull, create, start, then its postStart hook (C103)`],
  },
  {
    id: 'C104',
    kind: 'rule',
    sentence:
      'A missing ConfigMap or Secret keeps one container waiting if its environment needs it, and the whole pod if a mounted volume does.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer, pkg/kubelet/volumemanager/volume_manager.go, ${read}`,
    tests: [
      `${containers}: a missing ConfigMap or Secret fails the container that takes its environment from it, and only that one (C104)`,
      `${containers}: an optional reference may be missing (C104)`,
      `${containers}: a missing one for a volume keeps every container from starting, until the pod is deleted (C104)`,
    ],
  },
  {
    id: 'C105',
    kind: 'order',
    sentence:
      'The images of one pod are pulled one after the other, and a container may run while the next one’s image is on its way.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, ${read}, 1.37.2`,
    tests: [
      `${containers}: main containers start one after the other; one runs while the next image is still being pulled (C102, C105)`,
    ],
  },
  {
    id: 'C106',
    kind: 'rule',
    sentence:
      'The pull policy Always asks the registry each time, IfNotPresent when the image is absent, Never not at all; how many pulls a node runs at once only delays them.',
    source: `pkg/kubelet/images/image_manager.go, ${read}, 1.37.2`,
    tests: [`${backOff}: Always pulls every time, IfNotPresent before the first instance, Never not at all (C106)`],
  },
  {
    id: 'C107',
    kind: 'order',
    sentence:
      'A postStart hook ends before the next container starts and before the pod’s next sync; if it fails its container is killed and the others still start.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer, ${read}, 1.37.2; issue 81450`,
    tests: [
      `${containers}: hold up the next container and the next pass, beside the running process (C107, C108)`,
      `${containers}: that fail get their container killed; the others still start, and it restarts by policy (C107)`,
      `${containers}: of a container that has exited by itself have nothing left to kill (C107)`,
    ],
  },
  {
    id: 'C108',
    kind: 'race',
    sentence:
      'A postStart hook runs beside the entrypoint, and if the kubelet dies meanwhile it is never run again although the container counts as started.',
    source: `pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer, ${read}, 1.37.2; issues 60053, 122803`,
    tests: [
      `${containers}: hold up the next container and the next pass, beside the running process (C107, C108)`,
      `${restart}: during a postStart hook: the hook is not run again and the container counts as started (C108)`,
    ],
  },
];
