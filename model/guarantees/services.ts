/** What guarantees about traffic ask of Services: who sends to a pod, at which address, and to which of its containers. */
import { type Cluster, cell } from '../cluster.ts';
import { nodeAddress } from '../components/cni/addresses.ts';
import { proxiedServices } from '../kubernetes/serving.ts';
import { type PodName, type Scenario, uidsOf } from '../scenario.ts';
import { isStored, type Subject, subjects } from './build.ts';

/** The Services whose slices list a pod. */
export const servicesOf = ({ services }: Scenario, pod: PodName): readonly string[] =>
  Object.keys(services).filter((service) => services[service]?.pods.includes(pod));

/** The pods that some Service selects. */
export const withService = (scenario: Scenario): readonly Subject[] =>
  subjects(scenario).filter(({ name }) => servicesOf(scenario, name).length > 0);

/** The pods that kube-proxy may send to. */
export const withTraffic = (scenario: Scenario): readonly Subject[] =>
  subjects(scenario).filter(({ name }) => proxiedServices(scenario.services, name).length > 0);

/** Some Service selects a pod of the scenario. */
export const hasService = (scenario: Scenario): boolean => withService(scenario).length > 0;

/** kube-proxy may send to a pod of the scenario. */
export const hasTraffic = (scenario: Scenario): boolean => withTraffic(scenario).length > 0;

/**
 * The address at which connections reach a pod: that of its sandbox, or its node's on the host network, which is also what its status
 * and its endpoints say; '' while it has none.
 */
const addressOf = (cluster: Cluster, { uid, spec }: Subject): string =>
  spec.hostNetwork
    ? nodeAddress(cluster.scenario, cell(cluster, 'workers', uid).node)
    : cell(cluster, 'sandboxes', uid).podIP;

/** True if some node's kube-proxy, or a balancer before it, may choose this address for a new connection to the pod's Services. */
export const leadsTo = (cluster: Cluster, { name }: Subject, address: string): boolean =>
  address !== '' &&
  proxiedServices(cluster.scenario.services, name).some(
    ([service, { balanced }]) =>
      Object.keys(cluster.scenario.nodes).some((node) =>
        cell(cluster, 'proxies', `${node}/${service}`).targets.includes(address),
      ) ||
      (balanced === true && cell(cluster, 'balancers', service).targets.includes(address)),
  );

/** The address a pod had before the network took it back, as its status and its slices still say; not if another pod has it now. */
const formerAddresses = (cluster: Cluster, subject: Subject): readonly string[] => {
  const { uid, name, spec } = subject;
  if (spec.hostNetwork) return [];
  const shown = isStored(cluster, subject) ? [cell(cluster, 'statuses', name).podIP] : [];
  // A slice knows names, not incarnations.
  const listed =
    uidsOf(cluster.scenario, name).length > 1
      ? []
      : servicesOf(cluster.scenario, name).map((service) => cell(cluster, 'endpoints', `${service}/${name}`).podIP);
  const taken = Object.keys(cluster.scenario.instances)
    .filter((other) => other !== uid)
    .map((other) => cell(cluster, 'sandboxes', other).podIP);
  return [...shown, ...listed].filter((address) => !taken.includes(address));
};

/**
 * True if some node's kube-proxy may choose this pod for a new connection: at its address, or at one that the network has taken back, where
 * nobody answers.
 */
export const reachable = (cluster: Cluster, subject: Subject): boolean =>
  [addressOf(cluster, subject), ...formerAddresses(cluster, subject)].some((address) =>
    leadsTo(cluster, subject, address),
  );
