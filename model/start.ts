/** Clusters in which everything already runs, found by running the model's own startup. */
import type { Cluster } from './cluster.ts';
import type { Event } from './event.ts';
import { isSidecar } from './kubernetes/spec.ts';
import { instanceOf } from './scenario.ts';

/** Owners whose events bring a pod up or tell somebody about it. Users, faults and probes that fail are not among them. */
const helpful: Readonly<Record<string, boolean>> = {
  apiserver: true,
  watch: true,
  scheduler: true,
  kubelet: true,
  prober: true,
  runtime: true,
  cni: true,
  attachdetach: true,
  persistentvolume: true,
  endpointslice: true,
  'kube-proxy': true,
};

const setbacks: readonly Event['type'][] = [
  'apiserver/stageRejected',
  'kubelet/imagePullFailed',
  'kubelet/volumesFailed',
  'kubelet/postStartFailed',
  'kubelet/deadlineExceeded',
  'prober/probeFailed',
  'scheduler/bindingReplyLost',
];

/** True of the one program that has to end before others can start. */
const initDone = (cluster: Cluster, event: Event): boolean => {
  if (event.type !== 'process/exited' || event.exitCode !== 0) return false;
  const { spec } = instanceOf(cluster.scenario, event.uid);
  return spec.initContainers.some((container) => container.name === event.container && !isSidecar(container));
};

const brings = (cluster: Cluster, event: Event): boolean =>
  event.type === 'user/createRequested' ||
  event.type === 'process/startedServing' ||
  initDone(cluster, event) ||
  (helpful[event.type.split('/')[0] ?? ''] === true && !setbacks.includes(event.type));

/** More steps than any startup has. */
const limit = 2000;

/**
 * The cluster after everything went well and nothing is left to do, or before the first event of a type that is named: always the first thing that
 * can happen, in the order of actors.
 */
export const runningCluster = (
  initial: Cluster,
  enabled: (cluster: Cluster) => readonly Event[],
  reduce: (cluster: Cluster, event: Event) => Cluster,
  before?: Event['type'],
): Cluster => {
  let now = initial;
  for (let step = 0; step < limit; step += 1) {
    const next = enabled(now).find((event) => brings(now, event));
    if (next === undefined || next.type === before) return now;
    now = reduce(now, next);
  }
  throw new Error(`${initial.scenario.name}: the pods do not come to rest`);
};
