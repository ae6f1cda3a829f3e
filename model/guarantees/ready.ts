/** What the kubelet promises about Ready. */
import { type Cluster, cell } from '../cluster.ts';
import { allContainers, type Container, type PodSpec, sidecars } from '../kubernetes/spec.ts';
import { probeKey, type Scenario } from '../scenario.ts';
import { anyScenario, everywhere, isRunning, running, type Subject, somePod, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { downAtEnd } from './places.ts';
import { byPeople, byProgram } from './remedies.ts';

/** Some rule may restart all containers of a pod in place. */
const restartsAll = (scenario: Scenario): boolean =>
  scenario.featureGates['RestartAllContainersOnContainerExits'] === true &&
  somePod((spec) =>
    allContainers(spec).some(({ restartPolicyRules }) =>
      restartPolicyRules.some(({ action }) => action === 'RestartAllContainers'),
    ),
  )(scenario);

const takesOver =
  'the kubelet does not restart; or, from 1.35 on, the container had been running for ten seconds by then (and the deprecated gate ' +
  'ChangeContainerStatusOnKubeletRestart is off)';

/** C123, C132, property 23. */
const readySound: Guarantee = {
  id: 'ready-means-every-container-ready',
  sentence: 'When the kubelet turns Ready True, every main container with a readiness probe has passed it.',
  broken: 'Ready turns True before every readiness probe has passed',
  facts: ['C123', 'C132', 'C139', 'C139a'],
  standing: 'conditional',
  condition: takesOver,
  slices: ['readiness'],
  // After a restart of all containers a container may stay unprobed and count as ready, which the model does not show (C131a).
  applies: (scenario) =>
    !restartsAll(scenario) &&
    somePod((spec) => spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined))(scenario),
  why:
    'A kubelet that has just started computes the first status before it has probe workers, and up to 1.34 takes a container without a ' +
    'worker for one without a probe.',
  advice: 'Nothing in the manifest changes this. Upgrade nodes while they are drained.',
  remedy: byPeople,
  mutant: 'ready-without-probe',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/syncStarted', 'prober/probeSucceeded'], (before, { uid }, after) => {
        const was = cell(before, 'cachedStatuses', uid);
        const is = cell(after, 'cachedStatuses', uid);
        if (was.ready || !is.ready) return undefined;
        return subject.spec.containers
          .filter(({ readinessProbe }) => readinessProbe !== undefined)
          .every(({ name }) => cell(after, 'probes', probeKey(uid, name, 'readiness')).result === 'Success');
      }),
    ),
};

/** Sidecars and main containers: those that Ready is about. */
const countsForReady = (spec: PodSpec): readonly Container[] => [...sidecars(spec), ...spec.containers];

/**
 * What the last status said of Ready before this pass: the kubelet's own, else, right after its start, the API's. undefined where something
 * has happened since that takes Ready away: a container is down or new, a readiness gate is not True, a probe has failed.
 */
const readyUntilNow = (before: Cluster, { uid, name, spec }: Subject): 'told' | 'kept' | undefined => {
  const was = cell(before, 'cachedStatuses', uid);
  const stored = cell(before, 'statuses', name);
  if (cell(before, 'pods', name).uid !== uid || !stored.ready) return undefined;
  if (spec.readinessGates.length > 0 && !stored.readinessGates) return undefined;
  if (countsForReady(spec).some((container) => !isRunning(before, uid, container))) return undefined;
  // One that has a startup probe to pass is a new instance: what the API says is about the one before.
  const starts = ({ name: one, startupProbe }: Container): boolean =>
    startupProbe !== undefined && cell(before, 'probes', probeKey(uid, one, 'startup')).result !== 'Success';
  if (!was.known) return countsForReady(spec).some(starts) ? undefined : 'told';
  const asked = countsForReady(spec).filter(({ readinessProbe }) => readinessProbe !== undefined);
  const workers = asked.map((container) => cell(before, 'probes', probeKey(uid, container.name, 'readiness')));
  return was.ready && workers.every(({ worker }) => worker) ? 'kept' : undefined;
};

/** C139. */
const readinessKept: Guarantee = {
  id: 'readiness-survives-kubelet-restart',
  sentence:
    'A Pod that is Ready when its kubelet restarts stays Ready until a container stops, a readiness gate turns or a probe fails.',
  broken: 'a Pod loses Ready when its kubelet restarts',
  facts: ['C139', 'C139a'],
  standing: 'conditional',
  condition: takesOver,
  slices: ['readiness'],
  applies: (scenario) =>
    !restartsAll(scenario) &&
    somePod((spec) => countsForReady(spec).some(({ readinessProbe }) => readinessProbe !== undefined))(scenario),
  why: 'Up to 1.34 a new probe worker begins with Failure, so every probed container of the node is unready until it has been probed again.',
  advice: 'Nothing in the manifest changes this; a short periodSeconds shortens the gap.',
  remedy: byPeople,
  mutant: 'kubelet-restart-forgets-readiness',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/syncStarted'], (before, { uid }, after) => {
        const ready = readyUntilNow(before, subject);
        if (ready === undefined) return undefined;
        if (!cell(after, 'cachedStatuses', uid).ready) return false;
        return ready === 'told' ? true : undefined;
      }),
    ),
};

/** C90, C130, property 23 as people read it. */
const readyIsCurrent: Guarantee = {
  id: 'ready-in-api-means-running-now',
  sentence: 'While the API shows Ready=True, every main container is running.',
  broken: 'Ready is the past: it may be True of a container that has crashed',
  facts: ['C90', 'C113', 'C130'],
  standing: 'violated',
  condition: 'between a crash and the next status write',
  slices: ['readiness'],
  applies: anyScenario,
  why: 'Status is computed at the start of a sync and written by another goroutine; what the API shows is always the past.',
  advice: 'Clients of the Pod must retry; Ready is a hint, not a lease.',
  where: downAtEnd,
  remedy: byProgram,
  mutant: 'ready-from-the-start',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      everywhere(subject.label, (cluster) => {
        if (cell(cluster, 'pods', subject.name).uid !== subject.uid) return undefined;
        if (!cell(cluster, 'statuses', subject.name).ready) return undefined;
        const alive = running(cluster, subject).map(({ name }) => name);
        return subject.spec.containers.every(({ name }) => alive.includes(name));
      }),
    ),
};

/** The guarantees about Ready. */
export const readyGuarantees: readonly Guarantee[] = [readySound, readinessKept, readyIsCurrent];
