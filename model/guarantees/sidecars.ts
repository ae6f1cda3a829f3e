/** What is promised, and what is not, about sidecars: up before the app, up beside it, down after it. */
import { type Cluster, cell } from '../cluster.ts';
import { isSidecar, plainInitContainers, sidecars } from '../kubernetes/spec.ts';
import { containerKey, type Scenario, type Uid } from '../scenario.ts';
import {
  containerPath,
  everywhere,
  isRunning,
  isStopSignal,
  recordOf,
  somePod,
  step,
  stepOf,
  stopSignals,
  subjects,
} from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byProgram, startupProbeOfSidecars } from './remedies.ts';

const hasSidecar = somePod((spec) => sidecars(spec).length > 0);

/** Whether a container is killed together with its pod (also by a pass that finds all main containers done, D56), not alone. */
const isPodKill = (before: Cluster, { uid, container }: { readonly uid: Uid; readonly container: string }): boolean =>
  cell(before, 'kills', containerKey(uid, container)).cause === 'pod';

/** C100, textbook error 16. */
const sidecarReadyFirst: Guarantee = {
  id: 'sidecar-ready-before-main-starts',
  sentence: 'When a main container first starts, the kubelet counts every sidecar with a readiness probe as ready.',
  broken: 'the app starts before its sidecar is ready',
  facts: ['C100', 'C101'],
  standing: 'violated',
  condition: 'always: only the startup probe of a sidecar holds up what comes after it',
  textbook: 'Sidecars must be Ready before the app starts.',
  slices: ['readiness'],
  applies: somePod((spec) => sidecars(spec).some(({ readinessProbe }) => readinessProbe !== undefined)),
  why: 'A sidecar counts as started when its startup probe has succeeded, or at once without one; readiness is not asked.',
  advice: 'Give the sidecar a startupProbe that succeeds when it can serve.',
  where: (scenario) => [
    ...containerPath(scenario, (one) => isSidecar(one) && one.readinessProbe !== undefined),
    'startupProbe',
  ],
  remedy: startupProbeOfSidecars,
  mutant: 'sidecar-started-last',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted'], (before, { uid, container }) => {
        if (!subject.spec.containers.some(({ name }) => name === container)) return undefined;
        if (recordOf(before, uid, container).restarted) return undefined;
        const shown = cell(before, 'cachedStatuses', uid).containers;
        const probed = sidecars(subject.spec).filter(({ readinessProbe }) => readinessProbe !== undefined);
        return probed.length === 0 ? undefined : probed.every(({ name }) => shown[name]?.ready === true);
      }),
    ),
};

/** The first init container that a sidecar follows in the list; else the first there is. */
const initBeforeSidecar = (scenario: Scenario): readonly (string | number)[] => {
  const inits = Object.values(scenario.instances)[0]?.spec.initContainers ?? [];
  const index = inits.findIndex((init, at) => !isSidecar(init) && inits.slice(at).some(isSidecar));
  return index < 0 ? containerPath(scenario, (one) => one.restartPolicy === undefined) : ['initContainers', index];
};

/** C98–C100. */
const initFindsSidecar: Guarantee = {
  id: 'init-finds-sidecar',
  sentence: 'When an init container starts, every sidecar of the Pod has started in the same sandbox.',
  broken: 'an init container runs without the sidecar listed after it',
  facts: ['C98', 'C99', 'C100'],
  standing: 'conditional',
  condition: 'every sidecar is listed before every init container',
  textbook: 'Sidecars are there before anything else of the Pod runs.',
  slices: ['pod'],
  applies: somePod((spec) => sidecars(spec).length > 0 && plainInitContainers(spec).length > 0),
  why:
    'Init containers and sidecars start in the order of one list, each after the one before it is done. An init container that is listed before a ' +
    'proxy runs to its end without it, and what it sends finds nobody; a main container is never there for it.',
  advice: 'If the init container needs the sidecar (a proxy, an agent with credentials), list the sidecar before it.',
  where: initBeforeSidecar,
  remedy: byProgram,
  mutant: 'sidecar-started-after-inits',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted'], (before, { uid, container }) => {
        if (!plainInitContainers(subject.spec).some(({ name }) => name === container)) return undefined;
        return sidecars(subject.spec).every(({ name }) => {
          const { state, restarted } = recordOf(before, uid, name);
          return state === 'running' || state === 'exited' || restarted;
        });
      }),
    ),
};

/** C100, C101, property 16. */
const sidecarUpWhileMainRuns: Guarantee = {
  id: 'sidecar-up-while-main-runs',
  sentence: 'While a main container runs, every sidecar runs.',
  broken: 'the app runs on while its sidecar is down',
  facts: ['C100', 'C101'],
  standing: 'violated',
  condition: 'when a sidecar crashes: it is restarted, but nothing waits for it',
  textbook: 'Sidecars are up whenever the app is.',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => sidecars(spec).length > 0),
  why: 'A sidecar gates later containers only until it has started once; after a crash it is restarted beside the running app.',
  advice: 'Let the app tolerate a missing sidecar: reconnect and retry.',
  where: (scenario) => containerPath(scenario, isSidecar),
  remedy: byProgram,
  mutant: 'sidecar-started-last',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => sidecars(spec).length > 0)
      .map(({ uid, spec, label }) =>
        everywhere(label, (cluster) =>
          spec.containers.some((main) => isRunning(cluster, uid, main))
            ? sidecars(spec).every((sidecar) => isRunning(cluster, uid, sidecar))
            : undefined,
        ),
      ),
};

/** D52, D54, P8. */
const mainBeforeSidecar: Guarantee = {
  id: 'main-stopped-before-sidecar-sigterm',
  sentence: 'When a Pod is stopped, a sidecar gets its stop signal only after every main container has stopped.',
  broken: 'a sidecar is stopped before the app is when grace runs out',
  facts: ['D29', 'D39', 'D49', 'D52', 'D54', 'D56'],
  standing: 'conditional',
  condition:
    'the main containers exit within a grace period above 0, and the kubelet knows the Pod’s spec (of an orphan it signals all containers at once)',
  slices: ['pod', 'deadline'],
  applies: hasSidecar,
  why: 'When the grace period runs out, waiting is abandoned: every sidecar gets its stop signal at once, beside the SIGKILL of the main containers.',
  advice: 'Give the main containers enough terminationGracePeriodSeconds to exit on SIGTERM.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: byProgram,
  mutant: 'sidecars-not-ordered',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      sidecars(subject.spec).map((sidecar) =>
        step(
          `${subject.label}/${sidecar.name}`,
          stopSignals,
          (before, event) => {
            if (!isStopSignal(subject.spec, event)) return undefined;
            if (!isPodKill(before, event)) return undefined;
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
  sentence:
    'When a Pod is stopped, a sidecar gets its stop signal only after every sidecar listed after it has stopped.',
  broken: 'sidecars may stop out of order',
  facts: ['D29', 'D39', 'D52', 'D54', 'D56'],
  standing: 'conditional',
  condition:
    'everything before it in the order exits within a grace period above 0, no sidecar is down when the stop begins, and the kubelet knows the Pod’s spec',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => sidecars(spec).length > 1),
  why:
    'A sidecar waits for the main containers and for the one sidecar after it. If that one is down when the stop begins, nobody waits for it, ' +
    'nor for those behind it. When the grace period runs out, all remaining sidecars are signalled at once.',
  advice:
    'Leave room in terminationGracePeriodSeconds for the containers one after the other; do not rely on the order of three sidecars or more.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: byProgram,
  mutant: 'sidecars-stop-together',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      sidecars(subject.spec)
        .slice(0, -1)
        .map((sidecar, index) =>
          step(
            `${subject.label}/${sidecar.name}`,
            stopSignals,
            (before, event) => {
              if (!isStopSignal(subject.spec, event)) return undefined;
              if (!isPodKill(before, event)) return undefined;
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
  sentence: 'When a Pod is stopped, the preStop hook of a sidecar begins only after every main container has exited.',
  broken: 'the preStop hook of a sidecar begins while the app still runs',
  facts: ['D53'],
  standing: 'violated',
  condition: 'always: only the stop signal is ordered, hooks all begin together',
  textbook: 'Sidecars’ hooks run after the app has exited.',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => sidecars(spec).some(({ preStop }) => preStop !== undefined)),
  why: 'Each container’s kill procedure runs its hook first and waits for its turn afterwards.',
  advice: 'Do the sidecar’s clean-up on SIGTERM, not in preStop.',
  where: (scenario) => [
    ...containerPath(scenario, (one) => isSidecar(one) && one.preStop !== undefined),
    'lifecycle',
    'preStop',
  ],
  remedy: byProgram,
  mutant: 'complete-with-first-main',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/terminationStarted', 'kubelet/syncStarted'], (before, { uid }, after) => {
        const hooked = sidecars(subject.spec).filter(({ name }) => {
          const { stage, cause } = cell(after, 'kills', containerKey(uid, name));
          return (
            stage === 'preStop' && cause === 'pod' && cell(before, 'kills', containerKey(uid, name)).stage !== 'preStop'
          );
        });
        if (hooked.length === 0) return undefined;
        return subject.spec.containers.every((main) => !isRunning(before, uid, main));
      }),
    ),
};

/** D55, P11. */
const sidecarsStayUp: Guarantee = {
  id: 'sidecar-up-until-main-stopped',
  sentence: 'During termination every sidecar runs as long as a main container runs.',
  broken: 'a sidecar that goes down while the app drains stays down',
  facts: ['D52', 'D55'],
  standing: 'violated',
  condition:
    'when a sidecar is down already, exits by itself, or the grace period runs out: nothing restarts it any more',
  textbook: 'Sidecars are restarted while the app drains.',
  slices: ['pod', 'deadline'],
  applies: hasSidecar,
  why: 'Once termination has begun no container is started again.',
  advice:
    'Keep sidecars alive through SIGTERM until their clients are gone; let the app drain without them if it must.',
  where: (scenario) => containerPath(scenario, isSidecar),
  remedy: byProgram,
  mutant: 'sidecars-not-ordered',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => sidecars(spec).length > 0)
      .map(({ uid, spec, label }) =>
        everywhere(label, (cluster) => {
          if (cell(cluster, 'workers', uid).state !== 'terminating') return undefined;
          if (spec.containers.every((main) => !isRunning(cluster, uid, main))) return undefined;
          return sidecars(spec).every((sidecar) => isRunning(cluster, uid, sidecar));
        }),
      ),
};

/** The guarantees about sidecars. */
export const sidecarGuarantees: readonly Guarantee[] = [
  sidecarReadyFirst,
  initFindsSidecar,
  sidecarUpWhileMainRuns,
  mainBeforeSidecar,
  sidecarsInReverse,
  sidecarPreStopLast,
  sidecarsStayUp,
];
