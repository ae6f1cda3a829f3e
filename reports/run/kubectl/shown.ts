/**
 * What the API server shows after each step of a run. Container statuses are not part of the model's stored status, so they are followed along the
 * run: the kubelet computes them when a pass begins, and they are stored with the status the model does store, as soon as there is nothing of
 * that left to write. A pass that would only report a reason is no step of the model: reasons show as soon as the pass that met them is over.
 */
import type { Trace } from '../../../generators/explore/machine.ts';
import { type CachedStatus, type Cluster, cell } from '../../../model/cluster.ts';
import { duePatch } from '../../../model/components/kubelet/sync/status-manager.ts';
import type { Event } from '../../../model/event.ts';
import { allContainers, type PodSpec } from '../../../model/kubernetes/spec.ts';
import { containerKey, type Uid } from '../../../model/scenario.ts';
import type { ApiObjects, ContainerStatus } from './objects.ts';
import {
  endOf,
  type FullStatus,
  type Past,
  type Pasts,
  pastOf,
  statusesOf,
  terminatedStatuses,
  toStart,
} from './statuses.ts';
import { objectsOf } from './stored.ts';

type ByUid = Readonly<Record<Uid, FullStatus>>;

/** What is known of a run so far. */
interface Memory {
  readonly pasts: Pasts;
  /** As the kubelet has it in memory. */
  readonly computed: ByUid;
  /** As it was last written. */
  readonly written: ByUid;
}

/** Why a start failed, in the kubelet's words (pkg/kubelet/images/types.go, pkg/kubelet/container/sync_result.go, 1.35.0). */
const failures: Readonly<Partial<Record<Event['type'], string>>> = {
  'kubelet/imagePullFailed': 'ErrImagePull',
  'kubelet/containerConfigFailed': 'CreateContainerConfigError',
  'runtime/containerStartFailed': 'RunContainerError',
  'kubelet/postStartFailed': 'PostStartHookError',
};

/** Steps that begin with a status computed anew from what the runtime shows. */
const computing: readonly Event['type'][] = [
  'kubelet/syncStarted',
  'kubelet/terminationStarted',
  'kubelet/deadlineExceeded',
];

const specIn = ({ scenario }: Cluster, uid: Uid): PodSpec | undefined => scenario.instances[uid]?.spec;

const changed = (pasts: Pasts, key: string, fields: Partial<Past>): Pasts => ({
  ...pasts,
  [key]: { ...pastOf(pasts, key), ...fields },
});

const without = (pasts: Pasts, key: string): Pasts => {
  const { failed: _failed, ...past } = pastOf(pasts, key);
  return { ...pasts, [key]: past };
};

/** The reasons a pass meets that finds containers in back-off. */
const backingOff = (pasts: Pasts, before: Cluster, uid: Uid, spec: PodSpec): Pasts =>
  allContainers(spec).reduce((found, container) => {
    const key = containerKey(uid, container.name);
    if (!toStart(before, uid, spec, container)) return found;
    const { crash, image } = cell(before, 'backOffs', key);
    if (image === 'armed') return changed(found, key, { failed: 'ImagePullBackOff' });
    const exited = cell(before, 'containers', key).state === 'exited';
    return crash === 'armed' && exited ? changed(found, key, { failed: 'CrashLoopBackOff' }) : found;
  }, pasts);

/** The pasts after a step. */
const pastsAfter = (pasts: Pasts, before: Cluster, event: Event): Pasts => {
  if (!('uid' in event)) return pasts;
  const spec = specIn(before, event.uid);
  if (event.type === 'kubelet/syncStarted')
    return spec === undefined ? pasts : backingOff(pasts, before, event.uid, spec);
  if (!('container' in event) || event.container === null) return pasts;
  const key = containerKey(event.uid, event.container);
  const failed = failures[event.type];
  if (failed !== undefined) return changed(pasts, key, { failed });
  if (event.type === 'runtime/containerStarted') return without(pasts, key);
  if (event.type !== 'runtime/containerCreated') return pasts;
  const record = cell(before, 'containers', key);
  const last = record.state === 'exited' ? { last: endOf(record) } : {};
  return changed(pasts, key, { instances: pastOf(pasts, key).instances + 1, ...last });
};

/** The flags of the cached status on the states there are: what a probe changes without a pass. */
const reflagged = ({ containers }: FullStatus, status: CachedStatus): readonly ContainerStatus[] =>
  containers.map((one) => {
    const { ready, started } = status.containers[one.name] ?? one;
    return { ...one, ready, started };
  });

/** The pass is over: what waits for its next start shows why. */
const withReasons = (full: FullStatus, cluster: Cluster, uid: Uid, spec: PodSpec, pasts: Pasts): FullStatus => {
  if (cell(cluster, 'workers', uid).step !== 'idle') return full;
  const containers = full.containers.map((one): ContainerStatus => {
    const container = allContainers(spec).find(({ name }) => name === one.name);
    const { failed } = pastOf(pasts, containerKey(uid, one.name));
    const waits = container !== undefined && toStart(cluster, uid, spec, container) && one.state.is !== 'running';
    if (failed === undefined || !waits) return one;
    const last = one.state.is === 'terminated' ? { last: one.state } : {};
    return { ...one, ...last, state: { is: 'waiting', reason: failed } };
  });
  return { ...full, containers };
};

interface Step {
  readonly before: Cluster;
  readonly event: Event;
  readonly after: Cluster;
}

const computedAfter = (memory: Memory, { before, event, after }: Step, uid: Uid): FullStatus | undefined => {
  const spec = specIn(after, uid);
  const status = cell(after, 'cachedStatuses', uid);
  if (spec === undefined || !status.known) return undefined;
  const was = memory.computed[uid];
  const own = 'uid' in event && event.uid === uid;
  if (own && event.type === 'kubelet/terminationCompleted') {
    const known = statusesOf(before, uid, spec, cell(before, 'cachedStatuses', uid), memory.pasts);
    return { status, containers: terminatedStatuses(spec, known) };
  }
  // Of a Pod that has stopped the deadline changes the phase alone.
  const late = event.type === 'kubelet/deadlineExceeded' && cell(before, 'workers', uid).state !== 'sync';
  const anew = was === undefined || (own && computing.includes(event.type) && !late);
  const containers = anew ? statusesOf(before, uid, spec, status, memory.pasts) : reflagged(was, status);
  return { status, containers };
};

const isWritten = (cluster: Cluster, uid: Uid): boolean => {
  const name = cluster.scenario.instances[uid]?.name ?? '';
  return cluster.pods[name]?.uid === uid && duePatch(cluster, uid) === undefined;
};

const advanced = (memory: Memory, step: Step): Memory => {
  const { before, event, after } = step;
  const known = Object.keys(after.scenario.instances).map((uid) => ({ uid, full: computedAfter(memory, step, uid) }));
  const pasts = pastsAfter(memory.pasts, before, event);
  const computed: Record<Uid, FullStatus> = {};
  const written: Record<Uid, FullStatus> = { ...memory.written };
  for (const { uid, full } of known) {
    const spec = specIn(after, uid);
    if (full === undefined || spec === undefined) continue;
    computed[uid] = withReasons(full, after, uid, spec, pasts);
    if (isWritten(after, uid)) written[uid] = computed[uid];
  }
  return { pasts, computed, written };
};

/** Where a run begins: every container there is, is its first instance. */
const beginningOf = (initial: Cluster): Memory => {
  const pasts: Pasts = Object.fromEntries(
    Object.entries(initial.containers)
      .filter(([, { state }]) => state !== 'none')
      .map(([key]) => [key, { instances: 1 }]),
  );
  const memory: Memory = { pasts, computed: {}, written: {} };
  return advanced(memory, { before: initial, event: { type: 'fault/apiserverRestarted' }, after: initial });
};

/** What is stored in the beginning of a run and after each of its steps. */
export const shownAlong = ({ initial, steps }: Trace<Cluster, Event>): readonly ApiObjects[] => {
  let memory = beginningOf(initial);
  let before = initial;
  const shown = [objectsOf(initial, memory.written)];
  for (const { event, state } of steps) {
    memory = advanced(memory, { before, event, after: state });
    before = state;
    shown.push(objectsOf(state, memory.written));
  }
  return shown;
};
