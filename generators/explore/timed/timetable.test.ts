import { describe, expect, it } from 'vitest';
import { explore, replay, timetable } from '../index.ts';
import { between, timers } from './testing/timers.ts';

describe('timetable', () => {
  const machine = timers({
    first: { timing: { earliest: 2, latest: 5, earliestOpen: true, latestOpen: true } },
    second: { timing: between(1, 3), after: 'first' },
    free: {},
  });

  it('says between which moments each step can happen, and which ends are left out', () => {
    const trace = replay(machine, '0.0.0');
    expect(trace.steps.map(({ by }) => by)).toEqual(['first', 'second', 'free']);
    expect(timetable(machine, trace).at).toEqual([
      { earliest: 2, latest: 5, earliestOpen: true, latestOpen: true },
      { earliest: 3, latest: 8, earliestOpen: true, latestOpen: true },
      { earliest: 3, latest: Infinity, earliestOpen: true },
    ]);
  });

  it('puts every step as early as can be, a speck later where it must', () => {
    const { earliest } = timetable(machine, replay(machine, '0.0.0'));
    expect(earliest.map(Math.round)).toEqual([2, 3, 3]);
    expect(earliest[0]).toBeGreaterThan(2);
    expect((earliest[1] ?? 0) - (earliest[0] ?? 0)).toBeGreaterThanOrEqual(1);
  });

  it('lets an event that has yet to come hold back the steps before it', () => {
    const { at } = timetable(machine, replay(machine, '1.0'));
    expect(at[0]).toEqual({ earliest: 0, latest: 5, latestOpen: true });
  });

  it('of no steps is empty', () => {
    expect(timetable(machine, replay(machine, '-'))).toEqual({ at: [], earliest: [] });
  });

  it('refuses runs that time does not allow, or that the machine does not have', () => {
    const race = timers({ quick: { timing: between(1, 2) }, slow: { timing: between(3, 4) } });
    expect(() => timetable(race, replay(race, '1.0'))).toThrow('there are no moments at which these steps can happen');
    const { initial, steps } = replay(race, '0');
    expect(() => timetable(race, { initial, steps: [...steps, ...steps] })).toThrow(
      'step 2: {"timer":"quick","type":"ring"}',
    );
  });

  it('copes with long runs', () => {
    const ticking = timers({
      tick: { timing: between(7, 7), repeats: true },
      drift: { timing: between(0, 1), repeats: true },
    });
    const { at } = timetable(
      ticking,
      replay(
        ticking,
        Array.from({ length: 2000 }, (_, i) => (i % 9 === 8 ? 0 : 1)),
      ),
    );
    expect(at.at(-1)?.earliest).toBeLessThanOrEqual(at.at(-1)?.latest ?? -1);
    expect(at[8]).toEqual({ earliest: 7, latest: 7 });
    expect(explore(ticking).ending).toBe('complete');
  });
});
