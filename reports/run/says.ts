/** A sentence for everything that can happen, for someone who has never seen our code. A new event does not compile without one. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { laneNamed } from './lanes.ts';
import { saysApi } from './says/api.ts';
import { saysKubelet } from './says/kubelet.ts';
import { saysNetwork } from './says/network.ts';
import { saysObserver } from './says/observer.ts';
import { saysRuntime } from './says/runtime.ts';
import type { Sentences, Step } from './says/step.ts';
import { saysWorkloads } from './says/workloads.ts';

const sentences: Sentences<Event> = {
  ...saysApi,
  ...saysKubelet,
  ...saysRuntime,
  ...saysNetwork,
  ...saysObserver,
  ...saysWorkloads,
};

/** Every kind of event there is. */
export const eventTypes: readonly string[] = Object.keys(sentences);

/** What happened, in one sentence in the present tense; the clusters around the step tell what changed. */
export const says = (event: Event, before: Cluster, after: Cluster): string => {
  const sentence = sentences[event.type] as (event: Event, step: Step) => string;
  return sentence(event, { before, after, scenario: before.scenario });
};

/** Whose view a delivery brings up to date; a Pod or a ReplicaSet is shown to both controllers of a Deployment. */
const watchers: readonly (readonly [string, string])[] = [
  ['watch/scheduler', 'kube-scheduler'],
  ['watch/controllersSawSlotPod', 'ReplicaSet controller'],
  ['watch/controllersSaw', 'Deployment controller'],
];

/** The component a step belongs to, as a reader knows it; what a watch delivers belongs to the one who sees it. */
export const laneOf = (by: string, { type }: Event): string => {
  if (!type.startsWith('watch/')) return laneNamed(by);
  return watchers.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'kubelet';
};
