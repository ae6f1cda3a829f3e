/** Waiting intervals as pairs of bounds, checked and named by integers. */

import type { Timing } from '../machine.ts';
import { LONGEST, open } from './bounds.ts';

/** The name of the interval from 0 to for ever. */
export const ANY_DELAY = 0;

/** Intervals seen so far. Interval i says `waited <= upper[i]` and `-waited <= lower[i]`. */
export class Intervals {
  readonly upper: number[] = [Infinity];
  readonly lower: number[] = [0];
  readonly #ids = new Map<string, number>([[`0 ${Infinity}`, ANY_DELAY]]);

  /** The name of an interval. Throws if it is none. */
  intern(timing: Timing | undefined): number {
    if (timing === undefined) return ANY_DELAY;
    const [lower, upper] = boundsOf(timing);
    const text = `${lower} ${upper}`;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.upper.push(upper);
    this.#ids.set(text, this.lower.push(lower) - 1);
    return this.lower.length - 1;
  }
}

/** The bounds an interval puts on waiting. */
export function boundsOf(timing: Timing): readonly [lower: number, upper: number] {
  const { earliest, latest, earliestOpen = false, latestOpen = false } = timing;
  const says = `the interval ${earliestOpen ? ']' : '['}${earliest}, ${latest}${latestOpen ? '[' : ']'}`;
  if (!Number.isInteger(earliest) || earliest < 0) throw new RangeError(`${says} must begin at a whole number from 0`);
  if (!Number.isInteger(latest) && latest !== Infinity) {
    throw new RangeError(`${says} must end at a whole number or at Infinity`);
  }
  if (earliest > LONGEST || (latest > LONGEST && latest !== Infinity)) {
    throw new RangeError(`${says} must not go beyond ${LONGEST} ms, about a year`);
  }
  const lower = earliestOpen ? open(-earliest) : 0 - earliest;
  const upper = latestOpen ? open(latest) : latest;
  if (upper + lower < 0) throw new RangeError(`${says} is empty`);
  return [lower, upper];
}
