import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put, type SlotView } from '../../cluster.ts';
import type { Event } from '../../event.ts';
import { modelOf } from '../../reducer.ts';
import { offered, play } from '../../testing/play.ts';
import { rollout } from '../../testing/workload.ts';
import { showEverything } from '../watch/workloads.ts';
import { victimsAmong } from './ranking.ts';

const old = 'web/old';
const running = (setup: Parameters<typeof rollout>[0] = {}, more: Parameters<typeof rollout>[1] = {}): Cluster =>
  modelOf(rollout(setup, more)).initial;

const sized = (cluster: Cluster, replicas: number): Cluster =>
  showEverything(patch(cluster, 'replicaSets', old, { replicas }));

const own = (cluster: Cluster) => [
  ...offered(cluster, 'replicaset/podCreated'),
  ...offered(cluster, 'replicaset/podDeleted'),
];
const slotsIn = (events: readonly Event[]) => events.map((event) => ('slot' in event ? event.slot : ''));

describe('the ReplicaSet controller', () => {
  it('creates what is missing or deletes what is too much, never both (E13)', () => {
    const two = running();
    expect(own(two)).toEqual([]);
    expect(own(sized(two, 3)).map(({ type }) => type)).toEqual(['replicaset/podCreated']);
    expect(new Set(own(sized(two, 1)).map(({ type }) => type))).toEqual(new Set(['replicaset/podDeleted']));
  });

  it('reads its caches once and writes one Pod after the other, whatever comes in between (E1)', () => {
    const first = play(sized(running(), 4), 'replicaset/podCreated');
    const shrunk = sized(first, 0);
    expect(cell(shrunk, 'replicaSetViews', old).replicas).toBe(0);
    expect(own(shrunk).map(({ type }) => type)).toEqual(['replicaset/podCreated']);
  });

  it('does nothing but report while it expects Pods it has not been shown (E2)', () => {
    const created = play(sized(running(), 3), 'replicaset/podCreated');
    const more = patch(created, 'replicaSetViews', old, { replicas: 4 });
    expect(own(more)).toEqual([]);
    const shown = play(more, { type: 'watch/controllersSawSlotPod', slot: 'web/3' });
    expect(own(shown)).toHaveLength(1);
  });

  it('takes a create for seen with the Pod, a delete with its deletionTimestamp or its end (E3)', () => {
    const deleting = play(sized(running(), 1), { type: 'replicaset/podDeleted', slot: 'web/1' });
    expect(cell(deleting, 'replicaSetMemories', old).expects).toEqual(['web/1']);
    expect(cell(deleting, 'slots', 'web/1')).toMatchObject({ state: 'Ready', deleting: true });
    const seen = play(deleting, { type: 'watch/controllersSawSlotPod', slot: 'web/1' });
    expect(cell(seen, 'replicaSetMemories', old).expects).toEqual([]);
    const gone = play(deleting, 'pod/removed', { type: 'watch/controllersSawSlotPod', slot: 'web/1' });
    expect(cell(gone, 'replicaSetMemories', old).expects).toEqual([]);
  });

  it('forgets what it expected when it restarts (E4)', () => {
    const restarts = { faults: { 'controller-restart': 1 } };
    const created = play(sized(running({}, restarts), 3), 'replicaset/podCreated');
    const restarted = play(created, 'fault/controllersRestarted');
    expect(cell(restarted, 'replicaSetMemories', old).expects).toEqual([]);
    expect(cell(restarted, 'slotViews', 'web/3').shows).toBe('unassigned');
  });

  it('deletes by name, whatever has become of the Pod meanwhile (E7, E17)', () => {
    const cluster = put(running(), 'slotViews', 'web/2', { shows: 'Running', revision: 'old' });
    const [event, ...others] = own(patch(cluster, 'replicaSetViews', old, { replicas: 1 }));
    expect(slotsIn([event, ...others].flatMap((one) => one ?? []))).toEqual(['web/2']);
    const after = play(patch(cluster, 'replicaSetViews', old, { replicas: 1 }), 'replicaset/podDeleted');
    expect(cell(after, 'slots', 'web/2')).toMatchObject({ state: 'Ready', deleting: true });
  });

  it('counts neither Pods that are over nor those being deleted, so it replaces both at once (E9, E18, E19)', () => {
    const over = showEverything(patch(running(), 'slots', 'web/1', { state: 'Over' }));
    const deleting = showEverything(patch(running(), 'slots', 'web/1', { deleting: true }));
    for (const cluster of [over, deleting])
      expect(own(cluster)).toEqual([{ type: 'replicaset/podCreated', replicaSet: old, slot: 'web/3' }]);
  });

  it('takes a create whose answer is lost for none, and so makes one Pod more (E14)', () => {
    const losing = { faults: { 'lost-reply': 1 } };
    const lost = play(sized(running({}, losing), 3), 'replicaset/createReplyLost');
    const again = play(lost, 'replicaset/podCreated');
    const active = Object.values(again.slots).filter(({ state }) => state !== 'none');
    expect(active).toHaveLength(4);
  });

  it('counts a Pod as available once it has been Ready for minReadySeconds (E10)', () => {
    const waiting = running({ minReadySeconds: 10 });
    expect(cell(waiting, 'replicaSets', old).available).toBe(2);
    const ready = showEverything(patch(waiting, 'slots', 'web/1', { state: 'Ready' }));
    const reported = play(ready, 'replicaset/statusWritten');
    expect(cell(reported, 'replicaSets', old)).toMatchObject({ active: 2, available: 1 });
  });
});

describe('the order in which a ReplicaSet is scaled down', () => {
  const view = (shows: SlotView['shows']): SlotView => ({ shows, revision: 'old' });

  it('is no node, Pending, not Ready, Ready; behind that any (E15)', () => {
    const pods = (['Ready', 'Running', 'Available', 'Pending', 'unassigned'] as const).map(
      (shows) => [shows, view(shows)] as const,
    );
    expect(victimsAmong(pods, 1)).toEqual([['unassigned']]);
    expect(victimsAmong(pods, 3).map((set) => [...set].sort())).toEqual([['Pending', 'Running', 'unassigned']]);
    expect(victimsAmong(pods, 4).map((set) => [...set].sort())).toEqual([
      ['Pending', 'Ready', 'Running', 'unassigned'],
      ['Available', 'Pending', 'Running', 'unassigned'],
    ]);
  });

  it('leaves every choice among equals open', () => {
    const pods = ['a', 'b', 'c'].map((slot) => [slot, view('Ready')] as const);
    expect(victimsAmong(pods, 2)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
  });
});
