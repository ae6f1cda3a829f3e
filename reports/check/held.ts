/** What holds and people build on: told beside the findings, always with what it rests on, so that it is not taken for more than it is. */
import { endpointPropagation } from '../../model/assumptions.ts';
import type { Location } from '../run/location.ts';

/** A guarantee that holds for the delays that are assumed, and how far. */
export interface HeldReport {
  readonly guarantee: string;
  /** The workload, as `Deployment/web`. */
  readonly object: string;
  readonly scenario: string;
  /** One short sentence of what holds. */
  readonly title: string;
  /** The field that makes it hold. */
  readonly location?: Location;
  /** What it rests on: sentences. */
  readonly restsOn: readonly string[];
}

/** How long endpoints may take before traffic reaches a process that was told to stop, in seconds. */
export interface Margin {
  /** At most so long, it is assumed. */
  readonly assumed: number;
  /** The greatest number with which it holds. */
  readonly enough: number;
}

/** Nobody waits longer than a day for an endpoint: beyond that the number tells nothing. */
const aDay = 24 * 3600;

const marginText = ({ assumed, enough }: Margin): string => {
  const until =
    enough >= aDay ? 'however late every node learns of it' : `while every node learns of it within ${enough} s`;
  return `${until}; assumed ${assumed} s (--assume ${endpointPropagation}).`;
};

/** Whether the input has balancers in front of the workload, and whether somebody says how late they are. */
export type BalancersKnown = 'none' | 'unbounded' | 'asked';

/** What people sleep for beside kube-proxy. */
const balancing: Readonly<Record<BalancersKnown, string>> = {
  none: 'Through kube-proxy only: no Ingress or load balancer in front is in the input.',
  unbounded:
    'Through kube-proxy only: nobody says how late the balancer in front is (--assume load-balancer-withdrawal).',
  asked: 'The balancer in front is part of it, as late as is assumed (--assume load-balancer-withdrawal).',
};

/** What the proof about traffic rests on: how long the containers that connections go to sleep, how long that is enough, and what stands in front. */
export const trafficGrounds = (
  sleeps: Readonly<Record<string, number>>,
  margin: Margin | undefined,
  balancers: BalancersKnown,
): readonly string[] => {
  const shortest = Object.entries(sleeps).sort(([, one], [, other]) => one - other);
  const [name, seconds] = shortest[0] ?? ['', 0];
  const whose = shortest.length === 1 ? 'preStop' : `preStop of ${name}`;
  const sleeping = seconds === 0 ? '' : `${whose} sleeps ${seconds} s.`;
  // A hook that does more than sleep holds SIGTERM back for as long as is assumed of it: there is no number of seconds to name.
  const waiting = seconds === 0 ? 'This holds' : `${sleeping} That is enough`;
  const first = margin === undefined ? sleeping : `${waiting} ${marginText(margin)}`;
  return first === '' ? [balancing[balancers]] : [first, balancing[balancers]];
};
