import { match, P } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import type { Cluster } from '../../cluster.ts';
import type { RuntimeEvent } from '../../event.ts';
import type { Scenario } from '../../scenario.ts';
import * as start from './start/index.ts';
import * as stop from './stop/index.ts';

/** The container runtime behind the CRI: what it brings up in `start/`, what it takes down in `stop/`. */
export const actors = (scenario: Scenario): readonly Actor[] => [...start.actors(scenario), ...stop.actors(scenario)];

/** Routes a runtime event to the half that owns it. */
export const reduce = (cluster: Cluster, event: RuntimeEvent): Cluster =>
  match(event)
    .with(
      {
        type: P.union(
          'runtime/sandboxReady',
          'runtime/containerCreated',
          'runtime/containerStarted',
          'runtime/containerStartFailed',
        ),
      },
      (owned) => start.reduce(cluster, owned),
    )
    .with(
      {
        type: P.union(
          'runtime/sigtermSent',
          'runtime/minimumPassed',
          'runtime/sigkillSent',
          'runtime/stopFailed',
          'runtime/sandboxStopped',
        ),
      },
      (owned) => stop.reduce(cluster, owned),
    )
    .exhaustive();
