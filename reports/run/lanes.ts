/** Lanes: one for each component that acts, in the order a pod meets them. */

import type { MomentReport } from './moments.ts';

/** What a timeline needs to know of a step. */
export interface TimelineStep {
  /** The lane it stands in. */
  readonly by: string;
  readonly says: string;
  /** When it can happen; only of runs in time. */
  readonly at?: MomentReport;
}

const lanes: readonly string[] = [
  'user',
  'fault',
  'kube-apiserver',
  'kube-scheduler',
  'persistent-volume controller',
  'attach-detach controller',
  'kubelet',
  'kubelet prober',
  'CNI',
  'container runtime',
  'process',
  'EndpointSlice controller',
  'kube-proxy',
];

const rankOf = (lane: string): number => (lanes.includes(lane) ? lanes.indexOf(lane) : lanes.length);

/** These lanes, each once, in the order a pod meets them. */
export const inOrder = (names: readonly string[]): readonly string[] =>
  [...new Set(names)].sort((a, b) => rankOf(a) - rankOf(b));

/** The lanes that act in these steps, in the order a pod meets them. */
export const lanesOf = (steps: readonly TimelineStep[]): readonly string[] => inOrder(steps.map(({ by }) => by));
