/** What the controllers of a Deployment promise about its rollouts and about scaling it. */
import { cell } from '../cluster.ts';
import { isReady, mayRun } from '../components/pod/steps.ts';
import { replicaSetKey, revisionIn } from '../kubernetes/deployment.ts';
import { everywhere, step } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody, byPeople, ofCause } from './remedies.ts';
import {
  deploymentsIn,
  isActive,
  isComplete,
  isReadyEndpoint,
  notRolledOut,
  podsOf,
  postsOf,
  someDeployment,
  specifiedFor,
} from './rolloutWords.ts';

/** E24–E28, E33. */
const rolloutCompletes: Guarantee = {
  id: 'rollout-completes',
  sentence:
    'A rollout to a template whose Pods become Ready is eventually complete: all replicas are of it and available, and no other Pod is counted.',
  broken: 'a rollout may be held up for ever',
  facts: ['E13', 'E24', 'E25', 'E26', 'E27', 'E33'],
  standing: 'conditional',
  condition: 'there is room for the Pods of maxSurge, or one may be unavailable, and a shared volume follows its Pod',
  slices: ['rollout'],
  applies: someDeployment(),
  why: 'While maxUnavailable comes to 0, an old Pod goes only after a new one is available; what keeps that one from a node, or from its volume, keeps the old one, too.',
  advice:
    'Let one Pod be unavailable in a rollout, make room for one more, or use strategy Recreate where the Pods share a volume.',
  cause: notRolledOut,
  remedy: ofCause(notRolledOut, byPeople),
  mutant: 'old-replica-sets-stay',
  promises: (scenario) =>
    deploymentsIn(scenario).flatMap(([name, { revisions }]) =>
      Object.entries(revisions).flatMap(([revision, { works }]) =>
        works
          ? [
              {
                kind: 'leads-to' as const,
                subject: `Deployment ${name}, template ${revision}`,
                from: (cluster) => {
                  const now = cell(cluster, 'deployments', name);
                  return now.revision === revision && !now.paused;
                },
                to: (cluster) => {
                  const now = cell(cluster, 'deployments', name);
                  return now.revision !== revision || now.paused || isComplete(cluster, name);
                },
              },
            ]
          : [],
      ),
    ),
};

/** W6: E10, E26–E28. */
const rolloutKeepsEndpoints: Guarantee = {
  id: 'rollout-keeps-endpoints',
  sentence:
    'No Pod is deleted by a rolling update that leaves fewer ready endpoints than replicas without maxUnavailable, as long as the template alone changes.',
  broken: 'a rolling update may take more ready Pods away than maxUnavailable allows',
  facts: ['D71', 'E17', 'E26', 'E27', 'E28'],
  standing: 'conditional',
  condition:
    'no Pod ceases to be Ready between the count and the delete, and the template does not change again meanwhile',
  slices: ['rollout'],
  applies: someDeployment(({ strategy }) => strategy === 'RollingUpdate'),
  why: 'What is available is counted in one controller and acted on in another, each from its own cache: a Pod that has ceased to be Ready meanwhile is counted still, and so is one that was deleted just before the template was changed back.',
  advice:
    'Nothing in the manifest rules this out; more replicas, and minReadySeconds above the time in which bad Pods show themselves, make it rare.',
  remedy: byNobody,
  mutant: 'unready-counted-as-available',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name]) =>
      step(`Deployment ${name}`, ['replicaset/podDeleted'], (before, { slot }, after) => {
        if (!isReadyEndpoint(cell(before, 'slots', slot))) return undefined;
        const { replicas, unavailable } = postsOf(after, name);
        return podsOf(after, name).filter(isReadyEndpoint).length >= replicas - unavailable;
      }),
    ),
};

/** W4a: E25. */
const rolloutWithinSurge: Guarantee = {
  id: 'rollout-within-surge',
  sentence:
    'When the Deployment controller raises a ReplicaSet, all ReplicaSets of the Deployment together are to have no more Pods than replicas and maxSurge.',
  broken: 'a rollout may ask for more Pods than replicas and maxSurge together',
  facts: ['E25', 'E26', 'E30'],
  standing: 'conditional',
  condition: 'while the controller looks at older versions neither replicas is lowered nor the template changed back',
  slices: ['rollout', 'scale'],
  applies: someDeployment(({ strategy }) => strategy === 'RollingUpdate'),
  why: 'An update is checked against the version of the ReplicaSet it changes, not against those of the Deployment and of its other ReplicaSets.',
  advice: 'Nothing in the manifest changes this; the next sync takes the surplus away again.',
  remedy: byNobody,
  mutant: 'surge-not-looked-at',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name]) =>
      step(`Deployment ${name}`, ['deployment/replicaSetWritten'], (before, { replicaSet, replicas }, after) => {
        if (replicas <= cell(before, 'replicaSets', replicaSet).replicas) return undefined;
        const posts = postsOf(after, name);
        return specifiedFor(after, name) <= posts.replicas + posts.surge;
      }),
    ),
};

/** W4: E19. */
const processesWithinSurge: Guarantee = {
  id: 'rollout-processes-within-surge',
  sentence: 'Containers of no more Pods of a Deployment run at once than replicas and maxSurge.',
  broken: 'more Pods than replicas and maxSurge together may run at once',
  facts: ['E9', 'E19'],
  standing: 'violated',
  condition: 'an old Pod takes its time to stop: it is not counted any more, and the next one is made at once',
  slices: ['rollout', 'scale'],
  applies: someDeployment(({ strategy }) => strategy === 'RollingUpdate'),
  why: 'A Pod with a deletionTimestamp is not counted, so what takes its place is created while its containers still run.',
  advice:
    'Let whatever the Pods compete for (licences, connections, quota) have room for terminating Pods, too; or use strategy Recreate.',
  remedy: byPeople,
  mutant: 'expectations-ignored',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name]) =>
      everywhere(`Deployment ${name}`, (cluster) => {
        const { replicas, surge } = postsOf(cluster, name);
        const run = podsOf(cluster, name).filter((pod) => pod.state === 'Running' || isReady(pod)).length;
        return run === 0 ? undefined : run <= replicas + surge;
      }),
    ),
};

/** W9: E33, E34. */
const recreateNeverOverlaps: Guarantee = {
  id: 'recreate-never-overlaps',
  sentence:
    'With strategy Recreate no Pod of the present template runs while containers of another template’s Pod may run.',
  broken: 'with strategy Recreate an old and a new Pod may run at once',
  facts: ['E1', 'E18', 'E33', 'E34'],
  standing: 'conditional',
  condition: 'nobody deletes a Pod during the rollout, by force least of all, and no kubelet turns a running Pod away',
  slices: ['rollout'],
  applies: someDeployment(({ strategy }) => strategy === 'Recreate'),
  why:
    'The Deployment controller waits until its cache shows no old Pod. A Pod whose object was removed by force is not there, though it runs; and a create by a ' +
    'ReplicaSet controller that has not seen its new size yet may come later.',
  advice: 'Delete no Pod of it by force; where two must never run at once, let the program hold a lock (a Lease).',
  remedy: byPeople,
  mutant: 'recreate-does-not-wait',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name]) =>
      everywhere(`Deployment ${name}`, (cluster) => {
        const { revision } = cell(cluster, 'deployments', name);
        const pods = podsOf(cluster, name);
        const runs = pods.some((pod) => pod.revision === revision && (pod.state === 'Running' || isReady(pod)));
        return runs ? !pods.some((pod) => pod.revision !== revision && mayRun(pod)) : undefined;
      }),
    ),
};

/** W12: E19. */
const completeMeansOldStopped: Guarantee = {
  id: 'rollout-complete-means-old-stopped',
  sentence: 'When a rollout is complete no container of an older template’s Pod runs any more.',
  broken: 'a rollout counts as complete while old Pods still run',
  facts: ['E9', 'E19', 'E33'],
  standing: 'violated',
  condition: 'the strategy is RollingUpdate and the last old Pod takes its time to stop',
  slices: ['rollout'],
  applies: someDeployment(),
  why: 'Pods with a deletionTimestamp are in none of the counts that kubectl rollout status waits for.',
  advice: 'Wait for the old Pods themselves (kubectl wait --for=delete) before you take away what they still need.',
  remedy: byPeople,
  mutant: 'recreate-does-not-wait',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name]) =>
      everywhere(`Deployment ${name}`, (cluster) => {
        const { revision } = cell(cluster, 'deployments', name);
        if (!isComplete(cluster, name)) return undefined;
        return !podsOf(cluster, name).some((pod) => pod.revision !== revision && mayRun(pod));
      }),
    ),
};

/** W8: E13, E30. */
const noNewPodsOfTheOldTemplate: Guarantee = {
  id: 'no-new-pods-of-the-old-template',
  sentence: 'After its template has changed nobody creates a Pod of another template.',
  broken: 'Pods of the old template may still be created after it has changed',
  facts: ['E13', 'E18', 'E30'],
  standing: 'conditional',
  condition: 'no old Pod is lost during the rollout, and replicas is not raised with it',
  slices: ['rollout'],
  applies: someDeployment(),
  why: 'An old ReplicaSet replaces what it loses for as long as it is to have Pods, and one that is scaled with the change grows first.',
  advice:
    'Change replicas and the template one after the other; keep what old Pods need until the rollout is complete.',
  remedy: byPeople,
  mutant: 'create-from-stale-template',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name]) =>
      step(`Deployment ${name}`, ['replicaset/podCreated'], (before, { slot }, after) => {
        const { revision } = cell(before, 'deployments', name);
        return cell(after, 'slots', slot).revision === revision;
      }),
    ),
};

/** W5: E15, E17. */
const scaleDownSparesTheReady: Guarantee = {
  id: 'scale-down-spares-the-ready',
  sentence: 'A ReplicaSet deletes a Ready Pod only if none of its Pods is unready.',
  broken: 'a Ready Pod may be deleted although one that is not would do',
  facts: ['E15', 'E17'],
  standing: 'conditional',
  condition: 'the cache of the controller is current at each delete',
  slices: ['rollout', 'scale'],
  applies: someDeployment(),
  why: 'Victims are chosen among cached Pods, and the DELETE checks nothing.',
  advice: 'Nothing in the manifest changes this.',
  remedy: byNobody,
  mutant: 'scale-down-takes-any',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name]) =>
      step(`Deployment ${name}`, ['replicaset/podDeleted'], (before, { replicaSet, slot }) => {
        if (!isReadyEndpoint(cell(before, 'slots', slot))) return undefined;
        const revision = revisionIn(replicaSet);
        return podsOf(before, name)
          .filter((pod) => pod.revision === revision && isActive(pod))
          .every(isReady);
      }),
    ),
};

/** W1: E2, E4, E14. */
const neverOverCreates: Guarantee = {
  id: 'replicaset-never-over-creates',
  sentence: 'A create by a ReplicaSet never makes more active Pods of it than its spec.replicas has ever been.',
  broken: 'a ReplicaSet may create more Pods than it is to have',
  facts: ['E2', 'E4', 'E14'],
  standing: 'conditional',
  condition: 'no answer to a create is lost',
  slices: ['rollout', 'scale'],
  applies: someDeployment(({ scales = [] }) => scales.length === 0),
  why: 'A create whose answer is lost counts as failed, and the name is generated: the next one makes another Pod.',
  advice: 'Nothing in the manifest changes this; the ReplicaSet deletes the surplus as soon as it sees it.',
  remedy: byNobody,
  mutant: 'expectations-ignored',
  promises: (scenario) =>
    deploymentsIn(scenario).map(([name, { replicas }]) =>
      step(`Deployment ${name}`, ['replicaset/podCreated', 'replicaset/createReplyLost'], (_before, event, after) => {
        const revision = revisionIn(event.replicaSet);
        const active = podsOf(after, name).filter((pod) => pod.revision === revision && isActive(pod)).length;
        // Nobody scales here: no ReplicaSet is ever to have more Pods than the Deployment has replicas.
        return replicaSetKey(name, revision) === event.replicaSet && active <= replicas;
      }),
    ),
};

/** About rollouts and scaling. */
export const rolloutGuarantees: readonly Guarantee[] = [
  rolloutCompletes,
  rolloutKeepsEndpoints,
  rolloutWithinSurge,
  processesWithinSurge,
  recreateNeverOverlaps,
  completeMeansOldStopped,
  noNewPodsOfTheOldTemplate,
  scaleDownSparesTheReady,
  neverOverCreates,
];
