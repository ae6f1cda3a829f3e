/**
 * Somebody with a stopwatch, outside Kubernetes: one actor for each deadline of the scenario. It starts its watch when what the
 * deadline is about begins, and tells when the time is up if it still goes on. That changes nothing in the cluster but the observer's own
 * note, so guarantees can speak of durations ("within X of Y") although no state holds a time. How long X is, is said in
 * `../../timing/observer.ts`. A deadline passes at most once.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, put } from '../../cluster.ts';
import type { ObserverEvent } from '../../event.ts';
import { allContainers } from '../../kubernetes/spec.ts';
import { containerKey, type Deadline, instanceOf, type Scenario, type Uid } from '../../scenario.ts';
import { anyRunning } from '../kubelet/termination/cause.ts';
import { isOver } from '../kubelet/termination/kill.ts';

const deletionPending = (cluster: Cluster, { uid }: Deadline): boolean => {
  const stored = cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name);
  return stored.uid === uid && stored.deletionGracePeriodSeconds !== null;
};

/** A shorter grace period is stored than the one the kill under way was given. */
const shortened = (cluster: Cluster, { uid }: Deadline): boolean => {
  const { state, grace } = cell(cluster, 'workers', uid);
  if (state !== 'terminating' || grace === null) return false;
  const stored = cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name);
  const requested = stored.deletionGracePeriodSeconds;
  return stored.uid === uid && requested !== null && Math.max(1, requested) < grace;
};

const podKilled = (cluster: Cluster, uid: Uid): boolean =>
  allContainers(instanceOf(cluster.scenario, uid).spec).some(({ name }) => {
    const kill = cell(cluster, 'kills', containerKey(uid, name));
    return kill.cause === 'pod' && !isOver(kill);
  });

const killedAlone = (cluster: Cluster, uid: Uid, container: string): boolean => {
  const kill = cell(cluster, 'kills', containerKey(uid, container));
  return kill.cause !== 'pod' && !isOver(kill);
};

const goesOn: Readonly<Record<Deadline['kind'], (cluster: Cluster, deadline: Deadline) => boolean>> = {
  shutdown: (cluster, { uid }) => cell(cluster, 'workers', uid).state === 'terminating' && anyRunning(cluster, uid),
  deletion: (cluster, deadline) => deletionPending(cluster, deadline) && anyRunning(cluster, deadline.uid),
  shortening: (cluster, deadline) => shortened(cluster, deadline) && anyRunning(cluster, deadline.uid),
  grace: (cluster, { uid, container }) =>
    container === undefined ? podKilled(cluster, uid) : killedAlone(cluster, uid, container),
};

const watching = (name: string, deadline: Deadline): Actor => ({
  name: 'observer',
  fair: true,
  enabled: (cluster) =>
    !cell(cluster, 'deadlines', name).passed && goesOn[deadline.kind](cluster, deadline)
      ? [{ type: 'observer/deadlinePassed', deadline: name }]
      : [],
});

/** One actor for each deadline; none in most scenarios. */
export const actors = ({ deadlines = {} }: Scenario): readonly Actor[] =>
  Object.entries(deadlines).map(([name, deadline]) => watching(name, deadline));

/** The observer notes it. */
export const reduce = (cluster: Cluster, event: ObserverEvent): Cluster =>
  match(event)
    .with({ type: 'observer/deadlinePassed' }, ({ deadline }) => put(cluster, 'deadlines', deadline, { passed: true }))
    .exhaustive();
