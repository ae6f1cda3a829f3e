import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../cluster.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { bindPod, createPod, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { container, nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';

type Options = Parameters<typeof scenario>[0];
const cpu = (amount: number, priority: number, fields: Partial<PodSpec> = {}) =>
  podSpec({ containers: [container('app', { requests: { cpu: amount } })], priority, ...fields });

/** These pods, all but the last one bound in order of their names' appearance. */
const crowded = (pods: Readonly<Record<string, PodSpec>>, more: Options = {}): Cluster => {
  const names = Object.keys(pods);
  const world = scenario({
    instances: Object.fromEntries(names.map((name) => [`${name}#1`, { name, spec: pods[name] ?? podSpec() }])),
    ...more,
    user: { create: -1, 'force-delete': 1 },
    faults: { 'watch-lag': 0, ...more.faults },
  });
  const residents = names.slice(0, -1);
  const settled = residents.reduce((now, name) => bindPod(createPod(now, `${name}#1`), name), withPods(world));
  return createPod(settled, `${names.at(-1)}#1`);
};

const victims = (cluster: Cluster) =>
  offered(cluster, 'scheduler/podPreempted').map((event) => 'victim' in event && event.victim);

describe('preemption', () => {
  it('deletes a pod of lower priority gracefully, and the preemptor goes back to the queue (C45)', () => {
    const full = crowded({ low: cpu(3000, 0), high: cpu(3000, 1) });
    const preempted = play(full, { type: 'scheduler/podPreempted', pod: 'high', victim: 'low', node: 'n1' });
    expect(cell(preempted, 'pods', 'low').deletionGracePeriodSeconds).toBe(30);
    expect(cell(preempted, 'pods', 'high').nominatedNodeName).toBe('n1');
    expect(cell(preempted, 'scheduling', 'high')).toMatchObject({ queue: 'unschedulable', toReport: 'Unschedulable' });
    expect(offered(preempted, 'scheduler/podAssumed')).toEqual([]);
  });

  it('waits while an earlier victim on the nominated node is still terminating (C45)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec() };
    const pods = { low: cpu(3000, 0), other: cpu(3000, 0), high: cpu(3000, 1) };
    const full = crowded(pods, { nodes });
    expect(new Set(victims(full))).toEqual(new Set(['low', 'other']));
    const preempted = play(full, { type: 'scheduler/podPreempted', victim: 'low' }, 'scheduler/unschedulableReported');
    expect(offered(preempted, 'scheduler/podRequeued')).toEqual([]);
    const again = patch(preempted, 'scheduling', 'high', { queue: 'active' });
    expect(victims(again)).toEqual([]);
    const gone = play(
      preempted,
      { type: 'user/podForceDeleted', pod: 'low' },
      'apiserver/podRemoved',
      'scheduler/podRequeued',
    );
    expect(offered(gone, 'scheduler/podAssumed')).toEqual([{ type: 'scheduler/podAssumed', pod: 'high', node: 'n1' }]);
  });

  it('never touches equal or higher priority, and nobody at all with policy Never (C45)', () => {
    expect(victims(crowded({ equal: cpu(3000, 1), high: cpu(3000, 1) }))).toEqual([]);
    const never = crowded({ low: cpu(3000, 0), high: cpu(3000, 1, { preemptionPolicy: 'Never' }) });
    expect(victims(never)).toEqual([]);
    expect(offered(never, 'scheduler/podUnschedulable')).toHaveLength(1);
  });

  it('is of no use where the pod would not fit even then (C45)', () => {
    expect(victims(crowded({ low: cpu(3000, 0), high: cpu(9000, 1) }))).toEqual([]);
    const selective = cpu(3000, 1, { nodeSelector: { disk: 'ssd' } });
    expect(victims(crowded({ low: cpu(3000, 0), high: selective }))).toEqual([]);
  });

  it('spares whom it can, the more important first (C45)', () => {
    const pods = { a: cpu(1500, 0), b: cpu(1500, 1), c: cpu(1000, 2), high: cpu(1500, 3) };
    expect(victims(crowded(pods))).toEqual(['a']);
  });

  it('of several victims deletes one after the other (C45)', () => {
    const full = crowded({ a: cpu(2000, 0), b: cpu(2000, 0), high: cpu(4000, 1) });
    expect(victims(full)).toEqual(['a', 'b']);
    const first = play(full, { type: 'scheduler/podPreempted', victim: 'b' }, 'scheduler/unschedulableReported');
    expect(victims(play(first, 'scheduler/podRequeued'))).toEqual(['a']);
  });

  it('clears nominations of lower priority for its node (C45)', () => {
    const full = crowded(
      { low: cpu(3000, 0), mid: cpu(1500, 1), high: cpu(3000, 2) },
      { nodes: { n1: nodeSpec(), n2: nodeSpec({ allocatable: { cpu: 1500, pods: 9 } }) } },
    );
    const nominated = patch(full, 'pods', 'mid', { nominatedNodeName: 'n1' });
    const preempted = play(nominated, { type: 'scheduler/podPreempted', victim: 'low', node: 'n1' });
    expect(cell(preempted, 'pods', 'mid').nominatedNodeName).toBe('');
  });

  it('reserves nothing: a more important pod may take the room that was made (C46)', () => {
    const full = crowded({ low: cpu(3000, 0), rival: podSpec(), high: cpu(3000, 1) });
    const rival = { ...full.scenario.instances, 'rival#1': { name: 'rival', spec: cpu(3000, 2) } };
    const unbound = patch({ ...full, scenario: { ...full.scenario, instances: rival } }, 'pods', 'rival', {
      nodeName: '',
    });
    const nominated = play(
      patch(unbound, 'schedulerPods', 'rival', { uid: '', nodeName: '' }),
      { type: 'scheduler/podPreempted', pod: 'high' },
      'scheduler/unschedulableReported',
      { type: 'user/podForceDeleted', pod: 'low' },
      'apiserver/podRemoved',
    );
    const arrived = patch(nominated, 'schedulerPods', 'rival', { uid: 'rival#1' });
    const taken = play(arrived, { type: 'scheduler/podAssumed', pod: 'rival', node: 'n1' });
    expect(cell(taken, 'pods', 'high').nominatedNodeName).toBe('n1');
    expect(offered(taken, { type: 'scheduler/podAssumed', pod: 'high' })).toEqual([]);
  });

  it('reserves nothing: the preemptor may land on another node that has room by then (C46)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec({ unschedulable: true }) };
    const full = crowded({ low: cpu(3000, 0), high: cpu(3000, 1) }, { nodes });
    const nominated = play(full, { type: 'scheduler/podPreempted', node: 'n1' }, 'scheduler/unschedulableReported');
    const open = play(patch(nominated, 'schedulerNodes', 'n2', { unschedulable: false }), 'scheduler/podRequeued');
    expect(offered(open, 'scheduler/podAssumed')).toEqual([{ type: 'scheduler/podAssumed', pod: 'high', node: 'n2' }]);
  });

  it('deletes by name only, so it may hit a newer incarnation (D12)', () => {
    const saw = (pod: string) => ({ type: 'watch/schedulerSawPod', pod }) as const;
    const world = scenario({
      instances: {
        'low#1': { name: 'low', spec: cpu(3000, 0) },
        'low#2': { name: 'low', spec: cpu(3000, 0) },
        'high#1': { name: 'high', spec: cpu(3000, 1) },
      },
      user: { create: 3, 'force-delete': 1 },
    });
    const bound = play(bindPod(play(withPods(world, 'low#1'), saw('low')), 'low'), saw('low'));
    const both = play(createPod(bound, 'high#1'), saw('high'));
    const replaced = createPod(
      play(both, { type: 'user/podForceDeleted', pod: 'low' }, 'apiserver/podRemoved'),
      'low#2',
    );
    expect(cell(replaced, 'schedulerPods', 'low').uid).toBe('low#1');
    const preempted = play(replaced, { type: 'scheduler/podPreempted', victim: 'low' });
    expect(cell(preempted, 'pods', 'low')).toMatchObject({ uid: 'low#2', deletionGracePeriodSeconds: 0 });
  });
});
