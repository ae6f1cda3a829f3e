/** Timed machines at random, on top of the untimed ones. */

import fc from 'fast-check';
import type { Machine, Timing } from '../../machine.ts';
import { type Fire, machineOf, type Recipe, type Registers, recipes } from '../../toys/random.ts';

/** A recipe with an interval per rule; a rule may have another one while register `a` is odd. */
export interface TimedRecipe {
  readonly recipe: Recipe;
  readonly timings: readonly (Timing | undefined)[];
  readonly whenOdd: readonly (Timing | undefined)[];
}

const MOST_RULES = 6;

/** Closed intervals with small ends; some without a latest moment, some that are no interval at all. */
export const closedTiming: fc.Arbitrary<Timing | undefined> = fc.option(
  fc
    .tuple(fc.nat(3), fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.constant(Infinity) }))
    .map(([earliest, width]) => ({ earliest, latest: earliest + width })),
  { nil: undefined, freq: 8 },
);

/** Intervals of a single moment. */
export const momentTiming: fc.Arbitrary<Timing> = fc.nat(4).map((at) => ({ earliest: at, latest: at }));

/** Intervals that may leave out their ends. */
export const anyTiming: fc.Arbitrary<Timing | undefined> = fc
  .tuple(closedTiming, fc.boolean(), fc.boolean())
  .map(([timing, earliestOpen, latestOpen]) =>
    timing === undefined || timing.earliest === timing.latest ? timing : { ...timing, earliestOpen, latestOpen },
  );

/** Recipes whose intervals are drawn from `timing`. */
export function timedRecipes(timing: fc.Arbitrary<Timing | undefined>): fc.Arbitrary<TimedRecipe> {
  const list = fc.array(timing, { minLength: MOST_RULES, maxLength: MOST_RULES });
  return fc.tuple(recipes, list, list, fc.boolean()).map(([{ fair, rules }, timings, others, fickle]) => ({
    recipe: { fair, rules: rules.slice(0, MOST_RULES) },
    timings,
    whenOdd: fickle ? others : timings,
  }));
}

/** The machine of a recipe. */
export function timedMachineOf({ recipe, timings, whenOdd }: TimedRecipe): Machine<Registers, Fire> {
  return {
    ...machineOf(recipe),
    timing: ({ registers }, { rule }) => ((registers['a']?.value ?? 0) % 2 === 1 ? whenOdd : timings)[rule],
  };
}
