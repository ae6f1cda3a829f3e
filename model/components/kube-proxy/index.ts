/**
 * kube-proxy on each node: pkg/proxy/topology.go decides, the iptables, nftables or IPVS proxier programs; read at 1.34.9, 1.35.6 and
 * 1.36.2.
 *
 * One actor per node and Service. Its rules are what the kernel does with a *new* connection; they follow the EndpointSlices after any
 * delay (watch, rate-limited sync, programming: one lag, for the reason given in ../endpointslice). No node waits for another and none
 * reports back to anybody (D76), so a pod may be long gone while a node still sends to its address (D80).
 *
 * Left out: established connections and conntrack (D79), session affinity, topology hints, health check node ports, and a kube-proxy that
 * is restarted (its rules stay in the kernel meanwhile).
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, put } from '../../cluster.ts';
import type { KubeProxyEvent } from '../../event.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import type { NodeName, Scenario } from '../../scenario.ts';
import { endpointKey } from '../endpointslice/index.ts';
import { targetsOf } from './targets.ts';

/** The key of one node's rules for one Service. */
export const proxyKey = (node: NodeName, service: string): string => `${node}/${service}`;

const wanted = (cluster: Cluster, node: NodeName, name: string, service: ServiceSpec): readonly string[] =>
  targetsOf(
    service.pods.map((pod) => cell(cluster, 'endpoints', endpointKey(name, pod))),
    node,
    service,
    cluster.scenario.switches.proxyPrefersLiveEndpoint,
  );

const sameTargets = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((address, index) => address === other[index]);

const actor = (node: NodeName, name: string, service: ServiceSpec): Actor => ({
  name: 'kube-proxy',
  fair: true,
  enabled: (cluster) =>
    sameTargets(cell(cluster, 'proxies', proxyKey(node, name)).targets, wanted(cluster, node, name, service))
      ? []
      : [{ type: 'kube-proxy/rulesProgrammed', node, service: name }],
});

/**
 * One actor per node and Service; it can act while its rules differ from what the slices call for. A headless Service has no rules
 * (`ShouldSkipService`, pkg/proxy/util/utils.go, 1.34.9, 1.35.6, 1.36.2), and endpoints without the port that is asked for are nowhere to send to.
 */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.keys(scenario.nodes).flatMap((node) =>
    Object.entries(scenario.services)
      .filter(([, { unproxied }]) => unproxied === undefined)
      .map(([name, service]) => actor(node, name, service)),
  );

/** The node's rules become what the slices say now. */
export const reduce = (cluster: Cluster, event: KubeProxyEvent): Cluster =>
  match(event)
    .with({ type: 'kube-proxy/rulesProgrammed' }, ({ node, service: name }) => {
      const service = cluster.scenario.services[name];
      if (service === undefined) throw new Error(`no Service ${name} in scenario ${cluster.scenario.name}`);
      return put(cluster, 'proxies', proxyKey(node, name), { targets: wanted(cluster, node, name, service) });
    })
    .exhaustive();
