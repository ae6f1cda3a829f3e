/** What a stimulus would do in a cluster: nothing, an event, or an order that changes something. */
import { actors as faults } from '../../model/components/fault/index.ts';
import { actors as users } from '../../model/components/user/index.ts';
import type { Event } from '../../model/event.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Stimulus } from '../suite/case.ts';
import { canBeTold, eventOf, orderOf } from './stimuli.ts';
import { type TestedCluster, testerCell, withTester } from './tested-cluster.ts';

/** The event a stimulus is, if users or faults can do it in this cluster; budgets are not asked. */
export const eventsOutside = (
  scenario: Scenario,
): ((cluster: TestedCluster, stimulus: Stimulus) => Event | undefined) => {
  const outside = [...users(scenario), ...faults(scenario)];
  return (cluster, stimulus) => {
    const event = eventOf(stimulus);
    const word = JSON.stringify(event);
    if (event === undefined) return undefined;
    const possible = outside.some((actor) => actor.enabled(cluster).some((one) => JSON.stringify(one) === word));
    return possible ? event : undefined;
  };
};

/** The cluster after a stimulus that is an order was given: the very same if it changes nothing. */
export const ordered = (cluster: TestedCluster, stimulus: Stimulus): TestedCluster => {
  const [key, order] = orderOf(stimulus) ?? [];
  if (key === undefined || order === undefined || !canBeTold(cluster, key)) return cluster;
  const given = testerCell(cluster, key);
  return given.exit === order.exit && given.succeeds === order.succeeds ? cluster : withTester(cluster, key, order);
};
