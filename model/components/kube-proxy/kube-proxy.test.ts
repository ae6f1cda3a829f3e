import { describe, expect, it } from 'vitest';
import { type Cluster, cell, type Endpoint, put } from '../../cluster.ts';
import { initialCluster, noPod, noStatus } from '../../initial.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import { offered, play } from '../../testing/play.ts';
import { nodeSpec, scenario } from '../../testing/scenario.ts';
import { targetsOf } from './targets.ts';

const service: ServiceSpec = {
  pods: ['web'],
  publishNotReadyAddresses: false,
  internalTrafficPolicy: 'Cluster',
  otherReadyEndpoints: 0,
};
/** Does kube-proxy prefer an endpoint that does not terminate? */
const upTo135 = false;
const since136 = true;

const local: ServiceSpec = { ...service, internalTrafficPolicy: 'Local' };
const ready: Endpoint = {
  listed: true,
  podIP: '10.244.0.1',
  nodeName: 'n1',
  ready: true,
  serving: true,
  terminating: false,
};
const draining: Endpoint = { ...ready, podIP: '10.244.0.2', ready: false, terminating: true };
const failing: Endpoint = { ...ready, podIP: '10.244.0.3', ready: false, serving: false };
const dying: Endpoint = { ...failing, podIP: '10.244.0.4', terminating: true };
const absent: Endpoint = { ...ready, listed: false };
const at = (endpoint: Endpoint, nodeName: string): Endpoint => ({ ...endpoint, nodeName });

describe('which endpoints a node may choose', () => {
  it('ready endpoints alone, while there are any (D77)', () => {
    expect(targetsOf([draining, ready, failing, dying, absent], 'n1', service, upTo135)).toEqual(['10.244.0.1']);
  });

  it('with none ready, those that still serve while terminating; never one that does not serve (D77, D78)', () => {
    expect(targetsOf([draining, failing, dying], 'n1', service, upTo135)).toEqual(['10.244.0.2']);
    expect(targetsOf([failing, dying, absent], 'n1', service, upTo135)).toEqual([]);
  });

  it('the last serving pod keeps new connections while it terminates, unless another replica is ready (D78)', () => {
    expect(targetsOf([draining], 'n1', service, upTo135)).toEqual(['10.244.0.2']);
    expect(targetsOf([draining], 'n1', { ...service, otherReadyEndpoints: 1 }, upTo135)).toEqual([]);
  });

  it('policy Local asks the same of the endpoints of this node only (D77)', () => {
    const endpoints = [at(ready, 'n2'), at(draining, 'n1')];
    expect(targetsOf(endpoints, 'n1', local, upTo135)).toEqual(['10.244.0.2']);
    expect(targetsOf(endpoints, 'n2', local, upTo135)).toEqual(['10.244.0.1']);
    expect(targetsOf(endpoints, 'n3', local, upTo135)).toEqual([]);
    expect(targetsOf([draining], 'n1', { ...local, otherReadyEndpoints: 5 }, upTo135)).toEqual(['10.244.0.2']);
  });

  it('both policies of one Service are decided apart: Local outside or inside keeps what Cluster alone would not (D77)', () => {
    const endpoints = [at(ready, 'n2'), at(draining, 'n1')];
    const both = ['10.244.0.1', '10.244.0.2'];
    const outsideLocal: ServiceSpec = { ...service, externalTrafficPolicy: 'Local' };
    const insideLocal: ServiceSpec = { ...local, externalTrafficPolicy: 'Cluster' };
    for (const mixed of [outsideLocal, insideLocal, { ...local, externalTrafficPolicy: 'Local' as const }]) {
      expect(targetsOf(endpoints, 'n1', mixed, upTo135)).toEqual(both);
      expect(targetsOf(endpoints, 'n2', mixed, upTo135)).toEqual(['10.244.0.1']);
    }
    const elsewhere = { ...insideLocal, otherReadyEndpoints: 3 };
    expect(targetsOf([draining], 'n1', elsewhere, upTo135)).toEqual(['10.244.0.2']);
    expect(targetsOf([draining], 'n2', elsewhere, upTo135)).toEqual([]);
    expect(targetsOf(endpoints, 'n1', { ...service, externalTrafficPolicy: 'Cluster' }, upTo135)).toEqual([
      '10.244.0.1',
    ]);
  });

  it('a not-ready endpoint is chosen under publishNotReadyAddresses, which makes it ready (D73)', () => {
    expect(targetsOf([{ ...dying, ready: true }], 'n1', service, upTo135)).toEqual(['10.244.0.4']);
  });

  it('an address in two entries: since 1.36 the living pod wins, before it the first or the local one', () => {
    const old = at({ ...dying, podIP: '10.244.0.1' }, 'n2');
    expect(targetsOf([old, ready], 'n3', service, since136)).toEqual(['10.244.0.1']);
    expect(targetsOf([ready, old], 'n3', service, since136)).toEqual(['10.244.0.1']);
    expect(targetsOf([old, ready], 'n3', service, upTo135)).toEqual([]);
    expect(targetsOf([old, ready], 'n1', service, upTo135)).toEqual(['10.244.0.1']);
  });

  it('targets are sorted and each is named once', () => {
    const other = { ...ready, podIP: '10.244.0.9' };
    expect(targetsOf([other, ready, ready], 'n1', service, upTo135)).toEqual(['10.244.0.1', '10.244.0.9']);
  });
});

describe('kube-proxy', () => {
  const programmed = 'kube-proxy/rulesProgrammed';
  const base = initialCluster(scenario({ nodes: { n1: nodeSpec(), n2: nodeSpec() }, services: { web: service } }));
  const on = (node: string) => ({ type: programmed, node }) as const;
  const targets = (now: Cluster, node: string) => cell(now, 'proxies', `${node}/web`).targets;

  it('acts only when its rules would change, and only on what the slices say (D76)', () => {
    expect(offered(base, programmed)).toEqual([]);
    const unseen = put(put(base, 'pods', 'web', { ...noPod, uid: 'web#1', nodeName: 'n1' }), 'statuses', 'web', {
      ...noStatus,
      ready: true,
      podIP: '10.244.0.1',
    });
    expect(offered(unseen, programmed)).toEqual([]);
    const listed = put(base, 'endpoints', 'web/web', ready);
    expect(targets(play(listed, on('n1')), 'n1')).toEqual(['10.244.0.1']);
    expect(offered(play(listed, on('n1')), on('n1'))).toEqual([]);
  });

  it('has no rules for headless Services, nor anywhere to send to without the port (D77)', () => {
    for (const unproxied of ['headless', 'no such port'] as const) {
      const without = initialCluster(scenario({ services: { web: { ...service, unproxied } } }));
      expect(offered(put(without, 'endpoints', 'web/web', ready), programmed)).toEqual([]);
    }
  });

  it('each node follows on its own: one may still send where another no longer does (D76, C130)', () => {
    const both = play(put(base, 'endpoints', 'web/web', ready), on('n1'), on('n2'));
    const one = play(put(both, 'endpoints', 'web/web', { ...ready, ready: false, serving: false }), on('n2'));
    expect(targets(one, 'n1')).toEqual(['10.244.0.1']);
    expect(targets(one, 'n2')).toEqual([]);
    expect(offered(one, programmed)).toHaveLength(1);
  });

  it('rules may lead to a pod that is long gone from the API and from its slice (D80)', () => {
    const both = play(put(base, 'endpoints', 'web/web', ready), on('n1'));
    const gone = put(both, 'endpoints', 'web/web', absent);
    expect(cell(gone, 'pods', 'web').uid).toBe('');
    expect(targets(gone, 'n1')).toEqual(['10.244.0.1']);
    expect(targets(play(gone, on('n1')), 'n1')).toEqual([]);
  });
});
