/** What the kubelet promises about the order in which a pod comes up. */
import { type Cluster, cell } from '../cluster.ts';
import { type Container, isSidecar, plainInitContainers } from '../kubernetes/spec.ts';
import type { Uid } from '../scenario.ts';
import { anyScenario, containerPath, everywhere, recordOf, somePod, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody, byProgram } from './remedies.ts';

const isOneOf = (names: readonly { readonly name: string }[], container: string): boolean =>
  names.some(({ name }) => name === container);

const neverLeftCreated =
  'no kubelet restarts between creating a main container and starting it; or the sandbox lives on; or, from 1.37 on (switch createdCountsAsInitialized=off)';

const leftCreated =
  'A main container with status created makes the kubelet take the Pod for initialized. If the kubelet restarts before it starts that ' +
  'container and the sandbox is then lost (a reboot does both), the record outlives the sandbox and the new one is not initialized again (kubernetes#138514).';

const waitForCure =
  'No manifest can prevent it. Let main containers check that what init containers prepare is there; Kubernetes 1.37 has the fix.';

/** C93–C95: the answer to the first error of the text this project began with. */
const sandboxBeforeContainers: Guarantee = {
  id: 'sandbox-before-containers',
  sentence:
    'The Pod sandbox with its network has come up before any container, init containers included, is created, and is up when one starts.',
  broken: 'a container is created without a sandbox',
  facts: ['C93', 'C94', 'C95'],
  standing: 'always',
  textbook: 'Init containers run first, then the pause container and the Pod network come up.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'Containers are created inside a sandbox; RunPodSandbox with CNI ADD has returned before the first CreateContainer.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'container-before-sandbox',
  alsoBrokenBy: ['sandbox-death-unnoticed'],
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerCreated', 'runtime/containerStarted'], (before, { uid, type }) => {
        const { state } = cell(before, 'sandboxes', uid);
        // One that has died takes new containers, but none of them starts.
        return state === 'ready' || (state === 'notReady' && type === 'runtime/containerCreated');
      }),
    ),
};

/** C95. */
const networkBeforePause: Guarantee = {
  id: 'network-before-pause',
  sentence: 'CNI ADD has given the Pod its address before the pause process runs and the sandbox is READY.',
  broken: 'the sandbox runs before it has its address',
  facts: ['C95'],
  standing: 'always',
  textbook: 'The pause container starts and then the network plugin is called.',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => !spec.hostNetwork),
  why: 'The runtime (containerd) makes the network namespace and calls CNI before it starts the pause process.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'pause-before-network',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => !spec.hostNetwork)
      .map((subject) =>
        stepOf(subject, ['runtime/sandboxReady'], (before, { uid }) => cell(before, 'sandboxes', uid).podIP !== ''),
      ),
};

/** C95, D50. */
const ownAddress: Guarantee = {
  id: 'pod-address-is-its-own',
  sentence: 'While the sandbox of a Pod has an address, no other sandbox has the same.',
  broken: 'two sandboxes have one address',
  facts: ['C95', 'D50'],
  standing: 'always',
  slices: ['identity', 'capacity'],
  applies: (scenario) =>
    Object.keys(scenario.instances).length > 1 && somePod(({ hostNetwork }) => !hostNetwork)(scenario),
  why: 'An address is given out by CNI ADD and taken back only by CNI DEL, after every container of the sandbox is dead.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'address-released-early',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, label }) =>
      everywhere(label, (cluster) => {
        const { podIP } = cell(cluster, 'sandboxes', uid);
        if (podIP === '') return undefined;
        const others = Object.keys(scenario.instances).filter((other) => other !== uid);
        return others.every((other) => cell(cluster, 'sandboxes', other).podIP !== podIP);
      }),
    ),
};

/** An init container has exited 0, a sidecar has started, in the present sandbox: a new one forgets them all (C97). */
const hasPassed = (cluster: Cluster, uid: Uid, container: Container): boolean => {
  const { state, exitCode, restarted } = recordOf(cluster, uid, container.name);
  return isSidecar(container)
    ? state === 'running' || state === 'exited' || restarted
    : state === 'exited' && exitCode === 0;
};

/** C98–C102, the promise everybody knows. */
const initBeforeMain: Guarantee = {
  id: 'init-before-main',
  sentence:
    'In every sandbox a main container starts only after each init container has exited 0 there and each sidecar has started.',
  broken: 'a main container may start although initialization is not done again',
  facts: ['C98', 'C98a', 'C99', 'C100', 'C102'],
  standing: 'conditional',
  condition: neverLeftCreated,
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => spec.initContainers.length > 0),
  why: leftCreated,
  advice: waitForCure,
  remedy: byNobody,
  mutant: 'main-beside-init',
  alsoBrokenBy: ['new-sandbox-skips-init'],
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => spec.initContainers.length > 0)
      .map((subject) =>
        stepOf(subject, ['runtime/containerStarted'], (before, { uid, container }) => {
          if (!isOneOf(subject.spec.containers, container)) return undefined;
          return subject.spec.initContainers.every((earlier) => hasPassed(before, uid, earlier));
        }),
      ),
};

/** C99. */
const initOneAtATime: Guarantee = {
  id: 'init-containers-one-at-a-time',
  sentence:
    'Init containers run one at a time, in list order: the next starts after the one before it has exited 0 (or, a sidecar, has started).',
  broken: 'init containers may run out of turn in a new sandbox',
  facts: ['C98', 'C98a', 'C99', 'C100'],
  standing: 'conditional',
  condition: neverLeftCreated,
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => spec.initContainers.length > 1),
  why: leftCreated,
  advice: waitForCure,
  remedy: byNobody,
  mutant: 'init-in-parallel',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => spec.initContainers.length > 1)
      .map((subject) =>
        stepOf(subject, ['runtime/containerStarted'], (before, { uid, container }) => {
          const index = subject.spec.initContainers.findIndex(({ name }) => name === container);
          if (index < 0) return undefined;
          return subject.spec.initContainers.slice(0, index).every((earlier) => hasPassed(before, uid, earlier));
        }),
      ),
};

/** C97, C112, C121: a new sandbox, or a restart of all containers, starts over. */
const initRunsOnce: Guarantee = {
  id: 'init-containers-run-once',
  sentence: 'While the kubelet counts a Pod as Initialized, no init container of it starts.',
  broken: 'init containers run again when the sandbox is lost',
  facts: ['C97', 'C98', 'C112', 'C124'],
  standing: 'violated',
  condition:
    'when the sandbox is lost (node reboot, pause process dies) and made again, or a rule restarts all containers',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => plainInitContainers(spec).length > 0),
  why: 'A new sandbox forgets the old containers and initialization starts over from the first init container.',
  advice: 'Make init containers idempotent.',
  where: (scenario) => containerPath(scenario, (container) => container.restartPolicy === undefined),
  remedy: byProgram,
  mutant: 'init-reruns-after-success',
  alsoBrokenBy: ['completed-init-restarted'],
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted'], (before, { uid, container }) =>
        isOneOf(plainInitContainers(subject.spec), container)
          ? !cell(before, 'cachedStatuses', uid).initialized
          : undefined,
      ),
    ),
};

/** The guarantees about coming up. */
export const startupGuarantees: readonly Guarantee[] = [
  sandboxBeforeContainers,
  networkBeforePause,
  ownAddress,
  initBeforeMain,
  initOneAtATime,
  initRunsOnce,
];
