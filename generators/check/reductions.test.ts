/**
 * Slices leave things out and put others in place of some; `model/slices/shortcuts.ts` says what. Here small wholes by chance are searched cut
 * and uncut, and every guarantee must get the same answer. What is too large to be searched uncut is skipped, and counted.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carelessness } from './testing/careless.ts';
import { compare } from './testing/uncut.ts';
import { type Cast, casts, pools, wholes, wholeWith } from './testing/wholes.ts';

const seed = 11;
const maxStates = 40_000;

const sizes: Readonly<Record<Cast, number>> = { once: 150, again: 70, two: 40 };

const titles: Readonly<Record<Cast, string>> = {
  once: 'one Pod',
  again: 'two incarnations of a name',
  two: 'two Pods',
};

describe(`slices and the whole give the same answers (seed ${seed})`, () => {
  for (const cast of casts) {
    it(`about ${titles[cast]}`, { timeout: 300_000 }, () => {
      let skipped = 0;
      const property = fc.property(wholes(cast, 6), ({ whole }) => {
        const found = compare(whole, cast, { maxStates });
        if (found === undefined) skipped += 1;
        expect(found ?? []).toEqual([]);
      });
      fc.assert(property, { seed, numRuns: sizes[cast] });
      expect(skipped).toBeLessThan(sizes[cast] / 4);
    });
  }
});

/** Where a large whole is small enough all the same: no lag, little besides. */
const beside = pools.once.filter((name) => !/lag|patient|a deadline/.test(name));

describe(`of many containers that are alike a few tell all (seed ${seed})`, () => {
  it.each(['three', 'four'])('with %s more of them', { timeout: 300_000 }, (number) => {
    const drawn = fc.sample(fc.uniqueArray(fc.constantFrom(...beside), { maxLength: 2 }), { seed, numRuns: 40 });
    let compared = 0;
    for (const others of drawn) {
      const { whole, features } = wholeWith('once', [`${number} more containers`, ...others]);
      const found = compare(whole, 'once', { maxStates });
      if (found !== undefined) compared += 1;
      expect({ features, found: found ?? [] }).toEqual({ features, found: [] });
    }
    expect(compared).toBeGreaterThan(30);
  });
});

describe('the comparison sees it if', () => {
  for (const { mistake, cast, pool, cut, mutation } of carelessness) {
    const options = { maxStates, ...(mutation === undefined ? {} : { mutation }) };
    it(`${mistake}`, { timeout: 300_000 }, () => {
      const drawn = fc.sample(wholes(cast, pool.length, pool), { seed, numRuns: 12 });
      const differ = drawn.some(({ whole }) => (compare(whole, cast, { ...options, cut }) ?? []).length > 0);
      expect(differ).toBe(true);
      const right = drawn.flatMap(({ whole, features }) =>
        (compare(whole, cast, options) ?? []).map((difference) => ({ features, ...difference })),
      );
      expect(right).toEqual([]);
    });
  }
});
