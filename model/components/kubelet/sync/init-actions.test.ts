import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { records, viewWith } from '../../../testing/passes.ts';
import { container, probe } from '../../../testing/scenario.ts';
import { computeInitContainerActions } from './init-actions.ts';

const [one, two] = [container('one'), container('two')];
const proxy = container('proxy', { restartPolicy: 'Always', readinessProbe: probe() });
const slow = container('slow', { restartPolicy: 'Always', startupProbe: probe(), livenessProbe: probe() });
const done = { killPod: false, kill: [], start: [] };

describe('plain init containers', () => {
  const spec = { initContainers: [one, two] };

  it('without any status the first one starts (C98)', () => {
    expect(computeInitContainerActions(viewWith(spec))).toEqual({ ...done, initialized: false, start: ['one'] });
  });

  it('the last one with a status decides: exit 0 lets the next start, running waits, created starts again (C98)', () => {
    const start = (two: keyof typeof records) => computeInitContainerActions(viewWith(spec, { one: 'ok', two }));
    expect(computeInitContainerActions(viewWith(spec, { one: 'ok' })).start).toEqual(['two']);
    expect(start('running')).toEqual({ ...done, initialized: false });
    expect(start('created').start).toEqual(['two']);
    expect(start('ok')).toEqual({ ...done, initialized: true });
  });

  it('a failed one starts again if policy allows, else the pod is done for (C98)', () => {
    const failed = (restartPolicy: 'Always' | 'OnFailure' | 'Never') =>
      computeInitContainerActions(viewWith({ ...spec, restartPolicy }, { one: 'failed' }));
    expect(failed('Always').start).toEqual(['one']);
    expect(failed('OnFailure').start).toEqual(['one']);
    expect(failed('Never')).toEqual({ ...done, initialized: false, killPod: true });
  });

  it('an earlier one whose record was removed does not run again (C98)', () => {
    expect(computeInitContainerActions(viewWith(spec, { two: 'ok' }))).toEqual({ ...done, initialized: true });
  });

  it('a main container that runs proves that all of them have run (C98)', () => {
    expect(computeInitContainerActions(viewWith(spec, { app: 'running' }))).toEqual({ ...done, initialized: true });
    expect(computeInitContainerActions(viewWith(spec, { app: 'failed' })).initialized).toBe(false);
  });

  it('whatever has a status, at most one of them is started in a pass (C99)', () => {
    const state = fc.constantFrom(...(Object.keys(records) as (keyof typeof records)[]));
    fc.assert(
      fc.property(state, state, state, (first, second, main) => {
        const { start } = computeInitContainerActions(viewWith(spec, { one: first, two: second, app: main }));
        expect(start.length).toBeLessThanOrEqual(1);
      }),
      { seed: 42 },
    );
  });
});

describe('sidecars', () => {
  it('once started they let the next one start, ready or not (C100)', () => {
    const spec = { initContainers: [proxy, two] };
    expect(computeInitContainerActions(viewWith(spec, { proxy: 'running' })).start).toEqual(['two']);
    const last = { initContainers: [proxy] };
    expect(computeInitContainerActions(viewWith(last, { proxy: 'running' })).initialized).toBe(true);
  });

  it('with a startup probe they hold up what follows until it has succeeded once (C100)', () => {
    const spec = { initContainers: [slow] };
    const initialized = (result?: 'Success') =>
      computeInitContainerActions(
        viewWith(spec, { slow: 'running' }, { probes: result ? { 'slow/startup': result } : {} }),
      ).initialized;
    expect(initialized()).toBe(false);
    expect(initialized('Success')).toBe(true);
  });

  it('one that is down is brought back but holds up nothing later (C101)', () => {
    const spec = { initContainers: [proxy, two] };
    expect(computeInitContainerActions(viewWith(spec, { proxy: 'failed', two: 'running' }))).toEqual({
      ...done,
      initialized: false,
      start: ['proxy'],
    });
    expect(computeInitContainerActions(viewWith(spec, { proxy: 'failed', two: 'ok' }))).toEqual({
      ...done,
      initialized: true,
      start: ['proxy'],
    });
    const lost = computeInitContainerActions(viewWith(spec, { app: 'running' }));
    expect(lost).toEqual({ ...done, initialized: true, start: ['proxy'] });
  });

  it('a failed startup or liveness probe stops and restarts only the sidecar (C138)', () => {
    const spec = { initContainers: [slow, two] };
    const given = (probes: Record<string, 'Failure' | 'Success'>) =>
      computeInitContainerActions(viewWith(spec, { slow: 'running', two: 'ok' }, { probes }));
    expect(given({ 'slow/startup': 'Failure' })).toMatchObject({
      kill: [{ container: 'slow', cause: 'startup' }],
      start: ['slow'],
      initialized: true,
    });
    expect(given({ 'slow/startup': 'Success', 'slow/liveness': 'Failure' })).toMatchObject({
      kill: [{ container: 'slow', cause: 'liveness' }],
      start: ['slow'],
    });
  });

  it('liveness of a sidecar does not keep the next one from starting (C98)', () => {
    const probes = { 'slow/startup': 'Success', 'slow/liveness': 'Failure' } as const;
    expect(
      computeInitContainerActions(viewWith({ initContainers: [slow, two] }, { slow: 'running' }, { probes })).start,
    ).toEqual(['slow', 'two']);
  });
});
