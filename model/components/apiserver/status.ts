/** What a write to `/status` may do: `ValidatePodStatusUpdate`, `pkg/apis/core/validation/validation.go`, 1.34–1.36. */
import { type Cluster, cell, type Phase, patch, type StoredPod } from '../../cluster.ts';
import type { RestartPolicy } from '../../kubernetes/spec.ts';
import type { NodeName, PodName, Uid } from '../../scenario.ts';
import { writeError } from './etcd.ts';

/** The parts of a status update the API server looks at. */
export interface StatusUpdate {
  readonly phase: Phase;
  readonly nominatedNodeName: NodeName | '';
  /** Containers whose status leaves `terminated`. */
  readonly leavingTerminated: readonly {
    readonly name: string;
    readonly restartPolicy: RestartPolicy;
    readonly restartRules: boolean;
  }[];
}

/**
 * Why a status update is refused; empty if it is stored. The phase is not looked at: nothing here keeps a pod from leaving Succeeded or
 * Failed (C23). A container may leave `terminated` only if something allows it to restart.
 */
export const statusErrors = (pod: StoredPod, update: StatusUpdate): readonly string[] => [
  ...(update.nominatedNodeName !== '' && update.nominatedNodeName !== pod.nominatedNodeName && pod.nodeName !== ''
    ? ['nominatedNodeName cannot be set on a bound pod']
    : []),
  ...update.leavingTerminated
    .filter(({ restartPolicy, restartRules }) => restartPolicy === 'Never' && !restartRules)
    .map(({ name }) => `container ${name} cannot leave the terminated state with restartPolicy Never`),
];

/** Writes status.nominatedNodeName, if the API server lets it; a refusal is only logged by the scheduler. */
export const nominate = (cluster: Cluster, name: PodName, uid: Uid, node: NodeName): Cluster => {
  const pod = cell(cluster, 'pods', name);
  if (writeError(pod, { uid }) !== '') return cluster;
  const errors = statusErrors(pod, { phase: 'Pending', nominatedNodeName: node, leavingTerminated: [] });
  return errors.length > 0 ? cluster : patch(cluster, 'pods', name, { nominatedNodeName: node });
};
