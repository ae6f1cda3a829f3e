import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { reduce } from '../../reducer.ts';
import { uidsOf } from '../../scenario.ts';
import { bindPod, createPod, searchControlPlane, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { container, nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';
import { feasibleNodes } from './cycle.ts';

type Options = Parameters<typeof scenario>[0];

const cpu = (amount: number, fields: Partial<PodSpec> = {}) =>
  podSpec({ containers: [container('app', { requests: { cpu: amount } })], ...fields });

const world = (pods: Readonly<Record<string, PodSpec>>, more: Options = {}) =>
  scenario({
    instances: Object.fromEntries(Object.entries(pods).map(([name, spec]) => [`${name}#1`, { name, spec }])),
    ...more,
    user: { create: -1, delete: -1, 'force-delete': -1, ...more.user },
    faults: { 'watch-lag': 0, ...more.faults },
  });

const stored = (pods: Readonly<Record<string, PodSpec>>, more: Options = {}): Cluster =>
  withPods(world(pods, more), ...Object.keys(pods).map((name) => `${name}#1`));

const assumed = (cluster: Cluster) =>
  offered(cluster, 'scheduler/podAssumed').map((event) => 'pod' in event && event.pod);

describe('the queue', () => {
  it('holds pods of this scheduler without a node only (C30)', () => {
    expect(assumed(stored({ web: podSpec() }))).toEqual(['web']);
    expect(assumed(stored({ web: podSpec({ schedulerName: 'another' }) }))).toEqual([]);
    expect(assumed(stored({ web: podSpec({ nodeName: 'n1' }) }))).toEqual([]);
  });

  it('frees the room of a pod as soon as the scheduler sees its phase terminal (C30)', () => {
    const both = stored({ a: cpu(3000), b: cpu(3000) });
    const full = bindPod(both, 'a');
    expect(feasibleNodes(full, 'b')).toEqual([]);
    const lagging = { ...full.scenario, faults: { ...full.scenario.faults, 'watch-lag': -1 } };
    const failed = patch({ ...full, scenario: lagging }, 'statuses', 'a', { phase: 'Failed' });
    expect(feasibleNodes(failed, 'b')).toEqual([]);
    expect(feasibleNodes(play(failed, { type: 'watch/schedulerSawPod', pod: 'a' }), 'b')).toEqual(['n1']);
  });

  it('never gives a gated pod a cycle; removing the last gate does (C31)', () => {
    const gated = stored({ web: podSpec({ schedulingGates: ['wait'] }) }, { user: { 'remove-gates': 1 } });
    expect(assumed(gated)).toEqual([]);
    expect(offered(gated, 'scheduler/podUnschedulable')).toEqual([]);
    expect(assumed(play(gated, 'user/schedulingGatesRemoved'))).toEqual(['web']);
  });

  it('lets higher priority go first, and either of two equals (C32)', () => {
    expect(assumed(stored({ low: podSpec(), high: podSpec({ priority: 1 }) }))).toEqual(['high']);
    expect(assumed(stored({ a: podSpec(), b: podSpec() }))).toEqual(['a', 'b']);
  });

  it('lets lower priority go first while the higher one waits in another queue (C32)', () => {
    const both = stored({ low: podSpec(), high: podSpec({ priority: 1 }) });
    expect(assumed(patch(both, 'scheduling', 'high', { queue: 'backoff' }))).toEqual(['low']);
    const gated = stored({ low: podSpec(), high: podSpec({ priority: 1, schedulingGates: ['wait'] }) });
    expect(assumed(gated)).toEqual(['low']);
  });

  it('takes a pod back from back-off at any time, from the unschedulable pool when a retry can succeed (C33)', () => {
    const web = stored({ web: cpu(9000) });
    expect(offered(patch(web, 'scheduling', 'web', { queue: 'backoff' }), 'scheduler/podRequeued')).toHaveLength(1);
    const pool = play(web, 'scheduler/podUnschedulable', 'scheduler/unschedulableReported');
    expect(cell(pool, 'scheduling', 'web').queue).toBe('unschedulable');
    expect(offered(pool, 'scheduler/podRequeued')).toEqual([]);
  });

  it('forgets no change that fell into an attempt: room freed meanwhile brings the pod back (C34)', () => {
    const full = bindPod(stored({ a: cpu(3000), b: cpu(3000) }), 'a');
    const failed = play(full, { type: 'scheduler/podUnschedulable', pod: 'b' });
    const freed = play(failed, { type: 'user/podForceDeleted', pod: 'a' }, 'apiserver/podRemoved');
    expect(offered(freed, { type: 'scheduler/podRequeued', pod: 'b' })).toHaveLength(1);
  });

  it('never leaves a pod behind that fits: wherever it stands, it can go on (C35)', () => {
    const nodes = { n1: nodeSpec({ labels: { disk: 'ssd' } }) };
    const pods = { a: cpu(3000), b: cpu(3000, { nodeSelector: { disk: 'ssd' } }) };
    const cluster = stored(pods, { nodes, user: { delete: 0, cordon: 1, 'force-delete': 1 } });
    const { states } = searchControlPlane(cluster);
    const stuck = states.filter((now) =>
      ['a', 'b'].some((pod) => {
        const { uid, nodeName, deleting } = cell(now, 'schedulerPods', pod);
        const waits = uid !== '' && nodeName === '' && !deleting && cell(now, 'scheduling', pod).assumed === '';
        if (!waits || feasibleNodes(now, pod).length === 0) return false;
        return !['scheduler/podAssumed', 'scheduler/podRequeued', 'scheduler/unschedulableReported'].some((type) =>
          offered(now, type as 'scheduler/podAssumed').some((event) => 'pod' in event),
        );
      }),
    );
    expect(states.length).toBeGreaterThan(50);
    expect(stuck).toEqual([]);
  });
});

describe('a scheduling cycle', () => {
  it('is one step from the queue to the assumption; no other cycle falls in between (C36)', () => {
    const both = stored({ a: cpu(3000), b: cpu(3000) });
    const next = play(both, { type: 'scheduler/podAssumed', pod: 'a' });
    expect(cell(next, 'scheduling', 'a')).toMatchObject({ assumed: 'n1', assumedUid: 'a#1', binding: 'bind' });
    expect(offered(next, { type: 'scheduler/podAssumed', pod: 'b' })).toEqual([]);
  });

  it('that found no node ends with its report before the next begins (C36)', () => {
    const failed = play(stored({ a: cpu(9000), b: podSpec() }), { type: 'scheduler/podUnschedulable', pod: 'a' });
    expect(assumed(failed)).toEqual([]);
    expect(assumed(play(failed, 'scheduler/unschedulableReported'))).toEqual(['b']);
  });

  it('skips pods that are being deleted or already assumed (C37)', () => {
    const held = stored({ web: podSpec({ finalizers: ['a'] }) });
    expect(assumed(play(held, { type: 'user/podDeleted', grace: null }))).toEqual([]);
    const once = play(stored({ web: podSpec() }), 'scheduler/podAssumed');
    expect(assumed(once)).toEqual([]);
  });

  it('judges by its snapshot, which may be stale: a node cordoned unseen is still chosen (C38)', () => {
    const lagging = stored({ web: podSpec() }, { user: { cordon: 1 }, faults: { 'watch-lag': -1 } });
    const cordoned = play(lagging, 'watch/schedulerSawPod', 'user/nodeCordoned');
    expect(assumed(cordoned)).toEqual(['web']);
    expect(assumed(play(cordoned, 'watch/schedulerSawNode'))).toEqual([]);
  });

  it('tries the nominated node first and looks no further if it fits (C39)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec() };
    const both = stored({ web: podSpec({ priority: 1 }), other: podSpec() }, { nodes });
    expect(feasibleNodes(both, 'web')).toEqual(['n1', 'n2']);
    const nominated = patch(both, 'pods', 'web', { nominatedNodeName: 'n2' });
    expect(feasibleNodes(nominated, 'web')).toEqual(['n2']);
    const full = patch(nominated, 'schedulerNodes', 'n2', { unschedulable: true });
    expect(feasibleNodes(full, 'web')).toEqual(['n1']);
  });

  it('searches all nodes of a small cluster and may choose any that fits: scores are left open (C40, C43)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec({ unschedulable: true }), n3: nodeSpec() };
    const cluster = stored({ web: podSpec() }, { nodes });
    expect(offered(cluster, 'scheduler/podAssumed').map((event) => 'node' in event && event.node)).toEqual([
      'n1',
      'n3',
    ]);
  });

  it('counts pods nominated for a node unless they are of lower priority (C41)', () => {
    const pods = { high: cpu(3000, { priority: 2 }), mid: cpu(3000, { priority: 1 }), low: cpu(3000) };
    const nominated = patch(stored(pods), 'pods', 'mid', { nominatedNodeName: 'n1' });
    expect(feasibleNodes(nominated, 'low')).toEqual([]);
    expect(feasibleNodes(nominated, 'high')).toEqual(['n1']);
    const own = patch(stored(pods), 'pods', 'low', { nominatedNodeName: 'n1' });
    expect(feasibleNodes(own, 'mid')).toEqual(['n1']);
  });

  it('without a feasible node says which plugin refused each, and Unschedulable (C44)', () => {
    const nodes = { n1: nodeSpec({ unschedulable: true }), n2: nodeSpec() };
    const cluster = stored({ web: cpu(9000) }, { nodes });
    expect(offered(cluster, 'scheduler/podUnschedulable')).toEqual([
      {
        type: 'scheduler/podUnschedulable',
        pod: 'web',
        rejections: { n1: 'NodeUnschedulable', n2: 'NodeResourcesFit' },
      },
    ]);
    const reported = play(cluster, 'scheduler/podUnschedulable', 'scheduler/unschedulableReported');
    expect(cell(reported, 'statuses', 'web').podScheduled).toBe('Unschedulable');
  });

  it('assumes before anything is bound, so that the next cycle counts the pod (C47)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec() };
    const first = play(stored({ a: cpu(3000), b: cpu(3000) }, { nodes }), {
      type: 'scheduler/podAssumed',
      pod: 'a',
      node: 'n1',
    });
    expect(cell(first, 'pods', 'a').nodeName).toBe('');
    expect(feasibleNodes(first, 'b')).toEqual(['n2']);
  });

  it('alone never gives one room away twice (C47)', () => {
    const { states } = searchControlPlane(
      withPods(
        world({ a: cpu(3000), b: cpu(3000) }, { user: { delete: 0, 'force-delete': 1 }, faults: { 'watch-lag': -1 } }),
        'a#1',
        'b#1',
      ),
    );
    const bothBound = states.filter(({ pods }) => pods.a?.nodeName === 'n1' && pods.b?.nodeName === 'n1');
    expect(bothBound).toEqual([]);
    expect(states.some(({ pods }) => pods.a?.nodeName === 'n1')).toBe(true);
    expect(states.some(({ pods }) => pods.b?.nodeName === 'n1')).toBe(true);
  });
});

describe('the report of a failed attempt', () => {
  it('may come after the user has changed the pod, or after the pod is gone (C61)', () => {
    const failed = play(stored({ web: cpu(9000) }), 'scheduler/podUnschedulable');
    const deleted = play(failed, 'user/podForceDeleted', 'apiserver/podRemoved');
    const reported = play(deleted, 'scheduler/unschedulableReported');
    expect(cell(reported, 'statuses', 'web').podScheduled).toBe('');
    expect(cell(reported, 'scheduling', 'web').toReport).toBe('');
  });

  it('is a patch by name: it may meet the next incarnation (C61)', () => {
    const instances = { 'web#1': { name: 'web', spec: cpu(9000) }, 'web#2': { name: 'web', spec: podSpec() } };
    const failed = play(withPods(world({}, { instances }), 'web#1'), 'scheduler/podUnschedulable');
    const again = createPod(play(failed, 'user/podForceDeleted', 'apiserver/podRemoved'), 'web#2');
    const reported = play(again, 'scheduler/unschedulableReported');
    expect(uidsOf(reported.scenario, 'web')).toHaveLength(2);
    expect(cell(reported, 'statuses', 'web').podScheduled).toBe('Unschedulable');
  });
});

describe('the memory of the scheduler', () => {
  it('is empty again once it sees the pod bound, deleted or replaced (C48)', () => {
    const fresh = cell(stored({ web: podSpec() }), 'scheduling', 'web');
    const bound = bindPod(stored({ web: podSpec() }), 'web');
    expect(cell(bound, 'scheduling', 'web')).toEqual(fresh);
    const pool = play(stored({ web: cpu(9000) }), 'scheduler/podUnschedulable', 'scheduler/unschedulableReported');
    expect(cell(play(pool, 'user/podForceDeleted'), 'scheduling', 'web')).toEqual(fresh);
  });

  it('of a replaced pod does not put the new one into the queue of the old (C54)', () => {
    const instances = { 'web#1': { name: 'web', spec: podSpec() }, 'web#2': { name: 'web', spec: podSpec() } };
    const first = withPods(world({}, { instances, faults: { 'watch-lag': -1 } }), 'web#1');
    const waiting = patch(play(first, 'watch/schedulerSawPod'), 'scheduling', 'web', { queue: 'backoff' });
    const again = createPod(play(waiting, 'user/podForceDeleted', 'apiserver/podRemoved'), 'web#2');
    expect(cell(play(again, 'watch/schedulerSawPod'), 'scheduling', 'web').queue).toBe('active');
  });

  it('is not asked about pods that are not there', () => {
    const cluster = stored({ web: podSpec() });
    const odd = put(cluster, 'schedulerPods', 'web', { ...cell(cluster, 'schedulerPods', 'web'), uid: '' });
    expect(reduce(odd, { type: 'scheduler/podAssumed', pod: 'web', node: 'n1' })).toEqual(odd);
  });
});
