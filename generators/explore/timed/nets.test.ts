/** Nets from the literature whose state classes have been counted by others. */

import { describe, expect, it } from 'vitest';
import { explore, type StateProperty } from '../index.ts';
import { levelCrossing, neverOpenForTrains } from './testing/crossing.ts';
import { type Marking, netMachine } from './testing/net.ts';

const exact = { inclusion: false };

/** Berthomieu and Menasche, "An Enumerative Approach for Analyzing Time Petri Nets", IFIP 1983; `ifip.net` in TINA. */
const ifip = `
  tr t1 [4,9] p1 p2*2 -> p3 p4 p5
  tr t2 [0,2] p4 -> p2
  tr t3 [1,3] p5 -> p2
  tr t4 [0,2] p3 -> p3
  tr t5 [0,3] p3 -> p1
  pl p1 (1)
  pl p2 (2)`;

/** The alternating bit protocol of Berthomieu and Diaz, IEEE Transactions on Software Engineering 17(3), 1991; `abp.net` in TINA. */
const alternatingBit = `
  tr t1 [0,w[ p1 -> p2 p9
  tr t2 [5,6] p2 -> p2 p9
  tr t3 [0,1] p2 p10 -> p3
  tr t4 [0,w[ p3 -> p4 p11
  tr t5 [5,6] p4 -> p4 p11
  tr t6 [0,1] p4 p12 -> p1
  tr t7 [0,1] p5 p9 -> p6
  tr t8 [0,2] p6 -> p7 p10
  tr t9 [0,1] p7 p9 -> p6
  tr t10 [0,1] p7 p11 -> p8
  tr t11 [0,2] p8 -> p5 p12
  tr t12 [0,1] p5 p11 -> p8
  tr t13 [0,1] p9 ->
  tr t14 [0,1] p10 ->
  tr t15 [0,1] p11 ->
  tr t16 [0,1] p12 ->
  pl p1 (1)
  pl p5 (1)`;

describe('state classes', () => {
  it('of the net that introduced them: 12 classes, 29 transitions', () => {
    expect(explore(netMachine(ifip), [], { ...exact, doubleCheck: true }).statistics).toMatchObject({
      states: 12,
      transitions: 29,
      deadlocks: 0,
    });
  });

  it('of the alternating bit protocol: 16 classes, and time keeps the channels from overflowing', () => {
    const atMostOne: StateProperty<Marking> = {
      id: 'no channel holds two messages',
      kind: 'state',
      judge: ({ places }) => (Object.values(places).some(({ tokens }) => tokens > 1) ? 'broken' : 'kept'),
    };
    const { statistics, findings } = explore(netMachine(alternatingBit), [atMostOne], exact);
    expect(statistics).toMatchObject({ states: 16, deadlocks: 0 });
    expect(findings[0]).toMatchObject({ verdict: 'holds', reached: 16 });
    const { timing: _, ...untimed } = netMachine(alternatingBit);
    expect(explore(untimed, [atMostOne], { maxStates: 1000 }).findings[0]?.verdict).toBe('violated');
  });

  // Berthomieu and Vernadat, "State Class Constructions for Branching Analysis of Time Petri Nets", TACAS 2003.
  it.each([
    [1, 11, 14],
    [2, 123, 218],
    [3, 3101, 7754],
  ])('of the level crossing with %i trains: %i classes, %i transitions', (trains, states, transitions) => {
    const { statistics, findings } = explore(levelCrossing(trains), [neverOpenForTrains(trains)], exact);
    expect(statistics).toMatchObject({ states, transitions, deadlocks: 0 });
    expect(findings[0]).toMatchObject({ verdict: 'holds' });
    expect(findings[0]?.reached).toBeGreaterThan(0);
  });

  it('of the level crossing with 4 trains: 134501 classes, 436896 transitions', { timeout: 60_000 }, () => {
    const { statistics } = explore(levelCrossing(4), [], exact);
    expect(statistics).toMatchObject({ states: 134_501, transitions: 436_896 });
    const included = explore(levelCrossing(4), [neverOpenForTrains(4)]);
    expect(included.findings[0]?.verdict).toBe('holds');
    expect(included.statistics.timed?.untimedStates).toBe(statistics.timed?.untimedStates);
    expect(included.statistics.states).toBeLessThan(7000);
  });

  it('tell when the gate is too slow, and by how much', () => {
    const { findings } = explore(levelCrossing(2, { lowering: '[1,3]' }), [neverOpenForTrains(2)]);
    expect(findings[0]?.verdict).toBe('violated');
    expect(findings[0]?.trace?.steps.map(({ by, at }) => [by, at?.earliest, at?.latest])).toEqual([
      ['AppFirst1', 0, Infinity],
      ['Down', 0, Infinity],
      ['In1', 3, Infinity],
    ]);
  });
});
