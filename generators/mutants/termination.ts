/** Mistakes between the first reason to terminate and the last exit. */
import { type Cluster, cell, patch, put } from '../../model/cluster.ts';
import { allContainers, type Container, sidecars } from '../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, probeKey, type Uid } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen } from './ways.ts';

const specOf = (cluster: Cluster, uid: Uid) => instanceOf(cluster.scenario, uid).spec;

/** One container of each that fits gets its kill procedure changed. */
const withKills = (
  cluster: Cluster,
  uid: Uid,
  containers: readonly Container[],
  change: (cluster: Cluster, key: string, name: string) => Cluster,
): Cluster => containers.reduce((now, { name }) => change(now, containerKey(uid, name), name), cluster);

const deletionUndone: Mutation = {
  id: 'deletion-undone',
  mistake: 'The status manager writes back the whole object as it first saw it, without the deletionTimestamp.',
  reduce: andThen(['kubelet/statusPatched'], (after, { uid }) =>
    patch(after, 'pods', instanceOf(after.scenario, uid).name, { deletionGracePeriodSeconds: null }),
  ),
};

const graceAddsUp: Mutation = {
  id: 'grace-adds-up',
  mistake: 'The grace period of a second delete is added to what is left of the first.',
  reduce: andThen(['user/podDeleted'], (after, { pod, grace }, before) => {
    const pending = cell(before, 'pods', pod).deletionGracePeriodSeconds;
    return pending === null
      ? after
      : patch(after, 'pods', pod, { deletionGracePeriodSeconds: pending + (grace ?? 30) });
  }),
};

const graceClockRestarts: Mutation = {
  id: 'grace-clock-restarts',
  mistake: 'When the kubelet sees a second delete, the grace period of a kill under way begins anew.',
  reduce: andThen(['watch/kubeletSawPod'], (after, { uid }) =>
    cell(after, 'workers', uid).state === 'terminating'
      ? withKills(after, uid, allContainers(specOf(after, uid)), (now, key) =>
          cell(now, 'kills', key).expired ? patch(now, 'kills', key, { expired: false }) : now,
        )
      : after,
  ),
};

const graceStartsAtSigterm: Mutation = {
  id: 'grace-starts-at-sigterm',
  mistake: 'StopContainer gets the whole grace period once more after the preStop hook has had it.',
  reduce: andThen(['kubelet/terminationStarted', 'kubelet/preStopCompleted'], (after, { uid }) =>
    withKills(after, uid, allContainers(specOf(after, uid)), (now, key) => {
      const { stage } = cell(now, 'kills', key);
      return stage === 'stop' ? patch(now, 'kills', key, { cause: 'postStart' }) : now;
    }),
  ),
};

const shorteningEndsTheGrace: Mutation = {
  id: 'shortening-ends-the-grace',
  mistake: 'When the kubelet sees a second delete, the grace period of a kill under way is over.',
  reduce: andThen(['watch/kubeletSawPod'], (after, { uid }) =>
    cell(after, 'workers', uid).state === 'terminating'
      ? withKills(after, uid, allContainers(specOf(after, uid)), (now, key) =>
          cell(now, 'kills', key).stage === 'stopping' ? patch(now, 'kills', key, { expired: true }) : now,
        )
      : after,
  ),
};

const preStopNotAwaited: Mutation = {
  id: 'prestop-not-awaited',
  mistake: 'The kubelet starts the preStop hook and sends the stop signal without waiting for its end.',
  enabled: also(['kubelet/preStopCompleted'], ({ uid, container }) => [
    { type: 'runtime/sigtermSent', uid, container },
  ]),
};

const sigkillWithoutSigterm: Mutation = {
  id: 'sigkill-without-sigterm',
  mistake: 'StopContainer kills at once.',
  enabled: also(['runtime/sigtermSent', 'kubelet/preStopCompleted'], ({ uid, container }) => [
    { type: 'runtime/sigkillSent', uid, container },
  ]),
};

const sidecarsNotOrdered: Mutation = {
  id: 'sidecars-not-ordered',
  mistake: 'When a Pod terminates all its containers are signalled together, sidecars like any other.',
  reduce: andThen(['kubelet/terminationStarted'], (after, { uid }) =>
    withKills(after, uid, sidecars(specOf(after, uid)), (now, key) =>
      cell(now, 'kills', key).stage === 'turn' ? patch(now, 'kills', key, { stage: 'stop' }) : now,
    ),
  ),
};

const sidecarsStopTogether: Mutation = {
  id: 'sidecars-stop-together',
  mistake: 'Once the main containers have stopped all sidecars are signalled together.',
  enabled: also(['kubelet/stopRequested'], ({ uid, container }, cluster) =>
    sidecars(specOf(cluster, uid))
      .filter(({ name }) => name !== container && cell(cluster, 'kills', containerKey(uid, name)).stage === 'turn')
      .map(({ name }) => ({ type: 'kubelet/stopRequested', uid, container: name })),
  ),
};

const completeWithFirstMain: Mutation = {
  id: 'complete-with-first-main',
  mistake: 'A Pod counts as completed when the first of its main containers has finished.',
  enabled: also(['kubelet/syncStarted'], ({ uid }, cluster) =>
    specOf(cluster, uid).containers.some(
      ({ name }) => cell(cluster, 'containers', containerKey(uid, name)).state === 'exited',
    )
      ? [{ type: 'kubelet/terminationStarted', uid, cause: 'completed' }]
      : [],
  ),
};

const takenDownWhileRestarting: Mutation = {
  id: 'taken-down-while-restarting',
  mistake: 'A Pod none of whose containers runs is taken down, even while a failed liveness probe has one restarted.',
  enabled: also(['kubelet/containersStopped'], ({ uid }, cluster) =>
    cell(cluster, 'workers', uid).afterKill === 'start' &&
    allContainers(specOf(cluster, uid)).every(
      ({ name }) => cell(cluster, 'containers', containerKey(uid, name)).state !== 'running',
    )
      ? [{ type: 'kubelet/terminationStarted', uid, cause: 'completed' }]
      : [],
  ),
};

const firstMain = (cluster: Cluster, uid: Uid): string => specOf(cluster, uid).containers[0]?.name ?? '';

const startWhileTerminating: Mutation = {
  id: 'start-while-terminating',
  mistake: 'A container that exits while its Pod terminates is restarted as its restart policy says.',
  enabled: also(['runtime/sandboxStopped'], ({ uid }, cluster) => [
    { type: 'runtime/containerStarted', uid, container: firstMain(cluster, uid) },
  ]),
};

const startAfterTerminated: Mutation = {
  id: 'start-after-terminated',
  mistake: 'A late update makes the worker of a terminated Pod sync it again.',
  enabled: also(['kubelet/cgroupRemoved'], ({ uid }, cluster) => [
    { type: 'runtime/containerStarted', uid, container: firstMain(cluster, uid) },
  ]),
};

const probeKillsWhileTerminating: Mutation = {
  id: 'probe-kills-while-terminating',
  mistake: 'Liveness goes on being probed while the Pod terminates, and a failure starts a kill of its own.',
  reduce: (_before, event, after) => {
    if (event.type === 'kubelet/terminationStarted') {
      const probed = allContainers(specOf(after, event.uid)).filter(({ livenessProbe }) => livenessProbe !== undefined);
      return withKills(after, event.uid, probed, (now, _key, name) =>
        patch(now, 'probes', probeKey(event.uid, name, 'liveness'), { worker: true }),
      );
    }
    if (event.type !== 'prober/probeFailed' || cell(after, 'workers', event.uid).state !== 'terminating') return after;
    const key = containerKey(event.uid, event.container);
    return put(after, 'kills', key, { stage: 'stop', expired: false, cause: 'liveness' });
  },
};

const preStopTwice: Mutation = {
  id: 'prestop-twice',
  mistake: 'When the grace period runs out the kill procedure starts over from its first step.',
  reduce: andThen(['kubelet/graceExpired'], (after, { uid }) =>
    withKills(
      after,
      uid,
      allContainers(specOf(after, uid)).filter(({ preStop }) => preStop !== undefined),
      (now, key) =>
        cell(now, 'kills', key).stage === 'stopping' ? patch(now, 'kills', key, { stage: 'preStop' }) : now,
    ),
  ),
};

const preStopSkippedAtGraceZero: Mutation = {
  id: 'prestop-skipped-at-grace-zero',
  mistake: 'A force-deleted Pod goes straight to the stop signal.',
  reduce: andThen(['kubelet/terminationStarted'], (after, { uid, cause }, before) =>
    cause === 'removed' || cell(before, 'kubeletPods', uid).deletionGracePeriodSeconds === 0
      ? withKills(after, uid, allContainers(specOf(after, uid)), (now, key) =>
          cell(now, 'kills', key).stage === 'preStop' ? patch(now, 'kills', key, { stage: 'stop' }) : now,
        )
      : after,
  ),
};

const probesStopOnDeletion: Mutation = {
  id: 'probes-stop-on-deletion',
  mistake: 'All probe workers of a Pod stop when its termination begins.',
  reduce: andThen(['kubelet/terminationStarted'], (after, { uid }) =>
    allContainers(specOf(after, uid))
      .filter(({ readinessProbe }) => readinessProbe !== undefined)
      .reduce((now, { name }) => patch(now, 'probes', probeKey(uid, name, 'readiness'), { worker: false }), after),
  ),
};

const sandboxStoppedFirst: Mutation = {
  id: 'sandbox-stopped-first',
  mistake: 'The kubelet asks for StopPodSandbox beside the StopContainer calls.',
  enabled: also(['runtime/sigtermSent'], ({ uid }) => [{ type: 'runtime/sandboxStopped', uid }]),
};

/** Mistakes between the first reason to terminate and the last exit. */
export const terminationMutations: readonly Mutation[] = [
  deletionUndone,
  graceAddsUp,
  graceClockRestarts,
  graceStartsAtSigterm,
  shorteningEndsTheGrace,
  preStopNotAwaited,
  sigkillWithoutSigterm,
  sidecarsNotOrdered,
  sidecarsStopTogether,
  completeWithFirstMain,
  takenDownWhileRestarting,
  startWhileTerminating,
  startAfterTerminated,
  probeKillsWhileTerminating,
  preStopTwice,
  preStopSkippedAtGraceZero,
  probesStopOnDeletion,
  sandboxStoppedFirst,
];
