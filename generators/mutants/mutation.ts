/** Mutations: the model with one plausible implementation mistake. A guarantee nobody's mistake can break says nothing. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';

/** One mistake, as a change of what components may do or of what events do. */
export interface Mutation {
  readonly id: string;
  /** The mistake as an implementer would make it, in one sentence. */
  readonly mistake: string;
  /** What an actor of that name may do by mistake, given what it may do rightly. */
  readonly enabled?: (actor: string, cluster: Cluster, events: readonly Event[]) => readonly Event[];
  /** What comes of an event by mistake, given the cluster before it and the right outcome. */
  readonly reduce?: (before: Cluster, event: Event, after: Cluster) => Cluster;
}

/** The model with the mistake built in. */
export const mutate = (model: Model, mutation: Mutation): Model => ({
  ...model,
  components: model.components.map((actor) => ({
    ...actor,
    enabled: (cluster: Cluster) => {
      const events = actor.enabled(cluster);
      return mutation.enabled === undefined ? events : mutation.enabled(actor.name, cluster, events);
    },
  })),
  reduce: (cluster, event) => {
    const after = model.reduce(cluster, event);
    return mutation.reduce === undefined ? after : mutation.reduce(cluster, event, after);
  },
});
