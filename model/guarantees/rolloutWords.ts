/** Small words for guarantees about Deployments: how many Pods are there and ready, whose they are, and why a rollout does not go on. */
import { type Cluster, cell, type SlotPod } from '../cluster.ts';
import { lacksVolume } from '../components/pod/index.ts';
import { isLive, isReady } from '../components/pod/steps.ts';
import {
  type DeploymentSetup,
  deploymentIn,
  fencepostsOf,
  replicaSetKey,
  replicaSetsOf,
  slotsOf,
} from '../kubernetes/deployment.ts';
import { deploymentOf, type Scenario } from '../scenario.ts';
import type { Cause, StoryEnd } from './guarantee.ts';
import type { FieldEdit } from './remedy.ts';

/** The Deployments of a scenario. */
export const deploymentsIn = ({ deployments = {} }: Scenario): readonly (readonly [string, DeploymentSetup])[] =>
  Object.entries(deployments);

/** Applies to scenarios with a Deployment for which the test holds. */
export const someDeployment =
  (test: (setup: DeploymentSetup) => boolean = () => true) =>
  (scenario: Scenario): boolean =>
    deploymentsIn(scenario).some(([, setup]) => test(setup));

/** The Pods in the slots of a Deployment. */
export const podsOf = (cluster: Cluster, deployment: string): readonly SlotPod[] =>
  slotsOf(deployment, deploymentOf(cluster.scenario, deployment)).map((slot) => cell(cluster, 'slots', slot));

/** Stored, not over and not being deleted. */
export const isActive = (pod: SlotPod): boolean => isLive(pod) && !pod.deleting;

/** A ready endpoint of every Service that selects it (D71). */
export const isReadyEndpoint = (pod: SlotPod): boolean => isReady(pod) && !pod.deleting;

/** The numbers of a Deployment's rollout, for as many replicas as it has now. */
export const postsOf = (cluster: Cluster, deployment: string) => {
  const { replicas } = cell(cluster, 'deployments', deployment);
  return { replicas, ...fencepostsOf(deploymentOf(cluster.scenario, deployment), replicas) };
};

/** Σ spec.replicas of a Deployment's ReplicaSets. */
export const specifiedFor = (cluster: Cluster, deployment: string): number =>
  replicaSetsOf(deployment, deploymentOf(cluster.scenario, deployment)).reduce(
    (sum, set) => sum + cell(cluster, 'replicaSets', set).replicas,
    0,
  );

/** All replicas are of the present template and available, and no ReplicaSet counts another Pod (E37). */
export const isComplete = (cluster: Cluster, deployment: string): boolean => {
  const { replicas, revision } = cell(cluster, 'deployments', deployment);
  const fresh = replicaSetKey(deployment, revision);
  return replicaSetsOf(deployment, deploymentOf(cluster.scenario, deployment)).every((set) => {
    const { replicas: wanted, active, available } = cell(cluster, 'replicaSets', set);
    return set === fresh
      ? wanted === replicas && active === replicas && available === replicas
      : wanted === 0 && active === 0;
  });
};

const rolling = ['spec', 'strategy', 'rollingUpdate'] as const;

const oneLess: readonly FieldEdit[] = [{ root: 'workload', path: [...rolling, 'maxUnavailable'], value: 1 }];

const recreated: readonly FieldEdit[] = [
  { root: 'workload', path: ['spec', 'strategy', 'type'], value: 'Recreate' },
  { root: 'workload', path: rolling, value: undefined },
];

const noRoom: Cause = {
  why: 'No node has room for a Pod of the new template, and no old one may go before that one is available: maxUnavailable comes to 0.',
  waits: 'no node has room for a Pod of the new template',
  advice: 'Let one Pod be unavailable in a rollout (maxUnavailable 1), or make room for those of maxSurge.',
  remedy: { who: 'manifest', edits: oneLess },
};

const noVolume: Cause = {
  why: 'The Pods share a ReadWriteOnce volume. It is attached to the node of an old Pod, the new Pod is on another node, and no old one may go before the new one is available.',
  waits: 'the volume is attached to the node of an old Pod (Multi-Attach)',
  advice: 'Use strategy Recreate: then the old Pod is gone, and its volume free, before the new one is made.',
  remedy: { who: 'manifest', edits: recreated },
};

/** Why a rollout does not go on. */
export const notRolledOut = ({ deployments = {} }: Scenario, { after }: StoryEnd): Cause | undefined => {
  const slots = Object.entries(deployments).flatMap(([name, setup]) => slotsOf(name, setup));
  const waiting = slots.filter((slot) => {
    const pod = cell(after, 'slots', slot);
    return pod.state === 'Pending' && pod.revision === cell(after, 'deployments', deploymentIn(slot)).revision;
  });
  if (waiting.some((slot) => cell(after, 'slots', slot).node === '')) return noRoom;
  return waiting.some((slot) => lacksVolume(after, slot)) ? noVolume : undefined;
};
