/**
 * What holds if things take as long as a scenario assumes. Durations ("within X of Y") are told by an observer whose watch runs out
 * (`components/observer`); everything else is the plain order of events, which time has thinned out.
 */
import { type Cluster, cell } from '../cluster.ts';
import { anyRunning } from '../components/kubelet/termination/cause.ts';
import { servingContainers } from '../kubernetes/serving.ts';
import { allContainers, type Container } from '../kubernetes/spec.ts';
import { containerKey, type Deadline, type Scenario } from '../scenario.ts';
import {
  containerPath,
  everywhere,
  isKill,
  isRunning,
  running,
  type Subject,
  step,
  stepOf,
  subjects,
} from './build.ts';
import { secondDelete } from './deletion.ts';
import type { Guarantee, StepPromise } from './guarantee.ts';
import { byNobody, byPeople, gentleStopSignal, longerGrace, waitInPreStop } from './remedies.ts';
import { hasTraffic, reachable, withTraffic } from './services.ts';
import { startTimeGuarantees } from './startTime.ts';

const accepts = (cluster: Cluster, { uid }: Subject, container: Container): boolean =>
  isRunning(cluster, uid, container) && cell(cluster, 'processes', containerKey(uid, container.name)).serving;

/** Where a hook of a container that connections go to stands. */
const servingHook = (scenario: Scenario): readonly (string | number)[] => {
  const serving = withTraffic(scenario).flatMap(({ name, spec }) => servingContainers(scenario.services, name, spec));
  return [...containerPath(scenario, (container) => serving.includes(container)), 'lifecycle', 'preStop'];
};

/** D80, D81. */
const trafficOnlyToServing: Guarantee = {
  id: 'traffic-only-to-serving',
  sentence: 'As long as a node may send new connections to a Pod, the containers they go to accept connections.',
  broken: 'new connections reach a container after SIGTERM',
  facts: ['D34', 'D77', 'D80', 'D81'],
  standing: 'conditional',
  condition:
    'preStop outlasts the withdrawal of the endpoint from every node, and from every balancer of which a bound is known, counted from the same delete, and another endpoint is ready',
  textbook: 'Endpoints are removed, then SIGTERM is sent.',
  slices: ['timed-endpoints'],
  applies: (scenario) => scenario.serving === 'until-sigterm' && hasTraffic(scenario),
  why: 'The kubelet waits neither for kube-proxies nor for balancers: SIGTERM goes out when preStop ends, whatever still leads to the Pod.',
  advice:
    'Sleep in preStop for longer than endpoints take to be withdrawn (podproof tune finds the least number of seconds), within the grace ' +
    'period, and run more than one replica: the last serving endpoint is never withdrawn.',
  where: servingHook,
  remedy: waitInPreStop,
  mutant: 'prestop-not-awaited',
  promises: (scenario) =>
    withTraffic(scenario).flatMap((subject) =>
      servingContainers(scenario.services, subject.name, subject.spec).map((container) =>
        everywhere(`${subject.label}/${container.name}`, (cluster) =>
          reachable(cluster, subject) ? accepts(cluster, subject, container) : undefined,
        ),
      ),
    ),
};

/** True while the pod terminates with the grace period of its spec: nobody asked for less. */
const hasWholeGrace = (cluster: Cluster, { uid, spec }: Subject): boolean => {
  const { state, grace } = cell(cluster, 'workers', uid);
  return state === 'terminating' && grace !== null && grace >= spec.terminationGracePeriodSeconds;
};

/** D34, D81. */
const gracefulExit: Guarantee = {
  id: 'graceful-exit-within-grace',
  sentence: 'The processes of a Pod that terminates with its own grace period exit by themselves: none gets SIGKILL.',
  broken: 'a process may be killed before it has shut down',
  facts: ['D34', 'D43', 'D81'],
  standing: 'conditional',
  condition: 'preStop and the process’s own shutdown together take less than the grace period',
  textbook: 'A preStop hook adds to the grace period.',
  slices: ['timed-shutdown'],
  applies: ({ assumptions }) => assumptions !== undefined,
  why: 'The grace period counts from the first kill call: preStop, and a sidecar’s wait for its turn, use it up too.',
  advice:
    'Set terminationGracePeriodSeconds above preStop and shutdown together (podproof tune finds the least), and say how long your process ' +
    'takes: --assume shutdown<=20s. Without a bound nothing suffices.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: longerGrace,
  mutant: 'sigkill-without-sigterm',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec).map(({ name }) =>
        stepOf(
          { ...subject, label: `${subject.label}/${name}` },
          ['process/exited', 'runtime/sigkillSent', 'runtime/sandboxStopped'],
          (before, event) => {
            if (!hasWholeGrace(before, subject)) return undefined;
            if (event.type === 'process/exited') return event.container === name ? true : undefined;
            return isKill(before, event, name) ? false : undefined;
          },
        ),
      ),
    ),
};

/** The names of the scenario's deadlines of a kind that are about this pod. */
const deadlinesOf = (scenario: Scenario, kind: Deadline['kind'], { uid }: Subject): readonly string[] =>
  Object.entries(scenario.deadlines ?? {})
    .filter(([, deadline]) => deadline.kind === kind && deadline.uid === uid)
    .map(([name]) => name);

const hasDeadline =
  (kind: Deadline['kind']) =>
  ({ deadlines = {} }: Scenario): boolean =>
    Object.values(deadlines).some((deadline) => deadline.kind === kind);

/** Kept when the last process goes while `counts`, broken when the observer's watch runs out first. */
const goneInTime = (
  scenario: Scenario,
  kind: Deadline['kind'],
  counts: (before: Cluster, subject: Subject) => boolean,
): readonly StepPromise[] =>
  subjects(scenario).map((subject) => {
    const names = deadlinesOf(scenario, kind, subject);
    return step(
      subject.label,
      ['process/exited', 'observer/deadlinePassed'],
      (before, event, after) => {
        if (event.type === 'observer/deadlinePassed') return names.includes(event.deadline) ? false : undefined;
        const late = names.some((name) => cell(before, 'deadlines', name).passed);
        return !late && counts(before, subject) && running(after, subject).length === 0 ? true : undefined;
      },
      (event) => (event.type === 'process/exited' ? event.uid === subject.uid : names.includes(event.deadline)),
    );
  });

/** D35, P6. */
const boundedShutdown: Guarantee = {
  id: 'shutdown-bounded-by-grace',
  sentence:
    'All processes of a Pod are gone three seconds after its grace period at the latest, counted from the first kill call.',
  broken: 'processes may outlive the grace period by more than three seconds',
  facts: ['D34', 'D35', 'D48'],
  standing: 'conditional',
  condition: 'the runtime answers at once, SIGKILL works, and neither a retry nor a kubelet restart comes in between',
  textbook: 'SIGKILL comes exactly at the grace period.',
  slices: ['timed-shutdown'],
  applies: hasDeadline('shutdown'),
  why: 'Every delay of the runtime comes on top: of the call that stops, of the signal, of the process that dies of it.',
  advice: 'Plan for the grace period and three seconds more; nothing in the manifest changes them.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: byNobody,
  mutant: 'grace-starts-at-sigterm',
  promises: (scenario) =>
    goneInTime(scenario, 'shutdown', (before, { uid }) => cell(before, 'workers', uid).state === 'terminating'),
};

/** D23, D25, P7. */
const boundedDeletion: Guarantee = {
  id: 'shutdown-bounded-from-deletion',
  sentence:
    'All processes of a Pod are gone three seconds after its grace period at the latest, counted from its deletion.',
  broken: 'processes may outlive the deletionTimestamp',
  facts: ['D16', 'D23', 'D25'],
  standing: 'conditional',
  condition: 'the kubelet sees the deletion, and begins, in no time',
  textbook: 'The Pod is killed at its deletionTimestamp.',
  slices: ['timed-shutdown'],
  applies: (scenario) => hasDeadline('deletion')(scenario) && scenario.user.delete !== 0,
  why: 'No clock watches deletionTimestamp: the kubelet counts the whole grace period from the moment it begins.',
  advice: 'Do not conclude from deletionTimestamp that a process has gone; wait for the object to be removed.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: byPeople,
  mutant: 'grace-starts-at-sigterm',
  promises: (scenario) =>
    goneInTime(
      scenario,
      'deletion',
      (before, { name, uid }) =>
        cell(before, 'pods', name).uid === uid && cell(before, 'pods', name).deletionGracePeriodSeconds !== null,
    ),
};

/** D26, P3. */
const shorterGraceBounds: Guarantee = {
  id: 'shorter-grace-bounds-the-kill',
  sentence:
    'After a second delete with a shorter grace period all processes are gone by that period and two seconds more.',
  ...secondDelete,
  facts: ['D6', 'D26', 'D34'],
  standing: 'conditional',
  condition: 'the processes exit that soon by themselves: a kill under way keeps the grace period it was begun with',
  slices: ['timed-shutdown'],
  applies: (scenario) => hasDeadline('shortening')(scenario) && scenario.user['delete-shorter'] !== 0,
  promises: (scenario) =>
    goneInTime(scenario, 'shortening', (before, { name, uid }) => {
      const { grace, state } = cell(before, 'workers', uid);
      const requested = cell(before, 'pods', name).deletionGracePeriodSeconds;
      return state === 'terminating' && grace !== null && requested !== null && requested < grace;
    }),
};

/** D25, D34, D51. */
const noEarlySigkill: Guarantee = {
  id: 'sigkill-not-before-grace',
  sentence:
    'No container gets SIGKILL before the whole grace period of its kill has passed since the kubelet began it.',
  broken: 'SIGKILL may come before the grace period is over',
  facts: ['D25', 'D34', 'D44', 'D48', 'D50', 'D51'],
  standing: 'conditional',
  condition: 'its stop signal is not SIGKILL itself, and no StopContainer call fails',
  slices: ['timed-shutdown'],
  applies: hasDeadline('grace'),
  why:
    'StopContainer gets what preStop and the wait for the turn have left of the grace period, in whole seconds and two at least. But once every ' +
    'call has returned, well or not, StopPodSandbox kills what still runs without any delay.',
  advice: 'Do not set lifecycle.stopSignal to SIGKILL; nothing else in the manifest changes this.',
  remedy: gentleStopSignal(byNobody),
  mutant: 'shortening-ends-the-grace',
  promises: (scenario) =>
    Object.entries(scenario.deadlines ?? {}).flatMap(([deadline, { kind, uid, container }]) =>
      kind !== 'grace'
        ? []
        : step(
            deadline.replace(/^grace /, ''),
            ['runtime/sigkillSent', 'runtime/sandboxStopped'],
            (before, event) => {
              if (event.type === 'runtime/sandboxStopped')
                return container === undefined && anyRunning(before, uid)
                  ? cell(before, 'deadlines', deadline).passed
                  : undefined;
              const alone = cell(before, 'kills', containerKey(uid, event.container)).cause !== 'pod';
              return alone === (container !== undefined) ? cell(before, 'deadlines', deadline).passed : undefined;
            },
            (event) =>
              event.uid === uid &&
              (event.type === 'runtime/sandboxStopped' || container === undefined || event.container === container),
          ),
    ),
};

/** The guarantees about time. */
export const timeGuarantees: readonly Guarantee[] = [
  trafficOnlyToServing,
  gracefulExit,
  boundedShutdown,
  boundedDeletion,
  shorterGraceBounds,
  noEarlySigkill,
  ...startTimeGuarantees,
];
