/** The same as in `reductions.test.ts`, on thousands of wholes, with larger ones among them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Difference } from './testing/uncut.ts';
import { type Cast, casts, pools, wholes, wholeWith } from './testing/wholes.ts';

const seed = 2026;
const maxStates = 150_000;

/**
 * A false alarm that the report announces (shortcut `unprobed-containers`): of a Pod of more than three containers, slice endpoints does not see that
 * another container still takes connections.
 */
const isAnnounced = ({ guarantee, slices }: Difference): boolean =>
  guarantee === 'traffic-only-to-running' && slices === 'violated';

const sizes: Readonly<Record<Cast, number>> = { once: 1200, again: 500, two: 300 };

describe(`slices and the whole give the same answers (seed ${seed})`, () => {
  for (const cast of casts) {
    it(`on ${sizes[cast]} wholes: ${cast}`, { timeout: 3_600_000 }, () => {
      let skipped = 0;
      const property = fc.property(wholes(cast, 8), ({ whole }) => {
        const found = compare(whole, cast, { maxStates });
        if (found === undefined) skipped += 1;
        expect((found ?? []).filter((difference) => !isAnnounced(difference))).toEqual([]);
      });
      fc.assert(property, { seed, numRuns: sizes[cast] });
      expect(skipped).toBeLessThan(sizes[cast] / 3);
    });
  }

  it('where containers are alike', { timeout: 3_600_000 }, () => {
    const others = pools.once.filter((name) => name !== 'a deadline');
    const chosen = fc.tuple(
      fc.constantFrom('three', 'four'),
      fc.uniqueArray(fc.constantFrom(...others), { maxLength: 4 }),
    );
    let compared = 0;
    for (const [number, more] of fc.sample(chosen, { seed, numRuns: 150 })) {
      const { whole, features } = wholeWith('once', [`${number} more containers`, ...more]);
      const found = compare(whole, 'once', { maxStates: 400_000 });
      if (found !== undefined) compared += 1;
      const unannounced = (found ?? []).filter((difference) => !isAnnounced(difference));
      expect({ features, unannounced }).toEqual({ features, unannounced: [] });
    }
    expect(compared).toBeGreaterThan(90);
  });
});
