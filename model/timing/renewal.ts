/**
 * What has to wait anew although it was on its way: a delivery or write that is under way when its object is written once more. It brings the
 * newest version, and that one may take its full time. (The older version may be late for it: a proof is not weakened by that.)
 */
import type { Cluster } from '../cluster.ts';
import { writtenBy } from '../components/watch/written.ts';
import type { Event } from '../event.ts';
import { type PodName, type Scenario, uidsOf } from '../scenario.ts';

const deliveries = (scenario: Scenario, pod: PodName): readonly Event[] => [
  ...uidsOf(scenario, pod).flatMap((uid) =>
    Object.keys(scenario.nodes).map((node): Event => ({ type: 'watch/kubeletSawPod', uid, node })),
  ),
  { type: 'watch/schedulerSawPod', pod },
];

const slices = ({ services }: Scenario, pod: PodName): readonly Event[] =>
  Object.entries(services)
    .filter(([, { pods }]) => pods.includes(pod))
    .map(([service]): Event => ({ type: 'endpointslice/sliceWritten', service }));

/** The events that this one makes wait anew, if they are waiting. */
export const renewedBy = ({ scenario }: Cluster, event: Event): readonly Event[] => {
  if (event.type === 'endpointslice/sliceWritten') {
    const { service } = event;
    const rules = Object.keys(scenario.nodes).map(
      (node): Event => ({ type: 'kube-proxy/rulesProgrammed', node, service }),
    );
    const isBalanced = scenario.services[service]?.balanced === true;
    return isBalanced ? [...rules, { type: 'load-balancer/targetsUpdated', service }] : rules;
  }
  // The next outcome of a probe comes a period after this one, whatever it is.
  if (event.type === 'prober/probeFailed') return [{ ...event, type: 'prober/probeSucceeded' }];
  if (event.type === 'prober/probeSucceeded') return [{ ...event, type: 'prober/probeFailed' }];
  return writtenBy(scenario, event).pods.flatMap((pod) => [...deliveries(scenario, pod), ...slices(scenario, pod)]);
};
