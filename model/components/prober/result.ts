/** Probe results and how outcomes change them. `pkg/kubelet/prober/worker.go` doProbe, `prober_manager.go`; Kubernetes 1.34–1.36. */
import { type Cluster, cell, type ProbeState, put } from '../../cluster.ts';
import { containerOf, type Probe } from '../../kubernetes/spec.ts';
import { instanceOf, type ProbeKind, probeKey, type Scenario, type Uid } from '../../scenario.ts';

/** The cell of a probe without a worker. */
export const noProbe: ProbeState = { result: 'Unknown', streak: 0, worker: false };

/** What a probe's result is before the first outcome (C132): not ready, alive, not known to have started. */
export const initialResult: Readonly<Record<ProbeKind, ProbeState['result']>> = {
  readiness: 'Failure',
  liveness: 'Success',
  startup: 'Unknown',
};

/** Every kind of probe. */
export const probeKinds: readonly ProbeKind[] = ['startup', 'liveness', 'readiness'];

/**
 * The cluster after a new instance of this container came up: initial results. Its workers act again with the next sync, for only then
 * does the cached status show the new container ID they wait for (C131, C135).
 */
export const resetProbes = (cluster: Cluster, uid: Uid, container: string): Cluster => {
  const spec = containerOf(instanceOf(cluster.scenario, uid).spec, container);
  return probeKinds
    .filter((kind) => spec[`${kind}Probe`] !== undefined)
    .reduce(
      (now, kind) =>
        put(now, 'probes', probeKey(uid, container, kind), { result: initialResult[kind], streak: 0, worker: false }),
      cluster,
    );
};

const thresholdOf = (scenario: Scenario, probe: Probe, outcome: 'Success' | 'Failure'): number => {
  if (scenario.probeThresholds === 'one') return 1;
  return outcome === 'Success' ? probe.successThreshold : probe.failureThreshold;
};

/**
 * The probe after one more outcome: the result flips once as many equal outcomes in a row as its threshold says point away from it (C134).
 * Outcomes that agree with the result only end such a row.
 */
export const afterOutcome = (
  state: ProbeState,
  scenario: Scenario,
  probe: Probe,
  outcome: 'Success' | 'Failure',
): ProbeState => {
  if (state.result === outcome) return { ...state, streak: 0 };
  const streak = state.streak + 1;
  return streak < thresholdOf(scenario, probe, outcome)
    ? { ...state, streak }
    : { ...state, result: outcome, streak: 0 };
};

/** True if the outcome would change anything the kubelet remembers. */
export const matters = (state: ProbeState, outcome: 'Success' | 'Failure'): boolean =>
  state.result !== outcome || state.streak > 0;

/**
 * Are probes of this kind of handler cancelled? Where probe workers hang on the context of a pod's syncs (prober_manager.go AddPod,
 * worker.go run), UpdatePod cancels it with the first word that the pod must go. An exec probe then ends in "context canceled", which
 * counts as an error and is thrown away; the kubelet's own HTTP, TCP and gRPC probes do not ask that context (D64a; kubernetes#140881).
 */
export const isCancelled = (cluster: Cluster, uid: Uid, { handler }: Pick<Probe, 'handler'>): boolean => {
  if (handler !== 'exec' || cluster.scenario.switches.execProbesSurviveTermination) return false;
  const seen = cell(cluster, 'kubeletPods', uid);
  return seen.state === 'removed' || seen.deletionGracePeriodSeconds !== null || seen.terminal;
};

/**
 * Has a deletion come before the second sync of the pod, where probe workers hang on the context of the sync that made them (1.36.0 to 1.36.2)?
 * That sync is the first one, and as long as no other has begun, the cached status shows no container as started. An exec probe that runs
 * then will be cancelled. Later deletions cancel a context no worker hangs on. Its outcomes stay possible here, so that nothing
 * is proved from their absence; what is cancelled then concerns a pod that only terminates.
 */
export const isFirstSyncCancelled = (cluster: Cluster, uid: Uid, { handler }: Pick<Probe, 'handler'>): boolean => {
  if (handler !== 'exec' || !cluster.scenario.switches.execProbesHangOnFirstSync) return false;
  if (cell(cluster, 'kubeletPods', uid).deletionGracePeriodSeconds === null) return false;
  if (cell(cluster, 'workers', uid).state !== 'sync') return false;
  return Object.values(cell(cluster, 'cachedStatuses', uid).containers).every(({ state }) => state === 'waiting');
};
