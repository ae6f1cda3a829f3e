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
  [...new Set(endpoints.map((endpoint) => endpoint.podIP))].sort();

/** Ready ones; only if there are none, those that serve although they terminate (KEP-1669, D77). */
const usable = (endpoints: readonly Endpoint[], readyElsewhere: boolean): readonly Endpoint[] => {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length > 0 || readyElsewhere) return ready;
  return endpoints.filter((endpoint) => endpoint.serving && endpoint.terminating);
};

/** Traffic from outside needs them too, even with policy Local: it is short-circuited where it comes from within the cluster. */
const usesCluster = ({ internalTrafficPolicy, externalTrafficPolicy }: ServiceSpec): boolean =>
  internalTrafficPolicy === 'Cluster' || externalTrafficPolicy !== undefined;

const usesLocal = ({ internalTrafficPolicy, externalTrafficPolicy }: ServiceSpec): boolean =>
  internalTrafficPolicy === 'Local' || externalTrafficPolicy === 'Local';

/**
 * The addresses a node may pick for a new connection: all that `CategorizeEndpoints` calls reachable (pkg/proxy/topology.go;
 * `UsesClusterEndpoints` and `UsesLocalEndpoints` in pkg/proxy/serviceport.go; 1.34.9, 1.35.6, 1.36.2), without topology hints. A Service
 * may use both traffic policies, one inside and one outside; each falls back to terminating endpoints on its own, Cluster where no
 * endpoint is ready anywhere, Local where none is on this node. One set is enough to say where a connection may go: it is the union, and one
 * sync programs both. Ready endpoints outside the scenario live on other nodes: they rule the fallback out for Cluster and mean nothing to Local.
 */
export const targetsOf = (
  endpoints: readonly Endpoint[],
  node: NodeName,
  service: ServiceSpec,
  prefersLive: boolean,
): readonly string[] => {
  const all = believed(endpoints, node, prefersLive);
  const local = all.filter((endpoint) => endpoint.nodeName === node);
  const cluster = usesCluster(service) ? usable(all, service.otherReadyEndpoints > 0) : [];
  return addresses([...cluster, ...(usesLocal(service) ? usable(local, false) : [])]);
};
