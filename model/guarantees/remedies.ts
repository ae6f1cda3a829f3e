/** The remedies that several guarantees share. */
import { type AssumptionName, type Assumptions, delayOf, endpointPropagation } from '../assumptions.ts';
import { proxiedServices, servingContainers } from '../kubernetes/serving.ts';
import { isOpenEnded, onlySleeps } from '../kubernetes/sleeping.ts';
import { allContainers, type Container, isKilledByProbes, isSidecar } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import { second } from '../timing/interval.ts';
import { containerPath, subjects } from './build.ts';
import type { Cause, StoryEnd } from './guarantee.ts';
import type { FieldEdit, Remedy } from './remedy.ts';

/** No setting, program or habit changes it. */
export const byNobody = (): Remedy => ({ who: 'nobody' });
/** The program in a container, or one that talks to it, has to be ready for it. */
export const byProgram = (): Remedy => ({ who: 'program' });
/** It is a matter of how the workload and its cluster are operated. */
export const byPeople = (): Remedy => ({ who: 'people' });

const atLeastSomeGrace: Remedy = {
  who: 'manifest',
  edits: [{ root: 'pod', path: ['terminationGracePeriodSeconds'], value: 30 }],
  says: 'Set terminationGracePeriodSeconds above 0: 30 is what Kubernetes gives if nothing is written.',
};

/** A grace period of 0 has every delete take the object away at once. Where it is not 0, only people can do that, by force. */
export const graceAboveZero = (scenario: Scenario): Remedy => {
  const atOnce = subjects(scenario).some(({ spec }) => spec.terminationGracePeriodSeconds === 0);
  const byOthers = scenario.user['force-delete'] !== 0 || scenario.faults['kubelet-restart'] !== 0;
  return atOnce && !byOthers ? atLeastSomeGrace : byPeople();
};

const isOpen = (assumptions: Assumptions, name: string): boolean =>
  !Number.isFinite(delayOf(assumptions, name)?.latest ?? 0);

/** The first of these delays that has no bound. */
const firstOpen = (assumptions: Assumptions, names: readonly AssumptionName[]): AssumptionName | undefined =>
  names.find((name) => isOpen(assumptions, name));

/** The containers that connections through the Services of the scenario go to; all that run for good where there is none. */
const held = (scenario: Scenario): readonly Container[] =>
  subjects(scenario).flatMap(({ name, spec }) => servingContainers(scenario.services, name, spec));

const sleepIn = (scenario: Scenario, { name, preStop }: Container): readonly FieldEdit[] => {
  const hook = [...containerPath(scenario, (one) => one.name === name), 'lifecycle', 'preStop'];
  const handler = preStop?.handler ?? 'sleep';
  return [
    ...(handler === 'sleep' ? [] : [{ root: 'pod', path: [...hook, handler], value: undefined } as const]),
    { root: 'pod', path: [...hook, 'sleep', 'seconds'], value: null },
  ];
};

/** kube-proxy goes on sending to the last endpoint that serves, however long that one waits. */
const isLast = (scenario: Scenario): boolean =>
  subjects(scenario).some(({ name }) =>
    proxiedServices(scenario.services, name).some(([, { otherReadyEndpoints }]) => otherReadyEndpoints === 0),
  );

const endlessDelays =
  'Nothing in the manifest changes this: where no delay is assumed it may be endless, and no number of seconds is enough. With the delays ' +
  'that are assumed the answer is that of slice timed-endpoints.';

const lookedUp =
  'Let clients that look the Pods up themselves, as those of a headless Service do, heed serving and terminating, and retry: kube-proxy is ' +
  'not between them and the Pod.';

const hookAtLeast =
  'Say how long the preStop hook takes at least (--assume pre-stop-hook>=5s): it has to outlast the withdrawal of the endpoint.';

const hookTooShort = 'Let the preStop hook take longer than endpoints take to be withdrawn.';

const asking = (question: AssumptionName, otherwise: string): Remedy => ({
  who: 'manifest',
  question,
  says: `Say how long it takes at most (--assume '${question}<=20s'): while it may be endless, ${otherwise}.`,
});

/**
 * The Pod has to wait in preStop until every node knows that it is leaving, and another has to be there instead. With delays that may be
 * endless no wait suffices; a hook that does more than sleep waits for as long as it takes; clients of a headless Service are not told
 * by kube-proxy at all.
 */
export const waitInPreStop = (scenario: Scenario): Remedy => {
  const { assumptions } = scenario;
  if (assumptions === undefined) return { who: 'nobody', says: endlessDelays };
  const containers = held(scenario);
  if (containers.length === 0) return { who: 'program', says: lookedUp };
  const open = isOpen(assumptions, endpointPropagation)
    ? firstOpen(assumptions, ['endpoint-slice-write', 'kube-proxy-programming'])
    : undefined;
  if (open !== undefined) return asking(open, 'no number of seconds is enough');
  if (containers.some(({ preStop }) => preStop !== undefined && !onlySleeps(preStop)))
    return assumptions['pre-stop-hook'].earliest > 0
      ? { who: 'program', says: hookTooShort }
      : { who: 'manifest', question: 'pre-stop-hook', says: hookAtLeast };
  const edits = containers.flatMap((container) => sleepIn(scenario, container));
  const beside: readonly FieldEdit[] = isLast(scenario)
    ? [{ root: 'workload', path: ['spec', 'replicas'], value: 2 }]
    : [];
  return { who: 'manifest', edits: [...edits, ...beside], tunes: 'preStop.sleep' };
};

/** Seconds that the longest hook of the Pod sleeps for certain. */
export const longestSleep = (scenario: Scenario): number =>
  Math.max(
    0,
    ...subjects(scenario)
      .flatMap(({ spec }) => allContainers(spec))
      .map(({ preStop }) => preStop?.seconds ?? preStop?.sleeping?.seconds ?? 0),
  );

const aboveBoth =
  'Set terminationGracePeriodSeconds above preStop and shutdown together (podproof tune --for terminationGracePeriodSeconds finds the least).';

const noBound = 'Nothing in the manifest changes this: what the signals take has no bound.';

/**
 * The grace period has to outlast preStop and shutdown. How long these take no manifest says: where nobody has said it, that is the
 * question, unless the hook alone outlasts the period.
 */
export const longerGrace = (scenario: Scenario): Remedy => {
  const { assumptions } = scenario;
  if (assumptions === undefined) return byProgram();
  const containers = subjects(scenario).flatMap(({ spec }) => allContainers(spec));
  const graces = subjects(scenario).map(({ spec }) => spec.terminationGracePeriodSeconds);
  const edits: readonly FieldEdit[] = [{ root: 'pod', path: ['terminationGracePeriodSeconds'], value: null }];
  const change: Remedy = { who: 'manifest', edits, tunes: 'terminationGracePeriodSeconds', says: aboveBoth };
  if (graces.includes(0)) return atLeastSomeGrace;
  if (longestSleep(scenario) >= Math.min(...graces)) return change;
  if (firstOpen(assumptions, ['stop-signal', 'sigkill-exit']) !== undefined) return { who: 'nobody', says: noBound };
  const hooked = containers.some(({ preStop }) => isOpenEnded(preStop));
  const open = firstOpen(assumptions, [...(hooked ? (['pre-stop-hook'] as const) : []), 'shutdown']);
  return open === undefined ? change : asking(open, 'no grace period is long enough');
};

/** A stop signal of SIGKILL leaves a process no time at all. */
export const gentleStopSignal =
  (otherwise: () => Remedy) =>
  (scenario: Scenario): Remedy => {
    const named = subjects(scenario)
      .flatMap(({ spec }) => allContainers(spec))
      .filter(({ stopSignal }) => stopSignal === 'SIGKILL');
    if (named.length === 0) return otherwise();
    const edits = named.map(
      ({ name }): FieldEdit => ({
        root: 'pod',
        path: [...containerPath(scenario, (one) => one.name === name), 'lifecycle', 'stopSignal'],
        value: undefined,
      }),
    );
    return { who: 'manifest', edits };
  };

const asAsked =
  'Let the peers that a headless Service with publishNotReadyAddresses is for look at serving and terminating; others need a Service without it.';

/**
 * A Service that publishes addresses of Pods that are not ready shows them as ready. Of one that kube-proxy serves that is a setting to
 * undo; of a headless one it is what its peers asked for, and they have to look at `serving` and `terminating` themselves.
 */
export const onlyReadyAddresses = (scenario: Scenario): Remedy => {
  const publishing = Object.entries(scenario.services).filter(([, service]) => service.publishNotReadyAddresses);
  if (publishing.length === 0) return byPeople();
  if (publishing.every(([, { unproxied }]) => unproxied !== undefined)) return { who: 'program', says: asAsked };
  const edits = publishing.map(
    ([name]): FieldEdit => ({
      root: `Service/${name}`,
      path: ['spec', 'publishNotReadyAddresses'],
      value: undefined,
    }),
  );
  return { who: 'manifest', edits };
};

const startsFirst =
  'Nothing more in the manifest: the startup probe of the sidecar holds back what comes after it, its readiness probe is asked later.';

/** Only a startup probe holds back what comes after a sidecar: one like its readiness probe, with more patience. */
export const startupProbeOfSidecars = (scenario: Scenario): Remedy => {
  const lacking = subjects(scenario)
    .flatMap(({ spec }) => spec.initContainers)
    .filter((one) => isSidecar(one) && one.readinessProbe !== undefined && one.startupProbe === undefined);
  const edits = lacking.flatMap((sidecar): readonly FieldEdit[] =>
    probeLike(scenario, sidecar, 'readinessProbe', Math.max(30, sidecar.readinessProbe?.failureThreshold ?? 0)),
  );
  return edits.length === 0 ? { who: 'nobody', says: startsFirst } : { who: 'manifest', edits };
};

/** A startup probe that asks what another probe of the container asks, so many times. */
const probeLike = (
  scenario: Scenario,
  { name, ...probes }: Container,
  like: 'readinessProbe' | 'livenessProbe',
  failureThreshold: number,
): readonly FieldEdit[] => {
  const path = containerPath(scenario, (one) => one.name === name);
  const startup = [...path, 'startupProbe'];
  const once = (probes[like]?.successThreshold ?? 1) === 1;
  return [
    { root: 'pod', path: startup, value: undefined, from: [...path, like] },
    { root: 'pod', path: [...startup, 'failureThreshold'], value: failureThreshold },
    ...(once ? [] : [{ root: 'pod', path: [...startup, 'successThreshold'], value: undefined } as const]),
  ];
};

/** How often a probe has to fail before it kills, so that a program which takes so long to start is not killed. */
const patience = (seconds: number, initialDelay: number, period: number): number =>
  Math.max(1, Math.floor((seconds - initialDelay) / period) + 2);

/** A program that needs longer to start than its probes allow needs a startup probe that allows it. How long it needs no manifest says. */
export const patientStartupProbe = (scenario: Scenario): Remedy => {
  const { assumptions } = scenario;
  if (assumptions === undefined) return { who: 'nobody', says: 'Nothing can be said of it where no delay is assumed.' };
  if (isOpen(assumptions, 'process-start')) return asking('process-start', 'no number of failures is enough');
  const seconds = assumptions['process-start'].latest / second;
  const watched = subjects(scenario)
    .flatMap(({ spec }) => spec.containers)
    .filter(isKilledByProbes);
  const edits = watched.flatMap((container): readonly FieldEdit[] => {
    const { startupProbe: startup, livenessProbe: liveness, name } = container;
    const probe = startup ?? liveness;
    if (probe === undefined) return [];
    const threshold = patience(seconds, probe.initialDelaySeconds, probe.periodSeconds);
    if (startup === undefined) return probeLike(scenario, container, 'livenessProbe', threshold);
    const path = [...containerPath(scenario, (one) => one.name === name), 'startupProbe', 'failureThreshold'];
    return [{ root: 'pod', path, value: threshold }];
  });
  return { who: 'manifest', edits };
};

/** A Pod that names its node never meets the scheduler. Who does not name it has only the claim to leave alone. */
export const noNodeName = (scenario: Scenario): Remedy =>
  subjects(scenario).some(({ spec }) => spec.nodeName !== '')
    ? {
        who: 'manifest',
        edits: [{ root: 'pod', path: ['nodeName'], value: undefined }],
        says: 'Leave spec.nodeName empty, and use nodeSelector or affinity.',
      }
    : byPeople();

/** What a deadline cuts off is lost however long it is: no number of seconds is enough for work that may take longer. */
export const pastDeadline = (scenario: Scenario): Remedy =>
  subjects(scenario).some(({ spec }) => spec.activeDeadlineSeconds !== undefined)
    ? {
        who: 'nobody',
        says: 'Nothing rules this out while there is an activeDeadlineSeconds; time to spare makes it rare.',
      }
    : byPeople();

/** Of a run that gets stuck, whoever can do something about what it waits for. */
export const ofCause =
  (causeOf: (scenario: Scenario, end: StoryEnd) => Cause | undefined, otherwise: () => Remedy) =>
  (scenario: Scenario, end?: StoryEnd): Remedy =>
    (end === undefined ? undefined : causeOf(scenario, end)?.remedy) ?? otherwise();
