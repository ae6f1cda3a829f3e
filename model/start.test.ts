import { describe, expect, it } from 'vitest';
import { cell } from './cluster.ts';
import { enabled, modelOf } from './reducer.ts';
import type { Scenario } from './scenario.ts';
import { container, podSpec, probe, scenario } from './testing/scenario.ts';

const spec = podSpec({
  initContainers: [container('migrate'), container('mesh', { restartPolicy: 'Always', startupProbe: probe() })],
  containers: [container('app', { readinessProbe: probe(), livenessProbe: probe() })],
});
const started: Scenario = {
  ...scenario({
    instances: { 'web#1': { name: 'web', spec } },
    services: {
      web: { pods: ['web'], publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 0 },
    },
    user: { delete: 1 },
  }),
  serving: 'until-sigterm',
  begins: 'running',
};

describe('a scenario that begins with its pods running', () => {
  const { initial } = modelOf(started);

  it('has them ready, and known to slices and kube-proxies', () => {
    expect(cell(initial, 'statuses', 'web')).toMatchObject({ phase: 'Running', ready: true });
    expect(cell(initial, 'endpoints', 'web/web')).toMatchObject({ ready: true });
    expect(cell(initial, 'proxies', 'n1/web').targets).toEqual(['10.244.0.1']);
    expect(cell(initial, 'processes', 'web#1/app').serving).toBe(true);
    expect(cell(initial, 'containers', 'web#1/migrate')).toMatchObject({ state: 'exited', exitCode: 0 });
  });

  it('has used up its creations and nothing else, and leaves only what somebody may do', () => {
    expect(cell(initial, 'user', 'create').left).toBe(0);
    expect(cell(initial, 'user', 'delete').left).toBe(1);
    expect([...new Set(enabled(initial).map(({ type }) => type))]).toEqual(['user/podDeleted']);
  });

  it('is the same each time', () => {
    expect(modelOf(started).initial).toEqual(initial);
  });

  it('and one that does not begins with nothing', () => {
    const { begins: _begins, ...plain } = started;
    expect(cell(modelOf(plain).initial, 'pods', 'web').uid).toBe('');
  });
});
