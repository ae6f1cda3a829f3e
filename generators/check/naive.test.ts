import { describe, expect, it } from 'vitest';
import { explore, exploreNaively } from '../explore/index.ts';
import { machineOf } from './testing/examine.ts';
import { expectations } from './testing/expectations.ts';

/** The naive search writes down every state as text: it bears no more than this in a test. */
const small = 400;

/** Every scenario something is expected of, once, as long as it is small and untimed. */
const settings = [
  ...new Map(
    expectations
      .flatMap(({ cases }) => cases)
      .filter(({ scenario }) => scenario.assumptions === undefined)
      .map((setting) => [JSON.stringify([setting.scenario, setting.assuming?.sentence]), setting]),
  ).values(),
];

describe('the explorer and the naive search', () => {
  it('count the same states and transitions of every small scenario', { timeout: 120_000 }, () => {
    const counted = settings.flatMap((setting) => {
      const machine = machineOf(setting);
      const { ending, statistics } = explore(machine, [], { maxStates: small });
      if (ending !== 'complete') return [];
      const { states, transitions, deadlocks, depth } = statistics;
      return [{ ours: { states, transitions, deadlocks, depth }, naive: exploreNaively(machine) }];
    });
    expect(counted.map(({ ours }) => ours)).toEqual(
      counted.map(({ naive: { states, transitions, deadlocks, depth } }) => ({
        states,
        transitions,
        deadlocks,
        depth,
      })),
    );
    expect(counted.length).toBeGreaterThan(20);
  });
});
