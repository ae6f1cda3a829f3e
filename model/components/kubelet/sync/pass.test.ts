import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import { initialCluster } from '../../../initial.ts';
import type { Container, PodSpec } from '../../../kubernetes/spec.ts';
import { instanceOf } from '../../../scenario.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, nodeSpec, podSpec, probe, scenario } from '../../../testing/scenario.ts';
import { admittedPod, keyOf, podScenario, records, sandboxSteps, startSteps, started, uid } from './testing.ts';

const mounting = (name: string, fields: Partial<Container> = {}) =>
  container(name, { volumeMounts: ['data'], ...fields });
const withVolume = (fields: Partial<PodSpec> = {}): Partial<PodSpec> => ({
  volumes: [{ kind: 'emptyDir', name: 'data' }],
  containers: [mounting('app', { readinessProbe: probe() })],
  ...fields,
});
const worker = (cluster: Cluster) => cell(cluster, 'workers', uid);
const offers = (cluster: Cluster, type: Parameters<typeof offered>[1]) => offered(cluster, type).length > 0;

describe('the order of one pass', () => {
  it('status and cgroup first, then volumes, then probe workers, then the sandbox (C88)', () => {
    const begun = play(admittedPod(withVolume()), 'kubelet/syncStarted');
    expect(cell(begun, 'cachedStatuses', uid)).toMatchObject({ known: true, phase: 'Pending' });
    expect(cell(begun, 'cgroups', uid).exists).toBe(true);
    expect(worker(begun).step).toBe('volumes');
    expect(cell(begun, 'probes', `${keyOf('app')}/readiness`).worker).toBe(false);
    const mounted = play(begun, 'kubelet/volumesMounted');
    expect(cell(mounted, 'probes', `${keyOf('app')}/readiness`).worker).toBe(true);
    expect(worker(mounted).step).toBe('sandbox');
  });

  it('a terminal status is published and ends the pass (C88)', () => {
    const over = put(runningPod(podScenario({ restartPolicy: 'Never' })), 'containers', keyOf('app'), records.ok);
    const ended = play(over, 'kubelet/syncStarted');
    expect(cell(ended, 'cachedStatuses', uid).phase).toBe('Succeeded');
    expect(worker(ended)).toMatchObject({ state: 'sync', step: 'idle' });
    expect(offers(ended, 'kubelet/syncStarted')).toBe(false);
  });

  it('volumes are mounted before the sandbox is made, and only those some container mounts are waited for (C89)', () => {
    const waiting = play(admittedPod(withVolume()), 'kubelet/syncStarted');
    expect(offers(waiting, 'cni/networkAdded')).toBe(false);
    expect(offers(play(waiting, 'kubelet/volumesMounted'), 'cni/networkAdded')).toBe(true);
    const idle = play(admittedPod(withVolume({ containers: [container('app')] })), 'kubelet/syncStarted');
    expect(offers(idle, 'cni/networkAdded')).toBe(true);
  });

  it('after a failed mount the pass is tried again; seeing the deletion ends the wait (C88, C85)', () => {
    const faults = { faults: { 'volume-failure': 1 } };
    const failed = play(admittedPod(withVolume(), faults), 'kubelet/syncStarted', 'kubelet/volumesFailed');
    const again = play(failed, 'kubelet/syncStarted');
    expect(worker(again).step).toBe('volumes');
    const deleted = patch(again, 'kubeletPods', uid, { deletionGracePeriodSeconds: 30 });
    expect(worker(play(deleted, 'kubelet/volumeWaitCancelled')).step).toBe('idle');
  });

  it('a volume behind a claim is mounted only once it is attached (C91)', () => {
    const volumes = [{ kind: 'persistentVolumeClaim', name: 'data', claim: 'disk' }] as const;
    const claims = {
      disk: { accessModes: ['ReadWriteOnce'], volumeBindingMode: 'Immediate', reclaimPolicy: 'Delete', bound: true },
    } as const;
    const pod = admittedPod(withVolume({ volumes }), { claims });
    const detached = play(patch(pod, 'volumes', uid, { attached: false }), 'kubelet/syncStarted');
    expect(offers(detached, 'kubelet/volumesMounted')).toBe(false);
    expect(offers(play(detached, 'attachdetach/volumesAttached'), 'kubelet/volumesMounted')).toBe(true);
  });

  it('probe workers exist before containers do, and wait for them (C92)', () => {
    const spec = { containers: [container('app', { livenessProbe: probe(), readinessProbe: probe() })] };
    const begun = play(admittedPod(spec), 'kubelet/syncStarted');
    expect(cell(begun, 'probes', `${keyOf('app')}/liveness`).worker).toBe(true);
    expect(cell(begun, 'containers', keyOf('app')).state).toBe('none');
    expect(offers(begun, 'prober/probeFailed')).toBe(false);
  });
});

describe('the sandbox in a pass', () => {
  it('is up, with its network, before any init container (C93, C94)', () => {
    const spec = { initContainers: [container('init')] };
    const begun = play(admittedPod(spec), 'kubelet/syncStarted');
    for (const now of [begun, play(begun, 'cni/networkAdded')]) {
      expect(offers(now, 'kubelet/imagePulled')).toBe(false);
      expect(offers(now, 'runtime/containerCreated')).toBe(false);
    }
    const up = play(begun, 'cni/networkAdded', 'runtime/sandboxReady');
    expect(worker(up)).toMatchObject({ step: 'pull', starting: ['init'] });
  });

  it('that died is replaced: containers stop, the old network goes, init containers run again (C97)', () => {
    const spec = { initContainers: [container('init')] };
    const died = play(runningPod(podScenario(spec, { faults: { 'sandbox-failure': 1 } })), 'fault/sandboxDied');
    const removed = play(died, 'kubelet/syncStarted', 'cni/networkRemoved');
    expect(cell(removed, 'addresses', '10.244.0.1').uid).toBe('');
    expect(cell(removed, 'containers', keyOf('init')).state).toBe('none');
    const again = play(removed, 'cni/networkAdded', 'runtime/sandboxReady');
    expect(worker(again).starting).toEqual(['init']);
    expect(cell(again, 'sandboxes', uid).again).toBe(true);
  });

  it('with containers still running: all of them are stopped before the new one is made (C97)', () => {
    const died = patch(runningPod(podScenario({})), 'sandboxes', uid, { state: 'notReady' });
    const stopping = play(died, 'kubelet/syncStarted');
    expect(worker(stopping)).toMatchObject({ step: 'kill', afterKill: 'sandbox' });
    expect(offers(stopping, 'cni/networkRemoved')).toBe(false);
    const stopped = play(stopping, 'runtime/sigtermSent', 'process/exited', 'kubelet/containersStopped');
    expect(worker(stopped).step).toBe('sandbox');
    expect(cell(stopped, 'containers', keyOf('app'))).toMatchObject({ state: 'none', restarted: true });
  });

  it('that dies while a container is started makes that start fail, and the next pass begins anew (C96)', () => {
    const faults = { faults: { 'sandbox-failure': 1 } };
    const creating = play(admittedPod({}, faults), ...sandboxSteps, 'kubelet/imagePulled', 'fault/sandboxDied');
    expect(offers(creating, 'runtime/containerCreated')).toBe(false);
    const failed = play(creating, 'runtime/containerStartFailed');
    expect(worker(failed).step).toBe('idle');
    expect(worker(play(failed, 'kubelet/syncStarted')).step).toBe('sandbox');
  });

  it('shows in the API only with the pass after the one that made it, up to 1.35; its condition at once in 1.36 (C127)', () => {
    const shown = (kubernetesVersion: string) => {
      const up = play(admittedPod({}, { kubernetesVersion }), ...sandboxSteps);
      return cell(up, 'cachedStatuses', uid);
    };
    expect(shown('1.35')).toMatchObject({ readyToStartContainers: false, podIP: '' });
    expect(shown('1.34')).toMatchObject({ readyToStartContainers: false, podIP: '' });
    expect(shown('1.36')).toMatchObject({ readyToStartContainers: true, podIP: '' });
    const next = play(started(admittedPod({}), 'app'), 'kubelet/syncStarted');
    expect(cell(next, 'cachedStatuses', uid)).toMatchObject({ readyToStartContainers: true, podIP: '10.244.0.1' });
  });
});

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
      'kubelet/containersStopped',
      'kubelet/syncStarted',
    );
    expect(cell(stopped, 'cachedStatuses', uid).phase).toBe('Succeeded');
    expect(offers(stopped, { type: 'kubelet/terminationStarted', cause: 'completed' })).toBe(true);
  });

  it('a restart of all containers keeps sandbox and address, and begins with the first init container (C112)', () => {
    const rules = [{ action: 'RestartAllContainers', operator: 'In', values: [1] }] as const;
    const leader = container('app', { restartPolicy: 'Never', restartPolicyRules: rules });
    const featureGates = { ContainerRestartRules: true, RestartAllContainersOnContainerExits: true };
    const spec = { initContainers: [container('init')], containers: [leader, container('log')] };
    const exited = put(runningPod(podScenario(spec, { featureGates })), 'containers', keyOf('app'), records.failed);
    const killing = play(exited, 'kubelet/syncStarted');
    expect(worker(killing).afterKill).toBe('restartAll');
    const removed = play(killing, 'runtime/sigtermSent', 'process/exited', 'kubelet/containersStopped');
    expect(cell(removed, 'containers', keyOf('log'))).toEqual(records.waitsAgain);
    expect(cell(removed, 'sandboxes', uid)).toEqual(cell(exited, 'sandboxes', uid));
    const again = play(removed, 'kubelet/syncStarted', 'runtime/containerCreated', 'runtime/containerStarted');
    expect(cell(again, 'containers', keyOf('init')).state).toBe('running');
    expect(cell(again, 'cachedStatuses', uid)).toMatchObject({ phase: 'Running', initialized: true });
  });
});

describe('pod workers', () => {
  it('of two pods work at the same time, each on one pass only (C83)', () => {
    const two = scenario({
      nodes: { n1: nodeSpec() },
      instances: { [uid]: { name: 'web', spec: podSpec() }, 'db#1': { name: 'db', spec: podSpec() } },
    });
    const both = [uid, 'db#1'].reduce((now, one) => {
      const stored = patch(now, 'pods', instanceOf(two, one).name, { uid: one, nodeName: 'n1' });
      return play(
        patch(stored, 'kubeletPods', one, { state: 'seen' }),
        { type: 'kubelet/podAdmitted', uid: one },
        { type: 'kubelet/syncStarted', uid: one },
      );
    }, initialCluster(two));
    expect(offered(both, 'cni/networkAdded')).toHaveLength(2);
    expect(offers(both, 'kubelet/syncStarted')).toBe(false);
  });

  it('several changes between two passes are seen as one (C140)', () => {
    const pod = runningPod(
      podScenario({ containers: [container('app'), container('log')], restartPolicy: 'OnFailure' }),
    );
    const exited = put(put(pod, 'containers', keyOf('app'), records.ok), 'containers', keyOf('log'), records.failed);
    const seen = play(exited, 'kubelet/syncStarted');
    expect(cell(seen, 'cachedStatuses', uid).containers).toMatchObject({
      app: { state: 'terminated' },
      log: { state: 'terminated' },
    });
    expect(worker(seen).starting).toEqual(['log']);
  });
});

describe('activeDeadlineSeconds', () => {
  const spec = { activeDeadlineSeconds: 60 };

  it('counts from the first status, which comes before volumes, images and sandbox (C117)', () => {
    const fresh = admittedPod(spec);
    expect(offers(fresh, 'kubelet/deadlineExceeded')).toBe(false);
    const reported = patch(play(fresh, 'kubelet/syncStarted'), 'workers', uid, { step: 'idle' });
    expect(cell(reported, 'sandboxes', uid).state).toBe('none');
    expect(offers(reported, 'kubelet/deadlineExceeded')).toBe(true);
    expect(offers(play(admittedPod({}), 'kubelet/syncStarted'), 'kubelet/deadlineExceeded')).toBe(false);
  });

  it('fails the pod for good, unready before its containers are killed (C117, D67)', () => {
    const late = play(runningPod(podScenario(spec)), 'kubelet/deadlineExceeded');
    expect(cell(late, 'cachedStatuses', uid)).toMatchObject({
      phase: 'Failed',
      reason: 'DeadlineExceeded',
      ready: false,
    });
    const patched = play(late, 'kubelet/statusPatched');
    expect(cell(patched, 'statuses', 'web')).toMatchObject({ phase: 'Running', ready: false });
    expect(offers(patched, { type: 'kubelet/terminationStarted', cause: 'deadline' })).toBe(true);
    expect(offers(patched, 'kubelet/syncStarted')).toBe(false);
  });
});
