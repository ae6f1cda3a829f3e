/**
 * The ReplicaSet controller of kube-controller-manager: pkg/controller/replicaset/replica_set.go (syncReplicaSet, manageReplicas), read at 1.34.9,
 * 1.35.6, 1.36.2 and 1.37.2.
 *
 * One actor per ReplicaSet, as there is one worker per key. A sync reads its caches and then writes Pod by Pod; the first write stands for the
 * reading, too, since what the caches show may be as old as it likes. What is left of the sync waits in memory, so that everything else can fall in between
 * (E1). Creates and deletes that are not shown yet are expected, and while some are the status alone is written (E2). A create takes the first
 * free slot: free slots are alike in every cell, so the others would lead to the same clusters under other names.
 *
 * Left out: adoption and release, failed creates other than a lost reply, the batches of slow start (they matter where creates fail), expectations
 * that expire after five minutes, the refusal of a sync before the controller has seen its own last status (StaleControllerConsistencyReplicaSet, 1.36),
 * more than 500 Pods, and status fields nobody here reads.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import {
  type Cluster,
  cell,
  patch,
  put,
  type ReplicaSetMemory,
  type SlotView,
  type StoredReplicaSet,
} from '../../cluster.ts';
import type { Event, ReplicaSetEvent } from '../../event.ts';
import { deploymentIn, replicaSetsOf, revisionIn, slotsOf } from '../../kubernetes/deployment.ts';
import { deploymentOf, type Scenario } from '../../scenario.ts';
import { createdPod, deleted } from '../pod/steps.ts';
import { victimsAmong } from './ranking.ts';

/** The memory of a controller that has just started. */
export const nothingExpected: ReplicaSetMemory = { creates: 0, deletes: [], expects: [] };

const slotsBeside = (cluster: Cluster, replicaSet: string): readonly string[] => {
  const deployment = deploymentIn(replicaSet);
  return slotsOf(deployment, deploymentOf(cluster.scenario, deployment));
};

/** The active Pods of a ReplicaSet as its cache shows them (E9, E18, E19). */
export const activePods = (cluster: Cluster, replicaSet: string): readonly (readonly [string, SlotView])[] => {
  const revision = revisionIn(replicaSet);
  return slotsBeside(cluster, replicaSet)
    .map((slot) => [slot, cell(cluster, 'slotViews', slot)] as const)
    .filter(([, view]) => view.revision === revision && view.shows !== 'none' && view.shows !== 'terminating');
};

/** No Pod has its name, nobody is shown one, and nobody waits to be shown that one came or went. */
export const isFree = (cluster: Cluster, slot: string): boolean => {
  const deployment = deploymentIn(slot);
  return (
    cell(cluster, 'slots', slot).state === 'none' &&
    cell(cluster, 'slotViews', slot).shows === 'none' &&
    replicaSetsOf(deployment, deploymentOf(cluster.scenario, deployment)).every((one) => {
      const { expects, deletes } = cell(cluster, 'replicaSetMemories', one);
      return !expects.includes(slot) && !deletes.includes(slot);
    })
  );
};

const creating = (cluster: Cluster, replicaSet: string): readonly Event[] => {
  const slot = slotsBeside(cluster, replicaSet).find((one) => isFree(cluster, one));
  if (slot === undefined) return [];
  return [
    { type: 'replicaset/podCreated', replicaSet, slot },
    { type: 'replicaset/createReplyLost', replicaSet, slot },
  ];
};

/** What a sync that has begun still has to send. */
const goingOn = (cluster: Cluster, replicaSet: string, { creates, deletes }: ReplicaSetMemory): readonly Event[] =>
  creates > 0
    ? creating(cluster, replicaSet)
    : deletes.map((slot) => ({
        type: 'replicaset/podDeleted',
        replicaSet,
        slot,
        next: deletes.filter((one) => one !== slot),
      }));

/** How many Pods a ReplicaSet lacks, negative if it has too many (E13). */
const lacking = (cluster: Cluster, replicaSet: string): number => {
  const { exists, replicas } = cell(cluster, 'replicaSetViews', replicaSet);
  return exists ? replicas - activePods(cluster, replicaSet).length : 0;
};

/** status as the Pods in the cache make it (calculateStatus, replica_set_utils.go). */
const countedStatus = (cluster: Cluster, replicaSet: string): Pick<StoredReplicaSet, 'active' | 'available'> => {
  const { minReadySeconds } = deploymentOf(cluster.scenario, deploymentIn(replicaSet));
  const pods = activePods(cluster, replicaSet);
  const available = minReadySeconds > 0 ? ['Available'] : ['Ready'];
  return { active: pods.length, available: pods.filter(([, { shows }]) => available.includes(shows)).length };
};

type Status = Pick<StoredReplicaSet, 'active' | 'available'>;

const sameStatus = (one: Status, other: Status): boolean =>
  one.active === other.active && one.available === other.available;

const reporting = (cluster: Cluster, replicaSet: string): readonly Event[] => {
  const view = cell(cluster, 'replicaSetViews', replicaSet);
  if (!view.exists) return [];
  const counted = countedStatus(cluster, replicaSet);
  const news = !sameStatus(counted, view) && !sameStatus(counted, cell(cluster, 'replicaSets', replicaSet));
  return news ? [{ type: 'replicaset/statusWritten', replicaSet }] : [];
};

const managing = (cluster: Cluster, replicaSet: string, { expects }: ReplicaSetMemory): readonly Event[] => {
  if (expects.length > 0) return [];
  const missing = lacking(cluster, replicaSet);
  if (missing > 0) return creating(cluster, replicaSet);
  if (missing === 0) return [];
  return victimsAmong(activePods(cluster, replicaSet), -missing).flatMap((victims) =>
    victims.map((slot): Event => {
      const next = victims.filter((one) => one !== slot);
      return { type: 'replicaset/podDeleted', replicaSet, slot, next };
    }),
  );
};

/** One actor per ReplicaSet. */
export const actors = ({ deployments = {} }: Scenario): readonly Actor[] =>
  Object.entries(deployments)
    .flatMap(([name, setup]) => replicaSetsOf(name, setup))
    .map((replicaSet) => ({
      name: 'ReplicaSet controller',
      fair: true,
      enabled: (cluster) => {
        const memory = cell(cluster, 'replicaSetMemories', replicaSet);
        if (memory.creates > 0 || memory.deletes.length > 0) return goingOn(cluster, replicaSet, memory);
        return [...managing(cluster, replicaSet, memory), ...reporting(cluster, replicaSet)];
      },
    }));

/** A create takes one off those of its sync; the first of a sync settles how many there are. */
const createsLeft = (cluster: Cluster, replicaSet: string): number => {
  const { creates } = cell(cluster, 'replicaSetMemories', replicaSet);
  return (creates > 0 ? creates : lacking(cluster, replicaSet)) - 1;
};

const created = (cluster: Cluster, replicaSet: string, slot: string): Cluster =>
  put(cluster, 'slots', slot, createdPod(revisionIn(replicaSet)));

const sorted = (slots: readonly string[]): readonly string[] => [...new Set(slots)].sort();

/**
 * By name, with nothing said of what it has become meanwhile (E7, E17). A sync expects all of its victims from its first delete on; a victim that
 * is not found is expected no more.
 */
const deletes = (cluster: Cluster, replicaSet: string, slot: string, next: readonly string[]): Cluster => {
  const { abrupt } = deploymentOf(cluster.scenario, deploymentIn(slot));
  const pod = cell(cluster, 'slots', slot);
  const memory = cell(cluster, 'replicaSetMemories', replicaSet);
  const expected = memory.deletes.length > 0 ? memory.expects : sorted([slot, ...next]);
  const isFound = pod.state !== 'none' && pod.state !== 'Orphaned';
  return patch(put(cluster, 'slots', slot, deleted(pod, abrupt)), 'replicaSetMemories', replicaSet, {
    deletes: next,
    expects: isFound ? expected : expected.filter((one) => one !== slot),
  });
};

/** Writes down what was created, deleted or reported. */
export const reduce = (cluster: Cluster, event: ReplicaSetEvent): Cluster =>
  match(event)
    .with({ type: 'replicaset/podCreated' }, ({ replicaSet, slot }) =>
      patch(created(cluster, replicaSet, slot), 'replicaSetMemories', replicaSet, {
        creates: createsLeft(cluster, replicaSet),
        expects: sorted([...cell(cluster, 'replicaSetMemories', replicaSet).expects, slot]),
      }),
    )
    // Taken for a failure: nothing is expected of it, and the sync ends (E14).
    .with({ type: 'replicaset/createReplyLost' }, ({ replicaSet, slot }) =>
      patch(created(cluster, replicaSet, slot), 'replicaSetMemories', replicaSet, { creates: 0 }),
    )
    .with({ type: 'replicaset/podDeleted' }, ({ replicaSet, slot, next }) => deletes(cluster, replicaSet, slot, next))
    .with({ type: 'replicaset/statusWritten' }, ({ replicaSet }) =>
      patch(cluster, 'replicaSets', replicaSet, countedStatus(cluster, replicaSet)),
    )
    .exhaustive();
