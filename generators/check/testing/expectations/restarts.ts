/** Expected verdicts: what is started again, and when. */
import { container, probe } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { appAndLog, noLag, onePod, placed, troubledNoLag } from '../scenarios.ts';

const never = { restartPolicy: 'Never', containers: appAndLog(), ...placed } as const;

/** Expected verdicts: restarts. */
export const restartExpectations: readonly Expectation[] = [
  {
    guarantee: 'one-instance-per-container',
    cases: [
      holds(
        'probes fail and the kubelet restarts',
        onePod(
          { containers: [container('app', { livenessProbe: probe() })], ...placed },
          {
            probeThresholds: 'one',
            user: { delete: 1 },
            faults: { 'probe-failure': 2, 'kubelet-restart': 1, ...noLag },
          },
        ),
      ),
      holds('the sandbox dies', onePod(placed, troubledNoLag)),
    ],
  },
  {
    guarantee: 'restart-only-if-policy-allows',
    cases: [
      holds(
        'restartPolicy Never: nothing is started twice',
        onePod(never, { user: { delete: 1 }, faults: { 'container-crash': 1, 'kubelet-restart': 1, ...noLag } }),
      ),
      holds('restartPolicy OnFailure', onePod({ restartPolicy: 'OnFailure', ...placed }, troubledNoLag)),
    ],
  },
  {
    guarantee: 'crash-back-off-respected',
    cases: [
      holds(
        'the kubelet does not restart',
        onePod(placed, { user: { delete: 1 }, faults: { 'container-crash': 3, ...noLag } }),
      ),
      violated(
        'the sandbox dies under a container that was restarted once',
        onePod(placed, { faults: { 'container-crash': 2, 'sandbox-failure': 1, ...noLag } }),
      ),
      violated(
        'the kubelet restarts',
        onePod(placed, { faults: { 'container-crash': 2, 'kubelet-restart': 1, ...noLag } }),
      ),
      violated(
        'a liveness probe has the container killed after a crash',
        onePod(
          { ...placed, containers: [container('app', { livenessProbe: probe({ failureThreshold: 1 }) })] },
          { faults: { 'container-crash': 1, 'probe-failure': 1, ...noLag } },
        ),
      ),
    ],
  },
];
