/**
 * Slices in time leave out of a running Pod what says nothing about its end (`model/slices/shortcutsInTime.ts`), and all but a few of containers that
 * are alike. Here running Pods by chance are searched cut and uncut, both in time, and every guarantee must get the same answer.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carelessnessInTime } from './testing/carelessInTime.ts';
import { compareInTime } from './testing/uncutInTime.ts';
import { alikeInTime, wholesInTime } from './testing/wholesInTime.ts';

const seed = 11;
const maxStates = 20_000;

describe(`slices in time and the whole in time give the same answers (seed ${seed})`, () => {
  it('about one Pod that runs', { timeout: 300_000 }, () => {
    let skipped = 0;
    const property = fc.property(wholesInTime(5), ({ whole }) => {
      const found = compareInTime(whole, maxStates);
      if (found === undefined) skipped += 1;
      expect(found ?? []).toEqual([]);
    });
    fc.assert(property, { seed, numRuns: 60 });
    expect(skipped).toBeLessThan(6);
  });

  it('about containers that are alike', { timeout: 300_000 }, () => {
    let compared = 0;
    for (const { whole, features } of fc.sample(alikeInTime(2), { seed, numRuns: 12 })) {
      const found = compareInTime(whole, maxStates);
      if (found !== undefined) compared += 1;
      expect({ features, found: found ?? [] }).toEqual({ features, found: [] });
    }
    expect(compared).toBeGreaterThan(6);
  });
});

describe('the comparison in time sees it if', () => {
  for (const { mistake, pool, cut } of carelessnessInTime) {
    it(`${mistake}`, { timeout: 300_000 }, () => {
      const drawn = fc.sample(wholesInTime(pool.length, pool), { seed, numRuns: 16 });
      const differ = drawn.flatMap(({ whole }) => compareInTime(whole, maxStates, cut) ?? []);
      expect(differ).not.toEqual([]);
      expect(drawn.flatMap(({ whole }) => compareInTime(whole, maxStates) ?? [])).toEqual([]);
    });
  }
});
