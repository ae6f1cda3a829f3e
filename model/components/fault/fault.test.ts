import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../cluster.ts';
import { initialCluster } from '../../initial.ts';
import { offered, play } from '../../testing/play.ts';
import { runningPod } from '../../testing/running.ts';
import { container, scenario } from '../../testing/scenario.ts';
import { keyOf, podScenario, terminating, uid } from '../../testing/terminating.ts';

const two = { containers: [container('a'), container('b')] };
const recordOf = (cluster: Cluster, name: string) => cell(cluster, 'containers', keyOf(name));

describe('faults', () => {
  it('strike as often as the budget says, and never without one', () => {
    expect(offered(runningPod(podScenario({})), 'fault/containerCrashed')).toEqual([]);
    const crashed = play(runningPod(podScenario(two, { 'container-crash': 1 })), 'fault/containerCrashed');
    expect(offered(crashed, 'fault/containerCrashed')).toEqual([]);
  });

  it('a crash exits with 1, the OOM killer with 137', () => {
    const faults = { 'container-crash': 1, oom: 1 };
    const running = runningPod(podScenario(two, faults));
    const hurt = play(
      running,
      { type: 'fault/containerCrashed', container: 'a' },
      { type: 'fault/containerOOMKilled' },
    );
    expect(recordOf(hurt, 'a')).toMatchObject({ state: 'exited', exitCode: 1, oomKilled: false });
    expect(recordOf(hurt, 'b')).toMatchObject({ state: 'exited', exitCode: 137, oomKilled: true });
  });

  it('a crash during a kill ends that kill', () => {
    const begun = play(terminating({}, { 'container-crash': 1 }), 'runtime/sigtermSent', 'fault/containerCrashed');
    expect(cell(begun, 'kills', keyOf('app')).stage).toBe('done');
  });

  it('a pause process that dies leaves the containers running and the address taken (C96a)', () => {
    const dead = play(runningPod(podScenario(two, { 'sandbox-failure': 1 })), 'fault/sandboxDied');
    expect([recordOf(dead, 'a').state, recordOf(dead, 'b').state]).toEqual(['running', 'running']);
    expect(cell(dead, 'sandboxes', uid)).toMatchObject({ state: 'notReady', podIP: '10.244.0.1' });
  });

  it('with shareProcessNamespace the kernel kills all containers with the pause process (C96a)', () => {
    const sharing = podScenario({ ...two, shareProcessNamespace: true }, { 'sandbox-failure': 1 });
    const dead = play(runningPod(sharing), 'fault/sandboxDied');
    expect([recordOf(dead, 'a').exitCode, recordOf(dead, 'b').exitCode]).toEqual([137, 137]);
    expect(cell(dead, 'sandboxes', uid)).toMatchObject({ state: 'notReady', podIP: '10.244.0.1' });
  });

  it('a kubelet restart clears what it keeps in memory and nothing on the node', () => {
    const running = runningPod(podScenario(two, { 'kubelet-restart': 1 }));
    const restarted = play(running, 'fault/kubeletRestarted');
    expect(cell(restarted, 'workers', uid)).toMatchObject({ state: 'none', node: 'n1' });
    expect(cell(restarted, 'cachedStatuses', uid).known).toBe(false);
    expect(cell(restarted, 'kubelets', 'n1').sourcesReady).toBe(false);
    expect(restarted.containers).toEqual(running.containers);
    expect([restarted.sandboxes, restarted.cgroups, restarted.addresses]).toEqual([
      running.sandboxes,
      running.cgroups,
      running.addresses,
    ]);
  });

  it('a kubelet that knows nothing has nothing to forget', () => {
    const unlimited = { 'kubelet-restart': -1 };
    expect(offered(initialCluster(podScenario({}, unlimited)), 'fault/kubeletRestarted')).toEqual([]);
    const restarted = play(runningPod(podScenario({}, unlimited)), 'fault/kubeletRestarted');
    expect(offered(restarted, 'fault/kubeletRestarted')).toEqual([]);
  });

  it('an API server restart loses requests under way and nothing stored', () => {
    const fresh = initialCluster(scenario({ faults: { 'apiserver-restart': 1 } }));
    expect(offered(fresh, 'fault/apiserverRestarted')).toEqual([]);
    const asked = patch(fresh, 'requests', uid, { stage: 'authorization' });
    expect(cell(play(asked, 'fault/apiserverRestarted'), 'requests', uid).stage).toBe('lost');
  });
});
