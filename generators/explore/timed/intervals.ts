/** Waiting intervals as pairs of bounds, checked and named by integers. */

import type { Timing } from '../machine.ts';
import { LONGEST, open } from './bounds.ts';

/** The name of the interval from 0 to for ever. */
export const ANY_DELAY = 0;

/** Intervals seen so far. Interval i says `waited <= upper[i]` and `-waited <= lower[i]`. */
export class Intervals {
  readonly upper: number[] = [Infinity];
  readonly lower: number[] = [0];
  /** Whether an interval was made wider because its ends are too far away. */
  widened = false;
  readonly #ids = new Map<string, number>([[`0 ${Infinity}`, ANY_DELAY]]);

  /** The name of an interval. Throws if it is none. */
  intern(timing: Timing | undefined): number {
    if (timing === undefined) return ANY_DELAY;
    checkInterval(timing);
    if (isLong(timing)) this.widened = true;
    const [lower, upper] = boundsOf(timing);
    const text = `${lower} ${upper}`;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.upper.push(upper);
    this.#ids.set(text, this.lower.push(lower) - 1);
    return this.lower.length - 1;
  }
}

/** Throws if this is no interval of whole milliseconds. */
export function checkInterval({ earliest, latest, earliestOpen = false, latestOpen = false }: Timing): void {
  const says = `the interval ${earliestOpen ? ']' : '['}${earliest}, ${latest}${latestOpen ? '[' : ']'}`;
  if (!Number.isInteger(earliest) || earliest < 0) throw new RangeError(`${says} must begin at a whole number from 0`);
  if (!Number.isInteger(latest) && latest !== Infinity) {
    throw new RangeError(`${says} must end at a whole number or at Infinity`);
  }
  // Beyond, neighbours are one number: what looks empty may be none.
  if (earliest > Number.MAX_SAFE_INTEGER) return;
  if (latest < earliest || (latest === earliest && (earliestOpen || latestOpen))) {
    throw new RangeError(`${says} is empty`);
  }
}

function isLong({ earliest, latest }: Timing): boolean {
  return earliest > LONGEST || (latest > LONGEST && latest !== Infinity);
}

/**
 * The bounds that an interval puts on waiting. Beyond the longest delay whose bounds add up exactly there are none: an event that has to
 * wait longer may happen from `LONGEST` on, one that need not may wait for ever. Everything that was possible before still is.
 */
function boundsOf({ earliest, latest, earliestOpen, latestOpen }: Timing): readonly [lower: number, upper: number] {
  const lower = earliest > LONGEST ? -LONGEST : earliestOpen ? open(-earliest) : 0 - earliest;
  return [lower, latest > LONGEST ? Infinity : latestOpen ? open(latest) : latest];
}
