/** What is said, and asked, of balancers in front of a workload: Kubernetes bounds by nothing how long they go on sending to a Pod. */
import { waysText } from '../assumptionSources.ts';
import type { Assumptions } from '../assumptions.ts';
import type { Balancer, Remark } from '../manifest/index.ts';

/** True if somebody says by when a balancer has withdrawn a Pod; then it can be asked about. */
export const isBalancingBounded = (assumptions: Assumptions | undefined): boolean =>
  assumptions !== undefined && Number.isFinite(assumptions['load-balancer-withdrawal'].latest);

const ask = waysText('load-balancer-withdrawal', '<=30s');

const unknownText =
  'Kubernetes does not bound how long it goes on sending to a Pod that ends, and what is said of traffic is said of kube-proxy alone';

const namesOf = (balancers: readonly Balancer[]): string =>
  [...new Set(balancers.map(({ called }) => called))].join(', ');

/** What stands beside every answer about the workload. */
export const balancerNotes = (
  balancers: readonly Balancer[],
  assumptions: Assumptions | undefined,
): readonly string[] => {
  if (balancers.length === 0) return [];
  return isBalancingBounded(assumptions)
    ? [`the balancer of ${namesOf(balancers)} is part of the slice timed-endpoints alone`]
    : [`the balancer of ${namesOf(balancers)}: ${unknownText}; to ask: ${ask}`];
};

/** The same at the first object of the input that asks for a balancer of a Service. */
export const balancerRemarks = (
  balancers: readonly Balancer[],
  assumptions: Assumptions | undefined,
): readonly Remark[] => {
  if (isBalancingBounded(assumptions)) return [];
  const firsts = new Map(balancers.toReversed().map((one) => [one.service, one]));
  return [...firsts.values()].map(({ object: { kind, name }, at, service }) => ({
    ...at.position,
    object: `${kind}/${name}`,
    field: at.path,
    text: `a balancer sends to Service ${service}: ${unknownText}; to ask: ${ask}`,
  }));
};
