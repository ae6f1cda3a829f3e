import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../cluster.ts';
import { switchesOf } from '../../switches.ts';
import { bindPod, createPod, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';

const saw = { type: 'watch/schedulerSawPod', pod: 'web' } as const;
const restarted = { type: 'scheduler/restarted', pod: 'web' } as const;

/** The scheduler has seen `web#1` bound; meanwhile it was deleted by force and `web#2` was made. */
const replaced = (version: string): Cluster => {
  const world = scenario({
    kubernetesVersion: version,
    switches: switchesOf(version),
    instances: {
      'web#1': { name: 'web', spec: podSpec() },
      'web#2': { name: 'web', spec: podSpec() },
      'other#1': { name: 'other', spec: podSpec() },
    },
    nodes: { n1: nodeSpec(), n2: nodeSpec() },
    user: { create: 3, 'force-delete': 1 },
  });
  const seen = play(bindPod(play(withPods(world, 'web#1'), saw), 'web'), saw);
  return createPod(play(seen, 'user/podForceDeleted', 'apiserver/podRemoved'), 'web#2');
};

describe('one update for two incarnations', () => {
  it.each([
    ['1.34', 'is split'],
    ['1.35', 'ends the process'],
    ['1.36', 'ends the process'],
    ['1.37', 'ends the process'],
  ])('a bound pod that becomes an unbound one of the same name: %s %s (C20a)', (version, what) => {
    const now = replaced(version);
    expect([offered(now, saw).length, offered(now, restarted).length]).toEqual(what === 'is split' ? [1, 0] : [0, 1]);
    const after = play(now, what === 'is split' ? saw : restarted);
    expect(cell(after, 'schedulerPods', 'web')).toMatchObject({ uid: 'web#2', nodeName: '' });
    expect(offered(after, { type: 'scheduler/podAssumed', pod: 'web' })).toHaveLength(2);
  });

  it('one that stays on its node, or has never had one, is an update like any other (C20a)', () => {
    const same = patch(replaced('1.35'), 'pods', 'web', { nodeName: 'n1' });
    expect([offered(same, saw).length, offered(same, restarted).length]).toEqual([1, 0]);
    const other = patch(same, 'pods', 'web', { nodeName: 'n2' });
    expect([offered(other, saw).length, offered(other, restarted).length]).toEqual([0, 1]);
    const unbound = patch(replaced('1.35'), 'schedulerPods', 'web', { nodeName: '' });
    expect([offered(unbound, saw).length, offered(unbound, restarted).length]).toEqual([1, 0]);
  });

  it('a new process knows what it lists and nothing else (C20a)', () => {
    const busy = patch(createPod(replaced('1.35'), 'other#1'), 'scheduling', 'other', {
      assumed: 'n1',
      assumedUid: 'other#1',
      binding: 'bind',
      toReport: 'Unschedulable',
    });
    const after = play(busy, restarted);
    expect(cell(after, 'scheduling', 'other')).toMatchObject({ queue: 'active', assumed: '', toReport: '' });
    expect(cell(after, 'schedulerPods', 'other').uid).toBe('other#1');
  });
});
