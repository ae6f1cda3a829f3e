/** What users do to workloads and their Pods. Whoever else calls the API as they do, an autoscaler or a node drain, is one of them. */
import type { Actor } from '../../actor.ts';
import { type Cluster, cell } from '../../cluster.ts';
import type { Event } from '../../event.ts';
import { type DeploymentSetup, slotsOf } from '../../kubernetes/deployment.ts';
import type { Scenario } from '../../scenario.ts';

const ofDeployment =
  (deployment: string, { revisions, scales = [] }: DeploymentSetup) =>
  (cluster: Cluster): readonly Event[] => {
    const { revision: present, replicas: wanted, paused } = cell(cluster, 'deployments', deployment);
    return [
      ...Object.keys(revisions)
        .filter((revision) => revision !== present)
        .map((revision) => ({ type: 'user/templateChanged', deployment, revision }) as const),
      ...scales
        .filter((replicas) => replicas !== wanted)
        .map((replicas) => ({ type: 'user/deploymentScaled', deployment, replicas }) as const),
      { type: 'user/deploymentPaused', deployment, paused: !paused },
    ];
  };

const ofSlot =
  (slot: string) =>
  (cluster: Cluster): readonly Event[] => {
    const { state, deleting } = cell(cluster, 'slots', slot);
    if (state === 'none' || state === 'Orphaned') return [];
    return [
      ...(deleting ? [] : [{ type: 'user/slotPodDeleted', slot } as const]),
      { type: 'user/slotPodForceDeleted', slot },
    ];
  };

/** What they may do, one actor for each Deployment and each slot. */
export const onWorkloads = ({ deployments = {}, user }: Scenario): readonly Actor['enabled'][] => {
  const may = (...kinds: readonly (keyof typeof user)[]) => kinds.some((kind) => (user[kind] ?? 0) !== 0);
  return Object.entries(deployments).flatMap(([name, setup]) => [
    ...(may('change-template', 'scale', 'pause') ? [ofDeployment(name, setup)] : []),
    ...(may('delete', 'force-delete') ? slotsOf(name, setup).map(ofSlot) : []),
  ]);
};
