import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../../cluster.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { podScenario, terminating, uid } from '../../../testing/terminating.ts';

const spec = { restartPolicy: 'Never', activeDeadlineSeconds: 60 } as const;
const passes = 'kubelet/deadlineExceeded';
const exits = { type: 'process/exited', exitCode: 0 } as const;
const statusOf = (cluster: Cluster) => cell(cluster, 'cachedStatuses', uid);
const stopped = (begun: Cluster): Cluster =>
  play(begun, 'runtime/sigtermSent', exits, 'runtime/sandboxStopped', 'cni/networkRemoved');

describe('activeDeadlineSeconds of a pod that ends', () => {
  it('that passes while it terminates shows in its last status, whatever its containers exited with (C117, D67)', () => {
    const late = play(terminating(spec), passes);
    expect(statusOf(late)).toMatchObject({ phase: 'Running', ready: true });
    expect(offered(late, passes)).toEqual([]);
    const over = play(stopped(late), 'kubelet/terminationCompleted');
    expect(statusOf(over)).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
    expect(cell(over, 'workers', uid)).not.toHaveProperty('pastDeadline');
  });

  it('that passes between its last pass and its termination makes Succeeded Failed (C117, D67)', () => {
    const done = play(runningPod(podScenario(spec)), exits, 'kubelet/syncStarted');
    expect(statusOf(done).phase).toBe('Succeeded');
    expect(statusOf(play(done, passes))).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
  });

  it('that passes before SyncTerminatedPod takes back a Succeeded that is written already (C116, C117)', () => {
    const over = play(stopped(terminating(spec)), 'kubelet/terminationCompleted', 'kubelet/statusPatched');
    expect(cell(over, 'statuses', 'web').phase).toBe('Succeeded');
    const late = play(over, passes, 'kubelet/statusPatched');
    expect(cell(late, 'statuses', 'web')).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
  });

  it('changes nothing for a worker that was given the pod with a terminal phase, nor for an orphan (C116)', () => {
    expect(offered(terminating(spec), passes)).toHaveLength(1);
    expect(offered(patch(terminating(spec), 'kubeletPods', uid, { terminal: true }), passes)).toEqual([]);
    expect(offered(patch(terminating(spec), 'workers', uid, { cause: 'orphan' }), passes)).toEqual([]);
  });
});
