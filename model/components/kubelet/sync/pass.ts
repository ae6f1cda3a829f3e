/**
 * One sync pass: SyncPod, pkg/kubelet/kubelet.go, then SyncPod, pkg/kubelet/kuberuntime/kuberuntime_manager.go (1.34.9, 1.35.6, 1.36.2).
 * The order is theirs (C88, C93): status · cgroup · volumes · probe workers · stop · sandbox · start. Left out: network plugin readiness,
 * secret and ConfigMap managers, mirror pods, data directories, pull secrets, image volumes, resize, DRA. A pass that would change
 * nothing does not happen.
 */
import { type CachedStatus, type Cluster, cell, patch, put } from '../../../cluster.ts';
import { allContainers } from '../../../kubernetes/spec.ts';
import { containerKey, probeKey, type Uid } from '../../../scenario.ts';
import { initialResult } from '../../prober/result.ts';
import { startKills } from '../termination/kill.ts';
import { computePodActions, containersToStop, type PodActions } from './actions.ts';
import { isTerminalPhase } from './conditions.ts';
import { type PodView, probesOf, specOf, viewOf } from './pod.ts';
import { shouldBeRestarted } from './restart-policy.ts';
import { startable, startFirstOf } from './starting.ts';
import { computeStatus, mayReplace } from './status.ts';
import { volumesToMount } from './volumes.ts';

/** May a pass begin? Never again once deletion, removal or a terminal phase was seen (C84, D22), nor beside another pass (C83). */
const mayBegin = (cluster: Cluster, uid: Uid): boolean => {
  const { state, step } = cell(cluster, 'workers', uid);
  if (state !== 'sync' || step !== 'idle') return false;
  const seen = cell(cluster, 'kubeletPods', uid);
  if (seen.state !== 'seen' || seen.deletionGracePeriodSeconds !== null || seen.terminal) return false;
  return !isTerminalPhase(cell(cluster, 'cachedStatuses', uid).phase);
};

const sameStatus = (a: CachedStatus, b: CachedStatus): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The status this pass leaves in the cache; an update that takes a container out of its last state is dropped (C118). */
const nextStatus = (cluster: Cluster, uid: Uid): CachedStatus => {
  const was = cell(cluster, 'cachedStatuses', uid);
  const computed = computeStatus(cluster, uid);
  return mayReplace(viewOf(cluster, uid), was, computed) ? computed : was;
};

const probesToRegister = (cluster: Cluster, uid: Uid) =>
  allContainers(specOf(cluster, uid))
    .flatMap((container) => probesOf(container).map((kind) => ({ kind, key: probeKey(uid, container.name, kind) })))
    .filter(({ key }) => !cell(cluster, 'probes', key).worker);

const registerProbes = (cluster: Cluster, uid: Uid): Cluster =>
  probesToRegister(cluster, uid).reduce((now, { kind, key }) => {
    const { result } = cell(now, 'probes', key);
    return put(now, 'probes', key, {
      result: result === 'Success' ? result : initialResult[kind],
      streak: 0,
      worker: true,
    });
  }, cluster);

const startingOf = (cluster: Cluster, uid: Uid, actions: PodActions): readonly string[] =>
  startable(cluster, uid, [...actions.startInit, ...actions.startMains]);

const wouldAct = (cluster: Cluster, uid: Uid): boolean => {
  const view = viewOf(cluster, uid);
  const actions = computePodActions(view);
  if (actions.newSandbox || actions.restartAll) return true;
  return containersToStop(view, actions).length > 0 || startingOf(cluster, uid, actions).length > 0;
};

/** Is there a pass to begin, and something for it to do? */
export const passDue = (cluster: Cluster, uid: Uid): boolean => {
  if (!mayBegin(cluster, uid)) return false;
  if (!sameStatus(nextStatus(cluster, uid), cell(cluster, 'cachedStatuses', uid))) return true;
  return volumesToMount(cluster, uid) || probesToRegister(cluster, uid).length > 0 || wouldAct(cluster, uid);
};

/** Steps 1 to 9: the status is cached first, and a terminal one ends the pass (C88). */
export const beginPass = (cluster: Cluster, uid: Uid): Cluster => {
  const status = nextStatus(cluster, uid);
  const cached = put(cluster, 'cachedStatuses', uid, status);
  if (isTerminalPhase(status.phase)) return cached;
  const grouped = put(cached, 'cgroups', uid, { exists: true });
  return volumesToMount(cluster, uid)
    ? patch(grouped, 'workers', uid, { step: 'volumes' })
    : continuePass(grouped, uid);
};

/** Steps 11 and 12, volumes being mounted: probe workers first, they wait for containers (C92); then stop, sandbox, start. */
export const continuePass = (cluster: Cluster, uid: Uid): Cluster => {
  const registered = registerProbes(cluster, uid);
  const view = viewOf(registered, uid);
  return stopFirst(registered, uid, view, computePodActions(view));
};

const afterKillOf = (actions: PodActions) => {
  if (actions.restartAll) return 'restartAll';
  if (!actions.killPod) return 'start';
  return actions.newSandbox ? 'sandbox' : 'pod';
};

/**
 * Does the pass still wait for StopPodSandbox? killPod of a pass ends with it as SyncTerminatingPod's does, whether a new sandbox follows
 * or not (kuberuntime_manager.go SyncPod, killPodWithSyncResult, 1.34.9, 1.35.6, 1.36.2; D50). A sandbox that never came up is
 * taken down by the runtime before the next one is made.
 */
export const stopsSandbox = (cluster: Cluster, uid: Uid): boolean => {
  const { step, afterKill } = cell(cluster, 'workers', uid);
  if (step !== 'kill' || (afterKill !== 'sandbox' && afterKill !== 'pod')) return false;
  return ['ready', 'notReady', 'stopping'].includes(cell(cluster, 'sandboxes', uid).state);
};

const stopFirst = (cluster: Cluster, uid: Uid, view: PodView, actions: PodActions): Cluster => {
  const starting = startingOf(cluster, uid, actions);
  const waiting = patch(cluster, 'workers', uid, { step: 'kill', starting, afterKill: afterKillOf(actions) });
  const names = containersToStop(view, actions);
  if (names.length === 0 && !stopsSandbox(waiting, uid)) return afterKills(waiting, uid);
  // killPod puts sidecars last (D52, D56). The others are killed one after the other, in an order nobody can tell: here, beside each other
  // (C93a, C112b).
  if (actions.killPod) return startKills(waiting, uid, names, 'pod');
  if (actions.restartAll) return startKills(waiting, uid, names, 'restartAll');
  return actions.kill.reduce((now, { container, cause }) => startKills(now, uid, [container], cause), waiting);
};

/** Everything the pass had to stop has stopped: kill records go, and the pass goes on. */
export const afterKills = (cluster: Cluster, uid: Uid): Cluster => {
  const { afterKill, starting } = cell(cluster, 'workers', uid);
  const cleared = allContainers(specOf(cluster, uid)).reduce(
    (now, { name }) => put(now, 'kills', containerKey(uid, name), { stage: 'none', expired: false, cause: '' }),
    cluster,
  );
  if (afterKill === 'sandbox') return makeSandbox(cleared, uid);
  return startFirstOf(afterKill === 'restartAll' ? removeContainers(cleared, uid) : cleared, uid, starting);
};

/**
 * RestartAllContainers leaves no instance behind; that there was one still shows (C112). Crash back-off looks at dead instances only, so
 * it does not hold up what comes next.
 */
const removeContainers = (cluster: Cluster, uid: Uid): Cluster =>
  allContainers(specOf(cluster, uid)).reduce((now, { name }) => {
    const key = containerKey(uid, name);
    const { state, restarted } = cell(now, 'containers', key);
    const ran = restarted || state === 'exited';
    const removed = put(now, 'containers', key, { state: 'none', exitCode: 0, oomKilled: false, restarted: ran });
    return patch(removed, 'backOffs', key, { crash: 'none' });
  }, cluster);

/**
 * On to a new sandbox: init containers and sidecars are removed, so they run again (purgeInitContainers, C97). Main containers stay with the
 * runtime, the garbage collector keeps the last one of each name (maximum-dead-containers-per-container is 1). Of one that will run again
 * only the fact that it ran is read; one that is done stays done, and one that was created and never started stays created (C98a).
 */
const makeSandbox = (cluster: Cluster, uid: Uid): Cluster => {
  const { spec, gates, record } = viewOf(cluster, uid);
  const forgotten = allContainers(spec).reduce((now, container) => {
    const key = containerKey(uid, container.name);
    const old = record(container.name);
    if (old.state === 'none') return now;
    const main = !spec.initContainers.includes(container);
    const stays = old.state === 'created' || !shouldBeRestarted(spec, container, old, gates);
    if (main && stays) return put(now, 'containers', key, { ...old, earlierSandbox: true });
    return put(now, 'containers', key, { state: 'none', exitCode: 0, oomKilled: false, restarted: main });
  }, cluster);
  // Without a network of its own there is nothing for CNI to do (C95).
  return patch(forgotten, 'workers', uid, { step: spec.hostNetwork ? 'pause' : 'sandbox', afterKill: 'none' });
};

/** The sandbox is up: the same pass goes on to its first containers; since 1.36 the condition is cached at once (C127). */
export const afterSandbox = (cluster: Cluster, uid: Uid): Cluster => {
  const early = cluster.scenario.switches.sandboxConditionCachedEarly;
  const shown = early ? patch(cluster, 'cachedStatuses', uid, { readyToStartContainers: true }) : cluster;
  return startFirstOf(shown, uid, cell(cluster, 'workers', uid).starting);
};
