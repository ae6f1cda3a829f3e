import { describe, expect, it } from 'vitest';
import { explore, exploreNaively } from './index.ts';
import { crossing, neverBothGreen, yellowBeforeRed } from './toys/traffic-light.ts';
import { consistent, twoPhaseCommit } from './toys/two-phase-commit.ts';

describe('explore', () => {
  it('proves what holds and shows where it was reached', () => {
    const { ending, statistics, findings } = explore(crossing(), [neverBothGreen, yellowBeforeRed]);
    expect(ending).toBe('complete');
    expect(statistics).toMatchObject({ states: 5, transitions: 6, depth: 2, deadlocks: 0 });
    expect(findings.map(({ verdict, reached }) => [verdict, reached])).toEqual([
      ['holds', 5],
      ['holds', 2],
    ]);
    expect(findings[1]?.witness?.steps.map(({ event }) => event.type)).toEqual(['green', 'yellow', 'red']);
  });

  it('finds a shortest counterexample and goes on to the end', () => {
    const { statistics, findings } = explore(crossing({ careful: false }), [neverBothGreen]);
    expect(statistics.states).toBe(9);
    expect(findings[0]).toMatchObject({ verdict: 'violated', reached: 9 });
    expect(findings[0]?.trace?.steps.map(({ by }) => by)).toEqual(['north', 'east']);
    expect(findings[0]?.trace?.steps.at(-1)?.state).toEqual({
      lights: { north: { colour: 'green' }, east: { colour: 'green' } },
    });
  });

  it.each([
    [3, 288],
    [5, 8_832],
    [7, 296_448],
  ])('counts two-phase commit with %i resource managers: %i states', (managers, states) => {
    const { statistics, findings } = explore(twoPhaseCommit(managers), [consistent()]);
    expect(statistics.states).toBe(states);
    expect(findings[0]).toMatchObject({ verdict: 'holds', reached: states });
    expect(statistics.reduceCalls).toBeLessThan(100);
  });

  it('agrees with the naive search', () => {
    const { states, transitions, deadlocks, depth } = exploreNaively(twoPhaseCommit(4));
    expect(explore(twoPhaseCommit(4)).statistics).toMatchObject({ states, transitions, deadlocks, depth });
  });
});
