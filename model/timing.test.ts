import { describe, expect, it } from 'vitest';
import { readAssumptions } from './assumptionText.ts';
import { type Cluster, cell, patch, put } from './cluster.ts';
import type { Event } from './event.ts';
import type { PodSpec } from './kubernetes/spec.ts';
import { reduce } from './reducer.ts';
import type { Scenario } from './scenario.ts';
import { offered, play, type Wanted } from './testing/play.ts';
import { runningPod } from './testing/running.ts';
import { container, probe } from './testing/scenario.ts';
import { deletionSeen, keyOf, podScenario, uid } from './testing/terminating.ts';
import { renewedBy } from './timing/renewal.ts';
import { timing } from './timing.ts';

const assumed = (...texts: readonly string[]) => {
  const read = readAssumptions(texts);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.assumptions;
};

const timed = (spec: Partial<PodSpec>, fields: Partial<Scenario> = {}): Scenario => ({
  ...podScenario(spec),
  assumptions: assumed('shutdown=2s..20s', 'stop-signal<=10ms', 'pre-stop-hook<=7s'),
  ...fields,
});

/** The interval of the one event of that kind that is possible now. */
const waits = (cluster: Cluster, wanted: Wanted) => {
  const [event] = offered(cluster, wanted);
  if (event === undefined) throw new Error(`${JSON.stringify(wanted)} is not possible`);
  return timing(cluster, event);
};

const begun = (spec: Partial<PodSpec>, grace = 30): Cluster =>
  play(deletionSeen(runningPod(timed(spec)), grace), 'kubelet/terminationStarted');

const sleeping = { containers: [container('app', { preStop: { handler: 'sleep', seconds: 5 } })] } as const;

describe('timing', () => {
  it('says nothing without assumptions', () => {
    const now = deletionSeen(runningPod(podScenario({})));
    expect(timing(now, { type: 'kubelet/terminationStarted', uid, cause: 'deleted' })).toBeUndefined();
  });

  it('the grace period counts from the first kill call, preStop included (D25, D34)', () => {
    const now = begun(sleeping);
    expect(waits(now, 'kubelet/graceExpired')).toEqual({ earliest: 30_000, latest: 30_000 });
    expect(waits(now, 'kubelet/preStopCompleted')).toEqual({ earliest: 5000, latest: 5000 });
    const slept = play(now, 'kubelet/preStopCompleted');
    expect(offered(slept, 'kubelet/graceExpired')).toHaveLength(1);
    expect(waits(begun(sleeping, 3), 'kubelet/graceExpired')).toMatchObject({ latest: 3000 });
  });

  it('a command that sleeps takes no less; one that only sleeps, no more than the call besides; an assumption of less is contradicted', () => {
    const hookOf = (seconds: number, only: boolean) =>
      begun({ containers: [container('app', { preStop: { handler: 'exec', sleeping: { seconds, only } } })] });
    expect(waits(hookOf(5, true), 'kubelet/preStopCompleted')).toEqual({ earliest: 5000, latest: 6000 });
    expect(waits(hookOf(5, false), 'kubelet/preStopCompleted')).toMatchObject({ earliest: 5000, latest: 7000 });
    expect(waits(hookOf(0.25, false), 'kubelet/preStopCompleted')).toMatchObject({ earliest: 250, latest: 7000 });
    expect(waits(hookOf(20, false), 'kubelet/preStopCompleted')).toEqual({ earliest: 20_000, latest: 20_000 });
  });

  it('a hook that is no sleep takes what is assumed, and its part of a second is given back (D34)', () => {
    const now = begun({ containers: [container('app', { preStop: { handler: 'exec' } })] });
    expect(waits(now, 'kubelet/preStopCompleted')).toEqual({ earliest: 0, latest: 7000 });
    const early = play(now, 'kubelet/preStopCompleted', 'runtime/sigtermSent', 'runtime/minimumPassed');
    const expired = play(early, 'kubelet/graceExpired');
    expect(waits(expired, 'runtime/sigkillSent')).toEqual({ earliest: 0, latest: 1010, latestOpen: true });
    const slept = play(begun(sleeping), 'kubelet/preStopCompleted', 'runtime/sigtermSent', 'runtime/minimumPassed');
    expect(waits(play(slept, 'kubelet/graceExpired'), 'runtime/sigkillSent')).toEqual({ earliest: 0, latest: 10 });
  });

  it('SIGKILL waits for two seconds after the stop signal, however late that came (D34, D43)', () => {
    const late = play(begun(sleeping), 'kubelet/graceExpired', 'kubelet/stopRequested', 'runtime/sigtermSent');
    expect(offered(late, 'runtime/sigkillSent')).toEqual([]);
    expect(waits(late, 'runtime/minimumPassed')).toEqual({ earliest: 2000, latest: 2000 });
    const over = play(late, 'runtime/minimumPassed');
    expect(waits(over, 'runtime/sigkillSent')).toEqual({ earliest: 0, latest: 10 });
    expect(offered(play(over, 'runtime/sigkillSent'), 'runtime/minimumPassed')).toEqual([]);
  });

  it('a sidecar waits a part of a second longer for its turn if its own hook left one over (D34, D35)', () => {
    const sidecar = (preStop: 'exec' | 'sleep') => ({
      initContainers: [container('mesh', { restartPolicy: 'Always', preStop: { handler: preStop, seconds: 1 } })],
    });
    const over = (preStop: 'exec' | 'sleep') =>
      waits(play(begun(sidecar(preStop)), 'kubelet/preStopCompleted', 'kubelet/graceExpired'), {
        type: 'kubelet/stopRequested',
        container: 'mesh',
      });
    expect(over('exec')).toEqual({ earliest: 0, latest: 1000, latestOpen: true });
    expect(over('sleep')).toEqual({ earliest: 0, latest: 0 });
  });

  it('a probe’s own grace period replaces the spec’s for the kill that probe causes, and no other (D51)', () => {
    const livenessProbe = probe({ terminationGracePeriodSeconds: 4 });
    const spec = { containers: [container('app', { livenessProbe, startupProbe: probe() })] };
    const killedBy = (cause: 'liveness' | 'startup' | 'postStart') =>
      waits(
        put(runningPod(timed(spec)), 'kills', keyOf('app'), { stage: 'stop', expired: false, cause }),
        'kubelet/graceExpired',
      )?.latest;
    expect([killedBy('liveness'), killedBy('startup'), killedBy('postStart')]).toEqual([4000, 30_000, 30_000]);
    expect(waits(begun(spec), 'kubelet/graceExpired')).toMatchObject({ latest: 30_000 });
  });

  it('a process exits within its shutdown time after SIGTERM, when it likes before, at once after SIGKILL', () => {
    const now = begun({ restartPolicy: 'Never' });
    expect(waits(now, 'process/exited')).toEqual({ earliest: 0, latest: Number.POSITIVE_INFINITY });
    const told = play(now, 'runtime/sigtermSent');
    expect(waits(told, { type: 'process/exited', exitCode: 143 })).toEqual({ earliest: 2000, latest: 20_000 });
    const killed = play(told, 'runtime/minimumPassed', 'kubelet/graceExpired', 'runtime/sigkillSent');
    expect(waits(killed, 'process/exited')).toEqual({ earliest: 0, latest: 0 });
  });

  it('back-off waits from its first delay to its longest (C110)', () => {
    const crashed = patch(
      put(runningPod(timed({})), 'containers', keyOf('app'), {
        state: 'exited',
        exitCode: 1,
        oomKilled: false,
        restarted: true,
      }),
      'backOffs',
      keyOf('app'),
      { crash: 'armed' },
    );
    expect(waits(crashed, 'kubelet/backOffExpired')).toEqual({ earliest: 10_000, latest: 300_000 });
    const reduced = { ...crashed.scenario, featureGates: { ReduceDefaultCrashLoopBackOffDecay: true } };
    expect(waits({ ...crashed, scenario: reduced }, 'kubelet/backOffExpired')).toEqual({
      earliest: 1000,
      latest: 60_000,
    });
  });

  it('probes need as many periods as their thresholds say, where one outcome stands for all (C134)', () => {
    const readinessProbe = probe({ periodSeconds: 5, failureThreshold: 3 });
    const spec = { containers: [container('app', { readinessProbe })] };
    const one = runningPod(timed(spec, { probeThresholds: 'one' }));
    expect(waits(one, 'prober/probeFailed')).toEqual({ earliest: 10_000, latest: Number.POSITIVE_INFINITY });
    expect(waits(runningPod(timed(spec)), 'prober/probeFailed')).toMatchObject({ earliest: 0 });
  });

  it('activeDeadlineSeconds bounds from above (C117, D67)', () => {
    const now = runningPod(timed({ activeDeadlineSeconds: 60 }));
    expect(waits(now, 'kubelet/deadlineExceeded')).toEqual({ earliest: 0, latest: 61_000 });
  });

  it('a write makes deliveries and slices under way wait anew, a slice the rules', () => {
    const service = {
      pods: ['web'],
      publishNotReadyAddresses: false,
      internalTrafficPolicy: 'Cluster',
      otherReadyEndpoints: 1,
    };
    const now = runningPod(timed({}, { services: { web: { ...service, internalTrafficPolicy: 'Cluster' } } }));
    const types = (event: Event) => renewedBy(now, event).map(({ type }) => type);
    expect(types({ type: 'user/podDeleted', pod: 'web', grace: 1 })).toEqual([
      'watch/kubeletSawPod',
      'watch/schedulerSawPod',
      'endpointslice/sliceWritten',
    ]);
    expect(types({ type: 'endpointslice/sliceWritten', service: 'web' })).toEqual(['kube-proxy/rulesProgrammed']);
    expect(types({ type: 'kubelet/syncStarted', uid })).toEqual([]);
  });

  it('without time there is no clock in StopContainer, and nothing else changes', () => {
    const plain = play(deletionSeen(runningPod(podScenario({}))), 'kubelet/terminationStarted', 'runtime/sigtermSent');
    expect(offered(plain, 'runtime/minimumPassed')).toEqual([]);
    const gone = play(plain, 'process/exited');
    expect(cell(gone, 'kills', keyOf('app'))).toEqual({ stage: 'done', expired: false, cause: 'pod' });
    const told = play(begun({}), 'runtime/sigtermSent', 'runtime/minimumPassed', 'process/exited');
    expect(cell(told, 'kills', keyOf('app'))).toEqual({ stage: 'done', expired: false, cause: 'pod' });
    expect(reduce(told, { type: 'runtime/sandboxStopped', uid })).toBeDefined();
  });
});
