/** Expected verdicts: termination and preStop hooks. */
import { kubernetesVersions } from '../../../../model/gates.ts';
import { container, probe } from '../../../../model/testing/scenario.ts';
import { deletedOnlyWhenReady, secondDeleteSeenLate } from '../assumptions.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { hook, noLag, onePod, picky, placed, refusal, troubled, troubledNoLag } from '../scenarios.ts';

const deletes = { delete: 1, 'delete-shorter': 1, 'force-delete': 1 } as const;
const hooked = { containers: [container('app', { preStop: hook })], ...placed };
const slept = { containers: [container('app', { preStop: { handler: 'sleep', seconds: 5 } })], ...placed } as const;
const live = { containers: [container('app', { livenessProbe: probe(), startupProbe: probe() })], ...placed };
const execReady = { containers: [container('app', { readinessProbe: probe({ handler: 'exec' }) })], ...placed };
const ready = { containers: [container('app', { readinessProbe: probe() })], ...placed };
const leader = container('app', {
  restartPolicy: 'Never',
  restartPolicyRules: [{ action: 'RestartAllContainers', operator: 'In', values: [1] }],
});
const restartsAll = { ContainerRestartRules: true, RestartAllContainersOnContainerExits: true };
const one = { probeThresholds: 'one' } as const;
const graceless = { terminationGracePeriodSeconds: 0 };
const probedApp = container('app', { preStop: hook, livenessProbe: probe() });

/** Expected verdicts: termination. */
export const terminationExpectations: readonly Expectation[] = [
  {
    guarantee: 'deletion-is-irrevocable',
    cases: [
      holds(
        'deletes of every kind, finalizers removed',
        onePod(
          { finalizers: ['example.com/hold'], ...placed },
          { user: { ...deletes, 'remove-finalizers': 1 }, faults: noLag },
        ),
      ),
      holds('deletes, crashes and kubelet restarts', onePod(placed, troubled)),
    ],
  },
  {
    guarantee: 'grace-never-grows',
    cases: [
      holds('deletes of every kind', onePod(placed, { user: deletes, faults: { 'kubelet-restart': 1, ...noLag } })),
      holds(
        'stops fail and termination starts over',
        onePod({ hostNetwork: true, ...placed }, { user: { ...deletes }, faults: { 'stop-failure': 2 } }),
      ),
    ],
    alwaysAssumed: 'nobody in the model evicts a Pod and no node shuts down',
  },
  {
    guarantee: 'shorter-grace-takes-effect',
    cases: [
      violated('the kill has begun', onePod(placed, { user: { delete: 1, 'delete-shorter': 1 } })),
      holds(
        'the second delete is seen too late to matter',
        onePod(placed, { user: { delete: 1, 'delete-shorter': 1 } }),
        secondDeleteSeenLate,
      ),
    ],
  },
  {
    guarantee: 'sigterm-before-sigkill',
    cases: [
      holds(
        'every kind of delete, probes fail, the kubelet restarts',
        onePod(live, { ...one, user: deletes, faults: { 'probe-failure': 1, 'kubelet-restart': 1, ...noLag } }),
      ),
      holds('the sandbox dies', onePod(placed, troubledNoLag)),
      violated('StopContainer fails', onePod(placed, { user: { delete: 1 }, faults: { 'stop-failure': 1, ...noLag } })),
      violated(
        'the stop signal is SIGKILL',
        onePod(
          { containers: [container('app', { stopSignal: 'SIGKILL' })], ...placed },
          { featureGates: { ContainerStopSignals: true }, user: { delete: 1 }, faults: noLag },
        ),
      ),
    ],
  },
  {
    guarantee: 'no-start-after-termination-begins',
    cases: [holds('deletes, crashes and kubelet restarts', onePod(placed, troubledNoLag))],
  },
  {
    guarantee: 'no-start-after-deletion',
    cases: [
      violated('the delete falls into a sync', onePod(placed, { user: { delete: 1 }, faults: noLag })),
      holds(
        'the Pod is Ready when it is deleted, and nothing crashes',
        onePod(placed, { user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
        deletedOnlyWhenReady,
      ),
    ],
  },
  {
    guarantee: 'no-probe-kill-while-terminating',
    cases: [
      holds(
        'probes fail at any moment, the kubelet restarts',
        onePod(live, { ...one, user: { delete: 1 }, faults: { 'probe-failure': 2, 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'readiness-probed-until-stopped',
    cases: [
      holds(
        'the kubelet does not restart',
        onePod(ready, { ...one, user: deletes, faults: { 'container-crash': 1, ...noLag } }),
      ),
      ...[...kubernetesVersions, '1.36.2', '1.36.3'].map((kubernetesVersion) =>
        (kubernetesVersion === '1.34' || kubernetesVersion === '1.37' ? holds : violated)(
          `an exec probe, in ${kubernetesVersion}`,
          onePod(execReady, { ...one, kubernetesVersion, user: { delete: 1 }, faults: noLag }),
        ),
      ),
      violated(
        'the kubelet restarts',
        onePod(ready, { ...one, user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'containers-stopped-before-sandbox',
    cases: [
      holds('deletes, crashes and kubelet restarts', onePod(placed, troubledNoLag)),
      holds('stops fail', onePod({ ...hooked }, { user: { delete: 1 }, faults: { 'stop-failure': 2, ...noLag } })),
    ],
  },
];

/** Expected verdicts: preStop hooks. */
export const hookExpectations: readonly Expectation[] = [
  {
    guarantee: 'prestop-before-sigterm',
    cases: [
      holds(
        'every kind of delete, the kubelet restarts',
        onePod(hooked, { user: deletes, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
      holds(
        'a sleeping hook, crashes, stops fail',
        onePod(slept, { user: { delete: 1 }, faults: { 'container-crash': 1, 'stop-failure': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'prestop-never-skipped',
    cases: [
      holds(
        'every kind of delete, the kubelet does not restart',
        onePod(hooked, { user: deletes, faults: { 'container-crash': 1 } }),
      ),
      holds(
        'the kubelet restarts, nobody deletes by force',
        onePod(hooked, { user: { delete: 1, 'delete-shorter': 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
      violated(
        'deleted by force, and the kubelet restarts',
        onePod(hooked, { user: { 'force-delete': 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
      violated(
        'the kubelet restarts and refuses the running Pod',
        onePod({ ...hooked, ...picky }, { ...refusal, user: { relabel: 1 } }),
      ),
      violated(
        'a rule restarts all containers',
        onePod(
          { ...placed, containers: [leader, container('log', { preStop: hook })] },
          { featureGates: restartsAll, faults: { 'container-crash': 1, ...noLag } },
        ),
      ),
      violated(
        'the spec gives no grace and the deadline passes',
        onePod({ ...hooked, ...graceless, activeDeadlineSeconds: 60 }, { faults: noLag }),
      ),
      violated(
        'the spec gives no grace and a liveness probe fails',
        onePod(
          { ...graceless, ...placed, containers: [probedApp] },
          { ...one, faults: { 'probe-failure': 1, ...noLag } },
        ),
      ),
      holds(
        'the spec gives no grace and the Pod is only deleted',
        onePod({ ...hooked, ...graceless }, { user: deletes, faults: noLag }),
      ),
    ],
  },
  {
    guarantee: 'prestop-runs-once',
    cases: [
      holds(
        'the kubelet does not restart and stops do not fail',
        onePod(hooked, { user: deletes, faults: { 'container-crash': 1, 'sandbox-failure': 1, ...noLag } }),
      ),
      violated(
        'the kubelet restarts',
        onePod(hooked, { user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
];
