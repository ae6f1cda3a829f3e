import { describe, expect, it } from 'vitest';
import { explore } from '../index.ts';
import { alike } from '../toys/alike.ts';
import { neverServedWhenStopped, podRace, stoppedOnlyWhenDeleted } from '../toys/pod-race.ts';
import { consistent, twoPhaseCommit } from '../toys/two-phase-commit.ts';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const race = (pods: number, nodes: number) => alike(podRace(pods, nodes), names('pod', pods), names('node', nodes));

describe('a search up to renaming', () => {
  it.each([
    { pods: 2, nodes: 2, order: 4, states: 4_164, whole: 16_384, transitions: 56_064, deadlocks: 49 },
    { pods: 3, nodes: 1, order: 6, states: 23_881, whole: 138_619, transitions: 607_848, deadlocks: 64 },
  ])('of $pods pods on $nodes nodes gains nearly the order of the group', (expected) => {
    const { pods, nodes, order, states, whole, ...sums } = expected;
    const { statistics, findings } = explore(race(pods, nodes), [stoppedOnlyWhenDeleted, neverServedWhenStopped]);
    expect(statistics.symmetry).toEqual({ order, states: whole, ...sums });
    expect(statistics.states).toBe(states);
    expect(whole / states).toBeGreaterThan(0.9 * order);
    expect(findings.map(({ verdict }) => verdict)).toEqual(['holds', 'violated']);
    expect(findings[1]?.trace?.steps).toHaveLength(14);
  });

  it('of two-phase commit holds one state of up to 120', () => {
    const { statistics, findings } = explore(alike(twoPhaseCommit(5), names('rm', 5)), [consistent()]);
    expect(statistics).toMatchObject({ states: 314, symmetry: { order: 120, states: 8_832 } });
    expect(findings[0]).toMatchObject({ verdict: 'holds', reached: 8_832 });
  });

  it('can be had without', () => {
    expect(explore(race(2, 1), [], { symmetry: false }).statistics).toMatchObject({
      states: 4_356,
      transitions: 14_652,
    });
    expect(explore(race(2, 1), [], { symmetry: false }).statistics.symmetry).toBeUndefined();
  });

  it('refuses symmetries that are no group, or lead to no key', () => {
    const three = alike(podRace(3, 1), names('pod', 3));
    expect(() => explore({ ...three, symmetries: three.symmetries?.slice(0, 2) ?? [] })).toThrow(
      'the symmetries are no group',
    );
    expect(() => explore(alike(podRace(2, 1), ['pod0', 'pod7']))).toThrow(
      "renames 'pod0' of group 'api' to no key of it",
    );
  });

  it('makes no use of renamings that change the initial state', () => {
    const { initial, ...rest } = race(2, 1);
    const begun = rest.reduce(initial, { type: 'create', pod: 'pod0' });
    expect(explore({ ...rest, initial: begun }).statistics.symmetry).toBeUndefined();
  });

  it('keeps the bound on states', () => {
    const { ending, statistics } = explore(race(3, 1), [stoppedOnlyWhenDeleted], { maxStates: 500 });
    expect({ ending, states: statistics.states }).toEqual({ ending: 'max-states', states: 500 });
  });
});
