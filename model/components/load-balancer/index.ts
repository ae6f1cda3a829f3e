/**
 * Balancers outside of kube-proxy: what a Service of type LoadBalancer or an Ingress is made into, where it sends to Pods by their addresses
 * (an Ingress controller, a target group of addresses, a network endpoint group). None of them is part of Kubernetes; what they have in
 * common is that they watch EndpointSlices, send new connections to ready endpoints, and follow a slice as late as they like: no field of a
 * Pod or Service waits for them (k8s.io/cloud-provider controllers/service/controller.go, 1.35, handles nodes and never Pods; the API of
 * Ingress promises nothing about endpoints, k8s.io/api networking/v1 types.go, 1.35).
 *
 * One actor per Service that such a balancer sends to. Left out: their own health checks, which may withdraw a Pod earlier; connections that
 * are established; nodes as targets, whose connections kube-proxy hands on.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, put } from '../../cluster.ts';
import type { LoadBalancerEvent } from '../../event.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import type { Scenario } from '../../scenario.ts';
import { endpointKey } from '../endpointslice/index.ts';

/** Addresses of the endpoints that are ready, sorted. A balancer keeps none for being the last. */
const wanted = (cluster: Cluster, name: string, { pods }: ServiceSpec): readonly string[] => [
  ...new Set(
    pods
      .map((pod) => cell(cluster, 'endpoints', endpointKey(name, pod)))
      .filter(({ listed, ready }) => listed && ready)
      .map(({ podIP }) => podIP)
      .sort(),
  ),
];

const actor = (name: string, service: ServiceSpec): Actor => ({
  name: 'load balancer',
  fair: true,
  enabled: (cluster) => {
    const { targets } = cell(cluster, 'balancers', name);
    const now = wanted(cluster, name, service);
    const same = targets.length === now.length && targets.every((target, index) => target === now[index]);
    return same ? [] : [{ type: 'load-balancer/targetsUpdated', service: name }];
  },
});

/** One actor for each Service with a balancer in front. */
export const actors = ({ services }: Scenario): readonly Actor[] =>
  Object.entries(services)
    .filter(([, { balanced }]) => balanced === true)
    .map(([name, service]) => actor(name, service));

/** The balancer sends where the slices say now. */
export const reduce = (cluster: Cluster, event: LoadBalancerEvent): Cluster =>
  match(event)
    .with({ type: 'load-balancer/targetsUpdated' }, ({ service: name }) => {
      const service = cluster.scenario.services[name];
      if (service === undefined) throw new Error(`no Service ${name} in scenario ${cluster.scenario.name}`);
      return put(cluster, 'balancers', name, { targets: wanted(cluster, name, service) });
    })
    .exhaustive();
