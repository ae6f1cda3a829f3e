import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, nodeSpec, scenario } from '../../../testing/scenario.ts';
import { deletionSeen, keyOf, podScenario, terminating, uid } from '../../../testing/terminating.ts';

const sigterm = 'runtime/sigtermSent';
const exited = (exitCode = 0) => ({ type: 'process/exited', exitCode }) as const;
const workerOf = (cluster: Cluster) => cell(cluster, 'workers', uid);
const begin = (cluster: Cluster): Cluster => play(cluster, 'kubelet/terminationStarted');
const stopAll = (cluster: Cluster): Cluster =>
  play(cluster, sigterm, exited(), 'runtime/sandboxStopped', 'cni/networkRemoved', 'kubelet/terminationCompleted');
const withHook = { containers: [container('app', { preStop: { handler: 'exec' } })] } as const;
const withVolume = {
  containers: [container('app', { volumeMounts: ['data'] })],
  volumes: [{ kind: 'emptyDir', name: 'data' }],
} as const;

describe('after a kubelet restart', () => {
  const restarted = (cluster: Cluster): Cluster =>
    patch(play(cluster, 'fault/kubeletRestarted'), 'kubelets', 'n1', { sourcesReady: true });
  const again = { 'kubelet-restart': 1 };

  it('a terminating pod is terminated from the start: full grace, preStop once more (D41, D70a)', () => {
    const hooked = play(terminating(withHook, again), 'kubelet/preStopCompleted', sigterm, 'kubelet/graceExpired');
    const seen = deletionSeen(patch(restarted(hooked), 'kubeletPods', uid, { state: 'seen', node: 'n1' }));
    const begun = begin(play(seen, 'kubelet/podAdmitted'));
    expect(workerOf(begun).grace).toBe(30);
    expect(cell(begun, 'kills', keyOf('app'))).toEqual({ stage: 'preStop', expired: false, cause: 'pod' });
    expect(offered(play(begun, 'kubelet/preStopCompleted'), sigterm)).toEqual([]);
  });

  it('a running pod without an object is an orphan: one second, no hook, no order, no status (D29, D38)', () => {
    const spec = {
      initContainers: [container('mesh', { restartPolicy: 'Always' })],
      containers: withHook.containers,
    } as const;
    const lost = restarted(runningPod(podScenario(spec, again)));
    const gone = put(lost, 'pods', 'web', { ...cell(lost, 'pods', 'web'), uid: '', nodeName: '' });
    const begun = begin(gone);
    expect(workerOf(begun)).toMatchObject({ cause: 'orphan', grace: 1, node: 'n1' });
    expect(offered(begun, sigterm)).toHaveLength(2);
    expect(cell(begun, 'cachedStatuses', uid).known).toBe(false);
  });

  it('housekeeping kills nothing before every source has reported (D29, D70d)', () => {
    const lost = play(runningPod(podScenario({}, again)), 'fault/kubeletRestarted');
    const gone = put(lost, 'pods', 'web', { ...cell(lost, 'pods', 'web'), uid: '', nodeName: '' });
    expect(offered(gone, 'kubelet/terminationStarted')).toEqual([]);
    expect(offered(patch(gone, 'kubelets', 'n1', { sourcesReady: true }), 'kubelet/terminationStarted')).toHaveLength(
      1,
    );
  });

  it('a kubelet cut off from the API keeps its containers running and restarts them (D70d)', () => {
    const running = runningPod(podScenario({}, { 'container-crash': 1 }));
    const unseen = patch(running, 'pods', 'web', { deletionGracePeriodSeconds: 30 });
    expect(offered(unseen, 'kubelet/terminationStarted')).toEqual([]);
    const crashed = play(unseen, 'fault/containerCrashed', 'kubelet/syncStarted');
    expect(offered(crashed, 'runtime/containerCreated')).toHaveLength(1);
  });

  it('a terminal pod of which nothing runs is only cleaned up (D70e)', () => {
    const done = play(stopAll(terminating(withVolume, again)), 'kubelet/statusPatched');
    const seen = deletionSeen(patch(restarted(done), 'kubeletPods', uid, { state: 'seen', terminal: true }));
    const begun = begin(seen);
    expect(workerOf(begun)).toMatchObject({ state: 'terminated', step: 'unmount' });
    expect(offered(begun, 'runtime/sandboxStopped')).toEqual([]);
  });

  it('several nodes: an orphan is its own node’s business (D29)', () => {
    const two = scenario({ nodes: { n1: nodeSpec(), n2: nodeSpec() }, faults: again });
    const lost = play(runningPod(two), { type: 'fault/kubeletRestarted', node: 'n1' });
    const gone = put(lost, 'pods', 'web', { ...cell(lost, 'pods', 'web'), uid: '', nodeName: '' });
    expect(offered(patch(gone, 'kubelets', 'n2', { sourcesReady: true }), 'kubelet/terminationStarted')).toEqual([]);
    expect(offered(patch(gone, 'kubelets', 'n1', { sourcesReady: true }), 'kubelet/terminationStarted')).toHaveLength(
      1,
    );
  });
});
