/** A pod that runs steadily, set up cell by cell, so that tests of what comes after need not play what came before. */
import { type Cluster, type ContainerRecord, cell, patch, put } from '../cluster.ts';
import { computeStatus } from '../components/kubelet/sync/status.ts';
import { resetProbes } from '../components/prober/result.ts';
import { initialCluster } from '../initial.ts';
import { allContainers, isSidecar, type PodSpec } from '../kubernetes/spec.ts';
import { containerKey, instanceOf, type ProbeKind, probeKey, type Scenario, type Uid } from '../scenario.ts';

const ran: ContainerRecord = { state: 'exited', exitCode: 0, oomKilled: false, restarted: false };

const recordOf = (spec: PodSpec, name: string): ContainerRecord =>
  spec.initContainers.some((container) => container.name === name && !isSidecar(container))
    ? ran
    : { ...ran, state: 'running' };

const probed = (cluster: Cluster, uid: Uid, name: string, kind: ProbeKind): Cluster =>
  patch(cluster, 'probes', probeKey(uid, name, kind), { result: 'Success', worker: true });

const withContainers = (cluster: Cluster, uid: Uid, spec: PodSpec): Cluster =>
  allContainers(spec).reduce((now, container) => {
    const key = containerKey(uid, container.name);
    const record = recordOf(spec, container.name);
    const serving = record.state === 'running' && !now.scenario.serving;
    const running = put(put(now, 'containers', key, record), 'processes', key, { signal: 'none', serving });
    return (['startup', 'liveness', 'readiness'] as const)
      .filter((kind) => container[`${kind}Probe`] !== undefined)
      .reduce((inner, kind) => probed(inner, uid, container.name, kind), resetProbes(running, uid, container.name));
  }, cluster);

const onNode = (cluster: Cluster, uid: Uid): Cluster => {
  const node = Object.keys(cluster.scenario.nodes)[0] ?? '';
  const { name } = instanceOf(cluster.scenario, uid);
  const stored = put(cluster, 'pods', name, { ...cell(cluster, 'pods', name), uid, nodeName: node });
  const requested = put(stored, 'requests', uid, { stage: 'stored', rejectedAt: '' });
  const seen = patch(put(requested, 'kubelets', node, { sourcesReady: true }), 'kubeletPods', uid, {
    state: 'seen',
    node,
  });
  return patch(seen, 'workers', uid, { state: 'sync', node });
};

/** The first incarnation of a scenario (or the one named) running on its first node, everything mounted, probed and reported. */
export const runningPod = (scenario: Scenario, uid: Uid = 'web#1'): Cluster => {
  const { name, spec } = instanceOf(scenario, uid);
  const podIP = '10.244.0.1';
  let now = withContainers(onNode(initialCluster(scenario), uid), uid, spec);
  now = put(put(now, 'sandboxes', uid, { state: 'ready', podIP, again: false }), 'addresses', podIP, { uid });
  now = put(put(now, 'volumes', uid, { attached: true, mounted: true }), 'cgroups', uid, { exists: true });
  now = put(now, 'cachedStatuses', uid, computeStatus(now, uid));
  const { phase, initialized, readyToStartContainers, containersReady, ready } = cell(now, 'cachedStatuses', uid);
  const shown = { phase, initialized, readyToStartContainers, containersReady, ready, podIP, reported: true };
  return patch(now, 'statuses', name, { ...shown, podScheduled: 'True' });
};
