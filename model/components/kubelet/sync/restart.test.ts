import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import { admittedPod, keyOf, podScenario, records, sandboxSteps, startSteps, uid } from '../../../testing/passes.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, probe } from '../../../testing/scenario.ts';
import { forgetKubelet } from './restart.ts';

const probed = {
  containers: [container('app', { startupProbe: probe(), livenessProbe: probe(), readinessProbe: probe() })],
};
const upTo134 = { kubernetesVersion: '1.34', featureGates: { ChangeContainerStatusOnKubeletRestart: true } };
const back = (cluster: Cluster) =>
  play(forgetKubelet(cluster, 'n1'), 'watch/kubeletSawPod', 'kubelet/podAdmitted', 'kubelet/syncStarted');
const ready = (cluster: Cluster) => cell(cluster, 'cachedStatuses', uid).ready;

describe('a kubelet restart', () => {
  it('forgets what the kubelet keeps in memory and nothing else', () => {
    const before = patch(runningPod(podScenario(probed)), 'backOffs', keyOf('app'), { crash: 'armed' });
    const after = forgetKubelet(before, 'n1');
    expect(cell(after, 'workers', uid)).toMatchObject({ state: 'none', node: 'n1' });
    expect(cell(after, 'cachedStatuses', uid).known).toBe(false);
    expect(cell(after, 'kubeletPods', uid).state).toBe('unseen');
    expect(cell(after, 'kubelets', 'n1').sourcesReady).toBe(false);
    expect(cell(after, 'backOffs', keyOf('app')).crash).toBe('none');
    for (const group of [
      'containers',
      'processes',
      'sandboxes',
      'volumes',
      'cgroups',
      'addresses',
      'statuses',
    ] as const) {
      expect(after[group], group).toEqual(before[group]);
    }
    expect(forgetKubelet(before, 'n2').workers).toEqual(before.workers);
  });

  it('starts no container again that still runs (C86, C136)', () => {
    const again = back(runningPod(podScenario({})));
    expect(cell(again, 'workers', uid).step).toBe('idle');
    expect(offered(again, 'runtime/containerCreated')).toEqual([]);
  });

  it('during a postStart hook: the hook is not run again and the container counts as started (C108)', () => {
    const spec = { containers: [container('app', { postStart: { handler: 'exec' } }), container('log')] };
    const hooking = play(admittedPod(spec), ...sandboxSteps, ...startSteps('app'));
    const again = back(hooking);
    expect(cell(again, 'workers', uid)).toMatchObject({ step: 'pull', starting: ['log'] });
    expect(offered(again, 'kubelet/postStartCompleted')).toEqual([]);
    expect(cell(again, 'cachedStatuses', uid).containers.app).toMatchObject({ state: 'running', started: true });
  });

  it('up to 1.34 a ready pod turns unready until it is probed again (C139)', () => {
    const first = back(runningPod(podScenario(probed, upTo134)));
    expect(ready(first)).toBe(true);
    const second = play(first, 'kubelet/syncStarted');
    expect(ready(second)).toBe(false);
    expect(cell(second, 'cachedStatuses', uid).containers.app).toMatchObject({ started: false, ready: false });
    const reprobed = play(second, { type: 'prober/probeSucceeded', probe: 'startup' }, 'kubelet/syncStarted', {
      type: 'prober/probeSucceeded',
      probe: 'readiness',
    });
    expect(ready(reprobed)).toBe(true);
  });

  it('since 1.35 started and ready stay as they were (C139)', () => {
    const first = back(runningPod(podScenario(probed)));
    expect(ready(first)).toBe(true);
    expect(offered(first, 'kubelet/syncStarted')).toEqual([]);
    expect(offered(first, { type: 'prober/probeFailed', probe: 'readiness' })).toHaveLength(1);
  });

  it('since 1.35 a pod that was not Ready in the API stays so until its probe succeeds (C139)', () => {
    const unready = patch(runningPod(podScenario(probed)), 'statuses', 'web', { ready: false });
    const first = back(unready);
    expect(ready(first)).toBe(false);
    expect(cell(first, 'cachedStatuses', uid).containers.app?.started).toBe(true);
    expect(ready(play(first, { type: 'prober/probeSucceeded', probe: 'readiness' }))).toBe(true);
    const replaced = patch(runningPod(podScenario(probed)), 'pods', 'web', { uid: 'web#2' });
    expect(cell(forgetKubelet(replaced, 'n1'), 'probes', `${keyOf('app')}/readiness`).result).toBe('Unknown');
  });

  it('keeps no probe result of a container that is down (C139)', () => {
    const down = put(runningPod(podScenario(probed)), 'containers', keyOf('app'), records.failed);
    const { result } = cell(forgetKubelet(down, 'n1'), 'probes', `${keyOf('app')}/readiness`);
    expect(result).toBe('Unknown');
  });
});
