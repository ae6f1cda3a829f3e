import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound, selected } from './select.ts';

const candidates = fc.array(
  fc.record({
    covers: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')).map((goals) => new Set(goals)),
    cost: fc.nat(5),
  }),
  { maxLength: 7 },
);

const coveredBy = (chosen: readonly { readonly covers: ReadonlySet<string> }[]): number =>
  new Set(chosen.flatMap(({ covers }) => [...covers])).size;

/** The size of a smallest cover, by trying all. */
const smallest = (all: readonly { readonly covers: ReadonlySet<string> }[]): number => {
  const sizes = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_one, index) => (bits >> index) & 1))
    .filter((some) => coveredBy(some) === coveredBy(all))
    .map((some) => some.length);
  return Math.min(...sizes);
};

describe('selection', () => {
  it('covers what all candidates cover', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        expect(coveredBy(selected(all).flatMap((index) => all[index] ?? []))).toBe(coveredBy(all));
      }),
      { seed: 42 },
    );
  });

  it('the lower bound is one: no cover is smaller', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        expect(lowerBound(all)).toBeLessThanOrEqual(smallest(all));
      }),
      { seed: 42 },
    );
  });

  it('nothing that was selected is superfluous', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const chosen = selected(all).flatMap((index) => all[index] ?? []);
        for (const one of chosen)
          expect(coveredBy(chosen.filter((other) => other !== one))).toBeLessThan(coveredBy(all));
      }),
      { seed: 42 },
    );
  });
});
