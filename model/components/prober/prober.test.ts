import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../cluster.ts';
import { offered, play } from '../../testing/play.ts';
import { runningPod } from '../../testing/running.ts';
import { container, nodeSpec, podSpec, probe, scenario } from '../../testing/scenario.ts';
import { deletionSeen, keyOf, podScenario, uid } from '../../testing/terminating.ts';
import { resetProbes } from './result.ts';

const any = { 'probe-failure': -1, 'container-crash': -1, 'kubelet-restart': -1 };
const withProbe = (kind: 'startup' | 'liveness' | 'readiness', fields = {}) =>
  runningPod(podScenario({ containers: [container('app', { [`${kind}Probe`]: probe(fields) })] }, any));
const resultOf = (cluster: Cluster, kind: string, name = 'app') =>
  cell(cluster, 'probes', `${uid}/${name}/${kind}`).result;
const shownAs = (cluster: Cluster, fields: object): Cluster => {
  const { containers } = cell(cluster, 'cachedStatuses', uid);
  const app = { state: 'running', ready: true, started: true, ...fields } as const;
  return patch(cluster, 'cachedStatuses', uid, { containers: { ...containers, app } });
};
const fails = 'prober/probeFailed';
const succeeds = 'prober/probeSucceeded';
/** The pass that kills an unhealthy container and starts it again, up to the new instance running. */
const restart = [
  'kubelet/syncStarted',
  'runtime/sigtermSent',
  'process/exited',
  'kubelet/containersStopped',
  'runtime/containerCreated',
  'runtime/containerStarted',
] as const;

describe('who is probed', () => {
  it('only what the cached status shows running and, but for startup, started (C131)', () => {
    const ready = withProbe('readiness');
    expect(offered(ready, fails)).toHaveLength(1);
    expect(offered(shownAs(ready, { state: 'waiting' }), fails)).toEqual([]);
    expect(offered(shownAs(ready, { started: false }), fails)).toEqual([]);
  });

  it('a startup probe only until the container has started (C131)', () => {
    const started = withProbe('startup');
    expect(offered(started, fails)).toEqual([]);
    const starting = shownAs(resetProbes(started, uid, 'app'), { started: false });
    const probed = patch(starting, 'probes', `${keyOf('app')}/startup`, { worker: true });
    expect(offered(probed, succeeds)).toHaveLength(1);
    expect(offered(play(probed, succeeds), fails)).toEqual([]);
  });

  it('a new instance only once a status shows it: results of the old one are gone (C131, C132)', () => {
    const failed = play(withProbe('liveness', { failureThreshold: 1 }), fails);
    const again = play(failed, ...restart);
    expect(resultOf(again, 'liveness')).toBe('Success');
    expect(offered(again, fails)).toEqual([]);
    expect(offered(play(again, 'kubelet/syncStarted'), fails)).toHaveLength(1);
  });

  it('nothing answers in a container that is down (C131)', () => {
    const down = play(withProbe('readiness'), 'fault/containerCrashed');
    expect(offered(down, succeeds)).toEqual([]);
    expect(offered(down, fails)).toHaveLength(1);
  });

  it('nobody after a kubelet restart until the next sync (D70c)', () => {
    const restarted = play(
      withProbe('readiness'),
      'fault/kubeletRestarted',
      'watch/kubeletSawPod',
      'kubelet/podAdmitted',
    );
    expect(offered(restarted, fails)).toEqual([]);
    expect(offered(play(restarted, 'kubelet/syncStarted'), fails)).toHaveLength(1);
  });
});

describe('results', () => {
  it('begin with not ready, alive and not known to have started (C132)', () => {
    const app = container('app', { startupProbe: probe(), livenessProbe: probe(), readinessProbe: probe() });
    const fresh = resetProbes(runningPod(podScenario({ containers: [app] })), uid, 'app');
    const results = ['readiness', 'liveness', 'startup'].map((kind) => resultOf(fresh, kind));
    expect(results).toEqual(['Failure', 'Success', 'Unknown']);
  });

  it('a container has started with its startup probe’s success, or at once if it has none (C133)', () => {
    const shownStarted = (cluster: Cluster) => cell(cluster, 'cachedStatuses', uid).containers.app?.started;
    const plain = runningPod(podScenario({}));
    expect(shownStarted(plain)).toBe(true);
    const unstarted = patch(withProbe('startup'), 'probes', `${keyOf('app')}/startup`, { result: 'Unknown' });
    const synced = play(unstarted, 'kubelet/syncStarted');
    expect(shownStarted(synced)).toBe(false);
    expect(shownStarted(play(synced, succeeds, 'kubelet/syncStarted'))).toBe(true);
  });

  it('flip after as many equal outcomes in a row as the threshold says, a differing one starts the row anew (C134)', () => {
    const twice = play(withProbe('liveness', { failureThreshold: 3 }), fails, fails);
    expect(resultOf(twice, 'liveness')).toBe('Success');
    expect(resultOf(play(twice, fails), 'liveness')).toBe('Failure');
    expect(resultOf(play(twice, succeeds, fails, fails), 'liveness')).toBe('Success');
    const unready = play(withProbe('readiness', { failureThreshold: 1, successThreshold: 2 }), fails);
    expect(resultOf(play(unready, succeeds), 'readiness')).toBe('Failure');
    expect(resultOf(play(unready, succeeds, succeeds), 'readiness')).toBe('Success');
  });

  it('one outcome is enough where the scenario counts none (C134)', () => {
    const spec = podSpec({ containers: [container('app', { livenessProbe: probe() })] });
    const one = scenario({ instances: { [uid]: { name: 'web', spec } }, probeThresholds: 'one', faults: any });
    expect(resultOf(play(runningPod(one), fails), 'liveness')).toBe('Failure');
  });

  it('an outcome that changes nothing is no event (C134)', () => {
    expect(offered(withProbe('liveness'), succeeds)).toEqual([]);
    expect(offered(withProbe('readiness'), succeeds)).toEqual([]);
  });

  it('the outcome of a readiness probe is the process’ where the scenario tells who serves (C134)', () => {
    const spec = podSpec({ containers: [container('app', { readinessProbe: probe({ failureThreshold: 1 }) })] });
    const silent = runningPod(scenario({ instances: { [uid]: { name: 'web', spec } }, serving: true }));
    expect(offered(silent, succeeds)).toEqual([]);
    const unready = play(silent, fails);
    expect(offered(unready, succeeds)).toEqual([]);
    expect(offered(play(unready, 'process/startedServing'), succeeds)).toHaveLength(1);
  });
});

describe('what results do', () => {
  it('failed liveness kills the container and starts another instance, in one pass (C135, C136)', () => {
    const failed = play(withProbe('liveness', { failureThreshold: 1 }), fails);
    expect(offered(failed, fails)).toEqual([]);
    const killing = play(failed, 'kubelet/syncStarted');
    expect(cell(killing, 'kills', keyOf('app')).cause).toBe('liveness');
    const again = play(failed, ...restart);
    expect(cell(again, 'containers', keyOf('app'))).toMatchObject({ state: 'running', restarted: true });
  });

  it('no new instance is made before the old one, hook and all, has ended (C136)', () => {
    const app = container('app', { livenessProbe: probe({ failureThreshold: 1 }), preStop: { handler: 'exec' } });
    let now = play(runningPod(podScenario({ containers: [app] }, any)), fails, 'kubelet/syncStarted');
    for (const next of ['kubelet/preStopCompleted', 'runtime/sigtermSent', 'process/exited'] as const) {
      expect(offered(now, 'runtime/containerCreated')).toEqual([]);
      now = play(now, next);
    }
    expect(offered(play(now, 'kubelet/containersStopped'), 'runtime/containerCreated')).toHaveLength(1);
  });

  it('failed readiness takes the pod out of Ready and restarts nothing (C137)', () => {
    const unready = play(withProbe('readiness', { failureThreshold: 1 }), fails);
    expect(cell(unready, 'cachedStatuses', uid).ready).toBe(false);
    expect(offered(unready, 'kubelet/syncStarted')).toEqual([]);
    expect(cell(play(unready, succeeds), 'cachedStatuses', uid).ready).toBe(true);
  });

  it('a sidecar’s readiness counts for the pod, its liveness restarts only the sidecar (C138)', () => {
    const fields = { restartPolicy: 'Always', livenessProbe: probe({ failureThreshold: 1 }) } as const;
    const mesh = container('mesh', { ...fields, readinessProbe: probe({ failureThreshold: 1 }) });
    const running = runningPod(podScenario({ initContainers: [mesh] }, any));
    const unready = play(running, { type: fails, probe: 'readiness' });
    expect(cell(unready, 'cachedStatuses', uid).ready).toBe(false);
    const failed = play(running, { type: fails, probe: 'liveness' }, 'kubelet/syncStarted');
    expect(cell(failed, 'kills', keyOf('mesh')).cause).toBe('liveness');
    expect(cell(failed, 'kills', keyOf('app')).stage).toBe('none');
  });
});

describe('probes of a terminating pod', () => {
  const app = container('app', {
    startupProbe: probe(),
    livenessProbe: probe({ failureThreshold: 1 }),
    readinessProbe: probe({ failureThreshold: 1 }),
  });
  const spec = { containers: [app, container('other')], activeDeadlineSeconds: 60 };

  it('after a deletion readiness goes on and may flip, liveness and startup have stopped (D64)', () => {
    const begun = play(deletionSeen(runningPod(podScenario(spec, any))), 'kubelet/terminationStarted');
    expect(offered(begun, fails)).toEqual([{ type: fails, uid, container: 'app', probe: 'readiness' }]);
    const unready = play(begun, fails);
    expect(cell(unready, 'cachedStatuses', uid).ready).toBe(false);
    expect(cell(play(unready, succeeds), 'cachedStatuses', uid).ready).toBe(true);
  });

  it('exec probes are cancelled with the first word of a deletion, in 1.35 and from 1.36.3 to 1.36.5 (D64a)', () => {
    const probedIn = (version: string, handler: 'exec' | 'grpc') => {
      const instances = {
        [uid]: {
          name: 'web',
          spec: podSpec({ containers: [container('app', { readinessProbe: probe({ handler }) })] }),
        },
      };
      const running = runningPod(scenario({ kubernetesVersion: version, instances, faults: any }));
      expect(offered(running, fails)).toHaveLength(1);
      const seen = deletionSeen(running);
      expect(offered(seen, fails)).toEqual(offered(play(seen, 'kubelet/terminationStarted'), fails));
      return offered(seen, fails).length === 1;
    };
    const releases = ['1.34', '1.35', '1.36.2', '1.36.3', '1.36', '1.37'];
    expect(releases.filter((release) => probedIn(release, 'exec'))).toEqual(['1.34', '1.36.2', '1.37']);
    expect(releases.filter((release) => probedIn(release, 'grpc'))).toEqual(releases);
  });

  it('readiness fails once its own container is dead, while others are not (D64)', () => {
    const begun = play(deletionSeen(runningPod(podScenario(spec, any))), 'kubelet/terminationStarted');
    const dead = play(
      begun,
      { type: 'runtime/sigtermSent', container: 'app' },
      { type: 'process/exited', container: 'app' },
    );
    expect(cell(play(dead, fails, 'kubelet/statusPatched'), 'statuses', 'web').ready).toBe(false);
  });

  it('where the kubelet itself ends the pod readiness is no longer probed either (D66)', () => {
    const late = play(runningPod(podScenario(spec, any)), 'kubelet/deadlineExceeded');
    const begun = play(late, 'kubelet/terminationStarted');
    expect(offered(begun, fails)).toEqual([]);
    expect(cell(begun, 'statuses', 'web').phase).toBe('Running');
  });

  it.each([
    ['1.34', true],
    ['1.35', false],
  ])(
    're-entered by a restarted kubelet are gone; what was unready counts as ready in %s: %s (D70c)',
    (version, ready) => {
      const featureGates = { ChangeContainerStatusOnKubeletRestart: version === '1.34' };
      const instances = { [uid]: { name: 'web', spec: podSpec(spec) } };
      const setting = { kubernetesVersion: version, featureGates, instances, nodes: { n1: nodeSpec() }, faults: any };
      const unready = play(runningPod(scenario(setting)), { type: fails, probe: 'readiness' }, 'kubelet/statusPatched');
      const restarted = play(unready, 'fault/kubeletRestarted');
      const seen = deletionSeen(patch(restarted, 'kubeletPods', uid, { state: 'seen', node: 'n1' }));
      const begun = play(seen, 'kubelet/podAdmitted', 'kubelet/terminationStarted');
      expect(cell(begun, 'cachedStatuses', uid).ready).toBe(ready);
      expect(offered(begun, fails)).toEqual([]);
      expect(offered(begun, succeeds)).toEqual([]);
    },
  );
});
