import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import type { Container, PodSpec } from '../../../kubernetes/spec.ts';
import { admittedPod, keyOf, podScenario, records, sandboxSteps, startSteps, uid } from '../../../testing/passes.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, probe } from '../../../testing/scenario.ts';

const mounting = (name: string, fields: Partial<Container> = {}) =>
  container(name, { volumeMounts: ['data'], ...fields });
const withVolume = (fields: Partial<PodSpec> = {}): Partial<PodSpec> => ({
  volumes: [{ kind: 'emptyDir', name: 'data' }],
  containers: [mounting('app', { readinessProbe: probe() })],
  ...fields,
});
const worker = (cluster: Cluster) => cell(cluster, 'workers', uid);
const offers = (cluster: Cluster, type: Parameters<typeof offered>[1]) => offered(cluster, type).length > 0;

describe('starting containers', () => {
  it('main containers start one after the other; one runs while the next image is still being pulled (C102, C105)', () => {
    const pod = play(admittedPod({ containers: [container('app'), container('log')] }), ...sandboxSteps);
    expect(offered(pod, 'kubelet/imagePulled')).toEqual([{ type: 'kubelet/imagePulled', uid, container: 'app' }]);
    const first = play(pod, ...startSteps('app'));
    expect(cell(first, 'containers', keyOf('app')).state).toBe('running');
    expect(offered(first, 'kubelet/imagePulled')).toEqual([{ type: 'kubelet/imagePulled', uid, container: 'log' }]);
  });

  it('one container goes through pull, create, start, then its postStart hook (C103)', () => {
    const hooked = container('app', { postStart: { handler: 'exec' } });
    const steps = [worker(play(admittedPod({ containers: [hooked] }), ...sandboxSteps)).step];
    let now = play(admittedPod({ containers: [hooked] }), ...sandboxSteps);
    for (const next of [...startSteps('app'), 'kubelet/postStartCompleted'] as const) {
      now = play(now, next);
      steps.push(worker(now).step);
    }
    expect(steps).toEqual(['pull', 'create', 'start', 'postStart', 'idle']);
  });

  it('a missing ConfigMap or Secret fails the container that takes its environment from it, and only that one (C104)', () => {
    const environment = [{ kind: 'Secret', name: 'key', optional: false }] as const;
    const spec = { containers: [container('app', { environment }), container('log')] };
    const pulled = play(admittedPod(spec, { configObjects: [] }), ...sandboxSteps, 'kubelet/imagePulled');
    expect(offers(pulled, 'runtime/containerCreated')).toBe(false);
    const other = play(pulled, 'kubelet/containerConfigFailed', ...startSteps('log'), 'kubelet/syncStarted');
    expect(cell(other, 'cachedStatuses', uid)).toMatchObject({
      phase: 'Pending',
      containers: { app: { state: 'waiting' } },
    });
    expect(offers(other, 'kubelet/syncStarted')).toBe(false);
    const present = play(admittedPod(spec, { configObjects: ['Secret/key'] }), ...sandboxSteps, 'kubelet/imagePulled');
    expect(offers(present, 'kubelet/containerConfigFailed')).toBe(false);
  });

  it('an optional reference may be missing (C104)', () => {
    const environment = [{ kind: 'ConfigMap', name: 'extra', optional: true }] as const;
    const spec = { containers: [container('app', { environment })] };
    const pulled = play(admittedPod(spec, { configObjects: [] }), ...sandboxSteps, 'kubelet/imagePulled');
    expect(offers(pulled, 'runtime/containerCreated')).toBe(true);
  });

  it('a missing one for a volume keeps every container from starting, until the pod is deleted (C104)', () => {
    const volumes = [{ kind: 'configMap', name: 'data', object: 'settings', optional: false }] as const;
    const pod = play(admittedPod(withVolume({ volumes }), { configObjects: [] }), 'kubelet/syncStarted');
    expect(offers(pod, 'kubelet/volumesMounted')).toBe(false);
    expect(offers(pod, 'cni/networkAdded')).toBe(false);
    const deleted = patch(pod, 'kubeletPods', uid, { deletionGracePeriodSeconds: 30 });
    expect(offers(deleted, 'kubelet/volumeWaitCancelled')).toBe(true);
    const present = play(
      admittedPod(withVolume({ volumes }), { configObjects: ['ConfigMap/settings'] }),
      'kubelet/syncStarted',
    );
    expect(offers(present, 'kubelet/volumesMounted')).toBe(true);
  });
});

describe('postStart hooks', () => {
  const hooked = container('app', { postStart: { handler: 'exec' } });
  const spec = { containers: [hooked, container('log')] };
  const hooking = (faults = {}) => play(admittedPod(spec, { faults }), ...sandboxSteps, ...startSteps('app'));

  it('hold up the next container and the next pass, beside the running process (C107, C108)', () => {
    const pod = hooking();
    expect(cell(pod, 'containers', keyOf('app')).state).toBe('running');
    expect(offers(pod, 'kubelet/imagePulled')).toBe(false);
    expect(offers(pod, 'kubelet/syncStarted')).toBe(false);
    expect(cell(pod, 'cachedStatuses', uid).containers.app?.state).toBe('waiting');
    expect(offers(play(pod, 'kubelet/postStartCompleted'), 'kubelet/imagePulled')).toBe(true);
  });

  it('that fail get their container killed; the others still start, and it restarts by policy (C107)', () => {
    const failed = play(hooking({ 'hook-failure': 1 }), 'kubelet/postStartFailed');
    expect(cell(failed, 'kills', keyOf('app')).cause).toBe('postStart');
    const next = play(
      failed,
      'runtime/sigtermSent',
      'process/exited',
      'kubelet/containersStopped',
      ...startSteps('log'),
    );
    expect(cell(next, 'containers', keyOf('log')).state).toBe('running');
    const again = play(next, 'kubelet/syncStarted');
    expect(worker(again).starting).toEqual(['app']);
  });

  it('of a container that has exited by itself have nothing left to kill (C107)', () => {
    const crashed = put(hooking({ 'hook-failure': 1 }), 'containers', keyOf('app'), records.failed);
    expect(worker(play(crashed, 'kubelet/postStartFailed'))).toMatchObject({ step: 'pull', starting: ['log'] });
  });
});

describe('stopping containers in a pass', () => {
  const watched = container('app', { livenessProbe: probe() });

  it('after a failed liveness probe the old instance has stopped before the new one is created, in the same pass (C135, C136)', () => {
    const pod = patch(runningPod(podScenario({ containers: [watched] })), 'probes', `${keyOf('app')}/liveness`, {
      result: 'Failure',
    });
    const killing = play(pod, 'kubelet/syncStarted');
    expect(cell(killing, 'kills', keyOf('app')).cause).toBe('liveness');
    expect(offers(killing, 'runtime/containerCreated')).toBe(false);
    const again = play(
      killing,
      'runtime/sigtermSent',
      'process/exited',
      'kubelet/containersStopped',
      'runtime/containerCreated',
      'runtime/containerStarted',
    );
    expect(cell(again, 'containers', keyOf('app'))).toMatchObject({ state: 'running', restarted: true });
    expect(cell(again, 'probes', `${keyOf('app')}/liveness`).result).toBe('Success');
    expect(cell(again, 'kills', keyOf('app'))).toEqual({ stage: 'none', expired: false, cause: '' });
  });

  it('sidecars of a finished pod are stopped first, only then its phase is terminal (C120, D56)', () => {
    const spec = { initContainers: [container('proxy', { restartPolicy: 'Always' })], restartPolicy: 'Never' } as const;
    const done = put(runningPod(podScenario(spec)), 'containers', keyOf('app'), records.ok);
    const stopping = play(done, 'kubelet/syncStarted');
    expect(cell(stopping, 'cachedStatuses', uid).phase).toBe('Running');
    expect(worker(stopping)).toMatchObject({ state: 'sync', step: 'kill' });
    const stopped = play(
      stopping,
      'kubelet/stopRequested',
      'runtime/sigtermSent',
      'process/exited',
      'runtime/sandboxStopped',
      'cni/networkRemoved',
      'kubelet/containersStopped',
      'kubelet/syncStarted',
    );
    expect(cell(stopped, 'cachedStatuses', uid).phase).toBe('Succeeded');
    expect(offers(stopped, { type: 'kubelet/terminationStarted', cause: 'completed' })).toBe(true);
  });

  it('a restart of all containers keeps sandbox and address, and begins with the first init container (C112, C112b)', () => {
    const rules = [{ action: 'RestartAllContainers', operator: 'In', values: [1] }] as const;
    const leader = container('app', { restartPolicy: 'Never', restartPolicyRules: rules });
    const featureGates = { ContainerRestartRules: true, RestartAllContainersOnContainerExits: true };
    const spec = {
      initContainers: [container('init')],
      containers: [leader, container('log', { preStop: { handler: 'exec' } })],
    };
    const exited = put(runningPod(podScenario(spec, { featureGates })), 'containers', keyOf('app'), records.failed);
    const armed = patch(exited, 'backOffs', keyOf('app'), { crash: 'armed' });
    const killing = play(armed, 'kubelet/syncStarted');
    expect(worker(killing).afterKill).toBe('restartAll');
    // No grace: no hook either (C112b).
    expect(cell(killing, 'kills', keyOf('log'))).toMatchObject({ stage: 'stop', cause: 'restartAll' });
    const removed = play(killing, 'runtime/sigtermSent', 'process/exited', 'kubelet/containersStopped');
    expect(cell(removed, 'containers', keyOf('log'))).toEqual(records.waitsAgain);
    expect(cell(removed, 'backOffs', keyOf('app')).crash).toBe('none');
    expect(cell(removed, 'sandboxes', uid)).toEqual(cell(exited, 'sandboxes', uid));
    const again = play(removed, 'kubelet/syncStarted', 'runtime/containerCreated', 'runtime/containerStarted');
    expect(cell(again, 'containers', keyOf('init')).state).toBe('running');
    expect(cell(again, 'cachedStatuses', uid)).toMatchObject({ phase: 'Running', initialized: true });
  });
});
