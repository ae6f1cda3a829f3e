/** Short cuts for tests through the API server and the scheduler. */
import type { Cluster } from '../cluster.ts';
import { requestStages } from '../cluster.ts';
import { initialCluster } from '../initial.ts';
import { actors, reduce } from '../reducer.ts';
import type { PodName, Scenario, Uid } from '../scenario.ts';
import { play } from './play.ts';
import type { Step } from './search.ts';

/** The incarnation asked for, passed by every stage, and stored. */
export const createPod = (cluster: Cluster, uid: Uid): Cluster =>
  play(
    cluster,
    { type: 'user/createRequested', uid },
    ...requestStages.slice(0, -1).map((stage) => ({ type: 'apiserver/stagePassed', uid, stage }) as const),
    { type: 'apiserver/podStored', uid },
  );

/** The initial cluster with these incarnations stored, one after the other. */
export const withPods = (scenario: Scenario, ...uids: readonly Uid[]): Cluster =>
  uids.reduce(createPod, initialCluster(scenario));

/** The stored pod, once more through the scheduler: assumed (on that node, if one is named) and bound. */
export const bindPod = (cluster: Cluster, pod: PodName, node?: string): Cluster =>
  play(
    cluster,
    node === undefined ? { type: 'scheduler/podAssumed', pod } : { type: 'scheduler/podAssumed', pod, node },
    { type: 'scheduler/podBound', pod },
  );

const controlPlaneActors = ['user', 'kube-apiserver', 'watch', 'kube-scheduler', 'persistent-volume controller'];

/** Every cluster that can be reached while no kubelet and no fault acts, and every step between them. */
export const searchControlPlane = (
  initial: Cluster,
): { readonly states: readonly Cluster[]; readonly steps: readonly Step[] } => {
  const acting = actors(initial.scenario).filter(({ name }) => controlPlaneActors.includes(name));
  const keyOf = (cluster: Cluster): string => JSON.stringify({ ...cluster, scenario: '' });
  const seen = new Set([keyOf(initial)]);
  const states = [initial];
  const steps: Step[] = [];
  for (const before of states) {
    for (const event of acting.flatMap((actor) => actor.enabled(before))) {
      const after = reduce(before, event);
      steps.push({ before, event, after });
      const key = keyOf(after);
      if (seen.has(key)) continue;
      seen.add(key);
      states.push(after);
    }
  }
  return { states, steps };
};
