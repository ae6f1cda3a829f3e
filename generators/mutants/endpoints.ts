/** Mistakes of the EndpointSlice controller and of the network plugin. */
import { type Cluster, cell, type Endpoint, patch, put } from '../../model/cluster.ts';
import type { Mutation } from './mutation.ts';
import { andThen, instead } from './ways.ts';

const podsOf = (cluster: Cluster, service: string): readonly string[] => cluster.scenario.services[service]?.pods ?? [];

/** Entries that fit are written as ready. */
const writtenAsReady = (fits: (endpoint: Endpoint) => boolean): NonNullable<Mutation['reduce']> =>
  andThen(['endpointslice/sliceWritten'], (after, { service }) =>
    podsOf(after, service).reduce((now, pod) => {
      const key = `${service}/${pod}`;
      return fits(cell(now, 'endpoints', key)) ? patch(now, 'endpoints', key, { ready: true }) : now;
    }, after),
  );

const terminatingEndpointReady: Mutation = {
  id: 'terminating-endpoint-ready',
  mistake: 'The controller does not look at deletionTimestamp: an endpoint is ready until its Pod is terminal.',
  reduce: writtenAsReady(({ listed, terminating }) => listed && terminating),
};

const endpointReadyTooEarly: Mutation = {
  id: 'endpoint-ready-too-early',
  mistake: 'An endpoint is ready as soon as its Pod has an address.',
  reduce: writtenAsReady(({ listed }) => listed),
};

const endpointControllerAsleep: Mutation = {
  id: 'endpoint-controller-asleep',
  mistake: 'The controller is not woken by a deletion.',
  enabled: instead(['endpointslice/sliceWritten'], (event, cluster) =>
    podsOf(cluster, event.service).some((pod) => {
      const { uid, deletionGracePeriodSeconds } = cell(cluster, 'pods', pod);
      return uid === '' || deletionGracePeriodSeconds !== null;
    })
      ? []
      : [event],
  ),
};

const addressReleasedEarly: Mutation = {
  id: 'address-released-early',
  mistake: 'The network plugin takes an address back as soon as its Pod is told to stop.',
  reduce: andThen(['kubelet/terminationStarted'], (after, { uid }) => {
    const { podIP } = cell(after, 'sandboxes', uid);
    return podIP === '' ? after : put(after, 'addresses', podIP, { uid: '' });
  }),
};

/** Mistakes of the EndpointSlice controller and of the network plugin. */
export const endpointMutations: readonly Mutation[] = [
  terminatingEndpointReady,
  endpointReadyTooEarly,
  endpointControllerAsleep,
  addressReleasedEarly,
];
