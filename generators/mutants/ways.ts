/** The ways a mistake enters a model: something may happen too early, something never happens, something has another outcome. */
import { type Cluster, cell } from '../../model/cluster.ts';
import { startFirstOf } from '../../model/components/kubelet/sync/starting.ts';
import type { Event } from '../../model/event.ts';
import type { PodSpec } from '../../model/kubernetes/spec.ts';
import { instanceOf, type Uid } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';

type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

const isOf = <T extends Event['type']>(types: readonly T[], event: Event): event is EventOf<T> =>
  (types as readonly Event['type'][]).includes(event.type);

/** Where such an event may happen, these may happen as well. */
export const also =
  <T extends Event['type']>(
    types: readonly T[],
    more: (event: EventOf<T>, cluster: Cluster) => readonly Event[],
  ): NonNullable<Mutation['enabled']> =>
  (_actor, cluster, events) =>
    events.flatMap((event) => (isOf(types, event) ? [event, ...more(event, cluster)] : [event]));

/** Where such an event may happen, these happen in its place. */
export const instead =
  <T extends Event['type']>(
    types: readonly T[],
    others: (event: EventOf<T>, cluster: Cluster) => readonly Event[],
  ): NonNullable<Mutation['enabled']> =>
  (_actor, cluster, events) =>
    events.flatMap((event) => (isOf(types, event) ? others(event, cluster) : [event]));

/** Such an event has its right outcome and then one more. */
export const andThen =
  <T extends Event['type']>(
    types: readonly T[],
    change: (after: Cluster, event: EventOf<T>, before: Cluster) => Cluster,
  ): NonNullable<Mutation['reduce']> =>
  (before, event, after) =>
    isOf(types, event) ? change(after, event, before) : after;

/** Where a pass has just settled which containers it starts, and in which order, it settles on these instead. */
export const startsInstead = (
  change: (starting: readonly string[], spec: PodSpec, cluster: Cluster, uid: Uid) => readonly string[],
) =>
  andThen(
    ['kubelet/syncStarted', 'kubelet/volumesMounted', 'kubelet/containersStopped', 'runtime/sandboxReady'],
    (after, { uid }) => {
      const { step, starting } = cell(after, 'workers', uid);
      if (starting.length === 0 || (step !== 'pull' && step !== 'create')) return after;
      const changed = change(starting, instanceOf(after.scenario, uid).spec, after, uid);
      return changed === starting ? after : startFirstOf(after, uid, changed);
    },
  );
