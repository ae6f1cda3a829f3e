import { describe, expect, it } from 'vitest';
import { cell, patch, put } from '../../../cluster.ts';
import { admittedPod, keyOf, podScenario, records, sandboxSteps, startSteps, uid } from '../../../testing/passes.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container } from '../../../testing/scenario.ts';
import { crashDelays } from './back-off.ts';
import { needsPull } from './starting.ts';

const defaults = { reduceDefaultCrashLoopBackOffDecay: false, kubeletCrashLoopBackOffMax: true };
const crashes = { faults: { 'container-crash': 3 } };

describe('the delays of crash back-off', () => {
  it('none before the first restart, then 10 s doubling up to 300 s (C110)', () => {
    expect(crashDelays(defaults, 8)).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('the node’s own cap counts with KubeletCrashLoopBackOffMax (C110)', () => {
    expect(crashDelays({ ...defaults, maxContainerRestartPeriod: 60 }, 5)).toEqual([0, 10, 20, 40, 60]);
    expect(crashDelays({ ...defaults, maxContainerRestartPeriod: 5 }, 3)).toEqual([0, 5, 5]);
    const off = { ...defaults, kubeletCrashLoopBackOffMax: false, maxContainerRestartPeriod: 60 };
    expect(crashDelays(off, 7)[6]).toBe(300);
  });

  it('ReduceDefaultCrashLoopBackOffDecay starts at 1 s and stops at 60 s (C110)', () => {
    expect(crashDelays({ ...defaults, reduceDefaultCrashLoopBackOffDecay: true }, 9)).toEqual([
      0, 1, 2, 4, 8, 16, 32, 60, 60,
    ]);
  });
});

describe('crash back-off', () => {
  const restart = ['kubelet/syncStarted', 'runtime/containerCreated', 'runtime/containerStarted'] as const;

  it('the first restart is immediate, every later one waits for its timer (C110)', () => {
    const crashed = play(runningPod(podScenario({}, crashes)), 'fault/containerCrashed');
    expect(offered(crashed, 'kubelet/backOffExpired')).toEqual([]);
    const again = play(crashed, ...restart, 'kubelet/syncStarted', 'fault/containerCrashed', 'kubelet/syncStarted');
    expect(offered(again, 'runtime/containerCreated')).toEqual([]);
    expect(offered(again, 'kubelet/syncStarted')).toEqual([]);
    const third = play(again, 'kubelet/backOffExpired', ...restart);
    expect(cell(third, 'containers', keyOf('app'))).toMatchObject({ state: 'running', restarted: true });
  });

  it('the timer also waits for exit code 0 under Always, and not for a container that stays down (C110)', () => {
    const armed = (restartPolicy: 'Always' | 'OnFailure') => {
      const exited = put(
        runningPod(podScenario({ restartPolicy, containers: [container('app'), container('log')] })),
        'containers',
        keyOf('app'),
        { ...records.ok, restarted: true },
      );
      return patch(exited, 'backOffs', keyOf('app'), { crash: 'armed' });
    };
    expect(offered(armed('Always'), 'kubelet/backOffExpired')).toHaveLength(1);
    expect(offered(armed('OnFailure'), 'kubelet/backOffExpired')).toEqual([]);
    const terminating = patch(armed('Always'), 'workers', uid, { state: 'terminating' });
    expect(offered(terminating, 'kubelet/backOffExpired')).toEqual([]);
  });

  it('a sidecar comes back whatever the Pod’s policy, so its timer runs (C110)', () => {
    const initContainers = [container('proxy', { restartPolicy: 'Always' })];
    const exited = put(
      runningPod(podScenario({ restartPolicy: 'Never', initContainers })),
      'containers',
      keyOf('proxy'),
      { ...records.ok, restarted: true },
    );
    const armed = patch(exited, 'backOffs', keyOf('proxy'), { crash: 'armed' });
    expect(offered(armed, { type: 'kubelet/backOffExpired', container: 'proxy' })).toHaveLength(1);
  });
});

describe('images', () => {
  it('Always pulls every time, IfNotPresent before the first instance, Never not at all (C106)', () => {
    const pulls = (imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never', record: keyof typeof records) =>
      needsPull(container('app', { imagePullPolicy }), records[record]);
    expect([pulls('Always', 'none'), pulls('Always', 'failed')]).toEqual([true, true]);
    expect([
      pulls('IfNotPresent', 'none'),
      pulls('IfNotPresent', 'failed'),
      pulls('IfNotPresent', 'waitsAgain'),
    ]).toEqual([true, false, false]);
    expect(pulls('Never', 'none')).toBe(false);
  });

  it('after a failed pull the next one waits for a timer of that container; the others still start (C109, C102)', () => {
    const spec = { containers: [container('app'), container('log')] };
    const failed = play(admittedPod(spec, { faults: { 'image-pull-failure': 1 } }), ...sandboxSteps, {
      type: 'kubelet/imagePullFailed',
      container: 'app',
    });
    const other = play(failed, ...startSteps('log'), 'kubelet/syncStarted');
    expect(cell(other, 'workers', uid).step).toBe('idle');
    expect(offered(other, 'kubelet/syncStarted')).toEqual([]);
    const retried = play(
      other,
      { type: 'kubelet/backOffExpired', container: 'app' },
      'kubelet/syncStarted',
      ...startSteps('app'),
    );
    expect(cell(retried, 'containers', keyOf('app')).state).toBe('running');
  });

  it('a plain init container that cannot start ends the pass, a sidecar is skipped (C101)', () => {
    const faults = { faults: { 'image-pull-failure': 1 } };
    const init = play(
      admittedPod({ initContainers: [container('init')] }, faults),
      ...sandboxSteps,
      'kubelet/imagePullFailed',
    );
    expect(cell(init, 'workers', uid)).toMatchObject({ step: 'idle', starting: [] });
    const sidecar = container('proxy', { restartPolicy: 'Always' });
    const running = runningPod(podScenario({ initContainers: [sidecar] }, faults));
    const down = put(
      put(running, 'containers', keyOf('proxy'), records.none),
      'containers',
      keyOf('app'),
      records.running,
    );
    const twoMains = play(down, 'kubelet/syncStarted', { type: 'kubelet/imagePullFailed', container: 'proxy' });
    expect(cell(twoMains, 'backOffs', keyOf('proxy')).image).toBe('armed');
    expect(cell(twoMains, 'containers', keyOf('app')).state).toBe('running');
  });
});
