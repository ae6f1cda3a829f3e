import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import { initialCluster, noStatus } from '../../initial.ts';
import { reduce } from '../../reducer.ts';
import { bindPod, createPod, searchControlPlane, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';
import { settle } from './index.ts';

const uid = 'web#1';
const user = { create: 2, delete: 1, 'force-delete': 1 };
const world = scenario({
  instances: { [uid]: { name: 'web', spec: podSpec() }, 'web#2': { name: 'web', spec: podSpec() } },
  nodes: { n1: nodeSpec(), n2: nodeSpec() },
  user,
});
const immediate = { ...world, faults: { ...world.faults, 'watch-lag': 0 } };
const sawPod = { type: 'watch/schedulerSawPod', pod: 'web' } as const;
const kubeletSaw = { type: 'watch/kubeletSawPod', uid } as const;
const bound = bindPod(play(withPods(world, uid), sawPod), 'web', 'n1');

describe('a watch', () => {
  it('delivers the present version; versions in between may be skipped (C18, C20)', () => {
    const deleted = play(bound, { type: 'user/podDeleted', grace: null });
    const seen = play(deleted, kubeletSaw);
    expect(cell(seen, 'kubeletPods', uid)).toEqual({
      state: 'seen',
      node: 'n1',
      deletionGracePeriodSeconds: 30,
      terminal: false,
    });
    expect(offered(seen, kubeletSaw)).toEqual([]);
  });

  it('shows versions of one object in order: no view ever goes back (C18, C20)', () => {
    const held = { ...world, instances: { [uid]: { name: 'web', spec: podSpec({ schedulerName: 'nobody' }) } } };
    const age = ({ schedulerPods }: Cluster) => {
      const { uid: seen, deleting } = cell({ ...bound, schedulerPods }, 'schedulerPods', 'web');
      return seen === '' ? 0 : deleting ? 2 : 1;
    };
    const { steps } = searchControlPlane(initialCluster(held));
    const back = steps.filter(({ before, after }) => age(after) < age(before) && after.pods.web?.uid !== '');
    expect(back).toEqual([]);
    expect(steps.some(({ before, after }) => age(before) === 0 && age(after) === 2)).toBe(true);
  });

  it('promises nothing across objects: a later write may be seen first (C20)', () => {
    const two = scenario({
      instances: { 'a#1': { name: 'a', spec: podSpec() }, 'b#1': { name: 'b', spec: podSpec() } },
      user: { create: 2 },
    });
    const stored = createPod(createPod(initialCluster(two), 'a#1'), 'b#1');
    const later = play(stored, { type: 'watch/schedulerSawPod', pod: 'b' });
    expect(cell(later, 'schedulerPods', 'a').uid).toBe('');
    expect(offered(later, { type: 'watch/schedulerSawPod', pod: 'a' })).toHaveLength(1);
  });

  it('may show a delete and a recreate under one name as one update (C20)', () => {
    const seen = play(withPods(world, uid), sawPod);
    const again = createPod(play(seen, 'user/podForceDeleted', 'apiserver/podRemoved'), 'web#2');
    expect(cell(again, 'schedulerPods', 'web').uid).toBe(uid);
    expect(cell(play(again, sawPod), 'schedulerPods', 'web').uid).toBe('web#2');
  });

  it('does not show a writer its own write at once (C20)', () => {
    expect(cell(bound, 'pods', 'web').nodeName).toBe('n1');
    expect(cell(bound, 'schedulerPods', 'web').nodeName).toBe('');
  });

  it('is read once, then acted on: a reconcile never sees half a version (C21)', () => {
    const { steps } = searchControlPlane(withPods({ ...world, user: { ...world.user, create: 1 } }, uid));
    const views = steps.filter(({ event }) => event.type === 'watch/schedulerSawPod');
    expect(views.length).toBeGreaterThan(0);
    for (const { before, after } of views) {
      const { uid: stored, nodeName } = cell(before, 'pods', 'web');
      expect(cell(after, 'schedulerPods', 'web')).toMatchObject({ uid: stored, nodeName });
    }
  });

  it('never runs ahead of etcd (C3, C71)', () => {
    expect(offered(initialCluster(world), 'watch/schedulerSawPod')).toEqual([]);
    expect(offered(withPods(world, uid), 'watch/kubeletSawPod')).toEqual([]);
  });
});

describe("the scheduler's informer", () => {
  it('takes a Succeeded or Failed pod for deleted (C30)', () => {
    const seen = play(bound, sawPod);
    const failed = patch(seen, 'statuses', 'web', { phase: 'Failed' });
    expect(cell(play(failed, sawPod), 'schedulerPods', 'web').uid).toBe('');
    const gone = play(play(failed, sawPod), 'user/podForceDeleted', 'apiserver/podRemoved');
    expect(offered(gone, 'watch/schedulerSawPod')).toEqual([]);
  });

  it('shows changed nodes', () => {
    const cordon = scenario({ user: { cordon: 1 } });
    const cordoned = play(initialCluster(cordon), 'user/nodeCordoned');
    expect(cell(cordoned, 'schedulerNodes', 'n1').unschedulable).toBe(false);
    const seen = play(cordoned, 'watch/schedulerSawNode');
    expect(cell(seen, 'schedulerNodes', 'n1').unschedulable).toBe(true);
    expect(offered(seen, 'watch/schedulerSawNode')).toEqual([]);
  });
});

describe("a kubelet's watch", () => {
  it('brings pods of its own node only (C71)', () => {
    expect(offered(bound, 'watch/kubeletSawPod')).toEqual([{ ...kubeletSaw, node: 'n1' }]);
  });

  it('tells that a pod went, and the grace period it was last seen with (D30)', () => {
    const seen = play(bound, { type: 'user/podDeleted', grace: null }, kubeletSaw);
    const gone = play(seen, 'user/podForceDeleted', 'apiserver/podRemoved', 'kubelet/podAdmitted', kubeletSaw);
    expect(cell(gone, 'kubeletPods', uid)).toMatchObject({ state: 'removed', deletionGracePeriodSeconds: 30 });
  });

  it('brings nothing more of a pod that the kubelet is taking on: it admits in the call that tells it of the pod (C74)', () => {
    const seen = play(bound, kubeletSaw);
    const deleted = play(seen, { type: 'user/podDeleted', grace: null });
    expect(offered(deleted, 'watch/kubeletSawPod')).toEqual([]);
    expect(offered(play(deleted, 'kubelet/podAdmitted'), 'watch/kubeletSawPod')).toHaveLength(1);
  });

  it('never brings a pod that went before it was delivered', () => {
    const gone = play(bound, 'user/podForceDeleted', 'apiserver/podRemoved');
    expect(offered(gone, 'watch/kubeletSawPod')).toEqual([]);
  });

  it('is complete after a restart when every pod of the node was delivered again (D29)', () => {
    const restarted = patch(bound, 'kubelets', 'n1', { sourcesReady: false });
    expect(offered(restarted, 'watch/kubeletSourcesReady')).toEqual([]);
    const complete = play(restarted, kubeletSaw, 'watch/kubeletSourcesReady');
    expect(cell(complete, 'kubelets', 'n1').sourcesReady).toBe(true);
  });
});

describe('without watch lag', () => {
  it('every write brings the views of its objects up to date, and no watch event is left', () => {
    const bound = bindPod(withPods(immediate, uid), 'web', 'n1');
    expect(cell(bound, 'schedulerPods', 'web').nodeName).toBe('n1');
    expect(cell(bound, 'kubeletPods', uid).state).toBe('seen');
    const now = play(bound, 'kubelet/podAdmitted');
    const failed = reduce(put(now, 'cachedStatuses', uid, { ...cell(now, 'cachedStatuses', uid), known: true }), {
      type: 'user/podForceDeleted',
      pod: 'web',
    });
    expect(cell(failed, 'kubeletPods', uid).deletionGracePeriodSeconds).toBe(0);
    expect(play(failed, 'apiserver/podRemoved').kubeletPods[uid]?.state).toBe('removed');
  });

  it('what is written while the kubelet takes a pod on reaches it with the admission', () => {
    const bound = bindPod(withPods(immediate, uid), 'web', 'n1');
    const deleted = play(bound, { type: 'user/podDeleted', grace: null });
    expect(cell(deleted, 'kubeletPods', uid).deletionGracePeriodSeconds).toBeNull();
    expect(cell(play(deleted, 'kubelet/podAdmitted'), 'kubeletPods', uid).deletionGracePeriodSeconds).toBe(30);
  });

  it('changed nodes are seen at once', () => {
    const cordon = scenario({ user: { cordon: 1 }, faults: { 'watch-lag': 0 } });
    const cordoned = play(initialCluster(cordon), 'user/nodeCordoned');
    expect(cell(cordoned, 'schedulerNodes', 'n1').unschedulable).toBe(true);
  });

  it('a kubelet that restarts gets its list back in the same step', () => {
    const now = bindPod(withPods(immediate, uid), 'web', 'n1');
    const forgotten = put(now, 'kubeletPods', uid, {
      state: 'unseen',
      node: '',
      deletionGracePeriodSeconds: null,
      terminal: false,
    });
    const settled = settle(patch(forgotten, 'kubelets', 'n1', { sourcesReady: false }), {
      type: 'fault/kubeletRestarted',
      node: 'n1',
    });
    expect(cell(settled, 'kubeletPods', uid).state).toBe('seen');
    expect(cell(settled, 'kubelets', 'n1').sourcesReady).toBe(true);
  });

  it('an event that writes no watched object changes no view', () => {
    const stale = put(bindPod(withPods(immediate, uid), 'web', 'n1'), 'statuses', 'web', {
      ...noStatus,
      phase: 'Failed',
    });
    expect(settle(stale, { type: 'kubelet/syncStarted', uid })).toEqual(stale);
  });
});
