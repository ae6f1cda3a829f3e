/** Stand-in until `kubelet/sync/restart.ts` exports its own. */
import { type Cluster, cell, put } from '../../cluster.ts';
import { initialCluster } from '../../initial.ts';
import { allContainers } from '../../kubernetes/spec.ts';
import { containerKey, type NodeName } from '../../scenario.ts';

/** The cluster after the kubelet of this node lost its memory; the node a worker was on stays known, as the runtime's. */
export const forgetKubelet = (cluster: Cluster, node: NodeName): Cluster => {
  const fresh = initialCluster(cluster.scenario);
  let now = put(cluster, 'kubelets', node, { sourcesReady: false });
  for (const [uid, { spec }] of Object.entries(cluster.scenario.instances)) {
    if (cell(cluster, 'workers', uid).node !== node) continue;
    now = put(now, 'workers', uid, { ...cell(fresh, 'workers', uid), node });
    now = put(now, 'cachedStatuses', uid, cell(fresh, 'cachedStatuses', uid));
    now = put(now, 'kubeletPods', uid, cell(fresh, 'kubeletPods', uid));
    for (const { name } of allContainers(spec)) {
      now = put(now, 'kills', containerKey(uid, name), cell(fresh, 'kills', containerKey(uid, name)));
    }
  }
  return now;
};
