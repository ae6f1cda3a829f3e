/** A pod that runs and is turned away after a kubelet restart: no worker, an orphan, and what that leaves open. */
import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../../cluster.ts';
import { podScenario, uid } from '../../../testing/passes.ts';
import { offered, play, runUntil } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, nodeSpec } from '../../../testing/scenario.ts';
import { forgetKubelet } from './restart.ts';

const unlabelled = (cluster: Cluster): Cluster => patch(cluster, 'nodes', 'n1', { labels: {} });

describe('a pod turned away by a restarted kubelet', () => {
  const hooked = podScenario(
    {
      nodeSelector: { disk: 'ssd' },
      initContainers: [container('mesh', { restartPolicy: 'Always' })],
      containers: [container('app', { preStop: { handler: 'exec' } })],
    },
    { nodes: { n1: nodeSpec({ labels: { disk: 'ssd' } }) }, user: { delete: 1 } },
  );
  const restarted = (running: Cluster): Cluster => play(forgetKubelet(running, 'n1'), 'watch/kubeletSawPod');
  const refused = (running: Cluster): Cluster =>
    play(unlabelled(restarted(running)), { type: 'kubelet/podRejected', reason: 'NodeAffinity' });

  it('a running pod is admitted again after a kubelet restart, and may be turned away: no worker, no kill yet (C81)', () => {
    expect(offered(restarted(runningPod(hooked)), 'kubelet/podAdmitted')).toHaveLength(1);
    const away = refused(runningPod(hooked));
    expect(cell(away, 'workers', uid)).toMatchObject({ state: 'none', cause: 'rejected', node: 'n1' });
    expect(offered(away, 'kubelet/terminationStarted')).toEqual([]);
    expect(offered(away, 'kubelet/podAdmitted')).toEqual([]);
    const held = play(away, 'kubelet/statusPatched');
    expect(cell(held, 'statuses', 'web')).toMatchObject({ phase: 'Running', ready: false, podScheduled: '' });
  });

  it('housekeeping takes it down as an orphan: one second, no hook, no order (C81, D29)', () => {
    const found = play(refused(runningPod(hooked)), 'watch/kubeletSourcesReady');
    const begun = play(found, { type: 'kubelet/terminationStarted', cause: 'orphan' });
    expect(cell(begun, 'workers', uid)).toMatchObject({ state: 'terminating', cause: 'orphan', grace: 1 });
    expect(offered(begun, 'runtime/sigtermSent')).toHaveLength(2);
    const over = runUntil(begun, (now) => cell(now, 'statuses', 'web').phase === 'Failed', ['user/podDeleted']);
    expect(cell(over, 'statuses', 'web').reason).toBe('NodeAffinity');
    expect(cell(over, 'workers', uid).state).not.toBe('terminating');
  });

  it('between the first housekeeping and the orphan’s kill nothing holds the phase back (C81, C116)', () => {
    const found = play(refused(runningPod(hooked)), 'watch/kubeletSourcesReady', 'kubelet/statusPatched');
    expect(cell(found, 'statuses', 'web').phase).toBe('Failed');
    expect(cell(found, 'containers', `${uid}/app`).state).toBe('running');
    expect(offered(found, { type: 'kubelet/terminationStarted', cause: 'orphan' })).toHaveLength(1);
  });

  it('a delete that comes after it was turned away reaches the worker with the whole spec (C81)', () => {
    const away = refused(runningPod(hooked));
    const deleted = play(away, { type: 'user/podDeleted', grace: null }, 'watch/kubeletSawPod');
    const begun = play(deleted, { type: 'kubelet/terminationStarted', cause: 'deleted' });
    expect(cell(begun, 'kills', `${uid}/app`).stage).toBe('preStop');
    expect(cell(begun, 'cachedStatuses', uid)).toMatchObject({ phase: 'Failed', reason: 'NodeAffinity' });
  });

  it('that deletion may be handled late: a Failed written meanwhile is taken back by the exit codes (C116)', () => {
    const plain = { nodeSelector: { disk: 'ssd' } };
    const setting = { nodes: { n1: nodeSpec({ labels: { disk: 'ssd' } }) }, user: { delete: 1 } };
    const late = play(
      refused(runningPod(podScenario(plain, setting))),
      { type: 'user/podDeleted', grace: null },
      'watch/kubeletSawPod',
      'watch/kubeletSourcesReady',
      'kubelet/statusPatched',
      { type: 'kubelet/terminationStarted', cause: 'deleted' },
    );
    expect(cell(late, 'statuses', 'web').phase).toBe('Failed');
    const exits = { type: 'process/exited', exitCode: 0 } as const;
    const stopped = play(late, 'runtime/sigtermSent', exits, 'runtime/sandboxStopped', 'cni/networkRemoved');
    const over = play(stopped, 'kubelet/terminationCompleted', 'kubelet/statusPatched');
    expect(cell(over, 'statuses', 'web').phase).toBe('Succeeded');
  });

  it('a terminating pod may be turned away as well: the rest of its end is an orphan’s (C81, D70a)', () => {
    const deleted = patch(runningPod(hooked), 'pods', 'web', { deletionGracePeriodSeconds: 30 });
    const away = refused(deleted);
    expect(offered(away, 'kubelet/terminationStarted')).toEqual([]);
    const found = play(away, 'watch/kubeletSourcesReady');
    expect(offered(found, 'kubelet/terminationStarted')).toEqual([
      { type: 'kubelet/terminationStarted', uid, cause: 'orphan' },
    ]);
    const begun = play(found, 'kubelet/statusPatched', { type: 'kubelet/terminationStarted', cause: 'orphan' });
    expect(cell(begun, 'statuses', 'web').phase).toBe('Failed');
    const over = runUntil(begun, (now) => cell(now, 'workers', uid).state === 'terminated', [
      'kubelet/podFinallyDeleted',
    ]);
    expect(offered(over, 'kubelet/podFinallyDeleted')).toHaveLength(1);
  });

  it('its final delete waits until nothing of it runs, though no worker knows it (C81)', () => {
    const deleted = patch(runningPod(hooked), 'pods', 'web', { deletionGracePeriodSeconds: 30 });
    const written = play(refused(deleted), 'watch/kubeletSourcesReady', 'kubelet/statusPatched');
    expect(offered(written, 'kubelet/podFinallyDeleted')).toEqual([]);
    const bare = ['mesh', 'app'].reduce(
      (now, name) => patch(now, 'containers', `${uid}/${name}`, { state: 'exited', exitCode: 0 }),
      written,
    );
    expect(offered(bare, 'kubelet/podFinallyDeleted')).toEqual([]);
    const dead = patch(bare, 'sandboxes', uid, { state: 'stopped' });
    expect(offered(dead, 'kubelet/podFinallyDeleted')).toHaveLength(1);
  });

  it('a pod turned away of which nothing runs has its volumes and cgroup cleaned up by housekeeping (C81)', () => {
    const stopped = patch(runningPod(hooked), 'sandboxes', uid, { state: 'stopped' });
    const dead = ['mesh', 'app'].reduce(
      (now, name) => patch(now, 'containers', `${uid}/${name}`, { state: 'exited', exitCode: 0 }),
      stopped,
    );
    const found = play(refused(dead), 'watch/kubeletSourcesReady');
    const clean = play(found, 'kubelet/volumesUnmounted', 'kubelet/cgroupRemoved');
    expect(cell(clean, 'workers', uid)).toMatchObject({ state: 'finished', cause: 'rejected' });
  });
});
