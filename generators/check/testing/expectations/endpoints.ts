/** Expected verdicts: endpoints and traffic. */
import { container, probe } from '../../../../model/testing/scenario.ts';
import { preStopOutlastsWithdrawal } from '../assumptions.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { hook, noLag, onePod, placed, service, twoPods } from '../scenarios.ts';

const deleted = { user: { delete: 1 }, faults: noLag } as const;
const hooked = { containers: [container('app', { preStop: hook })], ...placed };
const ready = { containers: [container('app', { readinessProbe: probe() })], ...placed };
const served = { ...service(), ...deleted };
const publishing = service({ publishNotReadyAddresses: true });
const alone = service({ otherReadyEndpoints: 0 });

/** Expected verdicts: endpoints and traffic. */
export const endpointExpectations: readonly Expectation[] = [
  {
    guarantee: 'endpoint-not-ready-before-sigterm',
    cases: [
      violated('nothing is known of delays', onePod(placed, served)),
      violated('a preStop hook of unknown length', onePod(hooked, served)),
      holds('a preStop hook that is long enough', onePod(hooked, served), preStopOutlastsWithdrawal),
    ],
  },
  {
    guarantee: 'endpoint-removed-before-sigkill',
    cases: [
      holds(
        'a hook that is long enough, beside a liveness probe',
        onePod(
          { containers: [container('app', { preStop: hook, livenessProbe: probe() })], ...placed },
          { ...served, probeThresholds: 'one', faults: { 'probe-failure': 1, ...noLag } },
        ),
        preStopOutlastsWithdrawal,
      ),
      violated('nothing is known of delays', onePod(placed, served)),
      violated('the Pod is on the host network', onePod({ ...placed, hostNetwork: true }, served)),
      holds('a preStop hook that is long enough', onePod(hooked, served), preStopOutlastsWithdrawal),
    ],
  },
  {
    guarantee: 'traffic-only-to-running',
    cases: [
      violated('the Pod is deleted', onePod(placed, served)),
      violated('the Pod is on the host network and deleted', onePod({ ...placed, hostNetwork: true }, served)),
      violated('a container crashes', onePod(hooked, { ...service(), faults: { 'container-crash': 1, ...noLag } })),
      holds('a preStop hook that is long enough', onePod(hooked, served), preStopOutlastsWithdrawal),
    ],
  },
  {
    guarantee: 'no-traffic-to-a-reused-address',
    cases: [
      violated('nothing is known of delays', twoPods(placed, placed, served)),
      holds('a preStop hook that is long enough', twoPods(hooked, placed, served), preStopOutlastsWithdrawal),
    ],
  },
  {
    guarantee: 'unready-before-sigterm',
    cases: [
      violated('the Pod is deleted', onePod(placed, deleted)),
      holds(
        'a readiness gate that nobody ever sets',
        onePod({ readinessGates: ['example.com/online'], ...placed }, deleted),
      ),
    ],
  },
  {
    guarantee: 'deleted-pod-leaves-the-ready-endpoints',
    cases: [
      holds(
        'the Pod is deleted, also with finalizers',
        onePod({ finalizers: ['example.com/hold'], ...placed }, served),
      ),
      holds('publishNotReadyAddresses', onePod(hooked, { ...publishing, ...deleted })),
    ],
    alwaysAssumed: 'every node of the model is alive',
  },
  {
    guarantee: 'terminating-endpoint-is-not-ready',
    cases: [
      holds('the only endpoint, readiness flips', onePod(ready, { ...alone, ...deleted, probeThresholds: 'one' })),
      violated('publishNotReadyAddresses', onePod(placed, { ...publishing, ...deleted })),
    ],
  },
  {
    guarantee: 'endpoint-ready-only-after-readiness',
    cases: [
      holds(
        'readiness flips, containers crash',
        onePod(ready, {
          ...service(),
          user: { delete: 1 },
          faults: { 'container-crash': 1, 'kubelet-restart': 1, ...noLag },
          probeThresholds: 'one',
        }),
      ),
      violated('publishNotReadyAddresses', onePod(ready, { ...publishing, ...deleted })),
    ],
  },
];
