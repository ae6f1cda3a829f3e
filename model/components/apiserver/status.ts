/** What a write to `/status` may do: `ValidatePodStatusUpdate`, `pkg/apis/core/validation/validation.go`, 1.34–1.36. */
import { type Cluster, cell, type Phase, patch, type StoredPod } from '../../cluster.ts';
import type { Container, PodSpec } from '../../kubernetes/spec.ts';
import type { NodeName, PodName, Scenario, Uid } from '../../scenario.ts';
import { containerShouldRestart } from '../kubelet/sync/restart-policy.ts';
import { writeError } from './etcd.ts';

/** The parts of a status update the API server looks at. */
export interface StatusUpdate {
  readonly phase: Phase;
  readonly nominatedNodeName: NodeName | '';
  /** Containers whose status leaves `terminated`, with the exit code it had. */
  readonly leavingTerminated: readonly { readonly container: Container; readonly exitCode: number }[];
}

const mayLeaveTerminated = (
  { featureGates }: Pick<Scenario, 'featureGates'>,
  spec: Pick<PodSpec, 'restartPolicy'>,
  container: Container,
  exitCode: number,
): boolean =>
  containerShouldRestart(spec, container, exitCode, {
    containerRestartRules: featureGates.ContainerRestartRules === true,
    restartAllContainers: featureGates.RestartAllContainersOnContainerExits === true,
  });

/**
 * Why a status update is refused; empty if it is stored. The phase is not looked at: nothing here keeps a pod from
 * leaving Succeeded or Failed (C23). A container may leave `terminated` only if its restart policy or rules allow it to
 * run again (C118).
 */
export const statusErrors = (
  scenario: Pick<Scenario, 'featureGates'>,
  spec: Pick<PodSpec, 'restartPolicy'>,
  pod: StoredPod,
  update: StatusUpdate,
): readonly string[] => {
  const nominates = update.nominatedNodeName !== '' && update.nominatedNodeName !== pod.nominatedNodeName;
  const guarded = scenario.featureGates.ClearingNominatedNodeNameAfterBinding === true;
  return [
    ...(guarded && nominates && pod.nodeName !== ''
      ? ['nominatedNodeName may not be set on pods that are already bound to a node']
      : []),
    ...update.leavingTerminated
      .filter(({ container, exitCode }) => !mayLeaveTerminated(scenario, spec, container, exitCode))
      .map(({ container }) => `container ${container.name} may not be transitioned to non-terminated state`),
  ];
};

/** Why the API server refuses to set this nomination; empty if it does not. */
export const nominationErrors = (
  scenario: Pick<Scenario, 'featureGates'>,
  pod: StoredPod,
  nominatedNodeName: NodeName | '',
): readonly string[] =>
  statusErrors(scenario, { restartPolicy: 'Always' }, pod, {
    phase: 'Pending',
    nominatedNodeName,
    leavingTerminated: [],
  });

/** Writes status.nominatedNodeName, if the API server lets it; a refusal is only logged by the scheduler. */
export const nominate = (cluster: Cluster, name: PodName, uid: Uid, node: NodeName): Cluster => {
  const pod = cell(cluster, 'pods', name);
  if (writeError(pod, { uid }) !== '') return cluster;
  return nominationErrors(cluster.scenario, pod, node).length > 0
    ? cluster
    : patch(cluster, 'pods', name, { nominatedNodeName: node });
};
