import { describe, expect, it } from 'vitest';
import { allPending, isPending, PendingNumbers, withoutPending } from './pending.ts';

const count = 20;
const places = Array.from({ length: count }, (_, place) => place);

describe('labels still to come', () => {
  it('are all of them, and none once each was told, in any order', () => {
    const all = allPending(count);
    expect(places.every((place) => isPending(all, place))).toBe(true);
    expect(isPending(all, count)).toBe(false);
    expect(places.toReversed().reduce(withoutPending, all)).toBe(0);
    const some = withoutPending(all, 17);
    expect(places.filter((place) => !isPending(some, place))).toEqual([17]);
  });

  it('are refused where there are more than numbers tell apart', () => {
    expect(() => allPending(53)).toThrow('one step shows 53 labels');
    expect(() => new PendingNumbers(60_000, 45)).toThrow('shows 45 labels');
  });

  it('make one number with their state, and are found in it', () => {
    const numbers = new PendingNumbers(60_000, count);
    const pairs = [0, 1, 59_999].flatMap((state) =>
      [0, 1, 2 ** 19, allPending(count)].map((open) => ({ state, open })),
    );
    const made = pairs.map(({ state, open }) => numbers.of(state, open));
    expect(new Set(made).size).toBe(pairs.length);
    expect(made.map((one) => ({ state: numbers.state(one), open: numbers.open(one) }))).toEqual(pairs);
  });
});
