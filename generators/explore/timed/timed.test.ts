import { describe, expect, it } from 'vitest';
import { explore, type LeadsToProperty, type Machine, type StateProperty, startExploration } from '../index.ts';
import { levelCrossing, neverOpenForTrains } from './testing/crossing.ts';
import { between, type Ring, type Timer, type Timers, timers } from './testing/timers.ts';

const never = (...names: string[]): StateProperty<Timers> => ({
  id: `never ${names.join()}`,
  kind: 'state',
  judge: (state) => (names.every((name) => state.timers[name]?.rings === 1) ? 'broken' : 'kept'),
});
const eventually = (name: string): LeadsToProperty<Timers> => ({
  id: `eventually ${name}`,
  kind: 'leads-to',
  initially: true,
  from: () => true,
  to: (state) => state.timers[name]?.rings === 1,
});
const verdict = (set: Readonly<Record<string, Timer>>, property: StateProperty<Timers> | LeadsToProperty<Timers>) =>
  explore(timers(set), [property], { doubleCheck: true }).findings[0]?.verdict;

describe('a race between two events', () => {
  const race = (quick: Timer['timing'], slow: Timer['timing']) =>
    verdict(
      {
        quick: { ...(quick && { timing: quick }), stops: ['slow'] },
        slow: { ...(slow && { timing: slow }) },
      },
      never('slow'),
    );

  it('is won by the one that must have happened before the other may', () => {
    expect(race(between(1, 2), between(3, 4))).toBe('holds');
    expect(race(between(1, 4), between(3, 5))).toBe('violated');
  });

  it('is open where the ends meet, unless one of them is left out', () => {
    expect(race(between(1, 3), between(3, 4))).toBe('violated');
    expect(race({ ...between(1, 3), latestOpen: true }, between(3, 4))).toBe('holds');
    expect(race(between(1, 3), { ...between(3, 4), earliestOpen: true })).toBe('holds');
  });

  it('is open if the one that is earlier need not happen', () => {
    expect(race(between(1, Infinity), between(3, 4))).toBe('violated');
    expect(race(undefined, between(3, 4))).toBe('violated');
  });
});

describe('waiting', () => {
  it('goes on while others happen, and is taken off from the moment of becoming possible', () => {
    const set = {
      first: { timing: between(2, 3) },
      second: { timing: between(2, 3), after: 'first' },
      rival: { timing: between(5, 9), stops: ['second'] },
    };
    const { findings } = explore(timers(set), [never('second', 'rival')]);
    expect(findings[0]?.trace?.steps.map(({ by, at }) => [by, at])).toEqual([
      ['first', { earliest: 2, latest: 3 }],
      ['second', { earliest: 4, latest: 6 }],
      ['rival', { earliest: 5, latest: 9 }],
    ]);
  });

  it('begins anew for an event that the step renews', () => {
    const set = { tick: { timing: between(1, 1), repeats: true }, alarm: { timing: between(3, 3) } };
    expect(verdict(set, never('alarm'))).toBe('violated');
    const watchdog: Machine<Timers, Ring> = {
      ...timers(set),
      renews: (_, { timer }) => (timer === 'tick' ? [{ type: 'ring', timer: 'alarm' }] : []),
    };
    expect(explore(watchdog, [never('alarm')], { doubleCheck: true }).findings[0]?.verdict).toBe('holds');
  });

  it('gives an event the interval of the state in which it became possible', () => {
    const machine: Machine<Timers, Ring> = {
      ...timers({ first: {}, second: { after: 'first' }, third: {} }),
      timing: (state, { timer }) =>
        timer === 'second' ? between(state.timers['third']?.done === true ? 7 : 1, 9) : undefined,
    };
    const lastOf = (...order: string[]): StateProperty<Timers> => ({ ...never(...order), id: order.join() });
    const { findings } = explore(machine, [lastOf('second'), lastOf('first', 'second', 'third')]);
    expect(findings[0]?.trace?.steps.at(-1)?.at).toEqual({ earliest: 1, latest: Infinity });
    expect(findings[1]?.trace?.steps.map(({ by, at }) => [by, at?.earliest])).toContainEqual(['second', 1]);
  });
});

describe('the state class graph', () => {
  it('is finite for open ends too: bounds are written in one way only', () => {
    const open = { earliest: 0, latest: 1, earliestOpen: true, latestOpen: true };
    const set = { a: { timing: open, repeats: true }, b: { timing: { ...open, latest: 3 }, repeats: true } };
    const { ending, statistics } = explore(timers(set), [], { inclusion: false, maxStates: 1000 });
    expect(ending).toBe('complete');
    expect(statistics.states).toBeLessThan(40);
  });

  it('forgets an event that may happen at any time from now on', () => {
    const lapsed = { tick: { timing: between(2, 2), repeats: true }, late: { timing: between(4, Infinity) } };
    const { statistics } = explore(timers(lapsed), [], { inclusion: false });
    expect(statistics.states).toBe(6);
    // (tick 2, late 4+), (tick 2, late 2+), (tick 0), (tick 0..2), and (tick 2) with late free and with late done.
    expect(statistics.timed?.zones).toBe(5);
  });

  it('is the same in portions as at once, and twice the same', () => {
    const properties = [neverOpenForTrains(2)];
    const search = startExploration(levelCrossing(2), properties);
    while (search.advance(7) === 'more');
    expect(search.result()).toEqual(explore(levelCrossing(2), properties));
  });

  it('is bounded by states and memory like any other', () => {
    const bounded = explore(levelCrossing(3), [neverOpenForTrains(3)], { maxStates: 100, inclusion: false });
    expect(bounded).toMatchObject({ ending: 'max-states', statistics: { states: 100 } });
    expect(bounded.findings[0]?.verdict).toBe('undecided');
    const cramped = explore(levelCrossing(4), [neverOpenForTrains(4)], { maxMemoryBytes: 2 ** 22, inclusion: false });
    expect(cramped.ending).toBe('max-memory');
    expect(cramped.findings[0]?.verdict).toBe('undecided');
    expect(cramped.statistics.states).toBeGreaterThan(1000);
    let asked = 0;
    const interrupted = explore(levelCrossing(4), [], { inclusion: false, interrupted: () => ++asked > 3 });
    expect(interrupted.ending).toBe('interrupted');
  });

  it('remembers the steps of zones where they recur', () => {
    const flags = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`flag${i}`, {}]));
    const { statistics } = explore(timers({ ...flags, a: { timing: between(1, 2) }, b: { timing: between(2, 3) } }));
    const { zoneSteps = 0, zoneStepsComputed = 0 } = statistics.timed ?? {};
    expect(statistics.timed?.untimedStates).toBe(2 ** 8);
    expect(zoneStepsComputed * 5).toBeLessThan(zoneSteps);
  });
});

describe('leads-to in time', () => {
  it('counts on events whose time runs out, fair or not', () => {
    const set = { a: { timing: between(1, 2) }, idle: { repeats: true } };
    expect(verdict(set, eventually('a'))).toBe('holds');
    expect(verdict({ ...set, a: { timing: between(1, Infinity) } }, eventually('a'))).toBe('violated');
    expect(verdict({ ...set, a: { timing: between(1, Infinity), fair: true } }, eventually('a'))).toBe('holds');
  });

  it('knows who is always too late', () => {
    const set = { quick: { timing: between(1, 2), stops: ['slow'] }, slow: { timing: between(3, 4) } };
    const { findings } = explore(timers(set), [eventually('quick'), eventually('slow')]);
    expect(findings.map(({ verdict: v }) => v)).toEqual(['holds', 'violated']);
    expect(findings[1]?.trace?.steps.map(({ by, at }) => [by, at])).toEqual([['quick', { earliest: 1, latest: 2 }]]);
  });

  it('shows loops with their moments', () => {
    const set = { tick: { timing: between(5, 5), repeats: true }, never: { timing: between(1, Infinity) } };
    const { trace } = explore(timers(set), [eventually('never')]).findings[0] ?? {};
    expect(trace?.loopsTo).toBeDefined();
    expect(trace?.steps.map(({ by, at }) => [by, at?.earliest, at?.latest])).toContainEqual(['tick', 5, 5]);
  });

  it('is judged on the exact graph, whatever is asked for', () => {
    const set = { a: { timing: between(1, 2) }, idle: { repeats: true } };
    const { findings, statistics } = explore(timers(set), [eventually('a')], { inclusion: true });
    expect(findings[0]?.verdict).toBe('holds');
    expect(statistics.timed?.included).toBe(0);
  });
});

describe('an interval', () => {
  it.each([
    [{ earliest: -1, latest: 1 }, 'must begin at a whole number from 0'],
    [{ earliest: 0.5, latest: 1 }, 'must begin at a whole number from 0'],
    [{ earliest: 0, latest: 1.5 }, 'must end at a whole number or at Infinity'],
    [{ earliest: 0, latest: Number.NaN }, 'must end at a whole number or at Infinity'],
    [{ earliest: 3, latest: 2 }, 'is empty'],
    [{ earliest: 2, latest: 2, latestOpen: true }, 'is empty'],
  ])('that is none is refused by name: %o', (timing, why) => {
    const named = `timing of {"timer":"a","type":"ring"}: the interval`;
    expect(() => explore(timers({ a: { timing } }))).toThrow(named);
    expect(() => explore(timers({ a: { timing } }))).toThrow(why);
  });
});
