/**
 * How long everything takes: for each event an interval, counted from the moment the event became possible. Taken from the manifest where it
 * says so, from the scenario's assumptions elsewhere. Pure, as everything here; nothing in the model reads a clock.
 *
 * A rule is asked once, in the cluster in which its event became possible, and what it reads must not change while the event stays so. Where
 * a duration has another beginning than the possibility of its event, the rule says what it does about it.
 */
import type { Cluster } from './cluster.ts';
import type { Event } from './event.ts';
import {
  apiServerTiming,
  faultTiming,
  networkTiming,
  schedulerTiming,
  userTiming,
  volumeTiming,
  watchTiming,
  workloadTiming,
} from './timing/api.ts';
import type { Interval } from './timing/interval.ts';
import { kubeletTiming, proberTiming } from './timing/kubelet.ts';
import { processTiming, runtimeTiming } from './timing/node.ts';
import { observerTiming } from './timing/observer.ts';
import type { Moment, TimingTable } from './timing/table.ts';

export type { Interval } from './timing/interval.ts';

const table: TimingTable<Event> = {
  ...userTiming,
  ...apiServerTiming,
  ...watchTiming,
  ...schedulerTiming,
  ...kubeletTiming,
  ...proberTiming,
  ...runtimeTiming,
  ...volumeTiming,
  ...networkTiming,
  ...processTiming,
  ...workloadTiming,
  ...faultTiming,
  ...observerTiming,
};

/** When an event happens, from the cluster in which it became possible; undefined in a scenario without assumptions: at any time. */
export const timing = (cluster: Cluster, event: Event): Interval | undefined => {
  const assumed = cluster.scenario.assumptions;
  if (assumed === undefined) return undefined;
  return (table[event.type] as (moment: Moment, event: Event) => Interval)({ cluster, assumed }, event);
};
