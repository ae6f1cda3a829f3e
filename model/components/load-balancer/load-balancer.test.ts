import { describe, expect, it } from 'vitest';
import { cell, put } from '../../cluster.ts';
import { initialCluster } from '../../initial.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import { scenario } from '../../testing/scenario.ts';
import { actors, reduce } from './index.ts';

const service: ServiceSpec = {
  pods: ['web', 'shop'],
  publishNotReadyAddresses: false,
  internalTrafficPolicy: 'Cluster',
  otherReadyEndpoints: 0,
  balanced: true,
};
const ready = { listed: true, podIP: '10.0.0.2', nodeName: 'n1', ready: true, serving: true, terminating: false };
const updated = { type: 'load-balancer/targetsUpdated', service: 'web' } as const;

const cluster = (balanced: ServiceSpec = service) => initialCluster(scenario({ services: { web: balanced } }));

describe('a balancer in front of a Service', () => {
  it('sends to the ready endpoints of its slices, once it has seen them', () => {
    const listed = put(cluster(), 'endpoints', 'web/web', ready);
    const [actor] = actors(listed.scenario);
    expect(cell(listed, 'balancers', 'web').targets).toEqual([]);
    expect(actor?.enabled(listed)).toEqual([updated]);
    const after = reduce(listed, updated);
    expect(cell(after, 'balancers', 'web').targets).toEqual(['10.0.0.2']);
    expect(actor?.enabled(after)).toEqual([]);
  });

  it('takes a Pod out that terminates, even the last that serves; until then it goes on', () => {
    const before = reduce(put(cluster(), 'endpoints', 'web/web', ready), updated);
    const draining = put(before, 'endpoints', 'web/web', { ...ready, ready: false, terminating: true });
    expect(cell(draining, 'balancers', 'web').targets).toEqual(['10.0.0.2']);
    expect(cell(reduce(draining, updated), 'balancers', 'web').targets).toEqual([]);
  });

  it('sorts its targets and has each once', () => {
    const both = put(put(cluster(), 'endpoints', 'web/web', ready), 'endpoints', 'web/shop', {
      ...ready,
      podIP: '10.0.0.1',
    });
    expect(cell(reduce(both, updated), 'balancers', 'web').targets).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('is there only where a Service has one, and nobody knows another', () => {
    const { balanced: _, ...plain } = service;
    expect(actors(cluster(plain).scenario)).toEqual([]);
    expect(() => reduce(cluster(), { ...updated, service: 'none' })).toThrow('no Service none');
  });
});
