/** A naive exhaustive search for tests of small scenarios: breadth first, states told apart by their JSON. */
import type { Cluster } from '../cluster.ts';
import type { Event } from '../event.ts';
import { actors, reduce } from '../reducer.ts';

/** One transition that was found. */
export interface Step {
  readonly before: Cluster;
  readonly event: Event;
  readonly after: Cluster;
}

/** What a search saw. `deadlocks` are the clusters in which nothing can happen any more. */
export interface Found {
  readonly states: readonly Cluster[];
  readonly steps: number;
  readonly deadlocks: readonly Cluster[];
}

/** Cells only; the scenario never changes. */
const keyOf = (cluster: Cluster): string => JSON.stringify({ ...cluster, scenario: null });

/** Every cluster that can be reached; `visit` sees each transition once. Throws beyond `limit` states. */
export const search = (initial: Cluster, visit: (step: Step) => void = () => {}, limit = 20_000): Found => {
  const everybody = actors(initial.scenario);
  const seen = new Set([keyOf(initial)]);
  const states = [initial];
  const deadlocks: Cluster[] = [];
  let steps = 0;
  for (const before of states) {
    const events = everybody.flatMap((actor) => actor.enabled(before));
    if (events.length === 0) deadlocks.push(before);
    for (const event of events) {
      const after = reduce(before, event);
      steps += 1;
      visit({ before, event, after });
      const key = keyOf(after);
      if (seen.has(key)) continue;
      if (seen.size >= limit) throw new Error(`more than ${limit} states`);
      seen.add(key);
      states.push(after);
    }
  }
  return { states, steps, deadlocks };
};
