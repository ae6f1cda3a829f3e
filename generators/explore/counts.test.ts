/** The counts the literature and Spin give for the larger toys: slower than a unit test, and the reason to believe the rest. */

import { describe, expect, it } from 'vitest';
import { explore, exploreNaively, type Machine } from './index.ts';
import { exploreViaXState } from './testing/viaXState.ts';
import { jugs } from './toys/jugs.ts';
import { diningTable } from './toys/philosophers.ts';
import { neverServedWhenStopped, podRace, stoppedOnlyWhenDeleted } from './toys/pod-race.ts';
import { consistent, twoPhaseCommit } from './toys/two-phase-commit.ts';

describe('counts', () => {
  it('of two-phase commit with 8 resource managers', { timeout: 60_000 }, () => {
    const { statistics, findings } = explore(twoPhaseCommit(8), [consistent()]);
    expect(statistics).toMatchObject({ states: 1_745_408, transitions: 11_657_217 });
    expect(findings[0]).toMatchObject({ verdict: 'holds', reached: 1_745_408 });
    expect(statistics.bytesPerState).toBeLessThan(64);
    expect(statistics.reduceCalls).toBeLessThan(1000);
  });

  it('of the pod race with 3 pods and 2 nodes', { timeout: 60_000 }, () => {
    const { statistics, findings } = explore(podRace(3, 2), [stoppedOnlyWhenDeleted, neverServedWhenStopped]);
    expect(statistics).toMatchObject({ states: 1_799_398, transitions: 9_078_888 });
    expect(findings.map(({ verdict }) => verdict)).toEqual(['holds', 'violated']);
    expect(statistics.bytesPerState).toBeLessThan(64);
    expect(statistics.reduceCalls).toBeLessThan(1000);
  });

  it('of the pod race with 2 pods and 1 node', () => {
    const { statistics } = explore(podRace(2, 1), [stoppedOnlyWhenDeleted], { doubleCheck: true });
    expect(statistics).toMatchObject({ states: 4_356, transitions: 14_652 });
  });

  it('of small machines agree with the naive search and with XState', () => {
    const machines = [twoPhaseCommit(4), podRace(1, 2), jugs(), diningTable({ seats: 5 })];
    const counted = machines.map((machine) => threeCounts(machine as Machine<object, { readonly type: string }>));
    expect(counted.map(({ ours }) => ours)).toEqual(counted.map(({ naive }) => naive));
    expect(counted.map(({ xstate }) => xstate)).toEqual(
      counted.map(({ naive: { states, transitions } }) => ({ states, transitions })),
    );
  });
});

/** One machine counted three ways. */
function threeCounts(machine: Machine<object, { readonly type: string }>) {
  const { states, transitions, deadlocks, depth } = explore(machine).statistics;
  const naive = exploreNaively(machine);
  return {
    ours: { states, transitions, deadlocks, depth },
    naive: { states: naive.states, transitions: naive.transitions, deadlocks: naive.deadlocks, depth: naive.depth },
    xstate: exploreViaXState(machine),
  };
}
