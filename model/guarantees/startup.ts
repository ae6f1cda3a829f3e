/** What the kubelet promises about the order in which a pod comes up. */
import { type Cluster, cell } from '../cluster.ts';
import type { Event } from '../event.ts';
import { allContainers, type Container, isSidecar, plainInitContainers } from '../kubernetes/spec.ts';
import { containerKey, type Uid } from '../scenario.ts';
import { anyScenario, containerPath, everywhere, recordOf, somePod, step, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';

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
  facts: ['C93', 'C94', 'C95'],
  standing: 'always',
  textbook: 'Init containers run first, then the pause container and the Pod network come up.',
  slices: ['pod'],
  applies: anyScenario,
  why: 'Containers are created inside a sandbox; RunPodSandbox with CNI ADD has returned before the first CreateContainer.',
  advice: 'Nothing to change: no manifest can break this.',
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
  facts: ['C95'],
  standing: 'always',
  textbook: 'The pause container starts and then the network plugin is called.',
  slices: ['pod'],
  applies: somePod((spec) => !spec.hostNetwork),
  why: 'The runtime (containerd) makes the network namespace and calls CNI before it starts the pause process.',
  advice: 'Nothing to change: no manifest can break this.',
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
  facts: ['C95', 'D50'],
  standing: 'always',
  slices: ['identity', 'capacity'],
  applies: (scenario) =>
    Object.keys(scenario.instances).length > 1 && somePod(({ hostNetwork }) => !hostNetwork)(scenario),
  why: 'An address is given out by CNI ADD and taken back only by CNI DEL, after every container of the sandbox is dead.',
  advice: 'Nothing to change: no manifest can break this.',
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
  facts: ['C98', 'C98a', 'C99', 'C100', 'C102'],
  standing: 'conditional',
  condition: neverLeftCreated,
  slices: ['pod'],
  applies: somePod((spec) => spec.initContainers.length > 0),
  why: leftCreated,
  advice: waitForCure,
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
  facts: ['C98', 'C98a', 'C99', 'C100'],
  standing: 'conditional',
  condition: neverLeftCreated,
  slices: ['pod'],
  applies: somePod((spec) => spec.initContainers.length > 1),
  why: leftCreated,
  advice: waitForCure,
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
  facts: ['C97', 'C98', 'C112', 'C124'],
  standing: 'violated',
  condition:
    'when the sandbox is lost (node reboot, pause process dies) and made again, or a rule restarts all containers',
  slices: ['pod'],
  applies: somePod((spec) => plainInitContainers(spec).length > 0),
  why: 'A new sandbox forgets the old containers and initialization starts over from the first init container.',
  advice: 'Make init containers idempotent.',
  where: (scenario) => containerPath(scenario, (container) => container.restartPolicy === undefined),
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

/** C102, C105, property 17. */
const mainListOrder: Guarantee = {
  id: 'main-containers-start-in-list-order',
  sentence:
    'A sync pass tries the main containers in list order: none is created while an earlier one still waits for its try.',
  facts: ['C102', 'C105'],
  standing: 'always',
  textbook: 'Main containers start simultaneously.',
  slices: ['pod'],
  applies: somePod((spec) => spec.containers.length > 1),
  why: 'One pass of the pod worker starts the main containers one by one, in list order.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'main-in-reverse-order',
  alsoBrokenBy: ['main-in-any-order'],
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => spec.containers.length > 1)
      .map((subject) =>
        stepOf(subject, ['runtime/containerCreated'], (before, { uid, container }) => {
          const index = subject.spec.containers.findIndex(({ name }) => name === container);
          if (index < 1) return undefined;
          const { starting } = cell(before, 'workers', uid);
          return subject.spec.containers.slice(0, index).every(({ name }) => !starting.includes(name));
        }),
      ),
};

const startsAndSkips = ['runtime/containerStarted', 'kubelet/postStartFailed', 'kubelet/containersStopped'] as const;

/**
 * The pass goes on to a later main container although the hook of an earlier one has failed: at once if nothing of that one runs any more, or when
 * it has been killed for it. Afterwards nobody remembers that the hook failed, so it is judged here.
 */
const skipsForHook = (
  before: Cluster,
  { type, uid }: Extract<Event, { readonly type: 'kubelet/postStartFailed' | 'kubelet/containersStopped' }>,
  after: Cluster,
  mains: readonly string[],
): boolean => {
  const [next = ''] = cell(after, 'workers', uid).starting;
  if (!mains.includes(next) || cell(after, 'workers', uid).step === 'kill') return false;
  const failed = mains.slice(0, mains.indexOf(next)).filter((name) => {
    const { cause } = cell(before, 'kills', containerKey(uid, name));
    return type === 'kubelet/postStartFailed'
      ? cell(before, 'workers', uid).starting[0] === name
      : cause === 'postStart';
  });
  return failed.length > 0;
};

/** C105, property 17 second half. */
const mainStartWaitsForEarlier: Guarantee = {
  id: 'main-start-waits-for-earlier-main',
  sentence:
    'A main container starts only after every earlier one in the list has started in the same sandbox, or is done, and its postStart hook has not failed.',
  facts: ['C102', 'C105'],
  standing: 'violated',
  condition: 'when an earlier container fails to start (image, configuration) or its postStart hook fails',
  slices: ['pod'],
  applies: somePod((spec) => spec.containers.length > 1),
  why: 'A main container that cannot start, or is killed because its postStart hook failed, is skipped, and the pass goes on with the next.',
  advice:
    'Do not rely on list order between main containers; use a sidecar (an init container with restartPolicy Always).',
  where: () => ['containers', 1],
  mutant: 'main-in-reverse-order',
  alsoBrokenBy: ['main-in-any-order'],
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => spec.containers.length > 1)
      .map((subject) =>
        stepOf(subject, startsAndSkips, (before, event, after) => {
          const names = subject.spec.containers.map(({ name }) => name);
          if (event.type !== 'runtime/containerStarted')
            return skipsForHook(before, event, after, names) ? false : undefined;
          const index = names.indexOf(event.container);
          if (index < 1) return undefined;
          return names
            .slice(0, index)
            .every((name) => ['running', 'exited'].includes(recordOf(before, event.uid, name).state));
        }),
      ),
};

/** C103, C107, C108, property 18. */
const postStartFence: Guarantee = {
  id: 'post-start-before-next-container',
  sentence:
    'A postStart hook that has begun is waited for until it returns, and no other container of the Pod is created before.',
  facts: ['C103', 'C107', 'C108'],
  standing: 'conditional',
  condition: 'the kubelet does not restart while the hook runs',
  textbook: 'postStart runs in the background.',
  slices: ['pod'],
  applies: somePod((spec) => allContainers(spec).some(({ postStart }) => postStart !== undefined)),
  why: 'The hook blocks the pod worker; but a kubelet that restarts meanwhile never runs the hook again and goes on.',
  advice: 'Do not put work that must finish into postStart; use an init container or a startup probe.',
  where: (scenario) => [
    ...containerPath(scenario, ({ postStart }) => postStart !== undefined),
    'lifecycle',
    'postStart',
  ],
  mutant: 'post-start-in-background',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, label }) =>
      step(
        label,
        ['fault/kubeletRestarted', 'kubelet/postStartCompleted', 'runtime/containerCreated'],
        (before, event) => {
          const { node, step: at } = cell(before, 'workers', uid);
          if (event.type === 'fault/kubeletRestarted')
            return event.node === node && at === 'postStart' ? false : undefined;
          if (event.uid !== uid) return undefined;
          return event.type === 'kubelet/postStartCompleted' ? true : at === 'postStart' ? false : undefined;
        },
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
  mainListOrder,
  mainStartWaitsForEarlier,
  postStartFence,
];
