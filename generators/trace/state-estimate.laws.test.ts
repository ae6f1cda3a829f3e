import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseOf, deletion, initThenMain, restarts } from '../suite/testing/cases.ts';
import { oracleAutomaton } from './automaton.ts';
import type { Entry } from './entry.ts';
import { Belief } from './state-estimate.ts';

const seed = 42;
const cases = [restarts('Always', 1), initThenMain('Never'), deletion('heeds', null)].map((sketch) =>
  caseOf(sketch, 'model'),
);

/** A word of an oracle, chosen by lots, with a moment for each letter and a source that tells of it. */
const record = fc
  .record({
    one: fc.constantFrom(...cases),
    lots: fc.array(fc.record({ lot: fc.nat(1000), late: fc.nat(9), early: fc.nat(9), source: fc.nat(2) }), {
      maxLength: 14,
    }),
  })
  .map(({ one, lots }) => {
    let state = 0;
    const entries: Entry[] = [];
    for (const [index, { lot, late, early, source }] of lots.entries()) {
      const next = one.oracle.states[state]?.next ?? [];
      const [letter, to] = next[lot % Math.max(1, next.length)] ?? [];
      const label = letter === undefined ? undefined : one.oracle.alphabet[letter];
      if (label === undefined || to === undefined) break;
      state = to;
      // The moment it truly happened is `index`; the interval told is around it.
      entries.push({ label, source: String(source), earliest: index - early, latest: index + late });
    }
    return { one, entries };
  });

const explains = (one: (typeof cases)[number], entries: readonly Entry[]): boolean => {
  const belief = new Belief(oracleAutomaton(one.oracle), { skew: 0 });
  for (const entry of entries) belief.add(entry);
  return belief.states.length > 0;
};

describe('belief', () => {
  it(`explains whatever truly happened, however late or vaguely it is told (seed ${seed})`, () => {
    fc.assert(
      fc.property(record, ({ one, entries }) => {
        expect(explains(one, entries)).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`explains it in whatever order several sources tell it (seed ${seed})`, () => {
    fc.assert(
      fc.property(record, ({ one, entries }) => {
        const bySource = ['2', '0', '1'].flatMap((source) => entries.filter((entry) => entry.source === source));
        expect(explains(one, bySource)).toBe(true);
      }),
      { seed, numRuns: 100 },
    );
  });
});
