import { describe, expect, it } from 'vitest';
import type { Label } from '../generators/observe/label.ts';
import { Belief } from '../generators/trace/state-estimate.ts';
import { inAnyOrder } from './model-automaton.ts';

const labels: readonly Label[] = Array.from({ length: 20 }, (_, index) => ({
  see: 'container exited',
  uid: 'web#1',
  container: `c${index}`,
  exitCode: 0,
}));
/** One step that shows twenty labels, and one that shows one more. */
const automaton = inAnyOrder(
  {
    edges: [
      [{ by: 0, event: { type: 'tester/stimulus', step: 0 }, to: 1 }],
      [{ by: 0, event: { type: 'tester/stimulus', step: 1 }, to: 2 }],
      [],
    ],
    labels: [[], labels, [{ see: 'pod removed', uid: 'web#1' }]],
  },
  1,
);

const beliefAfter = (seen: readonly Label[]): Belief<number> => {
  const belief = new Belief(automaton, { skew: 0 });
  for (const [at, label] of seen.entries()) belief.add({ label, source: 'one', earliest: at, latest: at });
  return belief;
};

describe('a step that shows twenty labels', () => {
  it('is followed in whatever order they are told, to the last of them', () => {
    for (const order of [labels, labels.toReversed()]) {
      const belief = beliefAfter([...order, { see: 'pod removed', uid: 'web#1' }]);
      expect(belief.states.filter(automaton.rests)).toHaveLength(1);
    }
  });

  it('is not over before each was told', () => {
    const belief = beliefAfter([...labels.slice(0, 19), { see: 'pod removed', uid: 'web#1' }]);
    expect([belief.states, belief.explained]).toEqual([[], 19]);
    expect(beliefAfter(labels.slice(1)).states.some(automaton.settled)).toBe(false);
  });
});
