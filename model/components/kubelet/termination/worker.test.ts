import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { scenario } from '../../../testing/scenario.ts';

const uid = 'web#1';

/** The API server stored a graceful deletion and this kubelet has seen it. */
const deleted = (cluster: Cluster, grace = 30): Cluster =>
  patch(patch(cluster, 'pods', 'web', { deletionGracePeriodSeconds: grace }), 'kubeletPods', uid, {
    deletionGracePeriodSeconds: grace,
  });

describe('the way of a pod worker', () => {
  it('graceful deletion runs from the kill to the final delete (D60, D61)', () => {
    const stopped = play(
      deleted(runningPod(scenario())),
      'kubelet/terminationStarted',
      'runtime/sigtermSent',
      { type: 'process/exited', exitCode: 0 },
      'runtime/sandboxStopped',
      'cni/networkRemoved',
    );
    expect(offered(stopped, 'kubelet/podFinallyDeleted')).toEqual([]);
    const over = play(
      stopped,
      'kubelet/terminationCompleted',
      'kubelet/statusPatched',
      'kubelet/volumesUnmounted',
      'kubelet/cgroupRemoved',
    );
    expect(cell(over, 'statuses', 'web').phase).toBe('Succeeded');
    expect(cell(over, 'workers', uid).state).toBe('finished');
    expect(cell(play(over, 'kubelet/podFinallyDeleted'), 'pods', 'web').uid).toBe('');
  });
});
