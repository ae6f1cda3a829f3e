import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import { initialCluster, noPod, noStatus } from '../../initial.ts';
import type { ClaimSpec } from '../../kubernetes/spec.ts';
import { offered, play } from '../../testing/play.ts';
import { container, nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';
import { claimsOf } from './claims.ts';

const claimVolume = { kind: 'persistentVolumeClaim', name: 'data', claim: 'data' } as const;
const withClaim = podSpec({ containers: [container('app', { volumeMounts: ['data'] })], volumes: [claimVolume] });
const claim: ClaimSpec = {
  accessModes: ['ReadWriteOnce'],
  volumeBindingMode: 'Immediate',
  reclaimPolicy: 'Delete',
  bound: true,
};
const cluster = (fields: Partial<ClaimSpec> = {}): Cluster =>
  initialCluster(
    scenario({
      instances: { 'web#1': { name: 'web', spec: withClaim }, 'web2#1': { name: 'web2', spec: withClaim } },
      nodes: { n1: nodeSpec(), n2: nodeSpec() },
      claims: { data: { ...claim, ...fields } },
    }),
  );
const store = (now: Cluster, name: string, nodeName: string): Cluster =>
  put(now, 'pods', name, { ...noPod, uid: `${name}#1`, nodeName });
const attached = { type: 'attachdetach/volumesAttached', uid: 'web#1' } as const;
const detached = { type: 'attachdetach/volumesDetached', uid: 'web#1' } as const;
const removed = 'persistentvolume/claimRemoved';

describe('claims of a pod', () => {
  it('are counted once each; ConfigMaps and emptyDirs are none', () => {
    const spec = podSpec({
      volumes: [claimVolume, { ...claimVolume, name: 'again' }, { kind: 'emptyDir', name: 'tmp' }],
    });
    expect(claimsOf(spec)).toEqual(['data']);
  });
});

describe('attach and detach', () => {
  it('volumes are attached once the pod has a node and its claims are bound (C91)', () => {
    expect(offered(store(cluster(), 'web', ''), attached)).toEqual([]);
    expect(offered(store(cluster({ bound: false }), 'web', 'n1'), attached)).toEqual([]);
    const done = play(store(cluster(), 'web', 'n1'), attached);
    expect(cell(done, 'volumes', 'web#1')).toEqual({ attached: true, mounted: false });
    expect(offered(done, attached)).toEqual([]);
  });

  it('a pod without claims has nothing to attach', () => {
    const plain = initialCluster(scenario());
    expect(offered(store(plain, 'web', 'n1'), 'attachdetach/volumesAttached')).toEqual([]);
  });

  it('nothing is detached while the pod is wanted or the kubelet has the volumes in use', () => {
    const running = patch(
      patch(play(store(cluster(), 'web', 'n1'), attached), 'volumes', 'web#1', { mounted: true }),
      'workers',
      'web#1',
      {
        state: 'sync',
        node: 'n1',
      },
    );
    expect(offered(running, detached)).toEqual([]);
    const forceDeleted = put(running, 'pods', 'web', noPod);
    expect(offered(forceDeleted, detached)).toEqual([]);
    const unmounted = patch(patch(forceDeleted, 'volumes', 'web#1', { mounted: false }), 'workers', 'web#1', {
      state: 'finished',
    });
    expect(cell(play(unmounted, detached), 'volumes', 'web#1').attached).toBe(false);
  });

  it('volumes still being waited for count as in use although nothing is mounted yet', () => {
    const waiting = patch(play(store(cluster(), 'web', 'n1'), attached), 'workers', 'web#1', {
      state: 'sync',
      node: 'n1',
      step: 'volumes',
    });
    expect(offered(put(waiting, 'pods', 'web', noPod), detached)).toEqual([]);
  });

  it('a finished pod gives its volumes up before its object goes', () => {
    const finished = patch(play(store(cluster(), 'web', 'n1'), attached), 'workers', 'web#1', {
      state: 'finished',
      node: 'n1',
    });
    expect(offered(finished, detached)).toEqual([]);
    const terminal = put(finished, 'statuses', 'web', { ...noStatus, phase: 'Succeeded' });
    expect(offered(play(terminal, detached), attached)).toEqual([]);
  });

  it('a ReadWriteOnce volume goes to a second node only after it left the first; a ReadWriteMany volume does not wait', () => {
    const second = { type: 'attachdetach/volumesAttached', uid: 'web2#1' } as const;
    const held = (fields: Partial<ClaimSpec>, node: string): Cluster =>
      store(play(store(cluster(fields), 'web', 'n1'), attached), 'web2', node);
    expect(offered(held({}, 'n2'), second)).toEqual([]);
    expect(offered(held({}, 'n1'), second)).toHaveLength(1);
    expect(offered(held({ accessModes: ['ReadWriteMany'] }, 'n2'), second)).toHaveLength(1);
    expect(offered(held({ accessModes: [] }, 'n2'), second)).toHaveLength(1);
    const released = play(put(held({}, 'n2'), 'pods', 'web', noPod), detached);
    expect(offered(released, second)).toHaveLength(1);
  });
});

describe('claims and their volumes', () => {
  const bound = 'persistentvolume/claimBound';

  it('an Immediate claim may be bound at any time, a WaitForFirstConsumer claim only through the scheduler (C52)', () => {
    const done = play(cluster({ bound: false }), bound);
    expect(cell(done, 'claims', 'data')).toEqual({ phase: 'Bound', deleting: false, volume: 'Bound' });
    expect(offered(done, bound)).toEqual([]);
    const late = cluster({ bound: false, volumeBindingMode: 'WaitForFirstConsumer' });
    expect(offered(late, bound)).toEqual([]);
    expect(offered(store(late, 'web', 'n1'), bound)).toEqual([]);
  });

  it('PVC protection keeps a claim for every scheduled pod whatever its phase, and for no unscheduled one', () => {
    const deleting = patch(cluster(), 'claims', 'data', { deleting: true });
    expect(offered(deleting, removed)).toHaveLength(1);
    expect(offered(store(deleting, 'web', ''), removed)).toHaveLength(1);
    const scheduled = store(deleting, 'web', 'n1');
    expect(offered(scheduled, removed)).toEqual([]);
    expect(offered(put(scheduled, 'statuses', 'web', { ...noStatus, phase: 'Succeeded' }), removed)).toEqual([]);
    expect(offered(patch(scheduled, 'pods', 'web', { deletionGracePeriodSeconds: 0 }), removed)).toEqual([]);
    expect(offered(put(scheduled, 'pods', 'web', noPod), removed)).toHaveLength(1);
  });

  it('a claim nobody deleted stays', () => {
    expect(offered(cluster(), removed)).toEqual([]);
  });

  it('with the claim gone its volume is released; a claim that never had one leaves nothing', () => {
    const go = (now: Cluster) =>
      cell(play(patch(now, 'claims', 'data', { deleting: true }), removed), 'claims', 'data');
    expect(go(cluster())).toEqual({ phase: 'Deleted', deleting: false, volume: 'Released' });
    expect(go(cluster({ bound: false }))).toEqual({ phase: 'Deleted', deleting: false, volume: 'none' });
  });

  it('reclaim policy Delete deletes the released volume once it is detached, Retain keeps it for ever', () => {
    const reclaimed = 'persistentvolume/volumeReclaimed';
    const release = (fields: Partial<ClaimSpec>): Cluster =>
      play(patch(cluster(fields), 'claims', 'data', { deleting: true }), removed);
    expect(offered(release({ reclaimPolicy: 'Retain' }), reclaimed)).toEqual([]);
    expect(offered(patch(release({}), 'volumes', 'web#1', { attached: true }), reclaimed)).toEqual([]);
    const done = play(release({}), reclaimed);
    expect(cell(done, 'claims', 'data').volume).toBe('Deleted');
    expect(offered(done, reclaimed)).toEqual([]);
  });
});
