/** A sentence for everything that can happen, for someone who has never seen our code. A new event does not compile without one. */
import type { Cluster } from '../model/cluster.ts';
import type { Event } from '../model/event.ts';
import { saysApi } from './says/api.ts';
import { saysKubelet } from './says/kubelet.ts';
import { saysNetwork } from './says/network.ts';
import { saysRuntime } from './says/runtime.ts';
import type { Sentences, Step } from './says/step.ts';

const sentences: Sentences<Event> = { ...saysApi, ...saysKubelet, ...saysRuntime, ...saysNetwork };

/** What happened, in one sentence in the present tense; the clusters around the step tell what changed. */
export const says = (event: Event, before: Cluster, after: Cluster): string => {
  const sentence = sentences[event.type] as (event: Event, step: Step) => string;
  return sentence(event, { before, after, scenario: before.scenario });
};

/** The name of the lane an actor's steps stand in. */
export const laneOf = (by: string): string => (by === 'prober' ? 'kubelet prober' : by);
