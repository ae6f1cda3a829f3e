/** The two pipelines of a pod's end, run through the whole model: the kubelet's and the endpoints'. */
import { describe, expect, it } from 'vitest';
import { type Cluster, cell } from '../../cluster.ts';
import { initialCluster } from '../../initial.ts';
import type { PodSpec, ServiceSpec } from '../../kubernetes/spec.ts';
import { offered, play, runUntil } from '../../testing/play.ts';
import { nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';

const service: ServiceSpec = {
  pods: ['web'],
  publishNotReadyAddresses: false,
  internalTrafficPolicy: 'Cluster',
  otherReadyEndpoints: 1,
};
const start = (fields: Partial<PodSpec> = {}): Cluster =>
  initialCluster(
    scenario({
      instances: { 'web#1': { name: 'web', spec: podSpec(fields) } },
      nodes: { n1: nodeSpec(), n2: nodeSpec() },
      services: { web: service },
      user: { delete: 1, 'set-readiness-gate': 1 },
    }),
  );

const written = 'endpointslice/sliceWritten';
const programmed = 'kube-proxy/rulesProgrammed';
const byUser = ['user/podDeleted', 'user/readinessGateSet'] as const;
const readyInApi = (now: Cluster): boolean => cell(now, 'statuses', 'web').ready;
const endpoint = (now: Cluster) => cell(now, 'endpoints', 'web/web');
const targets = (now: Cluster, node: string): readonly string[] => cell(now, 'proxies', `${node}/web`).targets;
const routed = (now: Cluster): boolean => targets(now, 'n1').length > 0 && targets(now, 'n2').length > 0;
const signalled = (now: Cluster): boolean => cell(now, 'processes', 'web#1/app').signal === 'SIGTERM';
const gone = (now: Cluster): boolean => cell(now, 'pods', 'web').uid === '';

/** The cluster once the endpoint pipeline has nothing more to do. */
const settled = (cluster: Cluster): Cluster => {
  const next = [...offered(cluster, written), ...offered(cluster, programmed)][0];
  return next === undefined ? cluster : settled(play(cluster, next));
};

describe('towards traffic', () => {
  it('Ready goes from the kubelet to the API, to the slice and to each node in separate steps (C130)', () => {
    const known = runUntil(start(), (now) => cell(now, 'cachedStatuses', 'web#1').ready, [
      'kubelet/statusPatched',
      ...byUser,
    ]);
    expect(readyInApi(known)).toBe(false);
    const patched = runUntil(known, readyInApi, [written, programmed, ...byUser]);
    expect(endpoint(patched).ready).toBe(false);
    const sliced = play(patched, written);
    expect([endpoint(sliced).ready, targets(sliced, 'n1'), targets(sliced, 'n2')]).toEqual([true, [], []]);
    const one = play(sliced, { type: programmed, node: 'n2' });
    expect([targets(one, 'n1'), targets(one, 'n2')]).toEqual([[], ['10.244.0.1']]);
  });

  it('a readiness gate keeps traffic away until somebody sets its condition (D83)', () => {
    const gated = start({ readinessGates: ['example.com/online'] });
    const waiting = settled(runUntil(gated, (now) => cell(now, 'statuses', 'web').containersReady, byUser));
    expect(endpoint(waiting)).toMatchObject({ listed: true, ready: false, serving: false });
    const open = runUntil(play(waiting, { type: 'user/readinessGateSet', value: true }), readyInApi, byUser);
    expect(endpoint(settled(open)).ready).toBe(true);
  });
});

describe('away from traffic', () => {
  it('a pod can be deleted, signalled, stopped and gone while every node still sends to it (D80)', () => {
    const serving = runUntil(start(), routed, byUser);
    const after = runUntil(play(serving, 'user/podDeleted'), gone, [written, programmed]);
    expect([endpoint(after).ready, targets(after, 'n1'), targets(after, 'n2')]).toEqual([
      true,
      ['10.244.0.1'],
      ['10.244.0.1'],
    ]);
    expect(targets(settled(after), 'n1')).toEqual([]);
  });

  it('an endpoint can as well be withdrawn everywhere before the kubelet has heard of the deletion (D80)', () => {
    const deleted = settled(play(runUntil(start(), routed, byUser), 'user/podDeleted'));
    expect([targets(deleted, 'n1'), targets(deleted, 'n2')]).toEqual([[], []]);
    expect(cell(deleted, 'kubeletPods', 'web#1').deletionGracePeriodSeconds).toBeNull();
  });

  it('a pod over its deadline never turns terminating: it leaves rotation by Ready=False and the slice by phase Failed (D82)', () => {
    const untilPatched = ['kubelet/deadlineExceeded', ...byUser] as const;
    const serving = runUntil(start({ activeDeadlineSeconds: 60 }), routed, untilPatched);
    const killed = runUntil(play(serving, 'kubelet/deadlineExceeded'), signalled, ['kubelet/statusPatched', ...byUser]);
    expect(endpoint(settled(killed))).toMatchObject({ ready: true, serving: true, terminating: false });
    expect(targets(settled(killed), 'n1')).toEqual(['10.244.0.1']);
    const patched = settled(play(killed, 'kubelet/statusPatched'));
    expect(endpoint(patched)).toMatchObject({ listed: true, ready: false, serving: false, terminating: false });
    const failed = runUntil(patched, (now) => cell(now, 'statuses', 'web').phase === 'Failed', byUser);
    expect(endpoint(settled(failed)).listed).toBe(false);
  });
});
