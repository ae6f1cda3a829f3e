import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../../cluster.ts';
import { admittedPod, podScenario, started, uid } from '../../../testing/passes.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { computeStatus } from './status.ts';
import { duePatch, mergedStatus } from './status-manager.ts';

const running = (): Cluster => runningPod(podScenario({}));
const cached = (cluster: Cluster, fields: Parameters<typeof patch<'cachedStatuses'>>[3]) =>
  patch(cluster, 'cachedStatuses', uid, fields);

describe('writing the status', () => {
  it('statuses in between may never be written: only what the cache holds by then (C113)', () => {
    const pod = started(admittedPod({}), 'app');
    expect(cell(pod, 'statuses', 'web').reported).toBe(false);
    const twice = play(pod, 'kubelet/syncStarted', 'kubelet/statusPatched');
    expect(cell(twice, 'statuses', 'web')).toMatchObject({ phase: 'Running', reported: true });
    expect(offered(twice, 'kubelet/statusPatched')).toEqual([]);
  });

  it('nothing is written over another incarnation or where no pod is stored (C113)', () => {
    const unready = cached(running(), { ready: false });
    expect(duePatch(unready, uid)).toBeDefined();
    expect(duePatch(patch(unready, 'pods', 'web', { uid: 'web#2' }), uid)).toBeUndefined();
    expect(duePatch(patch(unready, 'pods', 'web', { uid: '' }), uid)).toBeUndefined();
  });

  it('nothing is written before the first status since the kubelet started (C113)', () => {
    expect(duePatch(cached(running(), { known: false, ready: false }), uid)).toBeUndefined();
  });

  it('conditions of others stay as they are stored (C114)', () => {
    const pod = running();
    const stored = { ...cell(pod, 'statuses', 'web'), readinessGates: true, ready: false, initialized: false };
    const merged = mergedStatus(stored, cell(pod, 'cachedStatuses', uid), true);
    expect(merged).toMatchObject({ readinessGates: true, ready: true, initialized: true });
  });

  it('whatever else the API shows is overwritten again (C115)', () => {
    const pod = running();
    expect(offered(pod, 'kubelet/statusPatched')).toEqual([]);
    const changed = patch(pod, 'statuses', 'web', { ready: false, phase: 'Pending' });
    expect(cell(play(changed, 'kubelet/statusPatched'), 'statuses', 'web')).toEqual(cell(pod, 'statuses', 'web'));
  });

  it('PodScheduled is written as True, also for a pod no scheduler placed (C125)', () => {
    const bound = patch(admittedPod({}), 'statuses', 'web', { podScheduled: '' });
    const reported = play(bound, 'kubelet/syncStarted', 'kubelet/statusPatched');
    expect(cell(reported, 'statuses', 'web').podScheduled).toBe('True');
  });
});

describe('a terminal phase', () => {
  const failed = () => cached(running(), { phase: 'Failed', reason: 'DeadlineExceeded', ready: false });

  it('is held back, with its reason, while the worker may have running containers; the conditions are not (C116)', () => {
    expect(duePatch(failed(), uid)).toMatchObject({ phase: 'Running', reason: '', ready: false });
    const terminating = patch(failed(), 'workers', uid, { state: 'terminating' });
    expect(duePatch(terminating, uid)).toMatchObject({ phase: 'Running' });
    const terminated = patch(failed(), 'workers', uid, { state: 'terminated' });
    expect(duePatch(terminated, uid)).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
  });

  it('is never stored with Ready, and one that is stored is not held back for another (C116)', () => {
    const stored = { ...cell(running(), 'statuses', 'web'), phase: 'Succeeded' } as const;
    const late = { ...cell(running(), 'cachedStatuses', uid), phase: 'Failed', reason: 'DeadlineExceeded' } as const;
    expect(mergedStatus(stored, late, true)).toMatchObject({ phase: 'Failed', ready: false, containersReady: false });
  });

  it('that the kubelet has seen in the API is what it computes from then on (C116)', () => {
    const stored = patch(running(), 'statuses', 'web', { phase: 'Failed', reason: 'Evicted' });
    const unseen = computeStatus(stored, uid);
    expect(unseen.phase).toBe('Running');
    const seen = computeStatus(patch(stored, 'kubeletPods', uid, { terminal: true }), uid);
    expect(seen).toMatchObject({ phase: 'Failed', reason: 'Evicted', ready: false });
  });
});
