import type { Cluster } from '../../../model/cluster.ts';
import type { Event } from '../../../model/event.ts';
import type { Scenario, Uid } from '../../../model/scenario.ts';
import { containerNamed, onNode, podOf } from '../names.ts';

/** The clusters before and after a step, for saying what it changed. */
export interface Step {
  readonly before: Cluster;
  readonly after: Cluster;
  readonly scenario: Scenario;
}

/** One sentence for each event of a union. */
export type Sentences<E extends Event> = {
  readonly [T in E['type']]: (event: Extract<E, { readonly type: T }>, step: Step) => string;
};

/** The pod an event speaks of, as a reader calls it. */
export const pod = (step: Step, uid: Uid): string => podOf(step.scenario, uid);

/** The container an event speaks of, as a reader calls it. */
export const box = (step: Step, event: { readonly uid: Uid; readonly container: string }): string =>
  containerNamed(step.scenario, event.uid, event.container);

/** `kubelet`, with its node where there are several. */
export const kubeletAt = (step: Step, node: string): string => `kubelet${onNode(step.scenario, node)}`;

/** The kubelet that has this pod. */
export const kubeletOf = (step: Step, uid: Uid): string => {
  const node = step.before.workers[uid]?.node || step.after.workers[uid]?.node;
  return node === undefined || node === '' ? 'kubelet' : kubeletAt(step, node);
};
