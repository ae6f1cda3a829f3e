import { describe, expect, it } from 'vitest';
import type { Timing } from '../machine.ts';
import { open, tidy } from './bounds.ts';
import { canBeFirst, type Domain, EMPTY, includes, isUrgent } from './domain.ts';
import { Draft } from './draft.ts';
import { Intervals } from './intervals.ts';
import { NOBODY } from './turnovers.ts';

const intervals = new Intervals();
const draft = new Draft(intervals);

/** The domain after `fired`, when events start to wait that are given by their place in the list. */
function stepped(
  domain: Domain,
  fired: number,
  started: readonly (Timing | undefined)[],
  stopped: number[] = [],
): Domain {
  const pairs = started.flatMap((timing, event) => (timing ? [[event, intervals.intern(timing)] as const] : []));
  draft.step(domain, { fired, stopped, started: pairs });
  return draft.copy();
}

/** What is left to wait, event by event: least and most. */
function left({ events, matrix }: Domain): Record<number, readonly [number, number]> {
  const width = events.length + 1;
  return Object.fromEntries(
    [...events].map((event, i) => [event, [0 - (matrix[i + 1] as number), matrix[(i + 1) * width] as number]] as const),
  );
}

const [a, b, c] = [
  { earliest: 1, latest: 3 },
  { earliest: 2, latest: 5 },
  { earliest: 2, latest: Infinity },
];

describe('a domain', () => {
  it('begins with the intervals', () => {
    expect(left(stepped(EMPTY, NOBODY, [a, b, c]))).toEqual({ 0: [1, 3], 1: [2, 5], 2: [2, Infinity] });
  });

  it('counts from the last step, and knows of c what b tells of it, if anything', () => {
    const start = stepped(EMPTY, NOBODY, [a, b, c]);
    expect(left(stepped(start, 0, []))).toEqual({ 1: [0, 4], 2: [0, Infinity] });
    expect(left(stepped(start, 1, []))).toEqual({ 0: [0, 1] });
  });

  it('remembers how waits differ that began together', () => {
    const twins = stepped(EMPTY, NOBODY, [a, { earliest: 4, latest: 4 }, { earliest: 4, latest: 4 }]);
    const later = stepped(stepped(twins, 0, []), 1, []);
    expect(left(later)).toEqual({ 2: [0, 0] });
  });

  it('forgets who stopped, and starts whoever happens again', () => {
    const start = stepped(EMPTY, NOBODY, [a, b]);
    expect(left(stepped(start, 0, [a], [1]))).toEqual({ 0: [1, 3] });
  });

  it('leaves out events that may happen at any time from now on', () => {
    const start = stepped(EMPTY, NOBODY, [{ earliest: 2, latest: 2 }, { earliest: 3, latest: 3 }, c]);
    expect(left(stepped(start, 0, []))).toEqual({ 1: [1, 1] });
  });

  it('knows who can be first, and who cannot wait for ever', () => {
    const start = stepped(EMPTY, NOBODY, [a, { earliest: 3, latest: 9 }, { earliest: 4, latest: Infinity }]);
    expect([0, 1, 2].map((place) => canBeFirst(start, place))).toEqual([true, true, false]);
    expect([0, 1, 2].map((place) => isUrgent(start, place))).toEqual([true, true, false]);
    const open3 = stepped(EMPTY, NOBODY, [
      { ...a, latestOpen: true },
      { earliest: 3, latest: 9 },
    ]);
    expect(canBeFirst(open3, 1)).toBe(false);
  });

  it('includes those that allow less', () => {
    const [wide, narrow] = [stepped(EMPTY, NOBODY, [a, b]), stepped(EMPTY, NOBODY, [a, { earliest: 3, latest: 4 }])];
    expect([includes(wide, narrow), includes(narrow, wide), includes(wide, wide)]).toEqual([true, false, true]);
    const half = stepped(EMPTY, NOBODY, [a, { ...b, latestOpen: true }]);
    expect([includes(wide, half), includes(half, wide)]).toEqual([true, false]);
  });

  it('that says nothing of an event includes one that does, not the other way round', () => {
    const [some, more] = [stepped(EMPTY, NOBODY, [a]), stepped(EMPTY, NOBODY, [a, undefined, c])];
    expect([includes(some, more), includes(more, some)]).toEqual([true, false]);
    expect(includes(EMPTY, some)).toBe(true);
    expect(includes(some, EMPTY)).toBe(false);
  });
});

describe('a bound', () => {
  it('is one number: open ends are a speck tighter, and add up to open ends', () => {
    expect(open(3)).toBeLessThan(3);
    expect(open(3)).toBeGreaterThan(2);
    expect(tidy(open(3) + open(-1))).toBe(open(2));
    expect(tidy(open(-3))).toBe(open(-3));
    expect(Object.is(tidy(-0), 0)).toBe(true);
    expect(tidy(Infinity)).toBe(Infinity);
  });

  it('keeps its speck for a year', () => {
    const year = 365 * 24 * 60 * 60 * 1000;
    expect(tidy(open(year) - 1)).toBe(open(year - 1));
    expect(open(year)).toBeLessThan(year);
  });
});
