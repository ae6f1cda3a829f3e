import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explore, exploreNaively, type Machine, type StateProperty, type Timing } from '../index.ts';
import { canonical } from '../plain.ts';
import type { Fire, Registers } from '../toys/random.ts';
import { LONGEST, LONGEST_EXACT } from './bounds.ts';
import { anyTiming, type TimedRecipe, timedMachineOf, timedRecipes } from './testing/random.ts';
import { between, type Ring, type Timers, timers } from './testing/timers.ts';

const seed = 42;
const MOST_STATES = 40;

/** What was to be so long is longer than bounds can be added up, the rest is not. */
const LONG = LONGEST / 2;

const scaled = (timing: Timing | undefined, factor: number): Timing | undefined =>
  timing && { ...timing, earliest: timing.earliest * factor, latest: timing.latest * factor };

const stretched = (recipe: TimedRecipe, factor: number): TimedRecipe => ({
  ...recipe,
  timings: recipe.timings.map((timing) => scaled(timing, factor)),
  whenOdd: recipe.whenOdd.map((timing) => scaled(timing, factor)),
});

/** One property per state, broken where it is reached; and one that is kept there. */
const visits = (machine: Machine<Registers, Fire>): readonly StateProperty<Registers>[] => {
  const { found } = exploreNaively(machine);
  fc.pre(found.length <= MOST_STATES);
  return found.flatMap((wanted): StateProperty<Registers>[] => {
    const text = canonical(wanted);
    return (['broken', 'kept'] as const).map((answer) => ({
      id: `${answer} ${text}`,
      kind: 'state',
      judge: (state) => (canonical(state) === text ? answer : 'silent'),
    }));
  });
};

describe(`delays that are too long to be told apart (laws, seed ${seed})`, () => {
  it('make a verdict undecided at worst: the same machine in another unit of time answers the same', () => {
    let [same, undecided] = [0, 0];
    fc.assert(
      fc.property(timedRecipes(anyTiming), (recipe) => {
        const machine = timedMachineOf(recipe);
        const asked = visits(machine);
        const [near, far] = [explore(machine, asked), explore(timedMachineOf(stretched(recipe, LONG)), asked)];
        fc.pre(near.ending === 'complete' && far.ending === 'complete');
        near.findings.forEach(({ id, verdict, reached, trace }, index) => {
          const found = far.findings[index];
          if (found?.limit === 'long-delay') {
            undecided++;
            return;
          }
          const vacuous = found?.reached === 0;
          expect([id, found?.verdict, vacuous]).toEqual([id, verdict, reached === 0]);
          expect(found?.trace?.steps.length, id).toBe(trace?.steps.length);
          same++;
        });
      }),
      { seed, numRuns: 300 },
    );
    expect(undecided).toBeGreaterThan(0);
    expect(same).toBeGreaterThan(undecided);
  });
});

const never = (...names: string[]): StateProperty<Timers> => ({
  id: `never ${names.join()}`,
  kind: 'state',
  judge: (state) => (names.every((name) => state.timers[name]?.rings === 1) ? 'broken' : 'silent'),
});

const race = (quick: Timing, slow: Timing) =>
  explore<Timers, Ring>(timers({ quick: { timing: quick, stops: ['slow'] }, slow: { timing: slow } }), [never('slow')])
    .findings[0];

describe('a delay beyond the bounds', () => {
  it('is later than every shorter one', () => {
    expect(race(between(1, LONGEST - 1), between(LONGEST * 2, LONGEST * 2))?.verdict).toBe('holds');
  });

  it('is found to be possible, with its true moment', () => {
    const found = race(between(LONGEST * 2, LONGEST * 3), between(5, LONGEST * 2));
    expect(found?.verdict).toBe('violated');
    expect(found?.trace?.steps[0]?.at).toEqual({ earliest: 5, latest: LONGEST * 2 });
  });

  it('is not compared with another one', () => {
    const found = race(between(LONGEST + 1, LONGEST + 2), between(LONGEST + 3, LONGEST + 4));
    expect([found?.verdict, found?.limit, found?.trace]).toEqual(['undecided', 'long-delay', undefined]);
  });

  it('is not believed where it cannot be added up', () => {
    const found = race(between(1, Infinity), between(LONGEST_EXACT + 1, LONGEST_EXACT * 2));
    expect([found?.verdict, found?.limit]).toEqual(['undecided', 'long-delay']);
  });
});
