import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../../cluster.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, probe } from '../../../testing/scenario.ts';
import { keyOf, podScenario, terminating, uid } from '../../../testing/terminating.ts';
import { killsDone, startKills } from './kill.ts';

const hook = { preStop: { handler: 'exec' } } as const;
const sleep = { preStop: { handler: 'sleep', seconds: 10 } } as const;
const sidecar = (name: string, fields = {}) => container(name, { restartPolicy: 'Always', ...fields });
const stageOf = (cluster: Cluster, name: string) => cell(cluster, 'kills', keyOf(name)).stage;
const of = (type: 'kubelet/stopRequested' | 'runtime/sigtermSent' | 'runtime/stopFailed', name: string) => ({
  type,
  container: name,
});
const exited = (name: string, exitCode = 0) => ({ type: 'process/exited', container: name, exitCode }) as const;

describe('killing one container', () => {
  it('runs the hook, then sends the stop signal, and SIGKILL only at the timeout (D32, D42)', () => {
    const begun = terminating({ containers: [container('app', hook)] });
    expect(offered(begun, 'runtime/sigtermSent')).toEqual([]);
    const signalled = play(begun, 'kubelet/preStopCompleted', 'runtime/sigtermSent');
    expect(cell(signalled, 'processes', keyOf('app')).signal).toBe('SIGTERM');
    expect(offered(signalled, 'runtime/sigkillSent')).toEqual([]);
    const killed = play(signalled, 'kubelet/graceExpired', 'runtime/sigkillSent', exited('app', 137));
    expect(cell(killed, 'containers', keyOf('app'))).toMatchObject({ state: 'exited', exitCode: 137 });
    expect(killsDone(killed, uid)).toBe(true);
  });

  it('a container without a hook gets its stop signal at once (D32)', () => {
    expect(stageOf(terminating({}), 'app')).toBe('stop');
  });

  it('waits for the hook no longer than the grace period (D36)', () => {
    const late = play(terminating({ containers: [container('app', hook)] }), 'kubelet/graceExpired');
    expect(offered(late, 'kubelet/preStopCompleted')).toEqual([]);
    expect(stageOf(play(late, 'kubelet/stopRequested'), 'app')).toBe('stop');
  });

  it('hook, turn and stop share one clock: what the hook used up is gone (D34)', () => {
    const late = play(terminating({ containers: [container('app', hook)] }), 'kubelet/graceExpired');
    const signalled = play(late, 'kubelet/stopRequested', 'runtime/sigtermSent');
    expect(offered(signalled, 'kubelet/graceExpired')).toEqual([]);
    expect(offered(signalled, 'runtime/sigkillSent')).toHaveLength(1);
  });

  it('goes on after the hook whatever the hook’s end was (D37)', () => {
    const begun = terminating({ containers: [container('app', hook)] });
    const ended = play(begun, 'kubelet/preStopCompleted');
    expect(stageOf(ended, 'app')).toBe('stop');
    expect(offered(ended, 'kubelet/preStopCompleted')).toEqual([]);
  });

  it('starts the hook and sends SIGTERM first even if the grace period is over at once (D39, D43)', () => {
    const expired = play(terminating({ containers: [container('app', hook)] }), 'kubelet/graceExpired');
    const stopped = play(expired, 'kubelet/stopRequested');
    expect(offered(stopped, 'runtime/sigkillSent')).toEqual([]);
    expect(offered(play(stopped, 'runtime/sigtermSent'), 'runtime/sigkillSent')).toHaveLength(1);
  });

  it('a container that exits by itself never runs its hook, and ends a hook under way (D38)', () => {
    const running = runningPod(podScenario({ containers: [container('app', hook)], restartPolicy: 'Never' }));
    expect(stageOf(play(running, exited('app')), 'app')).toBe('none');
    const begun = terminating({ containers: [container('app', hook)], restartPolicy: 'Never' });
    expect(stageOf(play(begun, exited('app')), 'app')).toBe('done');
  });

  it('a sleeping hook sleeps on after the process has exited, at most to the end of the grace period (D40)', () => {
    const begun = terminating({ containers: [container('app', sleep)], restartPolicy: 'Never' });
    const early = play(begun, exited('app'));
    expect(killsDone(early, uid)).toBe(false);
    expect(stageOf(play(early, 'kubelet/preStopCompleted'), 'app')).toBe('done');
    expect(stageOf(play(early, 'kubelet/graceExpired', 'kubelet/stopRequested'), 'app')).toBe('done');
  });

  it('a container that is not running needs no kill (D33)', () => {
    const running = runningPod(podScenario({ initContainers: [container('setup')] }));
    const begun = startKills(running, uid, ['setup', 'app'], 'pod');
    expect([stageOf(begun, 'setup'), stageOf(begun, 'app')]).toEqual(['none', 'stop']);
  });
});

describe('killing several containers', () => {
  it('begins everywhere at once and orders no main container after another (D33)', () => {
    const begun = terminating({ containers: [container('a', hook), container('b')] });
    expect([stageOf(begun, 'a'), stageOf(begun, 'b')]).toEqual(['preStop', 'stop']);
    const bFirst = play(begun, of('runtime/sigtermSent', 'b'), exited('b'), 'kubelet/preStopCompleted');
    expect(offered(bFirst, of('runtime/sigtermSent', 'a'))).toHaveLength(1);
    const aFirst = play(begun, 'kubelet/preStopCompleted', of('runtime/sigtermSent', 'a'), exited('a'));
    expect(offered(aFirst, of('runtime/sigtermSent', 'b'))).toHaveLength(1);
  });

  it('an init container still running is killed at once and the pod ends Failed (D33, D47)', () => {
    const before = runningPod(podScenario({ initContainers: [container('setup')] }));
    const initializing = patch(
      patch(before, 'containers', keyOf('setup'), { state: 'running' }),
      'containers',
      keyOf('app'),
      {
        state: 'none',
      },
    );
    const gone = patch(initializing, 'kubeletPods', uid, { deletionGracePeriodSeconds: 30 });
    const killed = play(
      gone,
      'kubelet/terminationStarted',
      'runtime/sigtermSent',
      exited('setup'),
      'runtime/sandboxStopped',
    );
    const over = play(killed, 'cni/networkRemoved', 'kubelet/terminationCompleted');
    expect(cell(over, 'cachedStatuses', uid).phase).toBe('Failed');
  });

  it('a kill for a failed probe concerns its container alone and has a clock of its own (C135, C138)', () => {
    const running = runningPod(podScenario({ initContainers: [sidecar('mesh')], containers: [container('app')] }));
    const begun = startKills(running, uid, ['mesh'], 'liveness');
    expect([stageOf(begun, 'mesh'), stageOf(begun, 'app')]).toEqual(['stop', 'none']);
    expect(offered(begun, 'kubelet/graceExpired')).toEqual([{ type: 'kubelet/graceExpired', uid, container: 'mesh' }]);
    const killed = play(
      begun,
      'kubelet/graceExpired',
      'runtime/sigtermSent',
      'runtime/sigkillSent',
      exited('mesh', 137),
    );
    expect(killsDone(killed, uid)).toBe(true);
  });
});

describe('sidecars', () => {
  const spec = { initContainers: [sidecar('first'), sidecar('second')], containers: [container('a'), container('b')] };

  it('a sidecar’s stop signal waits for every main container and the sidecar after it (D52)', () => {
    const begun = terminating(spec);
    const one = play(begun, of('runtime/sigtermSent', 'a'), exited('a'));
    expect(offered(one, 'kubelet/stopRequested')).toEqual([]);
    const mains = play(one, of('runtime/sigtermSent', 'b'), exited('b'));
    expect(offered(mains, 'kubelet/stopRequested')).toEqual([
      { type: 'kubelet/stopRequested', uid, container: 'second' },
    ]);
    const second = play(mains, of('kubelet/stopRequested', 'second'), of('runtime/sigtermSent', 'second'));
    expect(offered(second, of('kubelet/stopRequested', 'first'))).toEqual([]);
    expect(offered(play(second, exited('second')), of('kubelet/stopRequested', 'first'))).toHaveLength(1);
  });

  it('a main container with a restartPolicy of its own is no sidecar and waits for nobody (C111, D52)', () => {
    const begun = terminating({ containers: [container('app', { restartPolicy: 'Always' }), container('other')] });
    expect(stageOf(begun, 'app')).toBe('stop');
  });

  it('containers that do not run count as stopped (D52)', () => {
    const crashed = patch(runningPod(podScenario(spec)), 'containers', keyOf('a'), { state: 'exited', exitCode: 1 });
    const begun = startKills(crashed, uid, ['first', 'second', 'a', 'b'], 'pod');
    const stopped = play(begun, of('runtime/sigtermSent', 'b'), exited('b'));
    expect(offered(stopped, of('kubelet/stopRequested', 'second'))).toHaveLength(1);
  });

  it('a sidecar’s preStop hook waits for nobody (D53)', () => {
    const begun = terminating({ initContainers: [sidecar('mesh', hook)], containers: [container('app', hook)] });
    expect(stageOf(begun, 'mesh')).toBe('preStop');
    const hooked = play(begun, { type: 'kubelet/preStopCompleted', container: 'mesh' });
    expect([stageOf(hooked, 'mesh'), stageOf(hooked, 'app')]).toEqual(['turn', 'preStop']);
  });

  it('at the end of the grace period every waiting sidecar gets its stop signal, main containers running or not (D54)', () => {
    const late = play(terminating(spec), of('runtime/sigtermSent', 'a'), 'kubelet/graceExpired');
    const both = play(late, of('kubelet/stopRequested', 'first'), of('kubelet/stopRequested', 'second'));
    expect(offered(both, 'runtime/sigtermSent')).toHaveLength(3);
    expect(offered(both, { type: 'runtime/sigkillSent', container: 'a' })).toHaveLength(1);
  });

  it('a sidecar that exits during termination is not started again (D55)', () => {
    const begun = terminating(spec, { 'container-crash': 1 });
    const crashed = play(begun, { type: 'fault/containerCrashed', container: 'second' });
    expect(stageOf(crashed, 'second')).toBe('turn');
    expect(offered(crashed, 'kubelet/syncStarted')).toEqual([]);
    expect(offered(crashed, 'runtime/containerCreated')).toEqual([]);
  });

  const three = { initContainers: ['a', 'b', 'c'].map((name) => sidecar(name)), containers: [container('app')] };

  it('nobody waits for a sidecar that is down when the kill begins, nor for those behind it (D52)', () => {
    const down = patch(runningPod(podScenario(three)), 'containers', keyOf('b'), { state: 'exited', exitCode: 1 });
    const begun = startKills(down, uid, ['a', 'b', 'c', 'app'], 'pod');
    const stopped = play(begun, of('runtime/sigtermSent', 'app'), exited('app'));
    expect(offered(stopped, 'kubelet/stopRequested').map((event) => 'container' in event && event.container)).toEqual([
      'a',
      'c',
    ]);
  });

  it('a sidecar that exits while it waits keeps its place: who waits for it waits on (D52)', () => {
    const begun = terminating(three, { 'container-crash': 1 });
    const crashed = play(begun, { type: 'fault/containerCrashed', container: 'b' });
    const mains = play(crashed, of('runtime/sigtermSent', 'app'), exited('app'));
    expect(offered(mains, 'kubelet/stopRequested')).toEqual([{ type: 'kubelet/stopRequested', uid, container: 'c' }]);
    const last = play(mains, of('kubelet/stopRequested', 'c'), of('runtime/sigtermSent', 'c'), exited('c'));
    expect(offered(last, of('kubelet/stopRequested', 'a'))).toEqual([]);
    const returned = play(last, of('kubelet/stopRequested', 'b'));
    expect(stageOf(returned, 'b')).toBe('done');
    expect(offered(returned, of('kubelet/stopRequested', 'a'))).toHaveLength(1);
  });

  it('a sidecar whose hook ends with its process waits for its turn all the same (D38, D52)', () => {
    const hooked = { initContainers: [sidecar('a'), sidecar('b', hook)], containers: [container('app')] };
    const begun = terminating(hooked, { 'container-crash': 1 });
    const crashed = play(begun, { type: 'fault/containerCrashed', container: 'b' });
    expect(stageOf(crashed, 'b')).toBe('turn');
  });

  it('sidecars killed with a pod whose main containers are done keep their order (D56)', () => {
    const running = runningPod(podScenario({ ...spec, restartPolicy: 'Never' }));
    const done = play(running, exited('a'), exited('b'));
    const begun = startKills(done, uid, ['first', 'second'], 'pod');
    expect(offered(begun, 'kubelet/stopRequested')).toEqual([
      { type: 'kubelet/stopRequested', uid, container: 'second' },
    ]);
  });
});

describe('terminationGracePeriodSeconds: 0', () => {
  const none = { terminationGracePeriodSeconds: 0 };
  const hooked = { ...none, containers: [container('app', hook)] };
  const ordered = { ...none, initContainers: [sidecar('mesh', hook)], containers: [container('app')] };

  it('a delete runs hooks and keeps the order of sidecars: the worker makes it one second (D24, D39)', () => {
    expect(stageOf(terminating(hooked), 'app')).toBe('preStop');
    expect(stageOf(terminating(ordered), 'mesh')).toBe('preStop');
  });

  it('kills inside a pass run no hook and put nothing in order (D39)', () => {
    const running = runningPod(podScenario(hooked));
    expect(stageOf(startKills(running, uid, ['app'], 'liveness'), 'app')).toBe('stop');
    expect(stageOf(startKills(running, uid, ['app'], 'postStart'), 'app')).toBe('stop');
    const both = startKills(runningPod(podScenario(ordered)), uid, ['mesh', 'app'], 'pod');
    expect([stageOf(both, 'mesh'), stageOf(both, 'app')]).toEqual(['stop', 'stop']);
  });

  it('a probe with a grace period of its own still runs the hook (D39, D51)', () => {
    const own = { ...probe(), terminationGracePeriodSeconds: 5 };
    const spec = { ...none, containers: [container('app', { ...hook, livenessProbe: own })] };
    expect(stageOf(startKills(runningPod(podScenario(spec)), uid, ['app'], 'liveness'), 'app')).toBe('preStop');
  });

  it('a deadline runs no hook; a termination tried again does, for now somebody asks for it (D24, D39)', () => {
    const spec = { ...hooked, activeDeadlineSeconds: 60 };
    const running = runningPod(podScenario(spec, { 'stop-failure': 1 }));
    const begun = play(running, 'kubelet/deadlineExceeded', 'kubelet/terminationStarted');
    expect([cell(begun, 'workers', uid).grace, stageOf(begun, 'app')]).toEqual([0, 'stop']);
    const again = play(begun, 'runtime/stopFailed', 'kubelet/terminationRetried');
    expect([cell(again, 'workers', uid).grace, stageOf(again, 'app')]).toEqual([1, 'preStop']);
  });
});

describe('kills that fail', () => {
  const spec = { initContainers: [sidecar('mesh')], containers: [container('a'), container('b')] };

  it('a failed kill stops nobody else’s, but never releases the sidecars: they wait for the end of grace (D49)', () => {
    const failed = play(terminating(spec, { 'stop-failure': 1 }), of('runtime/stopFailed', 'a'));
    const others = play(failed, of('runtime/sigtermSent', 'b'), exited('b'));
    expect(offered(others, of('kubelet/stopRequested', 'mesh'))).toEqual([]);
    expect(killsDone(others, uid)).toBe(false);
    expect(offered(play(others, 'kubelet/graceExpired'), of('kubelet/stopRequested', 'mesh'))).toHaveLength(1);
  });
});
