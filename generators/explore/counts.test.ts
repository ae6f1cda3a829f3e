/** The counts the literature and Spin give for the larger toys: slower than a unit test, and the reason to believe the rest. */

import { describe, expect, it } from 'vitest';
import { explore, exploreNaively, type Machine } from './index.ts';
import { jugs } from './toys/jugs.ts';
import { diningTable } from './toys/philosophers.ts';
import { neverServedWhenStopped, podRace, stoppedOnlyWhenDeleted } from './toys/pod-race.ts';
import { consistent, twoPhaseCommit } from './toys/two-phase-commit.ts';
import { exploreViaXState } from './viaXState.ts';

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
    expectAgreement(twoPhaseCommit(4));
    expectAgreement(podRace(1, 2));
    expectAgreement(jugs());
    expectAgreement(diningTable({ seats: 5 }));
  });
});

function expectAgreement<S extends object, E extends { readonly type: string }>(machine: Machine<S, E>): void {
  const { states, transitions, deadlocks, depth } = exploreNaively(machine);
  expect(explore(machine).statistics).toMatchObject({ states, transitions, deadlocks, depth });
  expect(exploreViaXState(machine)).toEqual({ states, transitions });
}
