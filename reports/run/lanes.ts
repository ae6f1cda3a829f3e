/** Lanes: one for each component that acts, in the order a pod meets them. */
import { type ComponentName, componentNames } from '../../model/actor.ts';
import type { MomentReport } from './moments.ts';

/** What a timeline needs to know of a step. */
export interface TimelineStep {
  /** The lane it stands in. */
  readonly by: string;
  readonly says: string;
  /** When it can happen; only of runs in time. */
  readonly at?: MomentReport;
}

/** The lane of a component; none of watches, whose deliveries belong to whoever sees them. */
const lanes = {
  user: 'user',
  fault: 'fault',
  'kube-apiserver': 'kube-apiserver',
  'kube-scheduler': 'kube-scheduler',
  'persistent-volume controller': 'persistent-volume controller',
  'attach-detach controller': 'attach-detach controller',
  kubelet: 'kubelet',
  prober: 'kubelet prober',
  CNI: 'CNI',
  'container runtime': 'container runtime',
  process: 'process',
  'Deployment controller': 'Deployment controller',
  'ReplicaSet controller': 'ReplicaSet controller',
  'EndpointSlice controller': 'EndpointSlice controller',
  'kube-proxy': 'kube-proxy',
  'load balancer': 'load balancer',
  observer: 'observer',
  watch: undefined,
} as const satisfies Readonly<Record<ComponentName, string | undefined>>;

/** The name of a lane. */
export type Lane = NonNullable<(typeof lanes)[ComponentName]>;

/** The lane of a component whose name came from outside the model, such as a recorded run. */
export const laneNamed = (component: string): string =>
  (lanes as Readonly<Partial<Record<string, string>>>)[component] ?? component;

const order: readonly (string | undefined)[] = componentNames.map((name) => lanes[name]);

const rankOf = (lane: string): number => (order.includes(lane) ? order.indexOf(lane) : order.length);

/** These lanes, each once, in the order a pod meets them. */
export const inOrder = (names: readonly string[]): readonly string[] =>
  [...new Set(names)].sort((a, b) => rankOf(a) - rankOf(b));

/** The lanes that act in these steps, in the order a pod meets them. */
export const lanesOf = (steps: readonly TimelineStep[]): readonly string[] => inOrder(steps.map(({ by }) => by));
