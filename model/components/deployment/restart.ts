/** kube-controller-manager starts anew, or another one takes the lead: expectations and half-done syncs are gone, and its informers list everything. */
import { type Cluster, cell, put } from '../../cluster.ts';
import { nothingExpected } from '../replicaset/index.ts';
import { deploymentLags, replicaSetLags, showEverything, slotLags } from '../watch/workloads.ts';

/** There is something to forget or to see. */
export const controllersLag = (cluster: Cluster): boolean => {
  const { slots, replicaSets, deployments } = cluster;
  return (
    Object.keys(replicaSets).some((one) => {
      const { creates, deletes, expects } = cell(cluster, 'replicaSetMemories', one);
      return creates > 0 || deletes.length > 0 || expects.length > 0 || replicaSetLags(cluster, one);
    }) ||
    Object.keys(deployments).some(
      (one) => cell(cluster, 'deploymentMemories', one).writes.length > 0 || deploymentLags(cluster, one),
    ) ||
    Object.keys(slots).some((slot) => slotLags(cluster, slot))
  );
};

/** Nothing is remembered (E4); the first list is of this moment, which before 1.35 was not certain. */
export const forgetControllers = (cluster: Cluster): Cluster => {
  const withoutSets = Object.keys(cluster.replicaSets).reduce(
    (now, one) => put(now, 'replicaSetMemories', one, nothingExpected),
    cluster,
  );
  const forgotten = Object.keys(cluster.deployments).reduce(
    (now, one) => put(now, 'deploymentMemories', one, { writes: [] }),
    withoutSets,
  );
  return showEverything(forgotten);
};
