import { describe, expect, it } from 'vitest';
import { explore } from '../index.ts';
import { levelCrossing, neverOpenForTrains } from './testing/crossing.ts';
import { type Answer, threshold } from './threshold.ts';

const is =
  (holds: (value: number) => boolean | undefined) =>
  (value: number): Answer<string> => ({
    holds: holds(value),
    shown: `at ${value}`,
  });

describe('threshold', () => {
  it('finds the least and the greatest value that holds, with what is beside it', async () => {
    expect(
      await threshold(
        { seek: 'least', from: 0, to: 1000 },
        is((v) => v >= 377),
      ),
    ).toMatchObject({
      outcome: 'found',
      at: { value: 377, holds: true, shown: 'at 377' },
      beside: { value: 376, holds: false, shown: 'at 376' },
    });
    expect(
      await threshold(
        { seek: 'greatest', from: 0, to: 1000 },
        is((v) => v < 377),
      ),
    ).toMatchObject({
      outcome: 'found',
      at: { value: 376, holds: true },
      beside: { value: 377, holds: false },
    });
  });

  it('asks few values, none twice', async () => {
    const { asked } = await threshold(
      { seek: 'least', from: 0, to: 2 ** 20 },
      is((v) => v >= 12_345),
    );
    expect(asked.length).toBeLessThanOrEqual(24);
    expect(new Set(asked.map(({ value }) => value)).size).toBe(asked.length);
  });

  it('says when the ends of the range agree', async () => {
    expect(
      await threshold(
        { seek: 'least', from: 3, to: 9 },
        is(() => true),
      ),
    ).toMatchObject({ outcome: 'always', at: { value: 3 } });
    expect(
      await threshold(
        { seek: 'least', from: 3, to: 9 },
        is(() => false),
      ),
    ).toMatchObject({ outcome: 'never', at: { value: 9 } });
    expect(
      await threshold(
        { seek: 'least', from: 3, to: 3 },
        is(() => true),
      ),
    ).toMatchObject({ outcome: 'always', at: { value: 3 } });
  });

  it('notices neighbours that contradict it', async () => {
    const gap = is((v) => v >= 50 && v !== 51);
    const quest = { seek: 'least', from: 0, to: 100 } as const;
    expect(await threshold(quest, gap)).toMatchObject({
      outcome: 'not monotone',
      at: { value: 50, holds: true },
      beside: { value: 51, holds: false },
    });
    expect(
      await threshold(
        { ...quest, beyond: 3 },
        is((v) => v >= 50 || v === 47),
      ),
    ).toMatchObject({ outcome: 'not monotone' });
    expect(
      await threshold(
        quest,
        is((v) => v < 50),
      ),
    ).toMatchObject({ outcome: 'not monotone' });
  });

  it('is undecided where an answer it needs is', async () => {
    const foggy = is((v) => (v > 40 && v < 60 ? undefined : v >= 60));
    expect(await threshold({ seek: 'least', from: 0, to: 100 }, foggy)).toMatchObject({
      outcome: 'undecided',
      at: { value: 50 },
    });
  });

  it('refuses a range without whole numbers', async () => {
    await expect(
      threshold(
        { seek: 'least', from: 2, to: 1 },
        is(() => true),
      ),
    ).rejects.toThrow('no whole numbers from 2 to 1');
  });

  it('solves for a delay: a gate that may take 2 is closed in time, one that may take 3 is not', async () => {
    // With a slower gate calls to lower it pile up, without end.
    const options = { stopWhenDecided: true, maxStates: 5000 };
    const ask = (slowest: number) => {
      const lowering = `[1,${slowest}]`;
      const [finding] = explore(levelCrossing(2, { lowering }), [neverOpenForTrains(2)], options).findings;
      return { holds: finding?.verdict === 'holds', shown: finding };
    };
    const solved = await threshold({ seek: 'greatest', from: 1, to: 20 }, ask);
    expect(solved).toMatchObject({ outcome: 'found', at: { value: 2 }, beside: { value: 3 } });
    expect(solved.beside?.shown?.trace?.steps.at(-1)?.event.type).toBe('In1');
  });
});
