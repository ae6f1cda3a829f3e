/** Schedules by chance: a list of choices among what is possible. Shrinking makes it shorter and its choices earlier. */
import fc from 'fast-check';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';

/** One step of a run. */
export interface RunStep {
  readonly before: Cluster;
  readonly event: Event;
  readonly after: Cluster;
}

/** Choices for so many steps at most. */
export const schedules = (maxSteps: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.nat({ max: 1000 }), { maxLength: maxSteps, size: 'max' });

/** The run these choices make: each is taken modulo the number of possible events. It ends where nothing is possible. */
export function* runOf(model: Model, schedule: Iterable<number>): Generator<RunStep> {
  let cluster = model.initial;
  for (const choice of schedule) {
    const before = cluster;
    const possible = model.components.flatMap((component) => component.enabled(before));
    const event = possible[choice % possible.length];
    if (event === undefined) return;
    cluster = model.reduce(before, event);
    yield { before, event, after: cluster };
  }
}
