import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phase } from '../../cluster.ts';
import { noPod } from '../../initial.ts';
import { gracefulDelete } from './delete.ts';

const seed = 42;
const phases = fc.constantFrom<Phase>('Pending', 'Running', 'Succeeded', 'Failed');
const grace = fc.option(fc.integer({ min: -5, max: 90 }));
const storedPod = fc
  .record({ nodeName: fc.constantFrom('', 'n1'), pending: fc.option(fc.nat({ max: 90 })), finalizers: fc.boolean() })
  .map(({ nodeName, pending, finalizers }) => ({
    ...noPod,
    uid: 'web#1',
    nodeName,
    finalizers,
    deletionGracePeriodSeconds: pending,
  }));

describe(`deletes in any order (seed ${seed})`, () => {
  it('never lengthen a grace period and never take a deletion back (D6, D9)', () => {
    fc.assert(
      fc.property(
        storedPod,
        phases,
        grace,
        fc.nat({ max: 90 }),
        fc.nat({ max: 120 }),
        (pod, phase, asked, own, elapsed) => {
          const outcome = gracefulDelete(pod, { phase }, { terminationGracePeriodSeconds: own }, asked, elapsed);
          if (outcome.step !== 'update') return;
          const before = pod.deletionGracePeriodSeconds;
          expect(outcome.deletionGracePeriodSeconds).toBeGreaterThanOrEqual(0);
          const bound = before === null ? Number.POSITIVE_INFINITY : Math.max(before, 2);
          expect(outcome.deletionGracePeriodSeconds).toBeLessThan(bound);
        },
      ),
      { seed },
    );
  });

  it('never remove an object that finalizers hold (D10)', () => {
    fc.assert(
      fc.property(storedPod, phases, grace, (pod, phase, asked) => {
        const { step } = gracefulDelete(pod, { phase }, { terminationGracePeriodSeconds: 30 }, asked);
        expect(step === 'remove' && pod.finalizers).toBe(false);
      }),
      { seed },
    );
  });
});
