import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../cluster.ts';
import { offered, play } from '../../testing/play.ts';
import { runningPod } from '../../testing/running.ts';
import { container, podSpec, scenario } from '../../testing/scenario.ts';
import { keyOf, podScenario, terminating, uid } from '../../testing/terminating.ts';
import { completes } from './index.ts';

const exits = (cluster: Cluster) =>
  offered(cluster, 'process/exited').map((event) => ('exitCode' in event ? event.exitCode : undefined));

describe('processes', () => {
  it('get done if nobody would start them again for it: plain init containers, and mains by policy', () => {
    const init = container('init');
    const sidecar = container('sidecar', { restartPolicy: 'Always' });
    const main = container('main');
    const once = container('once', { restartPolicy: 'Never' });
    const spec = podSpec({ initContainers: [init, sidecar], containers: [main, once] });
    const judge = (featureGates: Record<string, boolean>, fields = spec) =>
      [init, sidecar, main, once].map((one) => completes(scenario({ featureGates }), fields, one));
    expect(judge({ ContainerRestartRules: true })).toEqual([true, false, false, true]);
    expect(judge({})).toEqual([true, false, false, false]);
    expect(judge({}, { ...spec, restartPolicy: 'OnFailure' })).toEqual([true, false, true, true]);
  });

  it('end with 0 on their own, and after SIGTERM with 0 or 143 or not at all', () => {
    expect(exits(runningPod(podScenario({ restartPolicy: 'Never' })))).toEqual([0]);
    expect(exits(runningPod(podScenario({})))).toEqual([]);
    const signalled = play(terminating({}), 'runtime/sigtermSent');
    expect(exits(signalled)).toEqual([0, 143]);
    expect(offered(signalled, 'kubelet/graceExpired')).toHaveLength(1);
  });

  it('end with 137 and nothing else after SIGKILL', () => {
    const killed = play(terminating({}), 'runtime/sigtermSent', 'kubelet/graceExpired', 'runtime/sigkillSent');
    expect(exits(killed)).toEqual([137]);
  });

  it('leave no signal and no serving behind', () => {
    const served = runningPod(podScenario({ restartPolicy: 'Never' }));
    expect(cell(served, 'processes', keyOf('app')).serving).toBe(true);
    const over = play(served, 'process/exited');
    expect(cell(over, 'processes', keyOf('app'))).toEqual({ signal: 'none', serving: false });
    expect(cell(over, 'containers', keyOf('app'))).toMatchObject({ state: 'exited', exitCode: 0, oomKilled: false });
  });

  it('start and stop serving if a Service or a readiness probe asks, and start no more after SIGTERM', () => {
    const services = {
      web: { pods: ['web'], publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 0 },
    } as const;
    const silent = runningPod(scenario({ services, serving: true }));
    expect(offered(silent, 'process/stoppedServing')).toEqual([]);
    const serving = play(silent, 'process/startedServing');
    expect(offered(play(serving, 'process/stoppedServing'), 'process/startedServing')).toHaveLength(1);
    const signalled = patch(serving, 'processes', keyOf('app'), { signal: 'SIGTERM' });
    expect(offered(signalled, 'process/stoppedServing')).toHaveLength(1);
    expect(offered(play(signalled, 'process/stoppedServing'), 'process/startedServing')).toEqual([]);
    expect(offered(runningPod(scenario({ services })), 'process/stoppedServing')).toEqual([]);
    expect(offered(runningPod(scenario({ serving: true })), 'process/startedServing')).toEqual([]);
    expect(offered(silent, { type: 'process/startedServing', uid })).toHaveLength(1);
  });
});
