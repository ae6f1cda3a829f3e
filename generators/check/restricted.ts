/** A model in which some of the events do not happen: each of its runs is a run of the model. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';

/** Whether an event that is enabled in this cluster may happen. */
export type Allows = (cluster: Cluster, event: Event) => boolean;

/** The model without the events that are not allowed. */
export const restricted = (model: Model, allows: Allows): Model => ({
  ...model,
  components: model.components.map((actor) => ({
    ...actor,
    enabled: (cluster: Cluster) => actor.enabled(cluster).filter((event: Event) => allows(cluster, event)),
  })),
});
