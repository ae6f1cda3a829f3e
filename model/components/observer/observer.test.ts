import { describe, expect, it } from 'vitest';
import { usualAssumptions } from '../../assumptions.ts';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { Deadline, Scenario } from '../../scenario.ts';
import { offered, play } from '../../testing/play.ts';
import { runningPod } from '../../testing/running.ts';
import { deletionSeen, keyOf, podScenario, uid } from '../../testing/terminating.ts';
import { timing } from '../../timing.ts';

const deadlines: Readonly<Record<string, Deadline>> = {
  shutdown: { kind: 'shutdown', uid },
  deletion: { kind: 'deletion', uid },
  shortening: { kind: 'shortening', uid },
  grace: { kind: 'grace', uid },
  alone: { kind: 'grace', uid, container: 'app' },
};
const watched: Scenario = { ...podScenario({}), assumptions: usualAssumptions, deadlines };

/** The deadlines the observer waits for now, with the earliest moment each can pass. */
const waiting = (cluster: Cluster) =>
  Object.fromEntries(
    offered(cluster, 'observer/deadlinePassed').map((event) => [
      event.type === 'observer/deadlinePassed' ? event.deadline : '',
      timing(cluster, event)?.earliest,
    ]),
  );

describe('the observer', () => {
  it('counts from the deletion, from the first kill call, and from a shorter grace period', () => {
    const running = runningPod(watched);
    expect(waiting(running)).toEqual({});
    const deleted = deletionSeen(running);
    expect(waiting(deleted)).toEqual({ deletion: 33_000 });
    const begun = play(deleted, 'kubelet/terminationStarted');
    expect(waiting(begun)).toEqual({ deletion: 33_000, shutdown: 33_000, grace: 29_999 });
    const shortened = patch(begun, 'pods', 'web', { deletionGracePeriodSeconds: 1 });
    expect(waiting(shortened)).toMatchObject({ shortening: 3000 });
  });

  it('stops its watch when the last process is gone', () => {
    const begun = play(deletionSeen(runningPod(watched)), 'kubelet/terminationStarted');
    expect(waiting(play(begun, 'runtime/sigtermSent', 'process/exited'))).toEqual({});
  });

  it('tells once, and changes nothing but its own note', () => {
    const begun = play(deletionSeen(runningPod(watched)), 'kubelet/terminationStarted');
    const passed = play(begun, { type: 'observer/deadlinePassed', deadline: 'shutdown' });
    expect(cell(passed, 'deadlines', 'shutdown')).toEqual({ passed: true });
    expect(waiting(passed)).toEqual({ deletion: 33_000, grace: 29_999 });
    expect({ ...passed, deadlines: begun.deadlines }).toEqual(begun);
  });

  it('tells the kill of one container from the kill of its pod', () => {
    const failed = put(runningPod(watched), 'kills', keyOf('app'), {
      stage: 'stop',
      expired: false,
      cause: 'liveness',
    });
    expect(waiting(failed)).toEqual({ alone: 29_999 });
  });

  it('is not there without deadlines', () => {
    expect(offered(deletionSeen(runningPod(podScenario({}))), 'observer/deadlinePassed')).toEqual([]);
  });
});
