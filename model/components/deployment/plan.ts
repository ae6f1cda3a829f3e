/** What one sync of the Deployment controller writes: deployment_controller.go syncDeployment, sync.go, rolling.go, recreate.go; 1.34.9 to 1.37.2. */
import type { PlannedWrite, StoredReplicaSet } from '../../cluster.ts';
import { replicaSetKey } from '../../kubernetes/deployment.ts';
import { grownTo, type Resize, shrunk } from './rolling.ts';
import { isScalingEvent, scaled } from './scale.ts';
import { activeOf, type Named, type Reading } from './view.ts';

/** The ReplicaSet that is not stored. */
export const noReplicaSet: StoredReplicaSet = {
  exists: false,
  replicas: 0,
  desired: 0,
  most: 0,
  revision: 0,
  active: 0,
  available: 0,
};

/** With the annotations that every write of a size brings along (SetReplicasAnnotations). */
const sized = ({ deployment, posts }: Reading, set: StoredReplicaSet, replicas: number): StoredReplicaSet => ({
  ...set,
  exists: true,
  replicas,
  desired: deployment.replicas,
  most: deployment.replicas + posts.surge,
});

/** True of two ReplicaSets that say the same. */
export const sameReplicaSet = (one: StoredReplicaSet, other: StoredReplicaSet): boolean =>
  one.exists === other.exists &&
  one.replicas === other.replicas &&
  one.desired === other.desired &&
  one.most === other.most &&
  one.revision === other.revision &&
  one.active === other.active &&
  one.available === other.available;

/** One after the other; a second write of a ReplicaSet replaces what the first one made of it. */
const writes = (reading: Reading, resizes: readonly Resize[], forced: boolean): readonly PlannedWrite[] => {
  const made = new Map<string, StoredReplicaSet>();
  return resizes.flatMap(([[replicaSet, view], replicas]): readonly PlannedWrite[] => {
    const replaces = made.get(replicaSet) ?? view;
    const after = sized(reading, replaces, replicas);
    if (sameReplicaSet(replaces, after) || (!forced && replaces.replicas === replicas)) return [];
    made.set(replicaSet, after);
    return [{ replicaSet, replaces, with: after }];
  });
};

const nextRevision = ({ old }: Reading): number => Math.max(0, ...old.map(([, { revision }]) => revision)) + 1;

const creation = (reading: Reading): readonly PlannedWrite[] => {
  const replicaSet = replicaSetKey(reading.name, reading.deployment.revision);
  const created = { ...sized(reading, noReplicaSet, grownTo(reading, 0)), revision: nextRevision(reading) };
  return [{ replicaSet, replaces: noReplicaSet, with: created }];
};

/**
 * An earlier template’s ReplicaSet becomes the newest again before anything else is done (getNewReplicaSet, SetNewReplicaSetAnnotations). So after a rollback
 * no sync goes on that has not been shown the ReplicaSet as it was then.
 */
const renewal = (reading: Reading): readonly PlannedWrite[] => {
  if (reading.fresh === undefined) return [];
  const [replicaSet, view] = reading.fresh;
  const revision = nextRevision(reading);
  return view.revision >= revision ? [] : [{ replicaSet, replaces: view, with: { ...view, revision } }];
};

/** Grow the new one; only if that changes nothing, shrink old ones (E24). */
const rolling = (reading: Reading, fresh: Named): readonly PlannedWrite[] => {
  const [, { replicas }] = fresh;
  const grown = writes(reading, [[fresh, grownTo(reading, replicas)]], false);
  return grown.length > 0 ? grown : writes(reading, shrunk(reading, fresh), false);
};

/** Old ones to 0; then, with no Pod of theirs left, the new one (E33). */
const recreating = (reading: Reading): readonly PlannedWrite[] => {
  const { fresh, old, oldPodsRun, deployment } = reading;
  const emptied = writes(
    reading,
    activeOf(old).map((one): Resize => [one, 0]),
    false,
  );
  if (emptied.length > 0) return emptied;
  if (oldPodsRun || old.some(([, { active }]) => active > 0)) return [];
  return fresh === undefined ? creation(reading) : writes(reading, [[fresh, deployment.replicas]], false);
};

/** The writes a sync comes to that reads this. */
export const plan = (reading: Reading): readonly PlannedWrite[] => {
  const { deployment, fresh, setup } = reading;
  const renewed = renewal(reading);
  if (renewed.length > 0) return renewed;
  if (deployment.paused || isScalingEvent(reading)) {
    const { resizes, forced } = scaled(reading);
    return writes(reading, resizes, forced);
  }
  if (setup.strategy === 'Recreate') return recreating(reading);
  return fresh === undefined ? creation(reading) : rolling(reading, fresh);
};
