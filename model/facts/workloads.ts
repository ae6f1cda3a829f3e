/** Controllers of workloads: what they share, ReplicaSets, Deployments (E1–E40). */
import type { Fact } from './fact.ts';

const read = '1.34.9, 1.35.6, 1.36.2, 1.37.2';
const utils = 'pkg/controller/controller_utils.go';
const sets = 'pkg/controller/replicaset/replica_set.go';
const status = 'pkg/controller/replicaset/replica_set_utils.go';
const rolling = 'pkg/controller/deployment/rolling.go';
const recreate = 'pkg/controller/deployment/recreate.go';
const syncing = 'pkg/controller/deployment/sync.go';
const entry = 'pkg/controller/deployment/deployment_controller.go';
const amounts = 'pkg/controller/deployment/util/deployment_util.go';

const replicaSetTest = 'model/components/replicaset/replicaset.test.ts';
const deploymentTest = 'model/components/deployment/deployment.test.ts';

const shown = (
  id: string,
  kind: Fact['kind'],
  sentence: string,
  source: string,
  ...tests: readonly string[]
): Fact => ({
  id,
  kind,
  sentence,
  source: `${source}, ${read}`,
  tests,
});

const left = (id: string, kind: Fact['kind'], sentence: string, source: string, because: string): Fact => ({
  id,
  kind,
  sentence,
  source: `${source}, ${read}`,
  because: `excluded because ${because}`,
});

const shared: readonly Fact[] = [
  shown(
    'E1',
    'rule',
    'A sync of a controller reads its caches once and then makes single writes, between any two of which everything else can happen; one worker at a time has an owner.',
    `${sets} syncReplicaSet, ${entry} syncDeployment`,
    `${replicaSetTest}: reads its caches once and writes one Pod after the other, whatever comes in between (E1)`,
    `${deploymentTest}: sends its writes one by one, and starts over where one is refused (E1)`,
  ),
  shown(
    'E2',
    'rule',
    'A ReplicaSet’s controller remembers which of its own creates and deletes it still has to see, and until it has, or for five minutes, it writes the status alone.',
    `${utils} SatisfiedExpectations, ExpectationsTimeout, ${sets} syncReplicaSet`,
    `${replicaSetTest}: does nothing but report while it expects Pods it has not been shown (E2)`,
  ),
  shown(
    'E3',
    'rule',
    'A create counts as seen with the add event of the pod, a delete with the update that first shows a deletionTimestamp or with the delete event.',
    `${sets} addPod, updatePod, deletePod`,
    `${replicaSetTest}: takes a create for seen with the Pod, a delete with its deletionTimestamp or its end (E3)`,
  ),
  shown(
    'E4',
    'race',
    'Expectations are memory: a controller that restarts, or another one that takes the lead, has none.',
    `${utils} SatisfiedExpectations`,
    `${replicaSetTest}: forgets what it expected when it restarts (E4)`,
  ),
  left(
    'E6',
    'rule',
    'Creates go out in batches of 1, 2, 4 and so on; a batch with an error is the last one of its sync, and a sync makes 500 at most.',
    `${sets} slowStartBatch, BurstReplicas`,
    'only batches in which creates fail differ from one create after the other, and no create of a scenario fails.',
  ),
  shown(
    'E7',
    'race',
    'Controllers delete pods by name alone, without UID and resourceVersion.',
    `${utils} DeletePod`,
    `${replicaSetTest}: deletes by name, whatever has become of the Pod meanwhile (E7, E17)`,
  ),
  left(
    'E8',
    'rule',
    'A pod without an owner that matches a selector is adopted, and one that ceases to match is released by a patch.',
    'pkg/controller/controller_ref_manager.go ClaimObject',
    'no Pod of a scenario is without an owner, and nobody changes labels.',
  ),
  shown(
    'E9',
    'rule',
    'Active is a pod that is neither Succeeded nor Failed and has no deletionTimestamp.',
    `${utils} IsPodActive`,
    `${replicaSetTest}: counts neither Pods that are over nor those being deleted, so it replaces both at once (E9, E18, E19)`,
  ),
  shown(
    'E10',
    'time',
    'A pod is available once it is Ready and minReadySeconds have passed since, by the clock of the controller.',
    `${status} calculateStatus`,
    `${replicaSetTest}: counts a Pod as available once it has been Ready for minReadySeconds (E10)`,
  ),
  left(
    'E11',
    'rule',
    'While its owner is being deleted a ReplicaSet creates and deletes nothing, and a Deployment writes its status alone.',
    `${sets} syncReplicaSet, ${entry} syncDeployment`,
    'nobody deletes a Deployment or a ReplicaSet in a scenario.',
  ),
];

const replicaSets: readonly Fact[] = [
  shown(
    'E13',
    'rule',
    'A sync of a ReplicaSet creates as many pods as are missing or deletes as many as are too much, never both.',
    `${sets} manageReplicas`,
    `${replicaSetTest}: creates what is missing or deletes what is too much, never both (E13)`,
  ),
  shown(
    'E14',
    'race',
    'Pod names are generated, so a create is not idempotent: one whose answer is lost is made again.',
    `${sets} manageReplicas`,
    `${replicaSetTest}: takes a create whose answer is lost for none, and so makes one Pod more (E14)`,
  ),
  shown(
    'E15',
    'order',
    'Scaled down are pods without a node before those with one, Pending before Running, not Ready before Ready; then by deletion cost, siblings on the node, time, restarts and age.',
    `${utils} ActivePodsWithRanks, ${sets} getPodsToDelete`,
    `${replicaSetTest}: is no node, Pending, not Ready, Ready; behind that any (E15)`,
  ),
  left(
    'E16',
    'order',
    'Siblings on a node are the active pods of all ReplicaSets of the same Deployment.',
    `${sets} getPodsRankedByRelatedPodsOnSameNode`,
    'the model lets pods go in any order where no node, phase and readiness are equal, so what breaks such ties adds nothing.',
  ),
  shown(
    'E17',
    'race',
    'Victims are chosen among cached pods, and the DELETE checks nothing: one that was not Ready may be Ready by then.',
    `${sets} manageReplicas`,
    `${replicaSetTest}: deletes by name, whatever has become of the Pod meanwhile (E7, E17)`,
  ),
  shown(
    'E18',
    'rule',
    'Failed and Succeeded pods are neither counted nor deleted by their ReplicaSet, and replaced at once.',
    `${sets} manageReplicas, ${utils} FilterActivePods`,
    `${replicaSetTest}: counts neither Pods that are over nor those being deleted, so it replaces both at once (E9, E18, E19)`,
  ),
  shown(
    'E19',
    'rule',
    'Terminating pods are not counted: their replacement is created as soon as the deletionTimestamp is seen.',
    `${sets} syncReplicaSet`,
    `${replicaSetTest}: counts neither Pods that are over nor those being deleted, so it replaces both at once (E9, E18, E19)`,
  ),
];

const rollouts: readonly Fact[] = [
  shown(
    'E23',
    'rule',
    'The Deployment controller creates and sizes ReplicaSets and never writes a pod.',
    `${entry} syncDeployment`,
    `${deploymentTest}: touches no Pod (E23)`,
  ),
  shown(
    'E24',
    'order',
    'A sync of a rolling update grows the new ReplicaSet, and shrinks old ones only if that changed nothing.',
    `${rolling} rolloutRolling`,
    `${deploymentTest}: grows the new ReplicaSet, and shrinks old ones only when that changes nothing (E24)`,
  ),
  shown(
    'E25',
    'rule',
    'The new ReplicaSet grows by what the spec.replicas of all ReplicaSets leave below replicas and maxSurge together, up to replicas.',
    `${amounts} NewRSNewReplicas`,
    `${deploymentTest}: creates the ReplicaSet of a new template with what room there is (E25, E39)`,
  ),
  shown(
    'E26',
    'rule',
    'maxSurge is rounded up and maxUnavailable down; if both come to nothing one pod may be unavailable, and never more than there are replicas.',
    `${amounts} ResolveFenceposts, MaxUnavailable`,
    `${deploymentTest}: are rounded up and down, and one may be unavailable if both come to nothing (E26)`,
  ),
  shown(
    'E27',
    'rule',
    'Old ReplicaSets lose up to their unavailable pods first, the oldest first, then what is available beyond replicas without maxUnavailable; nothing while unavailable new pods take up that room.',
    `${rolling} reconcileOldReplicaSets, cleanupUnhealthyReplicas, scaleDownOldReplicaSetsForRollingUpdate`,
    `${deploymentTest}: takes unavailable old Pods away first, then what is available beyond the least (E27)`,
  ),
  shown(
    'E28',
    'race',
    'What is available the Deployment controller reads from the status of ReplicaSets, which another controller wrote from its own cache.',
    `${rolling} reconcileOldReplicaSets, ${amounts} GetAvailableReplicaCountForReplicaSets`,
    `${deploymentTest}: goes by the status that another controller wrote from its own cache (E28)`,
  ),
  shown(
    'E30',
    'order',
    'While a ReplicaSet with replicas was last told of another number of them, a sync scales and takes no step of a rollout; with one such ReplicaSet that one gets them all, be it old.',
    `${syncing} isScalingEvent, scale`,
    `${deploymentTest}: is a scaling event, and no rollout step is taken with it (E30)`,
  ),
  shown(
    'E31',
    'rule',
    'With several ReplicaSets a change of replicas is spread in proportion to their share, the larger first, and what is left goes to the largest.',
    `${syncing} scale, ${amounts} GetReplicaSetProportion`,
    `${deploymentTest}: is spread over the ReplicaSets in proportion, what is left to the largest (E31)`,
  ),
  shown(
    'E32',
    'rule',
    'Another template makes the unfinished ReplicaSet an old one at once, and the newest begins with the room that is left, be it none.',
    `${syncing} getNewReplicaSet`,
    `${deploymentTest}: makes an unfinished ReplicaSet an old one at once when the template changes again (E32)`,
  ),
  shown(
    'E33',
    'order',
    'Recreate brings old ReplicaSets to 0 and makes the new one only when their status counts no pod and the cache shows none of them that is not over, terminating ones included.',
    `${recreate} rolloutRecreate, oldPodsRunning`,
    `${deploymentTest}: takes all old Pods away and waits until none is left before it makes a new one (E33)`,
  ),
  shown(
    'E34',
    'race',
    'Recreate goes by caches: a pod whose object was removed by force is gone for it while its containers run.',
    `${recreate} oldPodsRunning`,
    `${deploymentTest}: looks at what its caches show (E34)`,
  ),
  shown(
    'E35',
    'rule',
    'A paused Deployment is scaled and not rolled out.',
    `${entry} syncDeployment, ${syncing} sync`,
    `${deploymentTest}: is scaled and not rolled out (E35)`,
  ),
  left(
    'E36',
    'time',
    'progressDeadlineSeconds only turns the condition Progressing to False; nothing is stopped or rolled back.',
    'pkg/controller/deployment/progress.go syncRolloutStatus, requeueStuckDeployment',
    'the condition says it and nobody in the model reads conditions of Deployments.',
  ),
  left(
    'E38',
    'rule',
    'Old ReplicaSets beyond revisionHistoryLimit are removed when a rollout is complete and they have no replicas.',
    `${syncing} cleanupDeployment`,
    'a ReplicaSet without replicas has no Pods, and no scenario has as many as ten.',
  ),
  shown(
    'E39',
    'rule',
    'The name of a ReplicaSet is a hash of its template: creating it twice makes one, and an earlier template finds its ReplicaSet again, with its pods.',
    `${syncing} getNewReplicaSet, ${amounts} FindNewReplicaSet`,
    `${deploymentTest}: creates the ReplicaSet of a new template with what room there is (E25, E39)`,
    `${deploymentTest}: goes back to the ReplicaSet that an earlier template has (E39)`,
  ),
];

/** Facts E1–E39 that the model rests on, or leaves out. */
export const workloadFacts: readonly Fact[] = [...shared, ...replicaSets, ...rollouts];
