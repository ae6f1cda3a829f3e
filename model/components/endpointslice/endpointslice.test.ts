import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put, type StoredPod, type StoredStatus } from '../../cluster.ts';
import { initialCluster, noPod, noStatus, notListed } from '../../initial.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import { offered, play } from '../../testing/play.ts';
import { podSpec, scenario } from '../../testing/scenario.ts';
import { desiredEndpoint } from './desired.ts';

const service: ServiceSpec = {
  pods: ['web', 'db'],
  publishNotReadyAddresses: false,
  internalTrafficPolicy: 'Cluster',
  otherReadyEndpoints: 0,
};
const pod: StoredPod = { ...noPod, uid: 'web#1', nodeName: 'n1' };
const readyStatus: StoredStatus = {
  ...noStatus,
  phase: 'Running',
  ready: true,
  containersReady: true,
  podIP: '10.244.0.1',
};
const deleted: StoredPod = { ...pod, deletionGracePeriodSeconds: 30 };

const cluster = (fields: Partial<ServiceSpec> = {}): Cluster =>
  initialCluster(
    scenario({
      instances: { 'web#1': { name: 'web', spec: podSpec() }, 'db#1': { name: 'db', spec: podSpec() } },
      services: { web: { ...service, ...fields } },
    }),
  );
const running = (fields: Partial<ServiceSpec> = {}): Cluster =>
  put(put(cluster(fields), 'pods', 'web', pod), 'statuses', 'web', readyStatus);
const written = 'endpointslice/sliceWritten';
const entry = (now: Cluster, name = 'web') => cell(now, 'endpoints', `web/${name}`);

describe('what a slice says of a pod', () => {
  it('serving is the Ready condition, terminating the deletionTimestamp, ready needs the one without the other (D71, C129)', () => {
    expect(desiredEndpoint(pod, readyStatus, service)).toEqual({
      listed: true,
      podIP: '10.244.0.1',
      nodeName: 'n1',
      ready: true,
      serving: true,
      terminating: false,
    });
    expect(desiredEndpoint(deleted, readyStatus, service)).toMatchObject({
      listed: true,
      ready: false,
      serving: true,
      terminating: true,
    });
    expect(desiredEndpoint(pod, { ...readyStatus, ready: false }, service)).toMatchObject({
      listed: true,
      ready: false,
      serving: false,
      terminating: false,
    });
  });

  it('a pod that is terminal, has no address or is gone is not listed (D72, C129)', () => {
    expect(desiredEndpoint(pod, { ...readyStatus, phase: 'Succeeded' }, service)).toEqual(notListed);
    expect(desiredEndpoint(pod, { ...readyStatus, phase: 'Failed' }, service)).toEqual(notListed);
    expect(desiredEndpoint(pod, { ...readyStatus, podIP: '' }, service)).toEqual(notListed);
    expect(desiredEndpoint(noPod, noStatus, service)).toEqual(notListed);
  });

  it('publishNotReadyAddresses keeps ready true while the pod terminates, until it is terminal (D73)', () => {
    const publishing = { ...service, publishNotReadyAddresses: true };
    const notReady = { ...readyStatus, ready: false };
    expect(desiredEndpoint(pod, notReady, publishing)).toMatchObject({ ready: true, serving: false });
    expect(desiredEndpoint(deleted, notReady, publishing)).toMatchObject({ ready: true, terminating: true });
    expect(desiredEndpoint(deleted, { ...readyStatus, phase: 'Failed' }, publishing)).toEqual(notListed);
  });

  it('a pod whose containers are ready stays out of rotation until its readiness gates are True (D83)', () => {
    const gated = { ...readyStatus, containersReady: true, readinessGates: false, ready: false };
    expect(desiredEndpoint(pod, gated, service)).toMatchObject({ listed: true, ready: false, serving: false });
  });

  it('a pod the kubelet kills on its own account stays ready until its status says otherwise (D82)', () => {
    const killing = patch(play(running(), written), 'processes', 'web#1/app', { signal: 'SIGKILL' });
    expect(offered(killing, written)).toEqual([]);
    expect(entry(killing)).toMatchObject({ ready: true, terminating: false });
    const terminal = patch(killing, 'statuses', 'web', { phase: 'Failed', ready: false });
    expect(entry(play(terminal, written))).toEqual(notListed);
  });
});

describe('the controller', () => {
  it('writes only when an entry would change', () => {
    expect(offered(cluster(), written)).toEqual([]);
    const once = play(running(), written);
    expect(entry(once)).toMatchObject({ listed: true, ready: true });
    expect(offered(once, written)).toEqual([]);
  });

  it('one reconcile brings every pod of the Service up to date, however many changes led there (D75)', () => {
    const both = put(put(running(), 'pods', 'db', { ...pod, uid: 'db#1' }), 'statuses', 'db', {
      ...readyStatus,
      podIP: '10.244.0.2',
    });
    const later = patch(both, 'pods', 'web', { deletionGracePeriodSeconds: 30 });
    expect(offered(later, written)).toHaveLength(1);
    const done = play(later, written);
    expect(entry(done, 'web')).toMatchObject({ ready: false, serving: true, terminating: true });
    expect(entry(done, 'db')).toMatchObject({ ready: true, podIP: '10.244.0.2' });
    expect(offered(done, written)).toEqual([]);
  });

  it('an entry may outlive its pod until the controller gets to it (D80)', () => {
    const gone = put(put(play(running(), written), 'pods', 'web', noPod), 'statuses', 'web', noStatus);
    expect(entry(gone)).toMatchObject({ listed: true, ready: true });
    expect(entry(play(gone, written))).toEqual(notListed);
  });

  it('speaks of the Services of the scenario and of nothing else', () => {
    expect(offered(running({ pods: ['db'] }), written)).toEqual([]);
  });
});
