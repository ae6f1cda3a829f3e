import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import { offered, play } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, podSpec, scenario } from '../../../testing/scenario.ts';
import { deletionSeen, keyOf, podScenario, terminating, uid } from '../../../testing/terminating.ts';

const sigterm = 'runtime/sigtermSent';
const exited = (exitCode = 0) => ({ type: 'process/exited', exitCode }) as const;
const phaseOf = (cluster: Cluster) => cell(cluster, 'statuses', 'web').phase;
const workerOf = (cluster: Cluster) => cell(cluster, 'workers', uid);
const begin = (cluster: Cluster): Cluster => play(cluster, 'kubelet/terminationStarted');
const stopAll = (cluster: Cluster): Cluster =>
  play(cluster, sigterm, exited(), 'runtime/sandboxStopped', 'cni/networkRemoved', 'kubelet/terminationCompleted');
const withVolume = {
  containers: [container('app', { volumeMounts: ['data'] })],
  volumes: [{ kind: 'emptyDir', name: 'data' }],
} as const;
const withHook = { containers: [container('app', { preStop: { handler: 'exec' } })] } as const;

describe('the way of a pod worker', () => {
  it('leads from the kill over the terminal status to the final delete (D20, D60, D61)', () => {
    const stopped = play(terminating(withVolume), sigterm, exited(), 'runtime/sandboxStopped', 'cni/networkRemoved');
    expect(offered(stopped, 'kubelet/statusPatched')).toEqual([]);
    const over = play(
      stopped,
      'kubelet/terminationCompleted',
      'kubelet/statusPatched',
      'kubelet/volumesUnmounted',
      'kubelet/cgroupRemoved',
    );
    expect([phaseOf(over), workerOf(over).state]).toEqual(['Succeeded', 'finished']);
    expect(cell(play(over, 'kubelet/podFinallyDeleted'), 'pods', 'web').uid).toBe('');
  });

  it('a UID that has terminated is never synced again (D20)', () => {
    const finished = play(
      stopAll(terminating({ restartPolicy: 'Never' })),
      'kubelet/statusPatched',
      'kubelet/volumesUnmounted',
      'kubelet/cgroupRemoved',
    );
    expect(offered(finished, 'kubelet/podAdmitted')).toEqual([]);
    expect(offered(finished, 'kubelet/terminationStarted')).toEqual([]);
    expect(offered(finished, 'kubelet/syncStarted')).toEqual([]);
  });

  it('the final delete waits for the terminal phase in the API and for the cleanup (D61)', () => {
    const uncleaned = play(stopAll(terminating({})), 'kubelet/statusPatched');
    expect(offered(uncleaned, 'kubelet/podFinallyDeleted')).toEqual([]);
    const unpatched = play(stopAll(terminating({})), 'kubelet/volumesUnmounted', 'kubelet/cgroupRemoved');
    expect(offered(unpatched, 'kubelet/podFinallyDeleted')).toEqual([]);
    expect(offered(play(unpatched, 'kubelet/statusPatched'), 'kubelet/podFinallyDeleted')).toHaveLength(1);
  });

  it('a terminal phase can be read before volumes are unmounted and cgroups removed (D62)', () => {
    const patched = play(stopAll(terminating(withVolume)), 'kubelet/statusPatched');
    expect(phaseOf(patched)).toBe('Succeeded');
    expect(cell(patched, 'volumes', uid).mounted).toBe(true);
    expect(cell(patched, 'cgroups', uid).exists).toBe(true);
  });

  it('the address is free before the phase is terminal (D63)', () => {
    const freed = play(terminating({}), sigterm, exited(), 'runtime/sandboxStopped', 'cni/networkRemoved');
    expect(cell(freed, 'addresses', '10.244.0.1').uid).toBe('');
    expect([phaseOf(freed), cell(freed, 'statuses', 'web').podIP]).toEqual(['Running', '10.244.0.1']);
  });

  it('finalizers outlive the final delete, which leaves grace 0 behind and is not repeated (D61)', () => {
    const held = patch(terminating({ finalizers: ['example.com/wait'] }), 'pods', 'web', { finalizers: true });
    const cleaned = play(stopAll(held), 'kubelet/statusPatched', 'kubelet/volumesUnmounted', 'kubelet/cgroupRemoved');
    const deleted = play(cleaned, 'kubelet/podFinallyDeleted');
    expect(cell(deleted, 'pods', 'web')).toMatchObject({ uid, deletionGracePeriodSeconds: 0 });
    expect(offered(deleted, 'kubelet/podFinallyDeleted')).toEqual([]);
  });

  it('deletes its own UID only, and writes no status to another (D61, D69)', () => {
    const cleaned = play(
      stopAll(terminating({})),
      'kubelet/statusPatched',
      'kubelet/volumesUnmounted',
      'kubelet/cgroupRemoved',
    );
    const recreated = patch(cleaned, 'pods', 'web', { uid: 'web#2' });
    expect(offered(recreated, 'kubelet/podFinallyDeleted')).toEqual([]);
    const early = patch(stopAll(terminating({})), 'pods', 'web', { uid: 'web#2' });
    expect(offered(early, 'kubelet/statusPatched')).toEqual([]);
  });
});

describe('what makes a worker terminate', () => {
  it('a deletion, a removal or a terminal phase it sees in the API (D21)', () => {
    const running = runningPod(scenario());
    const causeFor = (view: Partial<Cluster['kubeletPods'][string]>) =>
      workerOf(begin(patch(running, 'kubeletPods', uid, view))).cause;
    expect(causeFor({ deletionGracePeriodSeconds: 30 })).toBe('deleted');
    expect(causeFor({ state: 'removed' })).toBe('removed');
    expect(causeFor({ terminal: true })).toBe('terminalPhase');
    expect(offered(running, 'kubelet/terminationStarted')).toEqual([]);
  });

  it('a pod whose containers are done for good, which stays in the API as Succeeded (D21, D56)', () => {
    const spec = { restartPolicy: 'Never', initContainers: [container('mesh', { restartPolicy: 'Always' })] } as const;
    const done = play(
      runningPod(podScenario(spec)),
      { type: 'process/exited', container: 'app' },
      'kubelet/syncStarted',
    );
    expect(offered(done, 'kubelet/terminationStarted')).toEqual([]);
    const killed = play(done, 'kubelet/stopRequested', sigterm, exited(143));
    expect(offered(killed, 'kubelet/containersStopped')).toEqual([]);
    const stopped = play(killed, 'runtime/sandboxStopped', 'cni/networkRemoved', 'kubelet/containersStopped');
    expect(phaseOf(stopped)).toBe('Running');
    const begun = begin(play(stopped, 'kubelet/syncStarted'));
    expect(workerOf(begun)).toMatchObject({ state: 'terminating', cause: 'completed' });
    // The network is gone before the phase is terminal in the API: what a client sees meanwhile is Running without a sandbox.
    const shown = cell(play(begun, 'kubelet/statusPatched'), 'statuses', 'web');
    expect(shown).toMatchObject({ phase: 'Running', readyToStartContainers: false, containersReady: false });
    const over = play(begun, 'kubelet/terminationCompleted');
    const cleaned = play(over, 'kubelet/statusPatched', 'kubelet/volumesUnmounted', 'kubelet/cgroupRemoved');
    expect(phaseOf(cleaned)).toBe('Succeeded');
    expect(offered(cleaned, 'kubelet/podFinallyDeleted')).toEqual([]);
  });

  it('activeDeadlineSeconds: Ready is False before anything is killed, Failed only after, the object stays (D21, D67)', () => {
    const running = runningPod(podScenario({ activeDeadlineSeconds: 60, terminationGracePeriodSeconds: 45 }));
    const late = play(running, 'kubelet/deadlineExceeded', 'kubelet/statusPatched');
    expect(cell(late, 'statuses', 'web')).toMatchObject({ phase: 'Running', ready: false });
    const begun = begin(late);
    expect(workerOf(begun)).toMatchObject({ cause: 'deadline', grace: 45 });
    const over = play(stopAll(begun), 'kubelet/statusPatched', 'kubelet/volumesUnmounted', 'kubelet/cgroupRemoved');
    expect(cell(over, 'statuses', 'web')).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
    expect(offered(over, 'kubelet/podFinallyDeleted')).toEqual([]);
  });

  it('never in the middle of a pass: a hook under way holds back every signal (D22, D23)', () => {
    const running = runningPod(podScenario({ containers: [container('app', { postStart: { handler: 'exec' } })] }));
    const inPass = patch(running, 'workers', uid, { step: 'postStart', starting: ['app'] });
    const gone = deletionSeen(inPass);
    expect(offered(gone, 'kubelet/terminationStarted')).toEqual([]);
    expect(offered(gone, sigterm)).toEqual([]);
    expect(offered(play(gone, 'kubelet/postStartCompleted'), 'kubelet/terminationStarted')).toHaveLength(1);
  });

  it('nothing is started once termination began (D22, D55)', () => {
    const begun = terminating({ restartPolicy: 'Always' });
    const crashed = play(begun, sigterm, exited(143));
    expect(offered(crashed, 'kubelet/syncStarted')).toEqual([]);
    expect(offered(crashed, 'runtime/containerCreated')).toEqual([]);
  });

  it('a pod deleted before anything started goes through the kubelet all the same, as Failed (D28)', () => {
    const before = runningPod(podScenario({}));
    const never = put(
      put(put(before, 'workers', uid, { ...workerOf(before), state: 'none', node: '' }), 'sandboxes', uid, {
        state: 'none',
        podIP: '',
        again: false,
      }),
      'containers',
      keyOf('app'),
      { state: 'none', exitCode: 0, oomKilled: false, restarted: false },
    );
    const begun = begin(play(deletionSeen(never), 'kubelet/podAdmitted'));
    expect(offered(begun, sigterm)).toEqual([]);
    expect(cell(play(begun, 'kubelet/terminationCompleted'), 'cachedStatuses', uid).phase).toBe('Failed');
  });

  it('a new pod of the same name waits for nobody on the node (D31)', () => {
    const instances = { [uid]: { name: 'web', spec: podSpec() }, 'web#2': { name: 'web', spec: podSpec() } };
    const old = begin(deletionSeen(runningPod(scenario({ instances }))));
    const replaced = put(old, 'pods', 'web', {
      ...cell(old, 'pods', 'web'),
      uid: 'web#2',
      deletionGracePeriodSeconds: null,
    });
    const seen = patch(replaced, 'kubeletPods', 'web#2', { state: 'seen', node: 'n1' });
    expect(offered(seen, { type: 'kubelet/podAdmitted', uid: 'web#2' })).toHaveLength(1);
    expect(workerOf(seen).state).toBe('terminating');
  });
});

describe('grace', () => {
  it('is counted from the kill, whenever that is (D25)', () => {
    const late = terminating({});
    expect(workerOf(late).grace).toBe(30);
    expect(offered(late, 'kubelet/graceExpired')).toHaveLength(1);
    expect(offered(deletionSeen(runningPod(scenario())), 'kubelet/graceExpired')).toEqual([]);
  });

  it('a shorter grace period does not interrupt a kill under way; only a retried step takes it (D26, D27)', () => {
    const begun = terminating({}, { 'stop-failure': 1 });
    const shortened = deletionSeen(begun, 5);
    expect(workerOf(shortened).grace).toBe(30);
    expect(offered(shortened, 'kubelet/terminationStarted')).toEqual([]);
    const retried = play(shortened, 'runtime/stopFailed', 'kubelet/terminationRetried');
    expect(workerOf(retried).grace).toBe(5);
    expect(workerOf(play(begun, 'runtime/stopFailed', 'kubelet/terminationRetried')).grace).toBe(30);
  });

  it('a retried step runs preStop again in whatever still runs (D27, D41)', () => {
    const failed = play(terminating(withHook, { 'stop-failure': 1 }), 'kubelet/preStopCompleted', 'runtime/stopFailed');
    expect(offered(play(failed, 'kubelet/terminationRetried'), 'kubelet/preStopCompleted')).toHaveLength(1);
  });

  it('is 1 if the force delete was seen, else the last one seen, else the spec’s (D30)', () => {
    const running = runningPod(scenario());
    const graceFor = (view: Partial<Cluster['kubeletPods'][string]>) =>
      workerOf(begin(patch(running, 'kubeletPods', uid, view))).grace;
    expect(graceFor({ deletionGracePeriodSeconds: 0 })).toBe(1);
    expect(graceFor({ state: 'removed', deletionGracePeriodSeconds: 12 })).toBe(12);
    expect(graceFor({ state: 'removed' })).toBe(30);
  });

  it('after a force delete the kill comes when the object has long gone (D30)', () => {
    const running = runningPod(scenario());
    const gone = patch(put(running, 'pods', 'web', { ...cell(running, 'pods', 'web'), uid: '' }), 'kubeletPods', uid, {
      state: 'removed',
    });
    const over = play(stopAll(begin(gone)), 'kubelet/volumesUnmounted', 'kubelet/cgroupRemoved');
    expect(offered(over, 'kubelet/statusPatched')).toEqual([]);
    expect(workerOf(over)).toMatchObject({ state: 'finished' });
    expect(cell(over, 'containers', keyOf('app')).state).toBe('none');
  });
});

describe('status while terminating', () => {
  it('the phase stays as it was through the whole grace period (D57, D59)', () => {
    const begun = play(terminating({}), sigterm, 'kubelet/graceExpired', 'runtime/sigkillSent', exited(137));
    expect(phaseOf(begun)).toBe('Running');
    expect(offered(begun, 'kubelet/statusPatched')).toEqual([]);
  });

  it('ends Succeeded if every main container exited 0, whatever the restart policy, else Failed (D58)', () => {
    const phaseAfter = (exitCode: number) =>
      cell(
        play(
          terminating({ restartPolicy: 'Always' }),
          sigterm,
          exited(exitCode),
          'runtime/sandboxStopped',
          'cni/networkRemoved',
          'kubelet/terminationCompleted',
        ),
        'cachedStatuses',
        uid,
      ).phase;
    expect([phaseAfter(0), phaseAfter(143)]).toEqual(['Succeeded', 'Failed']);
  });

  it('without a readiness probe Ready stays True until all containers are dead (D65)', () => {
    const spec = { containers: [container('app'), container('log')] };
    const served = play(terminating(spec), { type: sigterm, container: 'app' }, { ...exited(), container: 'app' });
    expect(cell(served, 'statuses', 'web').ready).toBe(true);
    expect(offered(served, 'kubelet/statusPatched')).toEqual([]);
    const last = play(served, sigterm, exited(), 'runtime/sandboxStopped', 'cni/networkRemoved');
    const over = play(last, 'kubelet/terminationCompleted', 'kubelet/statusPatched');
    expect(cell(over, 'statuses', 'web').ready).toBe(false);
  });
});
