/** Steps the tests of termination have in common. */
import { type Cluster, patch } from '../cluster.ts';
import type { PodSpec } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import { play } from './play.ts';
import { runningPod } from './running.ts';
import { podSpec, scenario } from './scenario.ts';

export const uid = 'web#1';

/** The key of the container's cells. */
export const keyOf = (container: string): string => `${uid}/${container}`;

/** A scenario of one pod `web` with this spec. */
export const podScenario = (spec: Partial<PodSpec>, faults: Partial<Scenario['faults']> = {}): Scenario =>
  scenario({ instances: { [uid]: { name: 'web', spec: podSpec(spec) } }, faults });

/** The API server has stored a graceful deletion with this grace period and the kubelet has seen it. */
export const deletionSeen = (cluster: Cluster, grace = 30): Cluster =>
  patch(patch(cluster, 'pods', 'web', { deletionGracePeriodSeconds: grace }), 'kubeletPods', uid, {
    deletionGracePeriodSeconds: grace,
  });

/** A running pod of this spec at the moment its termination begins. */
export const terminating = (spec: Partial<PodSpec>, faults: Partial<Scenario['faults']> = {}): Cluster =>
  play(deletionSeen(runningPod(podScenario(spec, faults))), 'kubelet/terminationStarted');
