/** Bugs and cures around the end of a pod that no implementer's list of mistakes needs. */
import { type Cluster, cell, patch } from '../../../model/cluster.ts';
import { isOver } from '../../../model/components/kubelet/termination/kill.ts';
import { allContainers, isSidecar } from '../../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../../../model/scenario.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import { also, andThen, instead } from '../../mutants/ways.ts';

const specOf = (cluster: Cluster, uid: Uid) => instanceOf(cluster.scenario, uid).spec;
const namesOf = (cluster: Cluster, uid: Uid): readonly string[] =>
  allContainers(specOf(cluster, uid)).map(({ name }) => name);

/** The cure that kubernetes#113883 proposed: a second delete reaches the calls that are under way. */
export const interruptibleStop: Mutation = {
  id: 'interruptible-stop',
  mistake: 'When the kubelet sees a shorter grace period, the hook and the stop calls under way are cut short.',
  reduce: andThen(['watch/kubeletSawPod'], (after, { uid }) => {
    const { state, grace } = cell(after, 'workers', uid);
    const { deletionGracePeriodSeconds: asked } = cell(after, 'kubeletPods', uid);
    if (state !== 'terminating' || grace === null || asked === null || asked >= grace) return after;
    return namesOf(after, uid).reduce((now, name) => {
      const key = containerKey(uid, name);
      return isOver(cell(now, 'kills', key)) ? now : patch(now, 'kills', key, { expired: true });
    }, after);
  }),
};

/** A stop hook of 2015: nobody counts its time. */
export const hookWithoutLimit: Mutation = {
  id: 'hook-without-limit',
  mistake:
    'The kubelet waits for a preStop hook as long as it takes; the end of the grace period does not cut it short.',
  enabled: instead(['kubelet/stopRequested'], (event, cluster) =>
    cell(cluster, 'kills', containerKey(event.uid, event.container)).stage === 'preStop' ? [] : [event],
  ),
};

/** A client of 2016: its own time-out is shorter than the stop it asks for. */
export const stopCallTimesOut: Mutation = {
  id: 'stop-call-times-out',
  mistake:
    'The client of the runtime gives up a long stop call and reports an error, while the container goes on draining.',
  enabled: also(['process/exited'], ({ uid, container, exitCode }, cluster) =>
    exitCode === 0 &&
    cell(cluster, 'kills', containerKey(uid, container)).stage === 'stopping' &&
    cell(cluster, 'workers', uid).state === 'terminating'
      ? [{ type: 'runtime/stopFailed', uid, container }]
      : [],
  ),
  // No fault of the runtime: nobody's budget pays for it.
  reduce: (before, event, after) => (event.type === 'runtime/stopFailed' ? { ...after, faults: before.faults } : after),
};

/** A runtime of 2019: a stop call that is cancelled counts as one whose time is up. */
export const cancelledStopKills: Mutation = {
  id: 'cancelled-stop-kills',
  mistake: 'When the client of a stop call goes away, the runtime takes its time for over and sends SIGKILL.',
  reduce: andThen(['fault/kubeletRestarted'], (after, _event, before) =>
    Object.keys(after.scenario.instances)
      .flatMap((uid) => namesOf(after, uid).map((name) => containerKey(uid, name)))
      .filter((key) => cell(before, 'kills', key).stage === 'stopping')
      .reduce(
        (now, key) =>
          cell(now, 'processes', key).signal === 'SIGTERM' ? patch(now, 'processes', key, { signal: 'SIGKILL' }) : now,
        after,
      ),
  ),
};

/** kubernetes#125880: the ordered stop waits for containers that never began. */
export const waitsForUnstarted: Mutation = {
  id: 'waits-for-unstarted',
  mistake:
    'A sidecar waits for its turn until every container behind it has ended, those that never started among them.',
  enabled: instead(['kubelet/stopRequested'], (event, cluster) => {
    const { containers, initContainers } = specOf(cluster, event.uid);
    const index = initContainers.findIndex(({ name }) => name === event.container);
    const behind = [...containers, ...initContainers.slice(index + 1).filter(isSidecar)];
    const waits =
      index >= 0 &&
      !cell(cluster, 'kills', containerKey(event.uid, event.container)).expired &&
      behind.some(({ name }) => cell(cluster, 'containers', containerKey(event.uid, name)).state === 'none');
    return waits ? [] : [event];
  }),
};

/** Not a cure and not a bug: a way to look at what happens before the grace period is over, however long it is. */
export const graceNeverOver: Mutation = {
  id: 'grace-never-over',
  mistake: 'Only runs in which the grace period outlasts everything else are looked at.',
  enabled: instead(['kubelet/graceExpired'], () => []),
};
