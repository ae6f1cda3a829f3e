/** What the kubelet promises between the first reason to terminate and the last exit. */
import { cell } from '../cluster.ts';
import { isCancelled, isFirstSyncCancelled } from '../components/prober/result.ts';
import { allContainers } from '../kubernetes/spec.ts';
import { containerKey, probeKey } from '../scenario.ts';
import {
  anyScenario,
  containerAtEnd,
  containerPath,
  everywhere,
  isRunning,
  recordOf,
  somePod,
  step,
  stepOf,
  subjects,
} from './build.ts';
import { deletionGuarantees } from './deletion.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody, byPeople, byProgram, gentleStopSignal } from './remedies.ts';

/** D32, D43, P5. */
const sigtermBeforeSigkill: Guarantee = {
  id: 'sigterm-before-sigkill',
  sentence: 'The kubelet never has a container killed (SIGKILL) that has not been sent its stop signal before.',
  broken: 'a container is killed without a stop signal before',
  facts: ['D32', 'D42', 'D43'],
  standing: 'conditional',
  condition:
    'the kill is a container kill: StopPodSandbox after a failed stop, the OOM killer and stopSignal SIGKILL skip SIGTERM',
  textbook: 'kubectl delete --grace-period=0 --force means SIGKILL.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'StopContainer is never called with a timeout below two seconds, so the runtime signals first; StopPodSandbox kills at once.',
  advice: 'Make the process killable (no uninterruptible I/O); nothing in the manifest changes this.',
  where: containerAtEnd,
  remedy: gentleStopSignal(byProgram),
  mutant: 'sigkill-without-sigterm',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec).map(({ name }) =>
        step(
          `${subject.label}/${name}`,
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

/** D22, P12. */
const noStartAfterTermination: Guarantee = {
  id: 'no-start-after-termination-begins',
  sentence: 'Once a pod worker has begun to terminate a Pod, it starts no container of it.',
  broken: 'a container starts after termination has begun',
  facts: ['D20', 'D22'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'Terminating begins only after the running sync has returned, and no sync follows it.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
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
  broken: 'a container may still start after the delete',
  facts: ['C85', 'D22', 'D23'],
  standing: 'violated',
  condition: 'when the delete falls into a sync that is pulling or starting',
  textbook: 'A Pod being deleted during an image pull or postStart stops right away.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'The runtime part of a sync runs with its cancellation stripped: what it has begun it finishes.',
  advice: 'Expect a container to start after the delete; it gets SIGTERM like any other.',
  where: containerAtEnd,
  remedy: byProgram,
  mutant: 'start-while-terminating',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted'], (before, { uid }) => {
        const pod = cell(before, 'pods', subject.name);
        // An object that is gone was deleted: no container of the Pod may start then either.
        return pod.uid === uid && pod.deletionGracePeriodSeconds === null;
      }),
    ),
};

/** D64, P13. */
const noProbeKill: Guarantee = {
  id: 'no-probe-kill-while-terminating',
  sentence: 'While a Pod terminates, no liveness or startup probe makes the kubelet kill or restart a container.',
  broken: 'a probe kills a container of a terminating Pod',
  facts: ['D64'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => allContainers(spec).some((one) => one.livenessProbe ?? one.startupProbe)),
  why: 'Only a sync acts on probe failures, and no sync runs once termination has begun.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'probe-kills-while-terminating',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec)
        .filter((one) => (one.livenessProbe ?? one.startupProbe) !== undefined)
        .map(({ name }) =>
          everywhere(`${subject.label}/${name}`, (cluster) => {
            if (cell(cluster, 'workers', subject.uid).state !== 'terminating') return undefined;
            const { stage, cause } = cell(cluster, 'kills', containerKey(subject.uid, name));
            return stage === 'none' || stage === 'done' ? undefined : cause !== 'liveness' && cause !== 'startup';
          }),
        ),
    ),
};

/** D64, P34. */
const readinessGoesOn: Guarantee = {
  id: 'readiness-probed-until-stopped',
  sentence: 'While a deleted Pod terminates, readiness goes on being probed as long as the container runs.',
  broken: 'readiness is no longer probed while the Pod terminates',
  facts: ['D64', 'D64a'],
  standing: 'conditional',
  condition:
    'the kubelet does not restart meanwhile: a termination that starts over has no probe workers; and in 1.35 and 1.36 the probe is not exec ' +
    '(switches execProbesSurviveTermination, execProbesHangOnFirstSync)',
  textbook: 'Probes stop on deletion.',
  slices: ['readiness', 'endpoints'],
  applies: somePod((spec) => allContainers(spec).some(({ readinessProbe }) => readinessProbe !== undefined)),
  why:
    'Terminating stops liveness and startup probes only; but a restarted kubelet registers probes in a sync, and none comes any more. And in ' +
    '1.35 and 1.36 the deletion cancels exec probes together with the sync (kubernetes#140881).',
  advice:
    'Probe with httpGet, grpc or tcpSocket instead of exec: then an app that drains can fail its readiness probe, and it counts.',
  where: (scenario) => [...containerPath(scenario, (one) => one.readinessProbe !== undefined), 'readinessProbe'],
  remedy: byPeople,
  mutant: 'probes-stop-on-deletion',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec)
        .filter(({ readinessProbe }) => readinessProbe !== undefined)
        .map((container) =>
          everywhere(`${subject.label}/${container.name}`, (cluster) => {
            const { readinessProbe: probe } = container;
            const { state, cause } = cell(cluster, 'workers', subject.uid);
            if (!isRunning(cluster, subject.uid, container)) return undefined;
            if (probe !== undefined && isFirstSyncCancelled(cluster, subject.uid, probe)) return false;
            if (state !== 'terminating' || cause !== 'deleted') return undefined;
            const { worker } = cell(cluster, 'probes', probeKey(subject.uid, container.name, 'readiness'));
            return worker && probe !== undefined && !isCancelled(cluster, subject.uid, probe);
          }),
        ),
    ),
};

/** D50. */
const containersBeforeSandbox: Guarantee = {
  id: 'containers-stopped-before-sandbox',
  sentence: 'The sandbox is stopped only after the kill call of every container has returned, well or not.',
  broken: 'the sandbox is stopped before the containers',
  facts: ['D33', 'D49', 'D50'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'StopPodSandbox is called after the wait for all kill calls.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'sandbox-stopped-first',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/sandboxStopped'], (before, { uid }) =>
        allContainers(subject.spec).every((container) => {
          const { stage } = cell(before, 'kills', containerKey(uid, container.name));
          return stage === 'done' || stage === 'failed' || (stage === 'none' && !isRunning(before, uid, container));
        }),
      ),
    ),
};

/** The guarantees about termination. */
export const terminationGuarantees: readonly Guarantee[] = [
  ...deletionGuarantees,
  sigtermBeforeSigkill,
  noStartAfterTermination,
  noStartAfterDeletion,
  noProbeKill,
  readinessGoesOn,
  containersBeforeSandbox,
];
