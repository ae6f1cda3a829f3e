import type { Actor } from '../../actor.ts';
import type { Cluster } from '../../cluster.ts';
import type { CniEvent } from '../../event.ts';
import type { Scenario } from '../../scenario.ts';

/** Placeholder while this room is being built. */
export const actors = (_scenario: Scenario): readonly Actor[] => [];

/** Placeholder while this room is being built. */
export const reduce = (_cluster: Cluster, event: CniEvent): Cluster => {
  throw new Error(`not built yet: ${event.type}`);
};
