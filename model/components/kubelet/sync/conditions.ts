/** The pod's conditions: pkg/kubelet/status/generate.go, 1.34.9, 1.35.6, 1.36.2, and the container flags they rest on. */
import type { Phase, ShownContainer } from '../../../cluster.ts';
import { isSidecar, type PodSpec } from '../../../kubernetes/spec.ts';
import type { PodView } from './pod.ts';

/** True of Succeeded and Failed. */
export const isTerminalPhase = (phase: Phase): boolean => phase === 'Succeeded' || phase === 'Failed';

/** ContainersReady: every sidecar and main container is ready, and the phase is not terminal (C123). */
export const containersReady = (
  spec: PodSpec,
  containers: Readonly<Record<string, ShownContainer>>,
  phase: Phase,
): boolean =>
  !isTerminalPhase(phase) &&
  [...spec.initContainers.filter(isSidecar), ...spec.containers].every(({ name }) => containers[name]?.ready === true);

/**
 * Initialized: plain init containers have succeeded and sidecars have started; true for good once a main container has run, and from
 * the first status on if there is nothing to initialize (C124). RestartAllContainers never takes it back.
 */
export const initialized = (
  view: PodView,
  containers: Readonly<Record<string, ShownContainer>>,
  was: boolean,
): boolean => {
  const { spec, gates, record } = view;
  const mainHasRun = spec.containers.some(
    ({ name }) => ['running', 'exited'].includes(record(name).state) || record(name).restarted,
  );
  if (mainHasRun || (gates.restartAllContainers && was)) return true;
  return spec.initContainers.every((container) =>
    isSidecar(container)
      ? containers[container.name]?.started === true
      : record(container.name).state === 'exited' && record(container.name).exitCode === 0,
  );
};
