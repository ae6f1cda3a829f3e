/**
 * Firing domains: what is known about how long each waiting event has yet to wait, as a difference-bound matrix. Row and
 * column 0 stand for now, the others for the events; entry (i, j) bounds `theta_i - theta_j` from above. All domains
 * here are canonical (closed under shortest paths) and not empty. Events that can happen at any time from now on, whatever
 * the others do, are left out, so that equal sets of waiting times are equal domains.
 */

import { tidy } from './bounds.ts';
import type { Intervals } from './intervals.ts';
import type { Turnover } from './turnovers.ts';

/** A domain over some events, which are ascending. `matrix` has a row and a column more than there are events. */
export interface Domain {
  readonly events: Int32Array;
  readonly matrix: Float64Array;
}

/** The domain in which nobody waits. */
export const EMPTY: Domain = { events: new Int32Array(0), matrix: new Float64Array(1) };

/** Whether an event of the domain (by its place, from 0) can be the first to happen: all others can wait as long. */
export function canBeFirst({ events, matrix }: Domain, place: number): boolean {
  const width = events.length + 1;
  for (let i = 1; i < width; i++) if ((matrix[i * width + place + 1] as number) < 0) return false;
  return true;
}

/** Whether time cannot pass for ever while this event of the domain waits. */
export function isUrgent({ events, matrix }: Domain, place: number): boolean {
  return (matrix[(place + 1) * (events.length + 1)] as number) < Infinity;
}

/** The domain after a step, counted from the moment of the step. The event that fires must be one that can be first. */
export function successor(domain: Domain, turnover: Turnover, intervals: Intervals): Domain {
  const { events, matrix } = domain;
  const width = events.length + 1;
  const fired = events.indexOf(turnover.fired) + 1;
  const kept = [...events.keys()].filter((place) => {
    const event = events[place] as number;
    return event !== turnover.fired && !turnover.stopped.includes(event);
  });
  const waiting = merge(
    kept.map((place) => ({
      event: events[place] as number,
      row: place + 1,
      upper: matrix[(place + 1) * width + fired] as number,
      lower: soonest(matrix, width, place + 1),
    })),
    turnover.started.map(([event, interval]) => ({
      event,
      row: NEW,
      upper: intervals.upper[interval] as number,
      lower: intervals.lower[interval] as number,
    })),
  );
  return withoutFree(assemble(waiting, matrix, width));
}

/** Whether every way of waiting in `small` is one in `big`. An event one of them does not have may wait as it likes. */
export function includes(big: Domain, small: Domain): boolean {
  const { events } = big;
  const width = events.length + 1;
  const smallWidth = small.events.length + 1;
  const rows = [0];
  for (let place = 0, at = 0; place < events.length; place++) {
    while (at < small.events.length && (small.events[at] as number) < (events[place] as number)) at++;
    if (small.events[at] !== events[place]) return false;
    rows.push(at + 1);
  }
  for (let i = 0; i < width; i++) {
    const row = (rows[i] as number) * smallWidth;
    for (let j = 0; j < width; j++) {
      if ((small.matrix[row + (rows[j] as number)] as number) > (big.matrix[i * width + j] as number)) return false;
    }
  }
  return true;
}

const NEW = 0;

/** One event of the domain to come: its row in the old matrix, if it was there, and its bounds as of now. */
interface Waiting {
  readonly event: number;
  readonly row: number;
  readonly upper: number;
  readonly lower: number;
}

/** The bound on `-theta` after the step: no event may be left behind by the one that happened. */
function soonest(matrix: Float64Array, width: number, column: number): number {
  let least = 0;
  for (let k = 1; k < width; k++) least = Math.min(least, matrix[k * width + column] as number);
  return least;
}

function merge(kept: readonly Waiting[], started: readonly Waiting[]): Waiting[] {
  return [...kept, ...started].sort((a, b) => a.event - b.event);
}

/** Two events that waited together keep their difference; apart from that, each knows only now. */
function assemble(waiting: readonly Waiting[], old: Float64Array, oldWidth: number): Domain {
  const width = waiting.length + 1;
  const matrix = new Float64Array(width * width);
  for (const [i, a] of waiting.entries()) {
    matrix[(i + 1) * width] = tidy(a.upper);
    matrix[i + 1] = tidy(a.lower);
    for (const [j, b] of waiting.entries()) {
      if (i === j) continue;
      const together = a.row === NEW || b.row === NEW ? Infinity : (old[a.row * oldWidth + b.row] as number);
      matrix[(i + 1) * width + j + 1] = tidy(Math.min(together, a.upper + b.lower));
    }
  }
  return { events: Int32Array.from(waiting, ({ event }) => event), matrix };
}

/** Leaves out the events that nothing is known about but that they have not happened yet. */
function withoutFree({ events, matrix }: Domain): Domain {
  const width = events.length + 1;
  const isFree = (row: number): boolean => {
    if (matrix[row * width] !== Infinity || matrix[row] !== 0) return false;
    for (let k = 1; k < width; k++) {
      if (k === row) continue;
      if (matrix[row * width + k] !== Infinity || matrix[k * width + row] !== matrix[k * width]) return false;
    }
    return true;
  };
  const rows = [0, ...events.keys()].map((_, row) => row).filter((row) => row === 0 || !isFree(row));
  if (rows.length === width) return { events, matrix };
  const narrower = new Float64Array(rows.length ** 2);
  for (const [i, row] of rows.entries()) {
    for (const [j, column] of rows.entries()) narrower[i * rows.length + j] = matrix[row * width + column] as number;
  }
  return { events: Int32Array.from(rows.slice(1), (row) => events[row - 1] as number), matrix: narrower };
}
