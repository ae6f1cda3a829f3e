import { match, P } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import type { Cluster } from '../../cluster.ts';
import type { KubeletEvent } from '../../event.ts';
import type { Scenario } from '../../scenario.ts';
import * as sync from './sync/index.ts';
import * as termination from './termination/index.ts';

export { admissionFailure } from './sync/admission.ts';

/** The kubelet's concerns: admission, sync passes and status in `sync/`, from the first reason to terminate on in `termination/`. */
export const actors = (scenario: Scenario): readonly Actor[] => [
  ...sync.actors(scenario),
  ...termination.actors(scenario),
];

/** Routes a kubelet event to the half that owns it. */
export const reduce = (cluster: Cluster, event: KubeletEvent): Cluster =>
  match(event)
    .with(
      {
        type: P.union(
          'kubelet/podAdmitted',
          'kubelet/podRejected',
          'kubelet/syncStarted',
          'kubelet/volumesMounted',
          'kubelet/volumesFailed',
          'kubelet/volumeWaitCancelled',
          'kubelet/imagePulled',
          'kubelet/imagePullFailed',
          'kubelet/containerConfigFailed',
          'kubelet/postStartCompleted',
          'kubelet/postStartFailed',
          'kubelet/containersStopped',
          'kubelet/backOffExpired',
          'kubelet/deadlineExceeded',
          'kubelet/statusPatched',
        ),
      },
      (owned) => sync.reduce(cluster, owned),
    )
    .with(
      {
        type: P.union(
          'kubelet/terminationStarted',
          'kubelet/preStopCompleted',
          'kubelet/graceExpired',
          'kubelet/stopRequested',
          'kubelet/terminationRetried',
          'kubelet/terminationCompleted',
          'kubelet/volumesUnmounted',
          'kubelet/cgroupRemoved',
          'kubelet/podFinallyDeleted',
        ),
      },
      (owned) => termination.reduce(cluster, owned),
    )
    .exhaustive();
