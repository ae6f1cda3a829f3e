/** Every mutation: plausible mistakes of implementers, by the component that makes them. */
import { admissionMutations } from './admission.ts';
import { endpointMutations } from './endpoints.ts';
import { initializationMutations } from './initialization.ts';
import { kubeletMutations } from './kubelet.ts';
import type { Mutation } from './mutation.ts';
import { removalMutations } from './removal.ts';
import { sandboxMutations } from './sandboxes.ts';
import { schedulingMutations } from './scheduling.ts';
import { startupMutations } from './startup.ts';
import { terminationMutations } from './termination.ts';
import { volumeMutations } from './volumes.ts';
import { workloadMutations } from './workloads.ts';

export { type Mutation, mutate } from './mutation.ts';

/** Those about Pods, in the order of a pod's life. */
export const mutations: readonly Mutation[] = [
  ...admissionMutations,
  ...schedulingMutations,
  ...volumeMutations,
  ...startupMutations,
  ...initializationMutations,
  ...sandboxMutations,
  ...kubeletMutations,
  ...terminationMutations,
  ...removalMutations,
  ...endpointMutations,
];

/** Those and the mistakes of workload controllers, which no suite about Pods could tell from the right model. */
export const everyMutation: readonly Mutation[] = [...mutations, ...workloadMutations];

/** The mutation of that id, if there is one. */
export const mutationOf = (id: string): Mutation | undefined => everyMutation.find((mutation) => mutation.id === id);
