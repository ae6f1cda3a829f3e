/** Budgets: how often users may act and faults may strike. Components never think of them; the reducer does. */
import type { Cluster } from './cluster.ts';
import type { Event } from './event.ts';
import { type FaultKind, faultKinds, type Scenario, type UserAction, unlimited, userActions } from './scenario.ts';
import { traitsOf } from './traits/index.ts';
import type { Price } from './traits/trait.ts';

/** The budget an event is paid from; undefined for everything that happens by itself. */
export const priceOf = (event: Event): Price | undefined => {
  const { price } = traitsOf(event);
  const due = typeof price === 'function' ? price(event) : price;
  return due === 'free' ? undefined : due;
};

/** True if the event is free or its budget has something left. */
export const affordable = (cluster: Cluster, event: Event): boolean => {
  const price = priceOf(event);
  return price === undefined || (cluster[price.group][price.kind]?.left ?? 0) !== 0;
};

/** The cluster after paying for the event. */
export const pay = (cluster: Cluster, event: Event): Cluster => {
  const price = priceOf(event);
  if (price === undefined) return cluster;
  const left = cluster[price.group][price.kind]?.left ?? 0;
  if (left === unlimited) return cluster;
  return { ...cluster, [price.group]: { ...cluster[price.group], [price.kind]: { left: left - 1 } } };
};

/** How often what may happen; never where nothing is said. */
export type Budgets = Partial<Readonly<Record<UserAction | FaultKind, number>>>;

/** The budgets of a scenario in which so much may happen, and nothing else. */
export const budgetsOf = (given: Budgets): Pick<Scenario, 'user' | 'faults'> => ({
  user: Object.fromEntries(userActions.map((kind) => [kind, given[kind] ?? 0])) as Scenario['user'],
  faults: Object.fromEntries(faultKinds.map((kind) => [kind, given[kind] ?? 0])) as Scenario['faults'],
});
