import { describe, expect, it } from 'vitest';
import { cell, patch, put } from '../../../cluster.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, podSpec, scenario } from '../../../testing/scenario.ts';
import { keyOf, podScenario, terminating, uid } from '../../../testing/terminating.ts';
import { startKills } from '../../kubelet/termination/kill.ts';

const two = { containers: [container('a'), container('b')] };
const sigterm = (name: string) => ({ type: 'runtime/sigtermSent', container: name }) as const;
const fails = (name: string) => ({ type: 'runtime/stopFailed', container: name }) as const;
const exited = (name: string, exitCode = 0) => ({ type: 'process/exited', container: name, exitCode }) as const;

describe('stopping a container', () => {
  it('a container that is asked to stop again gets its stop signal once only (D42, D70b)', () => {
    const signalled = play(terminating({}), sigterm('app'));
    const restarted = put(signalled, 'kills', keyOf('app'), { stage: 'none', expired: false, cause: '' });
    const again = startKills(restarted, uid, ['app'], 'pod');
    expect(cell(again, 'kills', keyOf('app')).stage).toBe('stopping');
    expect(offered(again, 'runtime/sigtermSent')).toEqual([]);
  });

  it('SIGTERM is what is sent unless the gate lets the container name SIGKILL (D43, D44)', () => {
    const spec = podSpec({ containers: [container('app', { stopSignal: 'SIGKILL' })] });
    const begin = (gate: boolean) => {
      const instances = { [uid]: { name: 'web', spec } };
      return startKills(
        runningPod(scenario({ instances, featureGates: { ContainerStopSignals: gate } })),
        uid,
        ['app'],
        'pod',
      );
    };
    expect(offered(begin(false), 'runtime/sigkillSent')).toEqual([]);
    expect(offered(begin(false), 'runtime/sigtermSent')).toHaveLength(1);
    expect(offered(begin(true), 'runtime/sigtermSent')).toEqual([]);
    expect(offered(begin(true), 'runtime/sigkillSent')).toHaveLength(1);
  });

  it('an unkillable process makes the step start over, with the phase held back meanwhile (D27, D48)', () => {
    const begun = terminating({}, { 'stop-failure': 1 });
    const unkillable = play(begun, sigterm('app'), 'kubelet/graceExpired', 'runtime/sigkillSent', fails('app'));
    const retried = play(unkillable, 'kubelet/terminationRetried');
    expect(cell(retried, 'workers', uid).state).toBe('terminating');
    expect(cell(retried, 'statuses', 'web').phase).toBe('Running');
    expect(offered(retried, 'kubelet/terminationCompleted')).toEqual([]);
  });
});

describe('stopping a sandbox', () => {
  it('comes only after every kill call has returned, well or not (D50)', () => {
    const one = play(terminating(two, { 'stop-failure': 1 }), sigterm('a'), exited('a'));
    expect(offered(one, 'runtime/sandboxStopped')).toEqual([]);
    expect(offered(play(one, fails('b')), 'runtime/sandboxStopped')).toHaveLength(1);
  });

  it('kills by force what a failed kill left running (D50)', () => {
    const failed = play(terminating(two, { 'stop-failure': 1 }), sigterm('a'), exited('a'), fails('b'));
    const stopped = play(failed, 'runtime/sandboxStopped');
    expect(cell(stopped, 'containers', keyOf('b'))).toMatchObject({ state: 'exited', exitCode: 137 });
    expect(offered(stopped, 'kubelet/terminationRetried')).toEqual([]);
    expect(cell(stopped, 'sandboxes', uid).state).toBe('stopping');
  });

  it('a container that was created and never started is left where it is (D50)', () => {
    const created = patch(terminating(two), 'containers', keyOf('b'), { state: 'created' });
    const idle = put(created, 'kills', keyOf('b'), { stage: 'none', expired: false, cause: '' });
    const stopped = play(idle, sigterm('a'), exited('a'), 'runtime/sandboxStopped');
    expect(cell(stopped, 'containers', keyOf('b')).state).toBe('created');
  });

  it('leaves no network to remove if the pod uses its node’s (D50)', () => {
    const stopped = play(terminating({ hostNetwork: true }), sigterm('app'), exited('app'), 'runtime/sandboxStopped');
    expect(cell(stopped, 'sandboxes', uid).state).toBe('stopped');
  });

  it('also happens to a sandbox whose pause process has died (D50)', () => {
    const dead = play(runningPod(podScenario({}, { 'sandbox-failure': 1 })), 'fault/sandboxDied');
    const begun = patch(dead, 'workers', uid, { state: 'terminating', step: 'kill' });
    expect(offered(begun, 'runtime/sandboxStopped')).toHaveLength(1);
  });
});
