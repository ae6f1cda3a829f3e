/** What a kubelet forgets when its process restarts, and what it takes over from the API (pkg/kubelet/prober/prober_manager.go, C139). */
import { type Cluster, cell, type ProbeState, put } from '../../../cluster.ts';
import { initialCluster } from '../../../initial.ts';
import { allContainers } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type NodeName, type ProbeKind, probeKey, type Uid } from '../../../scenario.ts';
import { noProbe } from '../../prober/result.ts';
import { gate, probesOf, specOf } from './pod.ts';

const belongsTo = (cluster: Cluster, uid: Uid, node: NodeName): boolean => {
  const worker = cell(cluster, 'workers', uid);
  if (worker.node !== '') return worker.node === node;
  const view = cell(cluster, 'kubeletPods', uid);
  if (view.node !== '') return view.node === node;
  const stored = cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name);
  return stored.uid === uid && stored.nodeName === node;
};

/**
 * Since 1.35 a container that ran before the kubelet did keeps `started`, and stays ready as long as the API says the pod is Ready, until
 * a probe says otherwise; that is how a probe that has succeeded behaves, so it is kept as one. What the API says of `started` is taken
 * to be what the kubelet last knew. Up to 1.34 nothing is kept.
 */
const probeAfterRestart = (cluster: Cluster, uid: Uid, container: string, kind: ProbeKind): ProbeState => {
  if (gate(cluster, 'ChangeContainerStatusOnKubeletRestart') || kind === 'liveness') return noProbe;
  if (cell(cluster, 'containers', containerKey(uid, container)).state !== 'running') return noProbe;
  const { name } = instanceOf(cluster.scenario, uid);
  const kept =
    kind === 'startup'
      ? cell(cluster, 'probes', probeKey(uid, container, kind)).result === 'Success'
      : cell(cluster, 'pods', name).uid === uid && cell(cluster, 'statuses', name).ready;
  return kept ? { ...noProbe, result: 'Success' } : noProbe;
};

const forgetPod = (cluster: Cluster, fresh: Cluster, uid: Uid): Cluster => {
  // The worker's node stays: it is where the runtime has the pod's containers, whoever remembers them.
  const { node } = cell(cluster, 'workers', uid);
  const blank = (['cachedStatuses', 'kubeletPods'] as const).reduce(
    (now, group) => put(now, group, uid, cell(fresh, group, uid)),
    put(cluster, 'workers', uid, { ...cell(fresh, 'workers', uid), node }),
  );
  return allContainers(specOf(cluster, uid)).reduce((now, container) => {
    const key = containerKey(uid, container.name);
    const unkilled = put(now, 'kills', key, cell(fresh, 'kills', key));
    return probesOf(container).reduce(
      (inner, kind) =>
        put(
          inner,
          'probes',
          probeKey(uid, container.name, kind),
          probeAfterRestart(cluster, uid, container.name, kind),
        ),
      put(unkilled, 'backOffs', key, cell(fresh, 'backOffs', key)),
    );
  }, blank);
};

/**
 * The cluster after the kubelet of this node restarted: pod workers, cached statuses, back-off, probe results, kill procedures and what
 * its config source had delivered are gone. Containers, sandboxes, volumes, cgroups and addresses are not the kubelet's memory.
 */
export const forgetKubelet = (cluster: Cluster, node: NodeName): Cluster => {
  const fresh = initialCluster(cluster.scenario);
  return Object.keys(cluster.scenario.instances)
    .filter((uid) => belongsTo(cluster, uid, node))
    .reduce((now, uid) => forgetPod(now, fresh, uid), put(cluster, 'kubelets', node, { sourcesReady: false }));
};
