/**
 * The EndpointSlice controller of kube-controller-manager: pkg/controller/endpointslice/endpointslice_controller.go and
 * staging/src/k8s.io/endpointslice/reconciler.go, read at 1.34.9, 1.35.6 and 1.36.2.
 *
 * One actor per Service: any change of one of its pods queues the Service, and one reconcile brings every entry up to date (D75).
 * A write happens only if it changes something, as in the reconciler.
 *
 * One lag stands for three (pod watch, batching, the write itself). Entries are copies of older versions of the pod, in order. With
 * an informer cell between pod and entry, the entry could also be written *after* the pod has moved on; but nobody except
 * kube-proxy reads entries, and its rules lag behind again. So take a run with the informer up to the moment of interest, leave out
 * the deliveries whose write has not come yet, and pull every other write forward to its delivery: pod, entry and rules end
 * with the same values, and nothing else looked at them meanwhile. Hence the same clusters are reachable, and promises about clusters
 * (this rule still leads there while that process is gone) lose nothing. A promise about the very moment of the write would not be
 * honest here: in the real controller the pod may already be otherwise. (lag.test.ts counts both claims out.)
 *
 * Left out: how entries are spread over slices of 100, ports, zones and hints, dual stack, the legacy Endpoints object (D74), Services that come
 * and go or change their selector, and pods whose Node object is missing (no Node is ever deleted here).
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, type Endpoint, put } from '../../cluster.ts';
import type { EndpointSliceEvent } from '../../event.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import type { PodName, Scenario } from '../../scenario.ts';
import { desiredEndpoint, sameEndpoint } from './desired.ts';

/** The key of what the slices of a Service say of a pod. */
export const endpointKey = (service: string, pod: PodName): string => `${service}/${pod}`;

const desired = (cluster: Cluster, service: ServiceSpec, pod: PodName): Endpoint =>
  desiredEndpoint(cell(cluster, 'pods', pod), cell(cluster, 'statuses', pod), service);

const isStale = (cluster: Cluster, name: string, service: ServiceSpec, pod: PodName): boolean =>
  !sameEndpoint(cell(cluster, 'endpoints', endpointKey(name, pod)), desired(cluster, service, pod));

/** One actor per Service; it can act while some entry differs from what its pod is. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.services).map(([name, service]) => ({
    name: 'EndpointSlice controller',
    fair: true,
    enabled: (cluster) =>
      service.pods.some((pod) => isStale(cluster, name, service, pod))
        ? [{ type: 'endpointslice/sliceWritten', service: name }]
        : [],
  }));

/** One reconcile: every entry of the Service becomes what its pod is now. */
export const reduce = (cluster: Cluster, event: EndpointSliceEvent): Cluster =>
  match(event)
    .with({ type: 'endpointslice/sliceWritten' }, ({ service: name }) => {
      const service = cluster.scenario.services[name];
      if (service === undefined) throw new Error(`no Service ${name} in scenario ${cluster.scenario.name}`);
      return service.pods.reduce(
        (now, pod) => put(now, 'endpoints', endpointKey(name, pod), desired(cluster, service, pod)),
        cluster,
      );
    })
    .exhaustive();
