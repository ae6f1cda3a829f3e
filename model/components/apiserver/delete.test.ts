import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, type StoredPod } from '../../cluster.ts';
import { noPod } from '../../initial.ts';
import { reduce } from '../../reducer.ts';
import { bindPod, createPod, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { podSpec, scenario } from '../../testing/scenario.ts';
import { deletePod, gracefulDelete, removeWithPreconditions } from './delete.ts';

const uid = 'web#1';
const everything = { delete: -1, 'delete-shorter': -1, 'force-delete': -1, 'remove-finalizers': -1 };
const world = (fields: Parameters<typeof podSpec>[0] = {}) =>
  scenario({
    instances: { [uid]: { name: 'web', spec: podSpec(fields) } },
    user: everything,
    faults: { 'watch-lag': 0 },
  });
const bound = (fields: Parameters<typeof podSpec>[0] = {}): Cluster => bindPod(withPods(world(fields), uid), 'web');
const graceOf = (cluster: Cluster) => cell(cluster, 'pods', 'web').deletionGracePeriodSeconds;

const running: StoredPod = { ...noPod, uid, nodeName: 'n1' };
const spec = { terminationGracePeriodSeconds: 30 };
const decide = (pod: StoredPod, grace: number | null, elapsed?: number) =>
  gracefulDelete(pod, { phase: 'Running' }, spec, grace, elapsed);
const update = (deletionGracePeriodSeconds: number) => ({ step: 'update', deletionGracePeriodSeconds });

describe('the first graceful delete', () => {
  it('sets the grace period and leaves the object where it is (D1)', () => {
    const deleted = play(bound(), { type: 'user/podDeleted', grace: null });
    expect(cell(deleted, 'pods', 'web')).toMatchObject({ uid, nodeName: 'n1', deletionGracePeriodSeconds: 30 });
    expect(offered(deleted, 'apiserver/podRemoved')).toEqual([]);
  });

  it('takes the period asked for, else that of the spec; negative ones count as 1 (D2)', () => {
    expect(decide(running, 5)).toEqual(update(5));
    expect(decide(running, null)).toEqual(update(30));
    expect(decide(running, -7)).toEqual(update(1));
    expect(gracefulDelete(running, { phase: 'Running' }, { terminationGracePeriodSeconds: -1 }, null)).toEqual(
      update(1),
    );
  });

  it('grants nothing to a pod without a node, whatever was asked (D3)', () => {
    const deleted = play(withPods(world(), uid), { type: 'user/podDeleted', grace: null });
    expect(graceOf(deleted)).toBe(0);
    expect(cell(play(deleted, 'apiserver/podRemoved'), 'pods', 'web')).toEqual(noPod);
  });

  it.each(['Succeeded', 'Failed'] as const)('grants nothing to a pod in phase %s (D3)', (phase) => {
    expect(gracefulDelete(running, { phase }, spec, 30)).toEqual(update(0));
    const finished = patch(bound(), 'statuses', 'web', { phase });
    expect(graceOf(play(finished, { type: 'user/podDeleted', grace: null }))).toBe(0);
  });

  it('with terminationGracePeriodSeconds 0 removes the object without waiting for a kubelet (D4)', () => {
    const deleted = play(bound({ terminationGracePeriodSeconds: 0 }), { type: 'user/podDeleted', grace: null });
    expect(graceOf(deleted)).toBe(0);
    expect(cell(play(deleted, 'apiserver/podRemoved'), 'pods', 'web').uid).toBe('');
  });
});

describe('a delete with grace 0', () => {
  it('is two steps: first the object says so, then it is gone (D5)', () => {
    const first = play(bound(), 'user/podForceDeleted');
    expect(cell(first, 'pods', 'web')).toMatchObject({ uid, deletionGracePeriodSeconds: 0 });
    expect(cell(play(first, 'apiserver/podRemoved'), 'pods', 'web')).toEqual(noPod);
  });

  it('tolerates that somebody else removed the object between its two steps (D5)', () => {
    const first = play(bound(), 'user/podForceDeleted');
    const won = removeWithPreconditions(first, 'web', { uid });
    expect(offered(won, 'apiserver/podRemoved')).toEqual([]);
    expect(cell(won, 'pods', 'web')).toEqual(noPod);
  });

  it('made again after a first step that got stuck removes the object at once (D8)', () => {
    const stuck: StoredPod = { ...running, deletionGracePeriodSeconds: 0 };
    expect(decide(stuck, null)).toEqual({ step: 'remove' });
    expect(decide({ ...stuck, finalizers: true }, 0)).toEqual({ step: 'none' });
    const first = play(bound(), 'user/podForceDeleted');
    expect(deletePod(first, 'web', null).pods.web).toEqual(noPod);
    expect(deletePod(patch(first, 'pods', 'web', { finalizers: true }), 'web', 0).pods.web?.uid).toBe(uid);
  });
});

describe('a second delete', () => {
  const pending: StoredPod = { ...running, deletionGracePeriodSeconds: 30 };

  it('changes nothing unless it asks for less (D6)', () => {
    expect(decide(pending, null)).toEqual({ step: 'none' });
    expect(decide(pending, 30)).toEqual({ step: 'none' });
    expect(decide(pending, 60)).toEqual({ step: 'none' });
    const twice = play(bound(), { type: 'user/podDeleted', grace: null });
    expect(offered(twice, { type: 'user/podDeleted', grace: null })).toEqual([]);
  });

  it('that asks for less shortens the grace period (D6)', () => {
    expect(decide(pending, 10)).toEqual(update(10));
    const shorter = play(bound(), { type: 'user/podDeleted', grace: null }, { type: 'user/podDeleted', grace: 1 });
    expect(graceOf(shorter)).toBe(1);
    expect(offered(shorter, 'user/podDeleted')).toEqual([]);
  });

  it('that comes when the shorter period is over already leaves one second, so that a kubelet still acts (D7)', () => {
    expect(decide(pending, 10, 20)).toEqual(update(1));
    expect(decide(pending, 10, 5)).toEqual(update(10));
    expect(decide(pending, 0, 20)).toEqual(update(0));
  });

  it('never asks about phase or node again (D6)', () => {
    expect(gracefulDelete({ ...pending, nodeName: '' }, { phase: 'Failed' }, spec, null)).toEqual({ step: 'none' });
  });
});

describe('finalizers', () => {
  const held = { finalizers: ['example.com/hold'] };

  it('hold an object with grace 0 (D10)', () => {
    const forced = play(bound(held), 'user/podForceDeleted');
    expect(offered(forced, 'apiserver/podRemoved')).toEqual([]);
    expect(cell(forced, 'pods', 'web').uid).toBe(uid);
  });

  it('that go last remove an object with grace 0 (D10)', () => {
    const released = play(bound(held), 'user/podForceDeleted', 'user/finalizersRemoved');
    expect(cell(released, 'pods', 'web')).toEqual(noPod);
  });

  it('that go while a grace period is pending remove nothing: the final delete is still to come (D10)', () => {
    const released = play(bound(held), { type: 'user/podDeleted', grace: null }, 'user/finalizersRemoved');
    expect(cell(released, 'pods', 'web')).toMatchObject({ uid, finalizers: false, deletionGracePeriodSeconds: 30 });
    expect(offered(released, 'apiserver/podRemoved')).toEqual([]);
  });

  it('turn the final delete into grace 0 (D10)', () => {
    const final = removeWithPreconditions(bound(held), 'web', { uid });
    expect(cell(final, 'pods', 'web')).toMatchObject({ uid, deletionGracePeriodSeconds: 0 });
  });

  it('leave an unscheduled pod terminating with no kubelet to act, until their owner lets go (D15)', () => {
    const stuck = play(withPods(world(held), uid), { type: 'user/podDeleted', grace: null });
    expect(cell(stuck, 'pods', 'web')).toMatchObject({ uid, nodeName: '', deletionGracePeriodSeconds: 0 });
    expect(offered(stuck, 'scheduler/podAssumed')).toEqual([]);
    expect(offered(stuck, 'watch/kubeletSawPod')).toEqual([]);
    expect(cell(play(stuck, 'user/finalizersRemoved'), 'pods', 'web')).toEqual(noPod);
  });
});

describe('preconditions of a delete', () => {
  const twice = scenario({
    instances: { 'web#1': { name: 'web', spec: podSpec() }, 'web#2': { name: 'web', spec: podSpec() } },
    user: { create: 2, 'force-delete': 1 },
  });
  const recreated = createPod(play(withPods(twice, 'web#1'), 'user/podForceDeleted', 'apiserver/podRemoved'), 'web#2');

  it('that name another UID change nothing (D11)', () => {
    expect(removeWithPreconditions(recreated, 'web', { uid: 'web#1' })).toEqual(recreated);
    expect(removeWithPreconditions(recreated, 'web', { uid: 'web#2' }).pods.web).toEqual(noPod);
  });

  it('left out, as preemption does, hit whichever incarnation has the name (D12)', () => {
    expect(removeWithPreconditions(recreated, 'web', {}).pods.web).toEqual(noPod);
  });
});

describe('the time in deletionTimestamp', () => {
  it('makes nobody act: without its kubelet a terminating pod stays for ever (D16)', () => {
    const deleted = play(bound(), { type: 'user/podDeleted', grace: null });
    const others = ['apiserver/podRemoved', 'scheduler/podAssumed', 'user/finalizersRemoved'] as const;
    expect(others.flatMap((type) => offered(deleted, type))).toEqual([]);
  });

  it('cannot be taken back: what users may do only shortens the grace period (D9)', () => {
    const seen = new Set<number | null>();
    let now = play(bound(), { type: 'user/podDeleted', grace: null });
    for (const event of [...offered(now, 'user/podDeleted'), ...offered(now, 'user/podForceDeleted')]) {
      now = reduce(now, event);
      seen.add(graceOf(now));
    }
    expect([...seen]).toEqual([1, 0]);
  });
});
