/**
 * Bounds on differences of moments: `x - y <= c` or `x - y < c` for an integer c. A bound is one number: c itself, or c less a
 * speck. Adding numbers then adds bounds, the smaller number is the tighter bound, and `Infinity` is none at all. A sum
 * can hold several specks; `tidy` makes them one.
 */

/** So small that a path of 65 536 open bounds adds up to less than a millisecond. */
export const SPECK = 2 ** -16;

/** Beyond this (a year and a month) sums of bounds would lose their specks. */
export const LONGEST = 2 ** 35;

/** Whole numbers of milliseconds up to this (139 years) add up exactly along a run: 2 048 of them at the least. */
export const LONGEST_EXACT = 2 ** 42;

/** `x - y < c`; for a lower bound `y - x < -c`. */
export function open(c: number): number {
  return c - SPECK;
}

/** The bound as it is written when it is not a sum: at most one speck, and no negative zero. */
export function tidy(bound: number): number {
  const c = Math.ceil(bound);
  return c === bound ? c + 0 : c - SPECK;
}
