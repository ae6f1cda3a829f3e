/**
 * The container statuses the kubelet computes at the start of a pass, with their reasons: convertToAPIContainerStatuses,
 * pkg/kubelet/kubelet_pods.go; reason_cache.go; TerminatePod, pkg/kubelet/status/status_manager.go (all 1.35.0). The model's own status keeps no
 * reasons and no restart counts, for no component reads them; a run tells them.
 */
import { type CachedStatus, type Cluster, type ContainerRecord, cell } from '../../../model/cluster.ts';
import { restartGates } from '../../../model/components/kubelet/sync/pod.ts';
import { shouldBeRestarted } from '../../../model/components/kubelet/sync/restart-policy.ts';
import { allContainers, type Container, isSidecar, type PodSpec } from '../../../model/kubernetes/spec.ts';
import { containerKey, type Uid } from '../../../model/scenario.ts';
import type { ContainerState, ContainerStatus, Terminated } from './objects.ts';

/** A status with the container statuses that go with it. */
export interface FullStatus {
  readonly status: CachedStatus;
  readonly containers: readonly ContainerStatus[];
}

/** What a run has shown of one container so far, beyond the state of the cluster. */
export interface Past {
  /** How many instances there were. */
  readonly instances: number;
  /** How the instance before the newest ended. */
  readonly last?: Terminated;
  /** Why its last start failed, as the kubelet's reason cache has it; absent if it did not. */
  readonly failed?: string;
}

/** The name of the pasts of containers, by their keys. */
export type Pasts = Readonly<Record<string, Past>>;

const nothing: Past = { instances: 0 };

/** The past of a container. */
export const pastOf = (pasts: Pasts, key: string): Past => pasts[key] ?? nothing;

/** The words of a runtime for how a container ended. */
export const endOf = ({ oomKilled, exitCode }: ContainerRecord): Terminated => {
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  return { is: 'terminated', reason: oomKilled ? 'OOMKilled' : reason, exitCode };
};

/** What TerminatePod says of a container of which nobody knows how it ended. */
const unknownEnd: Terminated = { is: 'terminated', reason: 'ContainerStatusUnknown', exitCode: 137 };

/** Will the next pass start it, so that it waits for something (ShouldContainerBeRestarted)? */
export const toStart = (cluster: Cluster, uid: Uid, spec: PodSpec, container: Container): boolean => {
  const record = cell(cluster, 'containers', containerKey(uid, container.name));
  if (cell(cluster, 'workers', uid).state !== 'sync') return false;
  const done = record.state === 'exited' && record.exitCode === 0 && spec.initContainers.includes(container);
  return !(done && !isSidecar(container)) && shouldBeRestarted(spec, container, record, restartGates(cluster));
};

/** The state the runtime alone accounts for; without an instance the container waits for its first one. */
const plainState = (spec: PodSpec, record: ContainerRecord): ContainerState => {
  if (record.state === 'running') return { is: 'running' };
  if (record.state === 'exited') return endOf(record);
  if (record.state === 'created') return { is: 'waiting', reason: '' };
  return { is: 'waiting', reason: spec.initContainers.length === 0 ? 'ContainerCreating' : 'PodInitializing' };
};

/** The statuses of a Pod's containers, init containers first; none for a Pod that was turned away. `before`: the cluster the pass looks at. */
export const statusesOf = (
  before: Cluster,
  uid: Uid,
  spec: PodSpec,
  { containers }: CachedStatus,
  pasts: Pasts,
): readonly ContainerStatus[] =>
  allContainers(spec).flatMap((container) => {
    const { name } = container;
    const shown = containers[name];
    if (shown === undefined) return [];
    const key = containerKey(uid, name);
    const { instances, last, failed } = pastOf(pasts, key);
    const plain = plainState(spec, cell(before, 'containers', key));
    const waits = failed !== undefined && plain.is !== 'running' && toStart(before, uid, spec, container);
    const ended = waits && plain.is === 'terminated' ? plain : last;
    return [
      {
        name,
        state: waits ? { is: 'waiting' as const, reason: failed } : plain,
        ...(ended === undefined ? {} : { last: ended }),
        ready: shown.ready,
        started: shown.started,
        restartCount: Math.max(instances - 1, 0),
      },
    ];
  });

/** Has a regular container, or the last init container, shown that the Pod was initialized (hasPodInitialized)? */
const hasInitialized = (spec: PodSpec, statuses: readonly ContainerStatus[]): boolean => {
  const last = spec.initContainers.at(-1);
  if (last === undefined) return true;
  const regular = statuses.filter(({ name }) => spec.containers.some((one) => one.name === name));
  if (regular.some((one) => one.last !== undefined || one.state.is !== 'waiting')) return true;
  const status = statuses.find(({ name }) => name === last.name);
  if (status === undefined) return false;
  if (isSidecar(last)) return status.state.is === 'running' && status.started;
  return [status.last, status.state].some((one) => one?.is === 'terminated' && one.exitCode === 0);
};

/** The statuses once everything is stopped for good: what is not known to have ended is said to have failed. */
export const terminatedStatuses = (spec: PodSpec, statuses: readonly ContainerStatus[]): readonly ContainerStatus[] => {
  const initialized = hasInitialized(spec, statuses);
  const begun = statuses.findLastIndex(
    ({ name, state, last }) =>
      spec.initContainers.some((one) => one.name === name) && (state.is !== 'waiting' || last !== undefined),
  );
  return statuses.map((one, index) => {
    const init = spec.initContainers.some(({ name }) => name === one.name);
    const fails = init ? index <= Math.max(begun, 0) : initialized;
    const state = fails && one.state.is !== 'terminated' ? unknownEnd : one.state;
    return { ...one, state, ready: false, started: false };
  });
};
