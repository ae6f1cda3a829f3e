import type { ContainerRecord } from '../../../cluster.ts';
import type { Container, PodSpec, RestartPolicy } from '../../../kubernetes/spec.ts';
import type { RestartGates } from './pod.ts';

const allows = (policy: RestartPolicy, exitCode: number): boolean =>
  policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);

const matchingRule = (container: Container, exitCode: number) =>
  container.restartPolicyRules.find(({ operator, values }) => (operator === 'In') === values.includes(exitCode));

/**
 * May a container that ended with this exit code run again? First its own rules, then its own policy, then the pod's.
 * `ContainerShouldRestart`, pkg/api/v1/pod/util.go, 1.35; without the gate ContainerRestartRules only the pod's policy counts.
 */
export const containerShouldRestart = (
  spec: Pick<PodSpec, 'restartPolicy'>,
  container: Container,
  exitCode: number,
  gates: RestartGates,
): boolean => {
  if (!gates.containerRestartRules || container.restartPolicy === undefined)
    return allows(spec.restartPolicy, exitCode);
  const rule = matchingRule(container, exitCode);
  if (rule?.action === 'Restart') return true;
  if (rule?.action === 'RestartAllContainers' && gates.restartAllContainers) return true;
  return allows(container.restartPolicy, exitCode);
};

/**
 * `ShouldContainerBeRestarted`, pkg/kubelet/container/helpers.go, 1.35: never ran or was only created: yes; runs: no; exited: as the
 * policies say. (A pod being deleted is not restarted either; there no pass begins at all.)
 */
export const shouldBeRestarted = (
  spec: Pick<PodSpec, 'restartPolicy'>,
  container: Container,
  record: ContainerRecord,
  gates: RestartGates,
): boolean => {
  if (record.state === 'none' || record.state === 'created') return true;
  return record.state === 'exited' && containerShouldRestart(spec, container, record.exitCode, gates);
};

/** A container killed for a failed probe has no exit code to judge by: only policies count, the container's own first (C111). */
export const restartsAfterProbeFailure = (
  spec: Pick<PodSpec, 'restartPolicy'>,
  container: Container,
  gates: RestartGates,
): boolean => ((gates.containerRestartRules ? container.restartPolicy : undefined) ?? spec.restartPolicy) !== 'Never';

/** Did the container exit in a way that asks for a restart of the whole pod in place (KEP-5532, C112)? */
export const asksForRestartOfAll = (container: Container, record: ContainerRecord, gates: RestartGates): boolean =>
  gates.containerRestartRules &&
  gates.restartAllContainers &&
  record.state === 'exited' &&
  matchingRule(container, record.exitCode)?.action === 'RestartAllContainers';
