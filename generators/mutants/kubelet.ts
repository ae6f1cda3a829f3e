const readyNeverWritten: Mutation = {
  id: 'ready-never-written',
  mistake: 'A patch of the status carries the phase and the addresses, and leaves the condition Ready as it is.',
  reduce: andThen(['kubelet/statusPatched'], (after, { uid }, before) => {
    const { name } = instanceOf(after.scenario, uid);
    return patch(after, 'statuses', name, { ready: cell(before, 'statuses', name).ready });
  }),
};

/** Mistakes in which pods a kubelet takes, and in what it reports of them. */
import { type CachedStatus, type Cluster, cell, patch, put } from '../../model/cluster.ts';
import { admitted } from '../../model/components/kubelet/sync/admission.ts';
import { noProbe } from '../../model/components/prober/result.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, probeKey, type Uid } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen, instead } from './ways.ts';

const stateOf = (cluster: Cluster, uid: Uid, name: string) =>
  cell(cluster, 'containers', containerKey(uid, name)).state;
const mainsOf = (cluster: Cluster, uid: Uid) => instanceOf(cluster.scenario, uid).spec.containers;

/** The status a pass computes comes out like this instead. */
const computes = (
  change: (status: CachedStatus, cluster: Cluster, uid: Uid) => Partial<CachedStatus>,
): NonNullable<Mutation['reduce']> =>
  andThen(['kubelet/syncStarted'], (after, { uid }) =>
    patch(after, 'cachedStatuses', uid, change(cell(after, 'cachedStatuses', uid), after, uid)),
  );

const kubeletIgnoresNodeName: Mutation = {
  id: 'kubelet-ignores-node-name',
  mistake: 'A kubelet watches all Pods of the cluster and takes every one that is bound.',
  enabled: also(['kubelet/podAdmitted'], ({ uid, node: own }, cluster) =>
    Object.keys(cluster.scenario.nodes)
      .filter((node) => node !== own)
      .map((node) => ({ type: 'kubelet/podAdmitted', uid, node })),
  ),
};

const setupBeforeAdmission: Mutation = {
  id: 'setup-before-admission',
  mistake: 'The volume manager mounts what it sees in the config, without waiting for admission.',
  enabled: also(['kubelet/podAdmitted'], ({ uid }) => [{ type: 'kubelet/volumesMounted', uid }]),
};

const rejectedPodStarts: Mutation = {
  id: 'rejected-pod-starts',
  mistake: 'A Pod that was turned away keeps its worker, which syncs it like any other.',
  reduce: andThen(['kubelet/podRejected'], (after, { uid, node }) =>
    admitted(patch(after, 'cachedStatuses', uid, { known: false, phase: 'Pending', reason: '' }), uid, node),
  ),
};

const kubeletAdmitsEverything: Mutation = {
  id: 'kubelet-admits-everything',
  mistake: 'The kubelet trusts the scheduler and admits every Pod that is bound to it.',
  enabled: instead(['kubelet/podRejected'], ({ uid, node }) => [{ type: 'kubelet/podAdmitted', uid, node }]),
};

const runningPodRejected: Mutation = {
  id: 'running-pod-counted-twice',
  mistake:
    'A restarted kubelet counts the containers it finds running beside the Pod they belong to, and finds no room.',
  enabled: also(['kubelet/podAdmitted'], ({ uid, node }, cluster) =>
    allContainers(instanceOf(cluster.scenario, uid).spec).some(({ name }) => stateOf(cluster, uid, name) === 'running')
      ? [{ type: 'kubelet/podRejected', uid, node, reason: 'OutOfcpu' }]
      : [],
  ),
};

const probeBeforeStarted: Mutation = {
  id: 'probe-before-started',
  mistake: 'Readiness is probed from the first moment, beside the startup probe.',
  enabled: also(['prober/probeSucceeded'], ({ uid, container, probe }, cluster) => {
    const own = allContainers(instanceOf(cluster.scenario, uid).spec).find(({ name }) => name === container);
    return probe === 'startup' && own?.readinessProbe !== undefined
      ? [{ type: 'prober/probeSucceeded', uid, container, probe: 'readiness' }]
      : [];
  }),
};

const livenessBesideStartup: Mutation = {
  id: 'liveness-beside-startup',
  mistake: 'Liveness is probed from the first moment, beside the startup probe.',
  enabled: also(['prober/probeSucceeded', 'prober/probeFailed'], ({ uid, container, probe }, cluster) => {
    const own = allContainers(instanceOf(cluster.scenario, uid).spec).find(({ name }) => name === container);
    if (probe !== 'startup' || own?.livenessProbe === undefined) return [];
    const { result } = cell(cluster, 'probes', probeKey(uid, container, 'liveness'));
    return result === 'Failure' ? [] : [{ type: 'prober/probeFailed', uid, container, probe: 'liveness' }];
  }),
};

const restartForgetsReadiness: Mutation = {
  id: 'kubelet-restart-forgets-readiness',
  mistake:
    'A kubelet that has restarted takes nothing over from the API: what was ready is probed anew before it counts.',
  reduce: andThen(['fault/kubeletRestarted'], (after, { node }) =>
    Object.entries(after.scenario.instances)
      .filter(([uid]) => cell(after, 'workers', uid).node === node)
      .flatMap(([uid, { spec }]) => allContainers(spec).map((container) => ({ uid, container })))
      .filter(({ container }) => container.readinessProbe !== undefined)
      .reduce(
        (now, { uid, container }) => put(now, 'probes', probeKey(uid, container.name, 'readiness'), noProbe),
        after,
      ),
  ),
};

const readyWithoutProbe: Mutation = {
  id: 'ready-without-probe',
  mistake: 'A Pod counts as ready when all its main containers run, whatever their readiness probes say.',
  reduce: computes((status, cluster, uid) =>
    mainsOf(cluster, uid).every(({ name }) => stateOf(cluster, uid, name) === 'running')
      ? { ready: true }
      : { ready: status.ready },
  ),
};

const readyFromTheStart: Mutation = {
  id: 'ready-from-the-start',
  mistake: 'A Pod counts as ready until something is found that is not.',
  reduce: computes(() => ({ ready: true })),
};

const terminalPhaseOverwritten: Mutation = {
  id: 'terminal-phase-overwritten',
  mistake: 'After cleaning up the kubelet computes the status once more, from a Pod that has no containers any more.',
  reduce: (_before, event, after) => {
    if (event.type === 'kubelet/cgroupRemoved')
      return patch(after, 'cachedStatuses', event.uid, { known: true, phase: 'Pending', podIP: '' });
    if (event.type !== 'kubelet/statusPatched') return after;
    const { phase } = cell(after, 'cachedStatuses', event.uid);
    return phase === 'Pending'
      ? patch(after, 'statuses', instanceOf(after.scenario, event.uid).name, { phase })
      : after;
  },
};

const pendingWhileRestarting: Mutation = {
  id: 'pending-while-restarting',
  mistake: 'A container that waits for its restart counts as waiting, and the phase as Pending.',
  reduce: computes(({ phase }, cluster, uid) =>
    phase === 'Running' && mainsOf(cluster, uid).some(({ name }) => stateOf(cluster, uid, name) === 'exited')
      ? { phase: 'Pending' }
      : { phase },
  ),
};

const runningTooEarly: Mutation = {
  id: 'running-too-early',
  mistake: 'The phase is Running as soon as one container runs.',
  reduce: computes(({ phase }, cluster, uid) =>
    phase === 'Pending' && mainsOf(cluster, uid).some(({ name }) => stateOf(cluster, uid, name) === 'running')
      ? { phase: 'Running' }
      : { phase },
  ),
};

const deletedMeansFailed: Mutation = {
  id: 'deleted-means-failed',
  mistake: 'A Pod that was deleted ends as Failed, whatever its containers’ exit codes.',
  reduce: andThen(['kubelet/terminationCompleted'], (after, { uid }, before) =>
    cell(before, 'workers', uid).cause === 'deleted' ? patch(after, 'cachedStatuses', uid, { phase: 'Failed' }) : after,
  ),
};

const statusByName: Mutation = {
  id: 'status-by-name',
  mistake: 'The status manager patches whatever Pod has the name by now.',
  enabled: also(['kubelet/terminationCompleted'], ({ uid }, cluster) => {
    const stored = cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).uid;
    return stored === '' || stored === uid ? [] : [{ type: 'kubelet/statusPatched', uid }];
  }),
};

/** Mistakes in which pods a kubelet takes, and in what it reports of them. */
export const kubeletMutations: readonly Mutation[] = [
  kubeletIgnoresNodeName,
  setupBeforeAdmission,
  rejectedPodStarts,
  kubeletAdmitsEverything,
  runningPodRejected,
  probeBeforeStarted,
  livenessBesideStartup,
  restartForgetsReadiness,
  readyWithoutProbe,
  readyFromTheStart,
  readyNeverWritten,
  terminalPhaseOverwritten,
  pendingWhileRestarting,
  runningTooEarly,
  deletedMeansFailed,
  statusByName,
];
