/** How long containers get to stop. `pkg/kubelet/pod_workers.go` calculateEffectiveGracePeriod, Kubernetes 1.34–1.36. */
import type { Container, PodSpec } from '../../../kubernetes/spec.ts';

/**
 * The grace period of a whole pod, in seconds, counted from the first kill call (D24, D25): the least that was ever asked for, else the
 * spec's, and never less than 1. `earlier` is what this worker already settled on, `requested` metadata.deletionGracePeriodSeconds as seen.
 */
export const effectiveGrace = (spec: PodSpec, earlier: number | null, requested: number | null): number => {
  const asked = [earlier, requested].filter((seconds) => seconds !== null);
  return Math.max(1, asked.length > 0 ? Math.min(...asked) : spec.terminationGracePeriodSeconds);
};

/** An orphan is killed with this grace period (SyncTerminatingRuntimePod; D29). */
export const orphanGrace = 1;

/** StopContainer is never called with less (`minimumGracePeriodInSeconds`; D34, D43). */
export const minimumStopTimeout = 2;

/** What is left for StopContainer after the preStop hook and the wait for the turn, in seconds (killContainer; D34). */
export const stopTimeout = (grace: number, preStopSeconds: number, turnSeconds: number): number =>
  Math.max(minimumStopTimeout, grace - Math.floor(preStopSeconds) - Math.floor(turnSeconds));

/**
 * The grace period of killing one container because its liveness or startup probe failed (setTerminationGracePeriod; D51): the pod's own
 * deletion grace if it is being deleted, else the probe's, else the spec's.
 */
export const probeKillGrace = (
  spec: PodSpec,
  container: Container,
  kind: 'liveness' | 'startup',
  deletionGrace: number | null,
): number =>
  deletionGrace ?? container[`${kind}Probe`]?.terminationGracePeriodSeconds ?? spec.terminationGracePeriodSeconds;
