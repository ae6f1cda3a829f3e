import type { Actor } from '../../actor.ts';
import type { Cluster } from '../../cluster.ts';
import type { WatchEvent } from '../../event.ts';
import type { Scenario } from '../../scenario.ts';

/** Placeholder while this room is being built. */
export const actors = (_scenario: Scenario): readonly Actor[] => [];

/** Placeholder while this room is being built. */
export const reduce = (_cluster: Cluster, event: WatchEvent): Cluster => {
  throw new Error(`not built yet: ${event.type}`);
};

/** Placeholder: with a `watch-lag` budget of 0 every view is brought up to date at once. */
export const settle = (cluster: Cluster): Cluster => cluster;
