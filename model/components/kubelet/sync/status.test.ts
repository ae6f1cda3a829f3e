import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import type { PodSpec } from '../../../kubernetes/spec.ts';
import { admittedPod, keyOf, podScenario, records, uid, viewWith } from '../../../testing/passes.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, probe } from '../../../testing/scenario.ts';
import { computeStatus, mayReplace, recordReadiness, terminalStatus } from './status.ts';

const withRecords = (cluster: Cluster, shown: Readonly<Record<string, keyof typeof records>>): Cluster =>
  Object.entries(shown).reduce((now, [name, short]) => put(now, 'containers', keyOf(name), records[short]), cluster);

const running = (spec: Partial<PodSpec>): Cluster => runningPod(podScenario(spec));
const proxy = container('proxy', { restartPolicy: 'Always', startupProbe: probe(), readinessProbe: probe() });
const probed = container('app', { readinessProbe: probe(), startupProbe: probe() });
const result = (cluster: Cluster, key: string, value: 'Unknown' | 'Success' | 'Failure') =>
  patch(cluster, 'probes', `${uid}/${key}`, { result: value });

describe('ready and started', () => {
  it('started is running with the startup probe passed, or without one (C133)', () => {
    const started = (cluster: Cluster) => computeStatus(cluster, uid).containers.app?.started;
    expect(started(running({}))).toBe(true);
    expect(started(running({ containers: [probed] }))).toBe(true);
    expect(started(result(running({ containers: [probed] }), 'app/startup', 'Unknown'))).toBe(false);
    expect(started(withRecords(running({}), { app: 'failed' }))).toBe(false);
  });

  it('ContainersReady needs every sidecar and main container ready, and a phase that is not terminal (C123)', () => {
    const pod = running({ initContainers: [proxy], containers: [probed] });
    expect(computeStatus(pod, uid)).toMatchObject({ containersReady: true, ready: true });
    expect(computeStatus(result(pod, 'proxy/readiness', 'Failure'), uid).containersReady).toBe(false);
    expect(computeStatus(result(pod, 'app/readiness', 'Failure'), uid).containersReady).toBe(false);
    const over = patch(pod, 'cachedStatuses', uid, { phase: 'Failed' });
    expect(computeStatus(over, uid)).toMatchObject({ phase: 'Failed', containersReady: false, ready: false });
  });

  it('Ready needs every readiness gate True on top (C123)', () => {
    const pod = running({ readinessGates: ['example.com/lb'] });
    expect(computeStatus(pod, uid)).toMatchObject({ containersReady: true, ready: false });
    expect(computeStatus(patch(pod, 'statuses', 'web', { readinessGates: true }), uid).ready).toBe(true);
    const replaced = patch(patch(pod, 'statuses', 'web', { readinessGates: true }), 'pods', 'web', { uid: 'web#2' });
    expect(computeStatus(replaced, uid).ready).toBe(false);
  });

  it('a flip of a readiness probe changes the cached status without a pass, conditions included (C123, D64)', () => {
    const pod = running({ containers: [probed] });
    const unready = recordReadiness(pod, uid, 'app', false);
    expect(cell(unready, 'cachedStatuses', uid)).toMatchObject({ ready: false, containersReady: false });
    expect(cell(unready, 'cachedStatuses', uid).containers.app).toMatchObject({ state: 'running', ready: false });
    expect(recordReadiness(unready, uid, 'app', false)).toBe(unready);
    expect(cell(recordReadiness(unready, uid, 'app', true), 'cachedStatuses', uid).ready).toBe(true);
  });
});

describe('Initialized', () => {
  it('is True from the first status on if there is nothing to initialize (C124)', () => {
    const pod = admittedPod({});
    expect(cell(pod, 'sandboxes', uid).state).toBe('none');
    expect(computeStatus(pod, uid).initialized).toBe(true);
  });

  it('waits for plain init containers to succeed and for sidecars to start (C124)', () => {
    const pod = running({ initContainers: [container('init'), proxy] });
    const fresh = withRecords(pod, { app: 'none' });
    expect(computeStatus(fresh, uid).initialized).toBe(true);
    expect(computeStatus(withRecords(fresh, { init: 'running' }), uid).initialized).toBe(false);
    expect(computeStatus(withRecords(fresh, { init: 'failed' }), uid).initialized).toBe(false);
    expect(computeStatus(result(fresh, 'proxy/startup', 'Unknown'), uid).initialized).toBe(false);
  });

  it('stays True once a main container has run (C124)', () => {
    const pod = running({ initContainers: [container('init')] });
    for (const app of ['running', 'failed', 'waitsAgain'] as const) {
      expect(computeStatus(withRecords(pod, { init: 'none', app }), uid).initialized, app).toBe(true);
    }
  });
});

describe('the sandbox in the status', () => {
  it('PodReadyToStartContainers says that no new sandbox is needed (C126)', () => {
    const pod = running({});
    expect(computeStatus(pod, uid).readyToStartContainers).toBe(true);
    expect(computeStatus(patch(pod, 'sandboxes', uid, { state: 'notReady' }), uid).readyToStartContainers).toBe(false);
  });

  it('the address stays as last known while no sandbox is ready (C126)', () => {
    const died = patch(running({}), 'sandboxes', uid, { state: 'notReady', podIP: '10.244.0.9' });
    expect(computeStatus(died, uid).podIP).toBe('10.244.0.1');
    const ready = patch(died, 'sandboxes', uid, { state: 'ready' });
    expect(computeStatus(ready, uid).podIP).toBe('10.244.0.9');
  });

  it('with hostNetwork the first status has the node’s address already (C129)', () => {
    expect(computeStatus(admittedPod({ hostNetwork: true }), uid).podIP).toBe('192.168.0.1');
    expect(computeStatus(admittedPod({}), uid).podIP).toBe('');
  });
});

describe('what a status may become', () => {
  it('a terminal phase in the cache stays, with its reason (C116)', () => {
    const over = patch(running({}), 'cachedStatuses', uid, { phase: 'Failed', reason: 'DeadlineExceeded' });
    expect(computeStatus(over, uid)).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
  });

  it('a container that may not run again cannot leave terminated (C118)', () => {
    const shown = (state: 'terminated' | 'running', exitCode?: number) => ({
      ...computeStatus(running({}), uid),
      containers: { app: { state, ready: false, started: false, ...(exitCode === undefined ? {} : { exitCode }) } },
    });
    const allowed = (restartPolicy: PodSpec['restartPolicy'], code: number, gates = {}, fields = {}) =>
      mayReplace(
        viewWith({ restartPolicy, containers: [container('app', fields)] }, {}, { gates }),
        shown('terminated', code),
        shown('running'),
      );
    expect(allowed('Always', 0)).toBe(true);
    expect(allowed('OnFailure', 1)).toBe(true);
    expect(allowed('OnFailure', 0)).toBe(false);
    expect(allowed('Never', 1)).toBe(false);
    expect(allowed('Never', 1, { containerRestartRules: true }, { restartPolicy: 'OnFailure' })).toBe(true);
    expect(mayReplace(viewWith({ restartPolicy: 'Never' }), shown('running'), shown('terminated', 1))).toBe(true);
  });

  it('where a rule may restart all containers, any of them may leave terminated (C118, C112)', () => {
    const rules = [{ action: 'RestartAllContainers', operator: 'In', values: [1] }] as const;
    const spec = {
      restartPolicy: 'Never',
      containers: [container('app'), container('log', { restartPolicyRules: rules })],
    } as const;
    const was = {
      ...computeStatus(running({}), uid),
      containers: { app: { state: 'terminated', ready: false, started: false, exitCode: 0 } },
    } as const;
    const computed = computeStatus(running({}), uid);
    const replaces = (restartAllContainers: boolean) =>
      mayReplace(viewWith(spec, {}, { gates: { restartAllContainers } }), was, computed);
    expect([replaces(true), replaces(false)]).toEqual([true, false]);
  });

  it('a sidecar may always leave terminated (C118)', () => {
    const view = viewWith({ restartPolicy: 'Never', initContainers: [proxy] });
    const shown = (state: 'terminated' | 'running') => ({
      ...computeStatus(running({}), uid),
      containers: {
        proxy: { state, ready: false, started: false, ...(state === 'terminated' ? { exitCode: 0 } : {}) },
      },
    });
    expect(mayReplace(view, shown('terminated'), shown('running'))).toBe(true);
  });
});

describe('the last status', () => {
  it('is Succeeded if every main container exited 0, whatever the policy, else Failed (D58)', () => {
    const last = (shown: Record<string, keyof typeof records>) =>
      terminalStatus(withRecords(running({ containers: [container('app'), container('log')] }), shown), uid).phase;
    expect(last({ app: 'ok', log: 'ok' })).toBe('Succeeded');
    expect(last({ app: 'ok', log: 'failed' })).toBe('Failed');
    expect(last({ app: 'none', log: 'none' })).toBe('Failed');
    expect(terminalStatus(running({}), uid)).toMatchObject({ ready: false, containersReady: false });
  });

  it('keeps a phase that was settled before, with its reason, where nothing ran (C116, D58)', () => {
    const refused = patch(running({}), 'cachedStatuses', uid, { phase: 'Failed', reason: 'OutOfcpu' });
    expect(terminalStatus(withRecords(refused, { app: 'none' }), uid)).toMatchObject({
      phase: 'Failed',
      reason: 'OutOfcpu',
    });
  });

  it('is what the exit codes say even of a pod that was refused, unless the API shows its phase (C116, D58)', () => {
    const refused = patch(running({}), 'cachedStatuses', uid, { phase: 'Failed', reason: 'NodeAffinity' });
    const stopped = withRecords(refused, { app: 'ok' });
    expect(terminalStatus(stopped, uid)).toMatchObject({ phase: 'Succeeded', reason: '' });
    const stored = patch(stopped, 'statuses', 'web', { phase: 'Failed', reason: 'NodeAffinity' });
    const known = patch(stored, 'kubeletPods', uid, { terminal: true });
    expect(terminalStatus(known, uid)).toMatchObject({ phase: 'Failed', reason: 'NodeAffinity' });
  });
});
