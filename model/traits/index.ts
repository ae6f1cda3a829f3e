/** The traits of every event. A new kind of event does not compile without a row. */
import type { Event } from '../event.ts';
import { apiServerTraits, schedulerTraits, userTraits, watchTraits } from './api.ts';
import {
  deploymentTraits,
  endpointSliceTraits,
  faultTraits,
  kubeProxyTraits,
  loadBalancerTraits,
  observerTraits,
  podTraits,
  replicaSetTraits,
  volumeTraits,
} from './controllers.ts';
import { cniTraits, kubeletTraits, proberTraits, processTraits, runtimeTraits } from './node.ts';
import type { DecidedBy, Traits, TraitTable } from './trait.ts';

const table = {
  ...userTraits,
  ...apiServerTraits,
  ...watchTraits,
  ...schedulerTraits,
  ...kubeletTraits,
  ...proberTraits,
  ...runtimeTraits,
  ...cniTraits,
  ...volumeTraits,
  ...endpointSliceTraits,
  ...kubeProxyTraits,
  ...loadBalancerTraits,
  ...processTraits,
  ...podTraits,
  ...replicaSetTraits,
  ...deploymentTraits,
  ...faultTraits,
  ...observerTraits,
} satisfies TraitTable<Event>;

/** The kinds of event that somebody decides. */
export type EventDecidedBy<D extends DecidedBy> = {
  readonly [T in Event['type']]: (typeof table)[T]['decidedBy'] extends D ? T : never;
}[Event['type']];

/** What has to be said of an event of this kind. */
export const traitsOf = <E extends Event>(event: E): Traits<E> =>
  // Each row is typed by its own key: the row of an event's type takes this event.
  (table as unknown as Readonly<Record<Event['type'], Traits<E>>>)[event.type];

/** True of what somebody outside of Kubernetes does. */
export const isFromOutside = (event: Event): boolean => traitsOf(event).decidedBy === 'outside';
