/** Sentences about the way of a connection to a pod: its address, EndpointSlices, kube-proxy's rules. */
import type { Endpoint } from '../../../model/cluster.ts';
import type { CniEvent, EndpointSliceEvent, KubeProxyEvent, LoadBalancerEvent } from '../../../model/event.ts';
import { listed, onNode } from '../names.ts';
import { pod, type Sentences, type Step } from './step.ts';

const shown = (endpoint: Endpoint): string =>
  endpoint.ready
    ? 'ready'
    : endpoint.terminating
      ? endpoint.serving
        ? 'terminating but serving'
        : 'terminating'
      : 'not ready';

/** What a write of the slices of a Service changed, pod by pod. */
const rewritten = ({ before, after }: Step, service: string): readonly string[] =>
  Object.keys(after.endpoints)
    .filter((key) => key.startsWith(`${service}/`))
    .flatMap((key) => {
      const [old, now] = [before.endpoints[key], after.endpoints[key]];
      const name = `pod ${key.slice(service.length + 1)}`;
      if (now === undefined || JSON.stringify(old) === JSON.stringify(now)) return [];
      return [now.listed ? `lists ${name} as ${shown(now)}` : `no longer lists ${name}`];
    });

const resent = ({ before, after }: Step, group: 'proxies' | 'balancers', key: string): string => {
  const old = before[group][key]?.targets ?? [];
  const now = after[group][key]?.targets ?? [];
  const gone = old.filter((target) => !now.includes(target));
  const fresh = now.filter((target) => !old.includes(target));
  return listed([
    ...(fresh.length === 0 ? [] : [`sends new connections to ${listed(fresh)} too`]),
    ...(gone.length === 0 ? [] : [`sends no new connections to ${listed(gone)} any more`]),
  ]);
};

/** Sentences of CNI, the EndpointSlice controller, kube-proxy and balancers. */
export const saysNetwork: Sentences<CniEvent | EndpointSliceEvent | KubeProxyEvent | LoadBalancerEvent> = {
  'cni/networkAdded': (event, step) =>
    `CNI plugin sets up the network of ${pod(step, event.uid)}${event.podIP === '' ? '' : `, address ${event.podIP}`}`,
  'cni/networkRemoved': (event, step) =>
    `CNI plugin takes the network of ${pod(step, event.uid)} down and frees its address`,
  'endpointslice/sliceWritten': (event, step) => {
    const changes = rewritten(step, event.service);
    return `the EndpointSlice of Service ${event.service} ${changes.length === 0 ? 'is written' : `now ${listed(changes)}`}`;
  },
  'kube-proxy/rulesProgrammed': (event, step) => {
    const changes = resent(step, 'proxies', `${event.node}/${event.service}`);
    const who = `kube-proxy${onNode(step.scenario, event.node)}`;
    return changes === ''
      ? `${who} programs the rules of Service ${event.service}`
      : `${who} ${changes} (Service ${event.service})`;
  },
  'load-balancer/targetsUpdated': (event, step) => {
    const changes = resent(step, 'balancers', event.service);
    return changes === ''
      ? `the load balancer of Service ${event.service} updates its targets`
      : `the load balancer of Service ${event.service} ${changes}`;
  },
};
