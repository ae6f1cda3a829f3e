/** How long an observer waits. Guarantees say "within": the moment itself still keeps them, so the ends are open on the right side. */
import { type Cluster, cell } from '../cluster.ts';
import type { ObserverEvent } from '../event.ts';
import { type Deadline, instanceOf } from '../scenario.ts';
import { containerGrace, podGrace } from './grace.ts';
import { anyTime, type Interval, second } from './interval.ts';
import type { TimingTable } from './table.ts';

/** Seconds a shutdown may take beyond its grace period: two at least for StopContainer, one lost in rounding (D35). */
export const shutdownMargin = 3;
/** Seconds a shortened kill may take beyond the new grace period (D34). */
export const shorteningMargin = 2;

/** Right after so many seconds. */
const justAfter = (seconds: number): Interval => ({
  earliest: seconds * second,
  latest: seconds * second + 1,
  earliestOpen: true,
});

/** Right before so many seconds. */
const justBefore = (seconds: number): Interval => ({
  earliest: Math.max(0, seconds * second - 1),
  latest: seconds * second,
  ...(seconds > 0 ? { latestOpen: true } : {}),
});

const storedGrace = (cluster: Cluster, { uid }: Deadline): number =>
  Math.max(1, cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).deletionGracePeriodSeconds ?? 0);

const waits: Readonly<Record<Deadline['kind'], (cluster: Cluster, deadline: Deadline) => Interval>> = {
  shutdown: (cluster, { uid }) => justAfter(podGrace(cluster, uid) + shutdownMargin),
  deletion: (cluster, deadline) => justAfter(storedGrace(cluster, deadline) + shutdownMargin),
  shortening: (cluster, deadline) => justAfter(storedGrace(cluster, deadline) + shorteningMargin),
  grace: (cluster, { uid, container }) =>
    justBefore(container === undefined ? podGrace(cluster, uid) : containerGrace(cluster, uid, container)),
};

/** One wait for each kind of deadline. */
export const observerTiming: TimingTable<ObserverEvent> = {
  'observer/deadlinePassed': ({ cluster }, { deadline: name }) => {
    const deadline = cluster.scenario.deadlines?.[name];
    return deadline === undefined ? anyTime : waits[deadline.kind](cluster, deadline);
  },
};
