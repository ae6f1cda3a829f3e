import { describe, expect, it } from 'vitest';
import { viewWith } from '../../../testing/passes.ts';
import { container, probe } from '../../../testing/scenario.ts';
import { computePodActions, containersToStop, needsNewSandbox, noActions } from './actions.ts';

const sandbox = (state: 'none' | 'network' | 'ready' | 'notReady' | 'stopped') => ({ state, podIP: '', again: false });
const app = container('app');
const log = container('log');
const init = container('init');
const sidecar = container('proxy', { restartPolicy: 'Always', livenessProbe: probe() });
const watched = container('app', { livenessProbe: probe(), startupProbe: probe(), readinessProbe: probe() });

describe('the sandbox', () => {
  it('a new one is needed unless the newest is ready (C96)', () => {
    expect(needsNewSandbox(sandbox('ready'))).toBe(false);
    for (const state of ['none', 'network', 'notReady', 'stopped'] as const) {
      expect(needsNewSandbox(sandbox(state)), state).toBe(true);
    }
  });

  it('a new sandbox stops every container and begins again with the first init container (C97)', () => {
    const view = viewWith(
      { initContainers: [init], containers: [app] },
      { init: 'ok', app: 'running' },
      { sandbox: sandbox('notReady') },
    );
    const actions = computePodActions(view);
    expect(actions).toEqual({ ...noActions, killPod: true, newSandbox: true, startInit: ['init'] });
    expect(containersToStop(view, actions)).toEqual(['app']);
  });

  it('a pod that never restarts gets no second sandbox once a container has existed (C97)', () => {
    const spec = { restartPolicy: 'Never', containers: [app, log] } as const;
    const again = computePodActions(viewWith(spec, { app: 'failed' }, { sandbox: sandbox('notReady') }));
    expect(again).toEqual({ ...noActions, killPod: true });
    const first = computePodActions(viewWith(spec, {}, { sandbox: sandbox('notReady') }));
    expect(first.newSandbox).toBe(true);
    const removed = computePodActions(viewWith(spec, { app: 'waitsAgain' }, { sandbox: sandbox('notReady') }));
    expect(removed.newSandbox).toBe(true);
  });

  it('OnFailure leaves out what has succeeded, and makes no sandbox if nothing is left to start (C97)', () => {
    const spec = { restartPolicy: 'OnFailure', containers: [app, log] } as const;
    const died = { sandbox: sandbox('notReady') };
    expect(computePodActions(viewWith(spec, { app: 'ok', log: 'failed' }, died)).startMains).toEqual(['log']);
    expect(computePodActions(viewWith(spec, { app: 'ok', log: 'ok' }, died))).toEqual({ ...noActions, killPod: true });
    expect(computePodActions(viewWith({ ...spec, restartPolicy: 'Always' }, { app: 'ok' }, died)).startMains).toEqual([
      'app',
      'log',
    ]);
  });
});

describe('main containers', () => {
  it('are considered only after initialization, then all missing ones start in list order (C102)', () => {
    const spec = { initContainers: [init], containers: [app, log] };
    expect(computePodActions(viewWith(spec, { init: 'running' }))).toEqual(noActions);
    expect(computePodActions(viewWith(spec, { init: 'ok' })).startMains).toEqual(['app', 'log']);
    expect(computePodActions(viewWith(spec, { init: 'ok', app: 'running' })).startMains).toEqual(['log']);
  });

  it('a failed liveness or startup probe stops and restarts the container, a readiness probe nothing (C135, C137)', () => {
    const given = (probes: Record<string, 'Failure'>) =>
      computePodActions(viewWith({ containers: [watched, log] }, { app: 'running', log: 'running' }, { probes }));
    expect(given({ 'app/liveness': 'Failure' })).toEqual({
      ...noActions,
      kill: [{ container: 'app', cause: 'liveness' }],
      startMains: ['app'],
    });
    expect(given({ 'app/startup': 'Failure' }).kill).toEqual([{ container: 'app', cause: 'startup' }]);
    expect(given({ 'app/readiness': 'Failure' })).toEqual(noActions);
  });

  it('a container killed for its probe stays down if its own policy, else the pod’s, is Never (C111)', () => {
    const probes = { 'app/liveness': 'Failure' } as const;
    const down = computePodActions(
      viewWith({ containers: [watched, log], restartPolicy: 'Never' }, { app: 'running', log: 'running' }, { probes }),
    );
    expect(down).toEqual({ ...noActions, kill: [{ container: 'app', cause: 'liveness' }] });
    const own = { ...watched, restartPolicy: 'Always' } as const;
    const spec = { containers: [own, log], restartPolicy: 'Never' } as const;
    const gates = { containerRestartRules: true };
    expect(computePodActions(viewWith(spec, { app: 'running', log: 'running' }, { probes, gates })).startMains).toEqual(
      ['app'],
    );
  });

  it('once none is left to keep or restart, the pod’s sidecars are stopped and not brought back (C120)', () => {
    const spec = { initContainers: [sidecar], containers: [app], restartPolicy: 'Never' } as const;
    const view = viewWith(spec, { proxy: 'running', app: 'ok' });
    expect(computePodActions(view)).toEqual({ ...noActions, killPod: true });
    expect(containersToStop(view, computePodActions(view))).toEqual(['proxy']);
    const crashed = container('mesh', { restartPolicy: 'Always' });
    const both = viewWith(
      { ...spec, initContainers: [crashed, sidecar] },
      { mesh: 'failed', proxy: 'running', app: 'ok' },
    );
    expect(computePodActions(both).startInit).toEqual([]);
  });
});

describe('restart of all containers', () => {
  const rules = [{ action: 'RestartAllContainers', operator: 'In', values: [1] }] as const;
  const leader = container('app', { restartPolicy: 'Never', restartPolicyRules: rules });
  const spec = { initContainers: [init], containers: [leader, log] };
  const gates = { containerRestartRules: true, restartAllContainers: true };

  it('an exit matching such a rule stops everything and starts from the first init container (C112)', () => {
    const view = viewWith(spec, { init: 'ok', app: 'failed', log: 'running' }, { gates });
    expect(computePodActions(view)).toEqual({ ...noActions, restartAll: true });
    expect(containersToStop(view, computePodActions(view))).toEqual(['log']);
    expect(computePodActions(viewWith(spec, { init: 'ok', app: 'ok', log: 'running' }, { gates })).restartAll).toBe(
      false,
    );
  });

  it('without the gate, or with the container still up, it does not happen (C112)', () => {
    const off = { ...gates, restartAllContainers: false };
    expect(computePodActions(viewWith(spec, { app: 'failed', log: 'running' }, { gates: off })).restartAll).toBe(false);
    expect(computePodActions(viewWith(spec, { app: 'running', log: 'running' }, { gates })).restartAll).toBe(false);
  });
});
