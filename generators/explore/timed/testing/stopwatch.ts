/** Holds a run with moments against a machine's intervals, in real numbers and without matrices. */

import type { Machine, Trace } from '../../machine.ts';
import { canonical } from '../../plain.ts';

/** What is wrong with a run in which step i happens at `moments[i]`: undefined if nothing is. */
export function faultIn<S, E>(
  { components, timing, renews, reduce }: Machine<S, E>,
  { initial, steps }: Trace<S, E>,
  moments: readonly number[],
): string | undefined {
  let state = initial;
  let now = 0;
  let since = new Map<string, { start: number; as: S }>();
  for (const [i, { event, state: after }] of steps.entries()) {
    const possible = components.flatMap(({ enabled }) => enabled(state));
    since = new Map(possible.map((e) => [canonical(e), since.get(canonical(e)) ?? { start: now, as: state }]));
    const moment = moments[i] as number;
    if (moment < now) return `step ${i} goes back in time`;
    for (const waiting of possible) {
      const { start, as } = since.get(canonical(waiting)) as { start: number; as: S };
      const { latest, latestOpen = false } = timing?.(as, waiting) ?? { latest: Infinity };
      if (moment - start > latest || (latestOpen && moment - start === latest))
        return `${canonical(waiting)} is overdue at step ${i}`;
    }
    const fired = since.get(canonical(event));
    if (fired === undefined) return `step ${i} is not possible`;
    const { earliest, earliestOpen = false } = timing?.(fired.as, event) ?? { earliest: 0 };
    if (moment - fired.start < earliest || (earliestOpen && moment - fired.start === earliest))
      return `step ${i} is too early`;
    if (canonical(reduce(state, event)) !== canonical(after)) return `step ${i} leads elsewhere`;
    for (const renewed of [event, ...(renews?.(state, event) ?? [])]) since.delete(canonical(renewed));
    state = after;
    now = moment;
  }
  return undefined;
}
