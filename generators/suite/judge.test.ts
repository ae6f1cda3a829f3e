import { describe, expect, it } from 'vitest';
import { modelOf } from '../../model/reducer.ts';
import type { Observation } from '../observe/label.ts';
import { suiteOf } from './generate.ts';
import { type Judged, judge, type Session } from './judge.ts';
import { situation } from './situations.ts';
import { modelSession } from './testing/session.ts';
import { judgeText } from './write/judge-text.ts';

const one = situation('one', { 'web#1': { nodeName: 'n1' } }, { delete: 1 });
const suite = suiteOf({ profile: 'podman', goals: ['event'], situations: [one] });
const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

/** The judge that stands among the generated tests. */
const generated = (await import(`data:text/javascript,${encodeURIComponent(judgeText(suite))}`)) as {
  readonly judge: (...asked: Parameters<typeof judge>) => Promise<Judged>;
};

const lots = (seed: number) => {
  let state = seed;
  return (count: number): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state % count;
  };
};

const asTyped = (seen: Observation): Observation => seen;
const reversed = (seen: Observation): Observation =>
  Object.fromEntries(Object.entries(seen).reverse()) as unknown as Observation;
/** A container that ends otherwise than it may. */
const wrong = (seen: Observation): Observation =>
  reversed(seen.see === 'container exited' ? { ...seen, exitCode: seen.exitCode + 1 } : seen);

const verdicts = async (by: typeof judge, told: (seen: Observation) => Observation): Promise<readonly string[]> => {
  const runs = suite.cases.flatMap((test) => seeds.map((seed) => ({ test, seed })));
  return Promise.all(
    runs.map(async ({ test, seed }) => {
      const inner = modelSession(modelOf(test.manifest.scenario), test, 'podman', lots(seed), true);
      const next: Session['next'] = async (seconds) => {
        const seen = await inner.next(seconds);
        return seen === undefined ? undefined : told(seen);
      };
      return (await by(test, { stimulate: inner.stimulate, next })).verdict;
    }),
  );
};

describe.each([
  ['the judge', judge],
  ['the judge of the generated tests', generated.judge],
] as const)('%s', (_name, by) => {
  it('takes an observation whatever the order of its fields', async () => {
    const typed = await verdicts(by, asTyped);
    expect(typed).toContain('pass');
    expect(typed).not.toContain('fail');
    expect(await verdicts(by, reversed)).toEqual(typed);
  });

  it('tells apart observations that differ in one field', async () => {
    expect(await verdicts(by, wrong)).toContain('fail');
  });
});
