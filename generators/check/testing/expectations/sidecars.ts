/** Expected verdicts: sidecars. */
import { probe } from '../../../../model/testing/scenario.ts';
import { graceSuffices, pullsOutlastReadiness } from '../assumptions.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { appAndLog, hook, init, noLag, onePod, placed, sidecar } from '../scenarios.ts';

const deleted = { user: { delete: 1 }, faults: noLag } as const;
const one = { initContainers: [sidecar()], ...placed };
const two = { initContainers: [sidecar('proxy'), sidecar('logger')], ...placed };
const three = { initContainers: ['a', 'b', 'c'].map((name) => sidecar(name)), ...placed };
const probed = (fields = {}) => ({
  initContainers: [sidecar('proxy', { readinessProbe: probe(), ...fields })],
  ...placed,
});
const job = {
  initContainers: [sidecar('proxy', { preStop: hook })],
  containers: appAndLog(),
  restartPolicy: 'Never',
  ...placed,
} as const;

/** Expected verdicts: sidecars. */
export const sidecarExpectations: readonly Expectation[] = [
  {
    guarantee: 'sidecar-ready-before-main-starts',
    cases: [
      holds(
        'nothing is promised, but pulling takes long',
        onePod(probed(), { faults: noLag, probeThresholds: 'one' }),
        pullsOutlastReadiness,
      ),
      violated('a sidecar with a readiness probe', onePod(probed(), { faults: noLag, probeThresholds: 'one' })),
    ],
  },
  {
    guarantee: 'init-finds-sidecar',
    cases: [
      holds(
        'the sidecar is listed first; containers crash, the kubelet restarts, the Pod is deleted',
        onePod(
          { initContainers: [sidecar(), init()], ...placed },
          { user: { delete: 1 }, faults: { 'container-crash': 1, 'kubelet-restart': 1, ...noLag } },
        ),
      ),
      holds(
        'the sandbox is lost and made again',
        onePod({ initContainers: [sidecar(), init()], ...placed }, { faults: { 'sandbox-failure': 1, ...noLag } }),
      ),
      violated(
        'the init container is listed first',
        onePod({ initContainers: [init(), sidecar()], ...placed }, { faults: noLag }),
      ),
      violated(
        'another sidecar is listed behind it',
        onePod({ initContainers: [sidecar(), init(), sidecar('late')], ...placed }, { faults: noLag }),
      ),
    ],
  },
  {
    guarantee: 'sidecar-up-while-main-runs',
    cases: [
      violated('the sidecar crashes', onePod(one, { faults: { 'container-crash': 1, ...noLag } })),
      violated('the grace period runs out', onePod(one, deleted)),
      holds(
        'nothing crashes and every process exits in time',
        onePod(one, { user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
        graceSuffices,
      ),
    ],
  },
  {
    guarantee: 'main-stopped-before-sidecar-sigterm',
    cases: [
      holds(
        'every process exits in time',
        onePod(one, { user: { delete: 1 }, faults: { 'container-crash': 1, 'kubelet-restart': 1, ...noLag } }),
        graceSuffices,
      ),
      violated('the grace period runs out', onePod(one, deleted)),
    ],
  },
  {
    guarantee: 'sidecars-stop-in-reverse-order',
    cases: [
      holds(
        'there are two sidecars, and every process exits in time',
        onePod(two, { user: { delete: 1 }, faults: { 'container-crash': 1, ...noLag } }),
        graceSuffices,
      ),
      violated('the grace period runs out', onePod(two, deleted)),
      violated(
        'there are three sidecars and the second is down when the stop begins, though every process exits in time',
        onePod(three, { user: { delete: 1 }, faults: { 'container-crash': 1, ...noLag } }),
        graceSuffices,
      ),
      holds(
        'there are three sidecars and none is down',
        onePod(three, { user: { delete: 1 }, faults: noLag }),
        graceSuffices,
      ),
      violated(
        'the kubelet restarts after a force delete: an orphan has no order',
        onePod(two, { user: { 'force-delete': 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
        graceSuffices,
      ),
    ],
  },
  {
    guarantee: 'sidecar-prestop-after-main-exit',
    cases: [
      violated(
        'the Pod is deleted',
        onePod({ initContainers: [sidecar('proxy', { preStop: hook })], ...placed }, deleted),
      ),
      holds(
        'the Pod ends because its main containers are done',
        onePod(job, { faults: { 'container-crash': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'sidecar-up-until-main-stopped',
    cases: [
      violated('the sidecar crashes', onePod(one, { user: { delete: 1 }, faults: { 'container-crash': 1, ...noLag } })),
      violated('the grace period runs out', onePod(one, deleted)),
      holds(
        'nothing crashes and every process exits in time',
        onePod(one, { user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
        graceSuffices,
      ),
    ],
  },
];
