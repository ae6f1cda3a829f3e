import type { Cluster } from './cluster.ts';
import type { Event } from './event.ts';

/** The components, as a reader knows them, in the order a pod meets them; then those who only tell, or only look. */
export const componentNames = [
  'user',
  'fault',
  'kube-apiserver',
  'kube-scheduler',
  'persistent-volume controller',
  'attach-detach controller',
  'kubelet',
  'prober',
  'CNI',
  'container runtime',
  'process',
  'Deployment controller',
  'ReplicaSet controller',
  'EndpointSlice controller',
  'kube-proxy',
  'load balancer',
  'observer',
  'watch',
] as const;

/** The name of a component. */
export type ComponentName = (typeof componentNames)[number];

/** Somebody who makes events happen: one independent concern of one component, for one pod, node, container or service. */
export interface Actor {
  /** The component it belongs to; several actors may share it. */
  readonly name: ComponentName;
  /** Able to act for ever, it will act. True of Kubernetes' own components, false of users, processes and faults. */
  readonly fair: boolean;
  /** What it may do next, decided from what it sees. Budgets are not its business. */
  readonly enabled: (cluster: Cluster) => readonly Event[];
}

/**
 * A fair component some of whose steps need never come: two actors with the same steps, of which the unfair one takes those of a state in
 * which `hangs` holds, and the fair one all others. One actor if the scenario lets nothing hang.
 */
export const fairUnlessHanging = (
  name: ComponentName,
  anythingHangs: boolean,
  hangs: (cluster: Cluster) => boolean,
  steps: (cluster: Cluster) => readonly Event[],
): readonly Actor[] =>
  anythingHangs
    ? [
        { name, fair: true, enabled: (cluster) => (hangs(cluster) ? [] : steps(cluster)) },
        { name, fair: false, enabled: (cluster) => (hangs(cluster) ? steps(cluster) : []) },
      ]
    : [{ name, fair: true, enabled: steps }];
