import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import { initialCluster } from '../../../initial.ts';
import type { Container, PodSpec } from '../../../kubernetes/spec.ts';
import { instanceOf } from '../../../scenario.ts';
import { defaultSwitches, switchesOf } from '../../../switches.ts';
import {
  admittedPod,
  keyOf,
  podScenario,
  records,
  sandboxSteps,
  started,
  startSteps,
  uid,
} from '../../../testing/passes.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, nodeSpec, podSpec, probe, scenario } from '../../../testing/scenario.ts';

const mounting = (name: string, fields: Partial<Container> = {}) =>
  container(name, { volumeMounts: ['data'], ...fields });
const withVolume = (fields: Partial<PodSpec> = {}): Partial<PodSpec> => ({
  volumes: [{ kind: 'emptyDir', name: 'data' }],
  containers: [mounting('app', { readinessProbe: probe() })],
  ...fields,
});
const worker = (cluster: Cluster) => cell(cluster, 'workers', uid);
/** The end of killPod in a pass: the old sandbox is stopped, its network goes. */
const sandboxStops = ['runtime/sandboxStopped', 'cni/networkRemoved', 'kubelet/containersStopped'] as const;
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
    const stopping = play(died, 'kubelet/syncStarted');
    expect(cell(stopping, 'containers', keyOf('app')).state).toBe('running');
    expect(offers(stopping, 'runtime/sandboxStopped')).toBe(false);
    const stopped = play(stopping, 'runtime/sigtermSent', 'process/exited', 'runtime/sandboxStopped');
    const removed = play(stopped, 'cni/networkRemoved', 'kubelet/containersStopped');
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
    const stopped = play(stopping, 'runtime/sigtermSent', 'process/exited', ...sandboxStops);
    expect(worker(stopped).step).toBe('sandbox');
    expect(cell(stopped, 'containers', keyOf('app'))).toMatchObject({ state: 'none', restarted: true });
  });

  it('leaves a main container alone that has succeeded under OnFailure (C97)', () => {
    const spec = { containers: [container('app'), container('log')], restartPolicy: 'OnFailure' } as const;
    const pod = put(runningPod(podScenario(spec)), 'containers', keyOf('app'), records.ok);
    const exited = put(pod, 'containers', keyOf('log'), records.failed);
    const dead = patch(exited, 'sandboxes', uid, { state: 'notReady' });
    const again = play(dead, 'kubelet/syncStarted', ...sandboxStops);
    expect(cell(again, 'containers', keyOf('app'))).toEqual({ ...records.ok, earlierSandbox: true });
    expect(cell(again, 'containers', keyOf('log'))).toEqual(records.waitsAgain);
    expect(worker(again).starting).toEqual(['log']);
  });

  it('does not cut short the back-off of a container that crashed before (C97, C110)', () => {
    const crashed = put(runningPod(podScenario({})), 'containers', keyOf('app'), {
      ...records.failed,
      restarted: true,
    });
    const armed = patch(patch(crashed, 'backOffs', keyOf('app'), { crash: 'armed' }), 'sandboxes', uid, {
      state: 'notReady',
    });
    const up = play(armed, 'kubelet/syncStarted', ...sandboxStops, 'cni/networkAdded', 'runtime/sandboxReady');
    expect(worker(up)).toMatchObject({ step: 'idle', starting: [] });
    const waiting = play(up, 'kubelet/syncStarted');
    expect(worker(waiting).step).toBe('idle');
    expect(worker(play(waiting, 'kubelet/backOffExpired', 'kubelet/syncStarted')).starting).toEqual(['app']);
  });

  it('that dies while a container is started makes that start fail, and the next pass begins anew (C96, C111a)', () => {
    const faults = { faults: { 'sandbox-failure': 1 } };
    const creating = play(admittedPod({}, faults), ...sandboxSteps, 'kubelet/imagePulled', 'fault/sandboxDied');
    const starting = play(creating, 'runtime/containerCreated');
    expect(offers(starting, 'runtime/containerStarted')).toBe(false);
    const failed = play(starting, 'runtime/containerStartFailed');
    expect(cell(failed, 'containers', keyOf('app'))).toMatchObject({ state: 'exited', exitCode: 128 });
    expect(worker(failed).step).toBe('idle');
    expect(worker(play(failed, 'kubelet/syncStarted', ...sandboxStops)).step).toBe('sandbox');
  });

  it('that dies before a pod with policy Never has started anything ends that pod (C97, C111a)', () => {
    const never = { restartPolicy: 'Never' } as const;
    const begun = play(admittedPod(never, { faults: { 'sandbox-failure': 1 } }), ...sandboxSteps, 'fault/sandboxDied');
    const failed = play(begun, 'kubelet/imagePulled', 'runtime/containerCreated', 'runtime/containerStartFailed');
    expect(cell(play(failed, 'kubelet/syncStarted'), 'cachedStatuses', uid).phase).toBe('Failed');
  });

  it('made anew while a main container is only created leaves it so, and it counts as initialized up to 1.36 (C98a)', () => {
    const spec = { initContainers: [container('one'), container('two')] };
    const next = (createdCountsAsInitialized: boolean) => {
      const switches = { ...defaultSwitches['1.35'], createdCountsAsInitialized };
      const running = runningPod(podScenario(spec, { switches }));
      const created = put(running, 'containers', keyOf('app'), records.created);
      const dead = patch(created, 'sandboxes', uid, { state: 'notReady' });
      const up = play(dead, 'kubelet/syncStarted', ...sandboxStops, 'cni/networkAdded', 'runtime/sandboxReady');
      expect(cell(up, 'containers', keyOf('app'))).toMatchObject({ state: 'created', earlierSandbox: true });
      const one = play(up, ...startSteps('one'), { type: 'process/exited', container: 'one' }, 'kubelet/syncStarted');
      return worker(one).starting;
    };
    expect([next(switchesOf('1.36').createdCountsAsInitialized), next(true)]).toEqual([['app'], ['app']]);
    expect(next(switchesOf('1.37').createdCountsAsInitialized)).toEqual(['two']);
    expect(next(false)).toEqual(['two']);
  });

  it('shows in the API only with the pass after the one that made it, up to 1.35; its condition at once in 1.36 (C127)', () => {
    const shown = (kubernetesVersion: string) => {
      const up = play(admittedPod({}, { kubernetesVersion }), ...sandboxSteps);
      return cell(up, 'cachedStatuses', uid);
    };
    expect(shown('1.35')).toMatchObject({ readyToStartContainers: false, podIP: '' });
    expect(shown('1.34')).toMatchObject({ readyToStartContainers: false, podIP: '' });
    expect(shown('1.36')).toMatchObject({ readyToStartContainers: true, podIP: '' });
    expect(shown('1.37')).toMatchObject({ readyToStartContainers: true, podIP: '' });
    const next = play(started(admittedPod({}), 'app'), 'kubelet/syncStarted');
    expect(cell(next, 'cachedStatuses', uid)).toMatchObject({ readyToStartContainers: true, podIP: '10.244.0.1' });
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
        patch(stored, 'kubeletPods', one, { state: 'seen', node: 'n1' }),
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
