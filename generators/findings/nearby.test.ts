import { describe, expect, it } from 'vitest';
import { type Nearby, nearby } from './nearby.ts';

/** Looks for a threshold that is known, and counts how often it asks. */
const looked = async (
  seek: 'least' | 'greatest',
  guess: number,
  holds: (value: number) => boolean | undefined,
): Promise<readonly [found: Nearby | 'never' | 'undecided', asked: number]> => {
  let asked = 0;
  const ask = (value: number) => {
    asked += 1;
    return Promise.resolve({ holds: holds(value), shown: undefined });
  };
  return [await nearby({ seek, from: 0, to: 100 }, guess, ask), asked];
};

describe('a number that is looked for where it is expected', () => {
  it('takes two searches if it is there, whichever end is sought', async () => {
    expect(await looked('least', 4, (value) => value > 3)).toEqual([{ value: 4, beside: 3 }, 2]);
    expect(await looked('greatest', 24, (value) => value < 25)).toEqual([{ value: 24, beside: 25 }, 2]);
  });

  it('is found all the same if it is not there', async () => {
    for (const guess of [-7, 0, 3, 50, 99, 300, Number.POSITIVE_INFINITY])
      expect((await looked('least', guess, (value) => value > 40))[0]).toEqual({ value: 41, beside: 40 });
    expect((await looked('greatest', 90, (value) => value < 25))[0]).toEqual({ value: 24, beside: 25 });
  });

  it('has nothing beside it where every number does, and is no number where none does or nobody knows', async () => {
    expect((await looked('least', 4, () => true))[0]).toEqual({ value: 0 });
    expect((await looked('least', 4, () => false))[0]).toBe('never');
    expect((await looked('least', 4, () => undefined))[0]).toBe('undecided');
    expect((await looked('least', 4, (value) => (value > 50 ? true : undefined)))[0]).toBe('undecided');
  });
});
