import { type Cluster, cell, put } from '../../cluster.ts';

/**
 * What dies with an API server process: the requests it was working on. Their clients get a connection error and
 * cannot tell whether the write happened (C17); in fact it did not, or the request would be `stored`. Everything stored
 * survives.
 */
export const forgetApiServer = (cluster: Cluster): Cluster =>
  Object.keys(cluster.scenario.instances)
    .filter((uid) => inFlight(cell(cluster, 'requests', uid).stage))
    .reduce((now, uid) => put(now, 'requests', uid, { stage: 'lost', rejectedAt: '' }), cluster);

const inFlight = (stage: Cluster['requests'][string]['stage']): boolean =>
  !['unsent', 'stored', 'rejected', 'conflict', 'lost'].includes(stage);
