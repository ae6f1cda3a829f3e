/** What the kubelet promises between the first reason to terminate and the last exit. */
import { cell } from '../cluster.ts';
import { allContainers, isSidecar, plainInitContainers, sidecars } from '../kubernetes/spec.ts';
import { containerKey, type Scenario } from '../scenario.ts';
import {
  anyScenario,
  containerPath,
  everywhere,
  isRunning,
  isStored,
  recordOf,
  running,
  somePod,
  step,
  stepOf,
  subjects,
} from './build.ts';
import type { Guarantee, SpecPath } from './guarantee.ts';

const hasPreStop = somePod((spec) => allContainers(spec).some(({ preStop }) => preStop !== undefined));
const hasSidecar = somePod((spec) => sidecars(spec).length > 0);
const preStopPath = (scenario: Scenario): SpecPath => [
  ...containerPath(scenario, ({ preStop }) => preStop !== undefined),
  'lifecycle',
  'preStop',
];

/** D9, P1. */
const deletionIrrevocable: Guarantee = {
  id: 'deletion-is-irrevocable',
  sentence: 'A Pod with a deletionTimestamp keeps it until it is removed.',
  facts: ['D1', 'D9'],
  standing: 'always',
  slices: ['pod'],
  applies: anyScenario,
  why: 'Updates and patches may not touch deletionTimestamp.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'deletion-undone',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.name,
        [
          'user/podDeleted',
          'user/podForceDeleted',
          'user/finalizersRemoved',
          'user/schedulingGatesRemoved',
          'kubelet/statusPatched',
        ],
        (before, _event, after) => {
          const was = cell(before, 'pods', subject.name);
          if (was.uid !== subject.uid || was.deletionGracePeriodSeconds === null) return undefined;
          return !isStored(after, subject) || cell(after, 'pods', subject.name).deletionGracePeriodSeconds !== null;
        },
        (event) => ('pod' in event ? event.pod === subject.name : event.uid === subject.uid),
      ),
    ),
};

/** D6, D24, P2. */
const graceNeverGrows: Guarantee = {
  id: 'grace-never-grows',
  sentence: 'Neither the stored nor the effective grace period of a terminating Pod ever grows.',
  facts: ['D6', 'D24'],
  standing: 'always',
  slices: ['pod'],
  applies: anyScenario,
  why: 'A later delete can only shorten, and the pod worker takes the minimum of all it was asked for.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'grace-grows',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) => [
      step(
        subject.name,
        ['user/podDeleted', 'user/podForceDeleted'],
        (before, _event, after) => {
          const was = cell(before, 'pods', subject.name);
          const is = cell(after, 'pods', subject.name);
          if (was.uid !== subject.uid || is.uid !== subject.uid || was.deletionGracePeriodSeconds === null)
            return undefined;
          return (is.deletionGracePeriodSeconds ?? Number.POSITIVE_INFINITY) <= was.deletionGracePeriodSeconds;
        },
        ({ pod }) => pod === subject.name,
      ),
      step(
        subject.name,
        ['watch/kubeletSawPod', 'kubelet/terminationRetried'],
        (before, _event, after) => {
          const was = cell(before, 'workers', subject.uid).grace;
          const is = cell(after, 'workers', subject.uid).grace;
          return was === null || is === null ? undefined : is <= was;
        },
        ({ uid }) => uid === subject.uid,
      ),
    ]),
};

/** D26, P3. */
const shorterGraceCounts: Guarantee = {
  id: 'shorter-grace-takes-effect',
  sentence: 'A second delete with a shorter grace period shortens a kill that is under way.',
  facts: ['D6', 'D26'],
  standing: 'violated',
  condition: 'whenever the kill procedure has begun',
  textbook: 'Deleting again with a shorter grace period speeds it up.',
  slices: ['pod'],
  applies: (scenario) => scenario.user['delete-shorter'] !== 0,
  why: 'The terminating step ignores its context: the running StopContainer calls keep the grace they were started with.',
  advice: 'To be rid of a stuck Pod quickly, choose the short grace period in the first delete.',
  where: () => ['terminationGracePeriodSeconds'],
  mutant: 'grace-grows',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.name,
        ['watch/kubeletSawPod'],
        (before, _event, after) => {
          const was = cell(before, 'kubeletPods', subject.uid).deletionGracePeriodSeconds;
          const is = cell(after, 'kubeletPods', subject.uid).deletionGracePeriodSeconds;
          const worker = cell(after, 'workers', subject.uid);
          if (worker.step !== 'kill' || worker.state !== 'terminating' || was === null || is === null || is >= was)
            return undefined;
          return running(after, subject).every(
            ({ name }) => cell(after, 'kills', containerKey(subject.uid, name)).expired,
          );
        },
        ({ uid }) => uid === subject.uid,
      ),
    ),
};

/** D32, D36, P4. */
const preStopBeforeSigterm: Guarantee = {
  id: 'prestop-before-sigterm',
  sentence:
    'A container with a preStop hook gets its stop signal only after the hook has completed or the grace period has run out.',
  facts: ['D32', 'D34', 'D36'],
  standing: 'always',
  slices: ['pod'],
  applies: hasPreStop,
  why: 'Killing one container is sequential: hook, turn, stop signal.',
  advice: 'Nothing to change: no manifest can break this.',
  where: preStopPath,
  mutant: 'prestop-not-awaited',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec)
        .filter(({ preStop }) => preStop !== undefined)
        .map(({ name }) =>
          step(
            `${subject.name}/${name}`,
            ['runtime/sigtermSent'],
            (before) => {
              const kill = cell(before, 'kills', containerKey(subject.uid, name));
              return kill.expired || kill.stage !== 'preStop';
            },
            (event) => event.uid === subject.uid && event.container === name,
          ),
        ),
    ),
};

/** D32, D43, P5. */
const sigtermBeforeSigkill: Guarantee = {
  id: 'sigterm-before-sigkill',
  sentence: 'The kubelet never has a container killed (SIGKILL) that has not been sent its stop signal before.',
  facts: ['D32', 'D42', 'D43'],
  standing: 'conditional',
  condition:
    'the kill is a container kill: StopPodSandbox after a failed stop, the OOM killer and stopSignal SIGKILL skip SIGTERM',
  textbook: 'kubectl delete --grace-period=0 --force means SIGKILL.',
  slices: ['pod'],
  applies: anyScenario,
  why: 'StopContainer is never called with a timeout below two seconds, so the runtime signals first; StopPodSandbox kills at once.',
  advice: 'Make the process killable (no uninterruptible I/O); nothing in the manifest changes this.',
  where: () => ['containers', 0],
  mutant: 'sigkill-without-sigterm',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec).map(({ name }) =>
        step(
          `${subject.name}/${name}`,
          ['runtime/sigkillSent', 'runtime/sandboxStopped'],
          (before, event) => {
            const { signal } = cell(before, 'processes', containerKey(subject.uid, name));
            if (event.type === 'runtime/sigkillSent')
              return event.container === name ? signal === 'SIGTERM' : undefined;
            return recordOf(before, subject.uid, name).state === 'running' ? signal !== 'none' : undefined;
          },
          ({ uid }) => uid === subject.uid,
        ),
      ),
    ),
};

/** D52, D54, P8. */
const mainBeforeSidecar: Guarantee = {
  id: 'main-stopped-before-sidecar-sigterm',
  sentence: 'A sidecar gets its stop signal only after every main container has stopped.',
  facts: ['D52', 'D54'],
  standing: 'conditional',
  condition: 'the main containers exit within the grace period',
  slices: ['pod'],
  applies: hasSidecar,
  why: 'When the grace period runs out, waiting is abandoned: every sidecar gets its stop signal at once, beside the SIGKILL of the main containers.',
  advice: 'Give the main containers enough terminationGracePeriodSeconds to exit on SIGTERM.',
  where: () => ['terminationGracePeriodSeconds'],
  mutant: 'sidecar-stopped-first',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      sidecars(subject.spec).map((sidecar) =>
        step(
          `${subject.name}/${sidecar.name}`,
          ['runtime/sigtermSent'],
          (before) => {
            if (cell(before, 'workers', subject.uid).state !== 'terminating') return undefined;
            return subject.spec.containers.every((main) => !isRunning(before, subject.uid, main));
          },
          (event) => event.uid === subject.uid && event.container === sidecar.name,
        ),
      ),
    ),
};

/** D52, D54, P9. */
const sidecarsInReverse: Guarantee = {
  id: 'sidecars-stop-in-reverse-order',
  sentence: 'A sidecar gets its stop signal only after every sidecar listed after it has stopped.',
  facts: ['D52', 'D54'],
  standing: 'conditional',
  condition: 'everything before it in the order exits within the grace period',
  slices: ['pod'],
  applies: somePod((spec) => sidecars(spec).length > 1),
  why: 'When the grace period runs out, the order is abandoned and all remaining sidecars are signalled at once.',
  advice: 'Leave room in terminationGracePeriodSeconds for the containers one after the other.',
  where: () => ['terminationGracePeriodSeconds'],
  mutant: 'sidecars-stop-together',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      sidecars(subject.spec)
        .slice(0, -1)
        .map((sidecar, index) =>
          step(
            `${subject.name}/${sidecar.name}`,
            ['runtime/sigtermSent'],
            (before) => {
              if (cell(before, 'workers', subject.uid).state !== 'terminating') return undefined;
              return sidecars(subject.spec)
                .slice(index + 1)
                .every((later) => !isRunning(before, subject.uid, later));
            },
            (event) => event.uid === subject.uid && event.container === sidecar.name,
          ),
        ),
    ),
};

/** D53, P10. */
const sidecarPreStopLast: Guarantee = {
  id: 'sidecar-prestop-after-main-exit',
  sentence: 'The preStop hook of a sidecar begins only after every main container has exited.',
  facts: ['D53'],
  standing: 'violated',
  condition: 'always: only the stop signal is ordered, hooks all begin together',
  textbook: 'Sidecars’ hooks run after the app has exited.',
  slices: ['pod'],
  applies: somePod((spec) => sidecars(spec).some(({ preStop }) => preStop !== undefined)),
  why: 'Each container’s kill procedure runs its hook first and waits for its turn afterwards.',
  advice: 'Do the sidecar’s clean-up on SIGTERM, not in preStop.',
  where: (scenario) => [
    ...containerPath(scenario, (one) => isSidecar(one) && one.preStop !== undefined),
    'lifecycle',
    'preStop',
  ],
  mutant: 'sidecar-stopped-first',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/terminationStarted'], (before, { uid }, after) => {
        const hooked = sidecars(subject.spec).filter(
          ({ name }) => cell(after, 'kills', containerKey(uid, name)).stage === 'preStop',
        );
        if (hooked.length === 0) return undefined;
        return subject.spec.containers.every((main) => !isRunning(before, uid, main));
      }),
    ),
};

/** D55, P11. */
const sidecarsStayUp: Guarantee = {
  id: 'sidecar-up-until-main-stopped',
  sentence: 'During termination every sidecar runs as long as a main container runs.',
  facts: ['D52', 'D55'],
  standing: 'violated',
  condition: 'when a sidecar exits by itself or the grace period runs out: nothing restarts it any more',
  textbook: 'Sidecars are restarted while the app drains.',
  slices: ['pod'],
  applies: hasSidecar,
  why: 'Once termination has begun no container is started again.',
  advice:
    'Keep sidecars alive through SIGTERM until their clients are gone; let the app drain without them if it must.',
  where: (scenario) => containerPath(scenario, isSidecar),
  mutant: 'sidecar-stopped-first',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(
        subject,
        ['fault/containerCrashed', 'fault/containerOOMKilled', 'process/exited'],
        (before, { uid, container }) => {
          if (cell(before, 'workers', uid).state !== 'terminating') return undefined;
          if (!sidecars(subject.spec).some(({ name }) => name === container)) return undefined;
          return subject.spec.containers.every((main) => !isRunning(before, uid, main));
        },
      ),
    ),
};

/** D22, P12. */
const noStartAfterTermination: Guarantee = {
  id: 'no-start-after-termination-begins',
  sentence: 'Once the pod worker has begun to terminate a Pod no container of it is started again.',
  facts: ['D20', 'D22'],
  standing: 'always',
  slices: ['pod'],
  applies: anyScenario,
  why: 'Terminating begins only after the running sync has returned, and no sync follows it.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'start-while-terminating',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(
        subject,
        ['runtime/containerCreated', 'runtime/containerStarted'],
        (before, { uid }) => cell(before, 'workers', uid).state === 'sync',
      ),
    ),
};

/** C85, D22, D23. */
const noStartAfterDeletion: Guarantee = {
  id: 'no-start-after-deletion',
  sentence: 'Once a Pod has a deletionTimestamp no container of it is started.',
  facts: ['C85', 'D22', 'D23'],
  standing: 'violated',
  condition: 'when the delete falls into a sync that is pulling or starting',
  textbook: 'A Pod being deleted during an image pull or postStart stops right away.',
  slices: ['pod'],
  applies: anyScenario,
  why: 'The runtime part of a sync runs with its cancellation stripped: what it has begun it finishes.',
  advice: 'Expect a container to start after the delete; it gets SIGTERM like any other.',
  where: () => ['containers', 0],
  mutant: 'start-while-terminating',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted'], (before, { uid }) => {
        const pod = cell(before, 'pods', subject.name);
        return pod.uid === uid ? pod.deletionGracePeriodSeconds === null : undefined;
      }),
    ),
};

/** D64, P13. */
const noProbeKill: Guarantee = {
  id: 'no-probe-kill-while-terminating',
  sentence: 'While a Pod terminates, no liveness or startup probe makes the kubelet kill or restart a container.',
  facts: ['D64'],
  standing: 'always',
  slices: ['pod'],
  applies: somePod((spec) => allContainers(spec).some((one) => one.livenessProbe ?? one.startupProbe)),
  why: 'Only a sync acts on probe failures, and no sync runs once termination has begun.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'probe-kills-while-terminating',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec)
        .filter((one) => (one.livenessProbe ?? one.startupProbe) !== undefined)
        .map(({ name }) =>
          everywhere(`${subject.name}/${name}`, (cluster) => {
            if (cell(cluster, 'workers', subject.uid).state !== 'terminating') return undefined;
            const { stage, cause } = cell(cluster, 'kills', containerKey(subject.uid, name));
            return stage === 'none' || stage === 'done' ? undefined : cause !== 'liveness' && cause !== 'startup';
          }),
        ),
    ),
};

/** D27, D41, D70a, P14. */
const preStopOnce: Guarantee = {
  id: 'prestop-runs-once',
  sentence: 'A preStop hook runs at most once for one container.',
  facts: ['D27', 'D41', 'D70a'],
  standing: 'conditional',
  condition: 'the kubelet does not restart and no stop fails: otherwise termination starts over, hooks included',
  slices: ['pod'],
  applies: hasPreStop,
  why: 'The kubelet remembers nothing of a termination across a restart, nor does a retry.',
  advice: 'Make preStop idempotent.',
  where: preStopPath,
  mutant: 'prestop-twice',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec)
        .filter(({ preStop }) => preStop !== undefined)
        .map(({ name }) =>
          step(
            `${subject.name}/${name}`,
            ['kubelet/terminationStarted', 'kubelet/terminationRetried', 'runtime/sigtermSent'],
            (before, event, after) => {
              if ('container' in event) return event.container === name ? true : undefined;
              const again = cell(after, 'kills', containerKey(subject.uid, name)).stage === 'preStop';
              const { signal } = cell(before, 'processes', containerKey(subject.uid, name));
              return again && signal !== 'none' ? false : undefined;
            },
            ({ uid }) => uid === subject.uid,
          ),
        ),
    ),
};

/** D50. */
const containersBeforeSandbox: Guarantee = {
  id: 'containers-stopped-before-sandbox',
  sentence: 'The sandbox is stopped only after the kill of every container has returned.',
  facts: ['D33', 'D50'],
  standing: 'always',
  slices: ['pod'],
  applies: anyScenario,
  why: 'StopPodSandbox is called after the wait for all kill calls.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'sandbox-stopped-first',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/sandboxStopped'], (before, { uid }) =>
        allContainers(subject.spec).every(({ name }) =>
          ['none', 'done'].includes(cell(before, 'kills', containerKey(uid, name)).stage),
        ),
      ),
    ),
};

/** D47. */
const initKilledFirst: Guarantee = {
  id: 'deleted-during-init-never-runs-main',
  sentence: 'If termination begins while an init container runs, no main container ever starts.',
  facts: ['D22', 'D47'],
  standing: 'always',
  slices: ['pod'],
  applies: somePod((spec) => plainInitContainers(spec).length > 0),
  why: 'The worker leaves Sync for good, and only a sync starts containers.',
  advice: 'Nothing to change: no manifest can break this.',
  mutant: 'start-while-terminating',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/terminationStarted', 'runtime/containerCreated'], (before, event) => {
        if (event.type === 'runtime/containerCreated')
          return cell(before, 'workers', event.uid).state === 'terminating' ? false : undefined;
        return plainInitContainers(subject.spec).some((one) => isRunning(before, event.uid, one)) ? true : undefined;
      }),
    ),
};

/** The guarantees about termination. */
export const terminationGuarantees: readonly Guarantee[] = [
  deletionIrrevocable,
  graceNeverGrows,
  shorterGraceCounts,
  preStopBeforeSigterm,
  sigtermBeforeSigkill,
  mainBeforeSidecar,
  sidecarsInReverse,
  sidecarPreStopLast,
  sidecarsStayUp,
  noStartAfterTermination,
  noStartAfterDeletion,
  noProbeKill,
  preStopOnce,
  containersBeforeSandbox,
  initKilledFirst,
];
