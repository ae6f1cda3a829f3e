/** Records: what was seen and done, when, and how far the clocks that say so can be trusted. */
import type { Label } from '../observe/label.ts';

/** When something was: no earlier, no later. Milliseconds of the target's clock. */
export interface Moment {
  readonly earliest: number;
  readonly latest: number;
}

/** One line of the record of a run: something that was seen or done. */
export interface Entry extends Moment {
  readonly label: Label;
  readonly source: string;
}

/** How far to trust the record. */
export interface Trust {
  /** Clocks of two sources may be so far apart, in milliseconds. */
  readonly skew: number;
}

/** True if `before` surely happened before `after`, whoever told of them. */
export const precedes = (before: Entry, after: Entry, skew: number): boolean =>
  before.source !== after.source && before.latest + skew < after.earliest;
