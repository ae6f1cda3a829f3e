/** The domain after a step, worked out in place: most turn out to be known, and are never made objects. */

import { tidy } from './bounds.ts';
import type { Domain } from './domain.ts';
import type { Intervals } from './intervals.ts';
import type { Turnover } from './turnovers.ts';

/** The row of an event that was not in the old matrix. */
const NEW = 0;

/** One domain at a time, in arrays that are used again for the next. Only the first `size` events are valid. */
export class Draft {
  size = 0;
  events = new Int32Array(16);
  /** The matrix, `size + 1` entries a row. */
  matrix = new Float64Array(17 * 17);
  readonly #intervals: Intervals;
  /** Per event: its row in the old matrix, and its bounds as of now. */
  #rows = new Int32Array(16);
  #upper = new Float64Array(16);
  #lower = new Float64Array(16);

  constructor(intervals: Intervals) {
    this.#intervals = intervals;
  }

  /**
   * The domain after a step, counted from the moment of the step (Berthomieu and Diaz 1991, section III). The event that
   * fires must be one that can be first.
   */
  step(domain: Domain, turnover: Turnover): void {
    this.#reserve(domain.events.length + turnover.started.length);
    this.#collect(domain, turnover);
    this.#relate(domain);
    this.#leaveOutFree();
  }

  /** A copy that stays. */
  copy(): Domain {
    return { events: this.events.slice(0, this.size), matrix: this.matrix.slice(0, (this.size + 1) ** 2) };
  }

  /** Those that go on waiting and those that begin to, ascending. */
  #collect({ events, matrix }: Domain, { fired, stopped, started }: Turnover): void {
    this.size = 0;
    const width = events.length + 1;
    const origin = events.indexOf(fired) + 1;
    let next = 0;
    for (let row = 1; row < width; row++) {
      const event = events[row - 1] as number;
      if (row === origin || stopped.includes(event)) continue;
      next = this.#startUpTo(event, started, next);
      this.#append(event, row, matrix[row * width + origin] as number, soonest(matrix, width, row));
    }
    this.#startUpTo(Infinity, started, next);
  }

  #startUpTo(event: number, started: Turnover['started'], from: number): number {
    let next = from;
    for (; next < started.length; next++) {
      const [newcomer, interval] = started[next] as (typeof started)[number];
      if (newcomer > event) break;
      const { upper, lower } = this.#intervals;
      this.#append(newcomer, NEW, upper[interval] as number, lower[interval] as number);
    }
    return next;
  }

  #append(event: number, row: number, upper: number, lower: number): void {
    this.events[this.size] = event;
    this.#rows[this.size] = row;
    this.#upper[this.size] = tidy(upper);
    this.#lower[this.size] = tidy(lower);
    this.size++;
  }

  /** Two events that waited together keep their difference; apart from that, each is related to now alone. */
  #relate(domain: Domain): void {
    const width = this.size + 1;
    const oldWidth = domain.events.length + 1;
    const { matrix } = this;
    matrix[0] = 0;
    for (let i = 0; i < this.size; i++) {
      const at = (i + 1) * width;
      const upper = this.#upper[i] as number;
      const row = this.#rows[i] as number;
      matrix[at] = upper;
      matrix[i + 1] = this.#lower[i] as number;
      for (let j = 0; j < this.size; j++) {
        const column = this.#rows[j] as number;
        const apart = upper + (this.#lower[j] as number);
        const together = row === NEW || column === NEW ? Infinity : (domain.matrix[row * oldWidth + column] as number);
        matrix[at + j + 1] = i === j ? 0 : tidy(Math.min(together, apart));
      }
    }
  }

  /** Leaves out the events that nothing is known about but that they have not happened yet. */
  #leaveOutFree(): void {
    const width = this.size + 1;
    let free = 0;
    for (let i = 0; i < this.size; i++) {
      if (this.#upper[i] !== Infinity || this.#lower[i] !== 0 || !this.#isUnrelated(i + 1, width)) continue;
      this.#rows[i] = -1;
      free++;
    }
    if (free > 0) this.#compact(width);
  }

  #isUnrelated(row: number, width: number): boolean {
    const { matrix } = this;
    for (let k = 1; k < width; k++) {
      if (k === row) continue;
      if (matrix[row * width + k] !== Infinity || matrix[k * width + row] !== matrix[k * width]) return false;
    }
    return true;
  }

  #compact(width: number): void {
    const kept = [0];
    for (let i = 0; i < this.size; i++) if (this.#rows[i] !== -1) kept.push(i + 1);
    let to = 0;
    for (const row of kept) for (const column of kept) this.matrix[to++] = this.matrix[row * width + column] as number;
    for (const [i, row] of kept.entries()) if (i > 0) this.events[i - 1] = this.events[row - 1] as number;
    this.size = kept.length - 1;
  }

  #reserve(size: number): void {
    if (size <= this.events.length) return;
    this.events = new Int32Array(size * 2);
    this.#rows = new Int32Array(size * 2);
    this.#upper = new Float64Array(size * 2);
    this.#lower = new Float64Array(size * 2);
    this.matrix = new Float64Array((size * 2 + 1) ** 2);
  }
}

/** The bound on `-theta` after the step: no event may be left behind by the one that happened. */
function soonest(matrix: Float64Array, width: number, column: number): number {
  let least = 0;
  for (let at = width + column; at < matrix.length; at += width) {
    const bound = matrix[at] as number;
    if (bound < least) least = bound;
  }
  return least;
}
