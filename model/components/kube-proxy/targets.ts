/** Which endpoints a node sends new connections to. */
import type { Endpoint } from '../../cluster.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import type { NodeName } from '../../scenario.ts';

/** Which of two entries for one address kube-proxy on `node` keeps, in the order it meets them. */
const prevails = (later: Endpoint, node: NodeName, prefersLive: boolean): boolean =>
  prefersLive ? !later.terminating : later.nodeName === node;

/**
 * The entries kube-proxy believes. Two may carry one address, where the network handed it to a new pod before the old pod's object is gone.
 * The first is kept, unless a later one is local (1.34, 1.35) or does not terminate (1.36): `addEndpoints` in
 * pkg/proxy/endpointslicecache.go. So up to 1.35 a dead pod's entry may hide a live pod. The order within a slice is undefined; here it is
 * the order in which the scenario names the pods.
 */
export const believed = (endpoints: readonly Endpoint[], node: NodeName, prefersLive: boolean): readonly Endpoint[] => {
  const kept = new Map<string, Endpoint>();
  for (const endpoint of endpoints.filter((candidate) => candidate.listed))
    if (!kept.has(endpoint.podIP) || prevails(endpoint, node, prefersLive)) kept.set(endpoint.podIP, endpoint);
  return [...kept.values()];
};

const addresses = (endpoints: readonly Endpoint[]): readonly string[] =>
  endpoints.map((endpoint) => endpoint.podIP).sort();

/**
 * The addresses a node may pick for a new connection: `CategorizeEndpoints` in pkg/proxy/topology.go (KEP-1669), 1.34–1.36, without
 * topology hints (D77). The ready ones; only if there are none, those that serve although they terminate. With
 * traffic policy Local the same question is asked of the node's own endpoints alone. Ready endpoints outside the scenario live on
 * other nodes: they rule the fallback out for Cluster and mean nothing to Local.
 */
export const targetsOf = (
  endpoints: readonly Endpoint[],
  node: NodeName,
  service: ServiceSpec,
  prefersLive: boolean,
): readonly string[] => {
  const local = service.trafficPolicy === 'Local';
  const eligible = believed(endpoints, node, prefersLive).filter((endpoint) => !local || endpoint.nodeName === node);
  const ready = eligible.filter((endpoint) => endpoint.ready);
  if (ready.length > 0 || (!local && service.otherReadyEndpoints > 0)) return addresses(ready);
  return addresses(eligible.filter((endpoint) => endpoint.serving && endpoint.terminating));
};
