/** The clocks of a kill: its grace period, the two seconds at least, and what is lost in counting whole seconds (D25, D34, D51). */
import { type Cluster, cell } from '../cluster.ts';
import { minimumStopTimeout } from '../components/kubelet/termination/grace.ts';
import { type Container, containerOf, isSidecar } from '../kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../scenario.ts';
import { atOnce, exactly, type Interval, second } from './interval.ts';

/** What the pod worker settled on; a pod killed inside a sync pass gets its spec's grace period (D24, D56). */
export const podGrace = (cluster: Cluster, uid: Uid): number =>
  cell(cluster, 'workers', uid).grace ?? instanceOf(cluster.scenario, uid).spec.terminationGracePeriodSeconds;

/**
 * A single container killed inside a sync pass: a probe may bring its own grace period (setTerminationGracePeriod; D51), a restart of all
 * containers leaves none (C112b).
 */
export const containerGrace = (cluster: Cluster, uid: Uid, name: string): number => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const { cause } = cell(cluster, 'kills', containerKey(uid, name));
  if (cause === 'restartAll') return 0;
  const { livenessProbe, startupProbe } = containerOf(spec, name);
  const probe = cause === 'liveness' ? livenessProbe : cause === 'startup' ? startupProbe : undefined;
  return probe?.terminationGracePeriodSeconds ?? spec.terminationGracePeriodSeconds;
};

/** True if the hook takes as long as it likes, so that its seconds are not whole ones. */
const hasOwnPace = ({ preStop }: Container): boolean => preStop !== undefined && preStop.handler !== 'sleep';

/** From the end of the grace period: what executePreStopHook and waitForTurn had left over from whole seconds, less than one each. */
const remainder = (parts: number): Interval =>
  parts === 0 ? atOnce : { earliest: 0, latest: parts * second, latestOpen: true };

/** How far a sidecar's wait for its turn outlasts the grace period. */
export const turnRemainder = (cluster: Cluster, uid: Uid, name: string): Interval =>
  remainder(hasOwnPace(containerOf(instanceOf(cluster.scenario, uid).spec, name)) ? 1 : 0);

/**
 * How far StopContainer's timeout outlasts the grace period. Not at all once its two seconds at least are what counts; so a sidecar whose
 * turn comes between two seconds and one before the end may really live up to a second longer than here.
 */
export const stopRemainder = (cluster: Cluster, uid: Uid, name: string): Interval => {
  const { minimum, cause } = cell(cluster, 'kills', containerKey(uid, name));
  if (minimum !== 'early') return atOnce;
  const container = containerOf(instanceOf(cluster.scenario, uid).spec, name);
  const waits = cause === 'pod' && isSidecar(container);
  return remainder((hasOwnPace(container) ? 1 : 0) + (waits ? 1 : 0));
};

/** StopContainer is never called with less. */
export const minimumTimeout = exactly(minimumStopTimeout);
