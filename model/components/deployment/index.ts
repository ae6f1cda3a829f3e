/**
 * The Deployment controller of kube-controller-manager: pkg/controller/deployment, read at 1.34.9, 1.35.6, 1.36.2 and 1.37.2.
 *
 * It creates and sizes ReplicaSets and touches no Pod (E23). One actor per Deployment. A sync reads its caches, plans its writes (`plan.ts`) and sends
 * them one after the other; the first write stands for the reading, too, since what the caches show may be as old as it likes. Each is an update of the
 * ReplicaSet that was read: if somebody has written that meanwhile, its status for example, the answer is 409 and the sync starts over.
 *
 * A sync that has created a ReplicaSet goes on to old ones with what the create returned; here it reads it from the cache first. That is the same
 * run with the delivery in front, because the ReplicaSet controller need not act on what it is shown.
 *
 * Left out: status and conditions (nobody here reads them; progressDeadlineSeconds only shows in them, E36), history beyond the revision number, hash collisions,
 * adoption, RollbackTo, and wake-ups that are missed: before 1.37 the end of an old Pod wakes a Deployment with strategy Recreate only if no Pod of it is left,
 * one that is Failed included (V21), and the next sync comes with the resync of its informers, after half a day. Here every view wakes it. A ReplicaSet's place in time is its place among the revisions of the scenario.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, type PlannedWrite, put } from '../../cluster.ts';
import type { DeploymentEvent, Event } from '../../event.ts';
import type { Scenario } from '../../scenario.ts';
import { plan, sameReplicaSet } from './plan.ts';
import { read } from './view.ts';

const isCurrent = (cluster: Cluster, { replicaSet, replaces }: PlannedWrite): boolean =>
  sameReplicaSet(cell(cluster, 'replicaSets', replicaSet), replaces);

const sending = (deployment: string, [next]: readonly PlannedWrite[]): readonly Event[] =>
  next === undefined
    ? []
    : [{ type: 'deployment/replicaSetWritten', deployment, replicaSet: next.replicaSet, replicas: next.with.replicas }];

/** The first write that an answer of 409 does not meet. */
const offered = (cluster: Cluster, deployment: string): readonly Event[] => {
  const { writes } = cell(cluster, 'deploymentMemories', deployment);
  const [next] = writes;
  if (next !== undefined)
    return isCurrent(cluster, next)
      ? sending(deployment, writes)
      : [{ type: 'deployment/writeRefused', deployment, replicaSet: next.replicaSet }];
  const planned = plan(read(cluster, deployment));
  const [first] = planned;
  return first !== undefined && isCurrent(cluster, first) ? sending(deployment, planned) : [];
};

/** One actor per Deployment. */
export const actors = ({ deployments = {} }: Scenario): readonly Actor[] =>
  Object.keys(deployments).map((deployment) => ({
    name: 'Deployment controller',
    fair: true,
    enabled: (cluster) => offered(cluster, deployment),
  }));

const written = (cluster: Cluster, deployment: string): Cluster => {
  const { writes } = cell(cluster, 'deploymentMemories', deployment);
  const [next, ...rest] = writes.length > 0 ? writes : plan(read(cluster, deployment));
  if (next === undefined) throw new Error(`deployment ${deployment}: nothing to write`);
  return put(put(cluster, 'replicaSets', next.replicaSet, next.with), 'deploymentMemories', deployment, {
    writes: rest,
  });
};

/** Writes down what was stored. */
export const reduce = (cluster: Cluster, event: DeploymentEvent): Cluster =>
  match(event)
    .with({ type: 'deployment/replicaSetWritten' }, ({ deployment }) => written(cluster, deployment))
    .with({ type: 'deployment/writeRefused' }, ({ deployment }) =>
      put(cluster, 'deploymentMemories', deployment, { writes: [] }),
    )
    .exhaustive();
