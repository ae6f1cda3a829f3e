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
    featureGates: { SchedulerAsyncPreemption: true, ...more.featureGates },
    faults: { 'watch-lag': 0, ...more.faults },
  });
  const residents = names.slice(0, -1);
  const settled = residents.reduce((now, name) => bindPod(createPod(now, `${name}#1`), name), withPods(world));
  return createPod(settled, `${names.at(-1)}#1`);
};

/** What the cycle of the last pod may come to: who would be deleted. */
const found = (cluster: Cluster): readonly (readonly string[])[] =>
  offered(cluster, 'scheduler/nodeNominated').map((event) => ('victims' in event ? event.victims : []));
const victims = (cluster: Cluster): readonly string[] => found(cluster).flat();
const marked = (victim: string) => ({ type: 'scheduler/victimMarked', victim }) as const;
const deleted = (victim: string) => ({ type: 'scheduler/podPreempted', victim }) as const;
const reported = 'scheduler/unschedulableReported';
const nominated = { type: 'scheduler/nodeNominated', node: 'n1' } as const;

describe('preemption', () => {
  it('deletes a pod of lower priority gracefully, and the preemptor goes back to the queue (C45)', () => {
    const chosen = play(crowded({ low: cpu(3000, 0), high: cpu(3000, 1) }), nominated);
    expect(cell(chosen, 'scheduling', 'high')).toMatchObject({ queue: 'unschedulable', toReport: 'Unschedulable' });
    const preempted = play(chosen, marked('low'), deleted('low'), reported);
    expect(cell(preempted, 'pods', 'low')).toMatchObject({ deletionGracePeriodSeconds: 30, preempted: true });
    expect(cell(preempted, 'pods', 'high').nominatedNodeName).toBe('n1');
    expect(cell(preempted, 'statuses', 'high').podScheduled).toBe('Unschedulable');
    expect(cell(preempted, 'scheduling', 'high')).not.toHaveProperty('deleting');
    expect(offered(preempted, 'scheduler/podAssumed')).toEqual([]);
  });

  it('condition, nomination and delete are three requests, and the nomination may come anywhere among them (C45)', () => {
    const chosen = play(crowded({ low: cpu(3000, 0), high: cpu(3000, 1) }), nominated);
    expect(cell(chosen, 'pods', 'high').nominatedNodeName).toBe('');
    const between = play(chosen, marked('low'), reported);
    expect(cell(between, 'pods', 'high').nominatedNodeName).toBe('n1');
    expect(cell(between, 'pods', 'low').deletionGracePeriodSeconds).toBeNull();
    const after = [
      play(chosen, reported, marked('low'), deleted('low')),
      play(chosen, marked('low'), reported, deleted('low')),
      play(chosen, marked('low'), deleted('low'), reported),
    ];
    expect(after.map((one) => cell(one, 'pods', 'low').deletionGracePeriodSeconds)).toEqual([30, 30, 30]);
  });

  it('without SchedulerAsyncPreemption the deletes are part of the cycle, before the nomination (C45)', () => {
    const featureGates = { SchedulerAsyncPreemption: false };
    const chosen = play(crowded({ low: cpu(3000, 0), high: cpu(3000, 1) }, { featureGates }), nominated);
    expect(offered(chosen, reported)).toEqual([]);
    expect(offered(play(chosen, marked('low'), deleted('low')), reported)).toHaveLength(1);
  });

  it('keeps the preemptor out of the queue until the last victim is asked to go (C45)', () => {
    const full = crowded(
      { low: cpu(3000, 0), high: cpu(3000, 1) },
      { nodes: { n1: nodeSpec(), n2: nodeSpec({ unschedulable: true }) } },
    );
    const chosen = play(full, nominated, reported);
    const open = patch(chosen, 'schedulerNodes', 'n2', { unschedulable: false });
    expect(offered(open, 'scheduler/podRequeued')).toEqual([]);
    expect(offered(play(open, marked('low'), deleted('low')), 'scheduler/podRequeued')).toHaveLength(1);
  });

  it('waits while victims of a preemption on the nominated node are still terminating (C45)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec() };
    const pods = { low: cpu(3000, 0), other: cpu(3000, 0), high: cpu(3000, 1) };
    const full = crowded(pods, { nodes });
    expect(new Set(victims(full))).toEqual(new Set(['low', 'other']));
    const preempted = play(full, nominated, marked('low'), deleted('low'), reported);
    expect(offered(preempted, 'scheduler/podRequeued')).toEqual([]);
    const again = patch(preempted, 'scheduling', 'high', { queue: 'active' });
    expect(found(again)).toEqual([]);
    const tried = play(again, 'scheduler/podUnschedulable', reported);
    expect(cell(tried, 'pods', 'high').nominatedNodeName).toBe('n1');
    const gone = play(
      preempted,
      { type: 'user/podForceDeleted', pod: 'low' },
      'apiserver/podRemoved',
      'scheduler/podRequeued',
    );
    expect(offered(gone, 'scheduler/podAssumed')).toEqual([{ type: 'scheduler/podAssumed', pod: 'high', node: 'n1' }]);
  });

  it('does not wait for pods that terminate for another reason: another may be deleted, or nobody (C45)', () => {
    const full = crowded({ a: cpu(1500, 0), b: cpu(1500, 0), high: cpu(1500, 1) });
    const leaving = patch(patch(full, 'pods', 'a', { deletionGracePeriodSeconds: 30 }), 'schedulerPods', 'a', {
      deleting: true,
    });
    expect(found(leaving)).toEqual([['b'], []]);
    const nobody = play(leaving, { ...nominated, victims: [] }, reported);
    expect(cell(nobody, 'pods', 'high').nominatedNodeName).toBe('n1');
    expect(offered(nobody, 'scheduler/victimMarked')).toEqual([]);
  });

  it('gives a nomination up when nobody can make room any more (C45)', () => {
    const full = crowded({ low: cpu(3000, 0), high: cpu(9000, 1) });
    const hopeless = play(patch(full, 'pods', 'high', { nominatedNodeName: 'n1' }), 'scheduler/podUnschedulable');
    expect(cell(play(hopeless, reported), 'pods', 'high').nominatedNodeName).toBe('');
  });

  it.each([
    ['1.35', 'scheduler/victimMarked'],
    ['1.36', 'scheduler/bindingCancelled'],
    ['1.37', 'scheduler/bindingCancelled'],
  ] as const)('a victim that waits in PreBind: %s %s (C45)', (kubernetesVersion, next) => {
    const full = crowded({ low: cpu(3000, 0), high: cpu(3000, 1) }, { kubernetesVersion });
    const waiting = patch(patch(full, 'pods', 'low', { nodeName: '' }), 'schedulerPods', 'low', { nodeName: '' });
    const preBind = patch(waiting, 'scheduling', 'low', { assumed: 'n1', assumedUid: 'low#1', binding: 'preBind' });
    const chosen = play(preBind, nominated);
    expect(offered(chosen, next)).toHaveLength(1);
    if (next !== 'scheduler/bindingCancelled') return;
    const cancelled = play(chosen, next);
    expect(cell(cancelled, 'pods', 'low').deletionGracePeriodSeconds).toBeNull();
    expect(cell(cancelled, 'scheduling', 'low')).toMatchObject({ queue: 'backoff', toReport: 'SchedulerError' });
    expect(offered(cancelled, 'scheduler/podPreempted')).toEqual([]);
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

  it('of several victims deletes all but the last side by side, and the last one after them (C45)', () => {
    const full = crowded({ a: cpu(1000, 2), b: cpu(1000, 1), c: cpu(2000, 0), high: cpu(4000, 3) });
    expect(found(full)).toEqual([['a', 'b', 'c']]);
    const chosen = play(full, nominated);
    const next = (cluster: Cluster) =>
      offered(cluster, 'scheduler/victimMarked').map((event) => 'victim' in event && event.victim);
    expect(next(chosen)).toEqual(['a', 'b']);
    const one = play(chosen, marked('b'), deleted('b'), marked('a'));
    expect(next(one)).toEqual([]);
    expect(next(play(one, deleted('a')))).toEqual(['c']);
  });

  it('of two that are equal spares either: which has run for longer is not known (C45)', () => {
    expect(found(crowded({ a: cpu(1500, 0), b: cpu(1500, 0), high: cpu(2000, 1) }))).toEqual([['b'], ['a']]);
  });

  it('clears nominations of lower priority for its node (C45)', () => {
    const full = crowded(
      { low: cpu(3000, 0), mid: cpu(1500, 1), high: cpu(3000, 2) },
      { nodes: { n1: nodeSpec(), n2: nodeSpec({ allocatable: { cpu: 1500, pods: 9 } }) } },
    );
    const rival = patch(full, 'pods', 'mid', { nominatedNodeName: 'n1' });
    const preempted = play(rival, { ...nominated, victims: ['low'] });
    expect(cell(preempted, 'pods', 'mid').nominatedNodeName).toBe('');
  });

  it('reserves nothing: a more important pod may take the room that was made (C46)', () => {
    const full = crowded({ low: cpu(3000, 0), rival: podSpec(), high: cpu(3000, 1) });
    const rival = { ...full.scenario.instances, 'rival#1': { name: 'rival', spec: cpu(3000, 2) } };
    const unbound = patch({ ...full, scenario: { ...full.scenario, instances: rival } }, 'pods', 'rival', {
      nodeName: '',
    });
    const chosen = play(
      patch(unbound, 'schedulerPods', 'rival', { uid: '', nodeName: '' }),
      { ...nominated, pod: 'high' },
      reported,
      marked('low'),
      deleted('low'),
      { type: 'user/podForceDeleted', pod: 'low' },
      'apiserver/podRemoved',
    );
    const arrived = patch(chosen, 'schedulerPods', 'rival', { uid: 'rival#1' });
    const taken = play(arrived, { type: 'scheduler/podAssumed', pod: 'rival', node: 'n1' });
    expect(cell(taken, 'pods', 'high').nominatedNodeName).toBe('n1');
    expect(offered(taken, { type: 'scheduler/podAssumed', pod: 'high' })).toEqual([]);
  });

  it('reserves nothing: the preemptor may land on another node that has room by then (C46)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec({ unschedulable: true }) };
    const full = crowded({ low: cpu(3000, 0), high: cpu(3000, 1) }, { nodes });
    const chosen = play(full, nominated, reported, marked('low'), deleted('low'));
    const open = play(patch(chosen, 'schedulerNodes', 'n2', { unschedulable: false }), 'scheduler/podRequeued');
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
    const preempted = play(replaced, nominated, marked('low'), deleted('low'));
    expect(cell(preempted, 'pods', 'low')).toMatchObject({ uid: 'low#2', deletionGracePeriodSeconds: 0 });
  });
});
