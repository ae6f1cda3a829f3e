import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label } from '../generators/suite/case.ts';
import { Passages } from '../generators/suite/coverage.ts';
import { caseOf, initThenMain, livenessFails, restarts } from '../generators/suite/testing/cases.ts';
import type { Entry } from '../generators/trace/entry.ts';
import { creditOf } from './trace-coverage.ts';

const seed = 42;
const trust = { skew: 0 };
const initCase = caseOf(initThenMain('Never'), 'podman');
const entriesOf = (labels: readonly Label[]): readonly Entry[] =>
  labels.map((label, at) => ({ label, source: 'one', earliest: at, latest: at }));
const cases = [initCase, caseOf(restarts('OnFailure', 1), 'podman'), caseOf(livenessFails('Always'), 'podman')];

/** A run of the model by lots, what it shows, and what it goes through. */
const walked = (number: number, lots: readonly number[]) => {
  const one = cases[number % cases.length] ?? initCase;
  const passages = new Passages(one, 'podman', 60_000);
  const labels: Label[] = [];
  const goals = new Set<string>();
  const last = passages.lanes.map(() => '').concat('');
  let state = 0;
  for (const lot of lots) {
    const steps = passages.from(state);
    const step = steps[lot % Math.max(1, steps.length)];
    if (step === undefined) break;
    for (const goal of step.goals) goals.add(goal);
    for (const [track, now] of step.tracks.entries()) {
      if (now === '') continue;
      const before = last[track] ?? '';
      if (before !== '') goals.add(passages.together(track, before, now));
      last[track] = now;
    }
    labels.push(...step.labels);
    state = step.to;
  }
  return { one, labels, goals };
};

describe('laws of credit', () => {
  it(`nothing is credited that the run did not go through (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.nat(2), fc.array(fc.nat(1000), { minLength: 10, maxLength: 120 }), (number, lots) => {
        const { one, labels, goals } = walked(number, lots);
        const trace = { entries: entriesOf(labels), explained: labels.length, rests: false };
        const { covers, uncounted } = creditOf(one, 'podman', trace, trust);
        expect(uncounted).toBe('');
        expect(covers.filter((goal) => !goals.has(goal))).toEqual([]);
        expect(covers.length > 0).toBe(labels.length > 0);
      }),
      { seed, numRuns: 25 },
    );
  });
});
