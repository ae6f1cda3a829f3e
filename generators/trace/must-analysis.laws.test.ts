import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surelyPassed, type Ways } from './must-analysis.ts';
import { graph } from './testing/graph.ts';

const seed = 42;
const sure = (ways: Ways): readonly string[] => [...surelyPassed(ways)].sort();

/** Can an end be reached without ever passing it? The slow way to ask. */
const avoidable = ({ hops, ends }: Ways, goal: string): boolean => {
  const reached = new Set([0]);
  for (const node of reached)
    for (const { to, passes } of hops[node] ?? []) if (!passes.includes(goal)) reached.add(to);
  return [...ends].some((end) => reached.has(end));
};

describe('surelyPassed', () => {
  it(`counts exactly what cannot be avoided (seed ${seed})`, () => {
    const edge = fc.tuple(fc.nat(7), fc.nat(7), fc.constantFrom('a', 'b', 'c', 'd', ''));
    const ways = fc
      .record({
        edges: fc.array(edge, { maxLength: 20 }),
        ends: fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 2 }),
      })
      .map(({ edges, ends }) => graph([...edges, [7, 7, '']], ends));
    fc.assert(
      fc.property(ways, (one) => {
        const goals = new Set(one.hops.flat().flatMap(({ passes }) => passes));
        const reachable = avoidable(one, 'nothing');
        const unavoidable = [...goals].filter((goal) => reachable && !avoidable(one, goal)).sort();
        expect(sure(one)).toEqual(unavoidable);
      }),
      { seed, numRuns: 300 },
    );
  });
});
