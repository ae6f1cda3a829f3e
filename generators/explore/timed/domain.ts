/**
 * Firing domains: what is known about how long each waiting event has yet to wait, as a difference-bound matrix. Row and
 * column 0 stand for now, the others for the events; entry (i, j) bounds `theta_i - theta_j` from above. All domains
 * here are canonical (closed under shortest paths) and not empty. Events that can happen at any time from now on, whatever
 * the others do, are left out, so that equal sets of waiting times are equal domains.
 */

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
