import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesNodeAffinity } from '../kubernetes/affinity.ts';
import type { NodeSelectorTerm, Requirement } from '../kubernetes/spec.ts';
import { podSpec } from '../testing/scenario.ts';
import { assumedNodes, equalNodes } from './assumedNodes.ts';

const keys = ['pool', 'kubernetes.io/arch', 'topology.kubernetes.io/zone'];
const words = ['a', 'b', '1', '3'];

const requirement: fc.Arbitrary<Requirement> = fc
  .record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom('In' as const, 'NotIn' as const, 'Exists' as const, 'DoesNotExist' as const),
    values: fc.subarray(words, { minLength: 1 }),
  })
  .map((one) => (one.operator.includes('Exist') ? { ...one, values: [] } : one));
const bound: fc.Arbitrary<Requirement> = fc.record({
  key: fc.constantFrom(...keys),
  operator: fc.constantFrom('Gt' as const, 'Lt' as const),
  values: fc.constantFrom(['0'], ['1'], ['2'], ['4']),
});
const term: fc.Arbitrary<NodeSelectorTerm> = fc.record({
  matchExpressions: fc.array(fc.oneof({ weight: 3, arbitrary: requirement }, bound), { minLength: 1, maxLength: 4 }),
  matchFields: fc.constant([]),
});
const spec = fc
  .record({
    nodeSelector: fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...words), { maxKeys: 2 }),
    nodeAffinity: fc.option(fc.array(term, { minLength: 1, maxLength: 2 }), { nil: undefined }),
  })
  .map(({ nodeSelector, nodeAffinity }) =>
    podSpec({ nodeSelector, ...(nodeAffinity === undefined ? {} : { nodeAffinity }) }),
  );

/** Every value that could matter, and none. */
const values = [...words, '-1', '0', '2', '4', '5', '6', 'amd64', 'node-1', 'something else', undefined];
const labelings = keys.reduce<readonly Readonly<Record<string, string>>[]>(
  (sofar, key) =>
    sofar.flatMap((labels) => values.map((value) => (value === undefined ? labels : { ...labels, [key]: value }))),
  [{}],
);

describe('assumed nodes', () => {
  it('fit if any node could (seed 42)', () => {
    fc.assert(
      fc.property(spec, fc.integer({ min: 1, max: 3 }), (pod, count) => {
        const possible = labelings.some((labels) => matchesNodeAffinity(pod, { name: 'any', labels }));
        const fits = (nodes: ReturnType<typeof equalNodes>['nodes']) =>
          Object.entries(nodes).map(([name, { labels }]) => matchesNodeAffinity(pod, { name, labels }));
        expect(fits(assumedNodes(pod).nodes).slice(0, 2)).toEqual([possible, possible]);
        expect(fits(equalNodes(pod, count).nodes)).toEqual(Array.from({ length: count }, () => possible));
      }),
      { seed: 42, numRuns: 400 },
    );
  });
});
