/**
 * The status the kubelet computes at the start of a pass and keeps in the status manager's cache: generateAPIPodStatus,
 * pkg/kubelet/kubelet_pods.go, and SetContainerReadiness, pkg/kubelet/status/status_manager.go (1.34.9, 1.35.6, 1.36.2).
 * Left out: messages, restart counts, timestamps, and the CrashLoopBackOff reason (a container in back-off shows as terminated).
 */
import {
  type CachedStatus,
  type Cluster,
  cell,
  patch,
  type ShownContainer,
  type StoredStatus,
} from '../../../cluster.ts';
import { allContainers, isSidecar, type PodSpec } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type ProbeKind, probeKey, type Uid } from '../../../scenario.ts';
import { nodeAddress } from '../../cni/addresses.ts';
import { needsNewSandbox } from './actions.ts';
import { containersReady, initialized, isTerminalPhase } from './conditions.ts';
import { getPhase } from './phase.ts';
import { gate, type PodView, specOf, viewOf } from './pod.ts';
import { containerShouldRestart } from './restart-policy.ts';

/**
 * Has the container passed its startup or readiness probe? Without such a probe, yes. Up to 1.34 (ChangeContainerStatusOnKubeletRestart) a
 * kubelet takes a missing probe worker for a missing probe: the first status after its restart comes before the workers and says ready,
 * the second takes it back (C139, D70c; prober_manager.go UpdatePodStatus).
 */
const passed = (cluster: Cluster, uid: Uid, container: string, kind: ProbeKind, exists: boolean): boolean => {
  if (!exists) return true;
  if (cell(cluster, 'probes', probeKey(uid, container, kind)).result === 'Success') return true;
  return !cell(cluster, 'cachedStatuses', uid).known && gate(cluster, 'ChangeContainerStatusOnKubeletRestart');
};

const shown = (cluster: Cluster, uid: Uid, spec: PodSpec): Readonly<Record<string, ShownContainer>> =>
  Object.fromEntries(
    allContainers(spec).map((container): [string, ShownContainer] => {
      const { name } = container;
      const { state, exitCode } = cell(cluster, 'containers', containerKey(uid, name));
      const plainInit = spec.initContainers.includes(container) && !isSidecar(container);
      if (state === 'exited') {
        return [name, { state: 'terminated', ready: plainInit && exitCode === 0, started: false, exitCode }];
      }
      if (state !== 'running') return [name, { state: 'waiting', ready: false, started: false }];
      const started = passed(cluster, uid, name, 'startup', container.startupProbe !== undefined);
      const ready =
        !plainInit && started && passed(cluster, uid, name, 'readiness', container.readinessProbe !== undefined);
      return [name, { state: 'running', ready, started }];
    }),
  );

/** Every readinessGate condition is True in the stored status; read only if the pod has gates. */
const readinessGatesTrue = (cluster: Cluster, uid: Uid): boolean => {
  const { name, spec } = instanceOf(cluster.scenario, uid);
  if (spec.readinessGates.length === 0) return true;
  return cell(cluster, 'pods', name).uid === uid && cell(cluster, 'statuses', name).readinessGates;
};

/** The address to report: the sandbox's while it is ready, else the last one known (pleg/generic.go getPodIPs). */
const podIPOf = (cluster: Cluster, uid: Uid, view: PodView, was: CachedStatus): string => {
  if (view.spec.hostNetwork) return nodeAddress(cluster.scenario, cell(cluster, 'workers', uid).node);
  return needsNewSandbox(view.sandbox) ? was.podIP : view.sandbox.podIP;
};

/** The status in the API, if this kubelet has seen that its phase is terminal: nothing it computes leaves that phase (generateAPIPodStatus). */
const settledInApi = (cluster: Cluster, uid: Uid): StoredStatus | undefined => {
  if (!cell(cluster, 'kubeletPods', uid).terminal) return undefined;
  const { name } = instanceOf(cluster.scenario, uid);
  if (cell(cluster, 'pods', name).uid !== uid) return undefined;
  const stored = cell(cluster, 'statuses', name);
  return isTerminalPhase(stored.phase) ? stored : undefined;
};

/** The status a pass computes: phase, conditions, and how each container shows. A terminal phase once cached stays (C116). */
export const computeStatus = (cluster: Cluster, uid: Uid): CachedStatus => {
  const view = viewOf(cluster, uid);
  const was = cell(cluster, 'cachedStatuses', uid);
  const containers = shown(cluster, uid, view.spec);
  const computed = getPhase(view, (name) => containers[name]?.started === true, false);
  const settled = settledInApi(cluster, uid);
  const own = isTerminalPhase(was.phase) && !isTerminalPhase(computed) ? was.phase : computed;
  const phase = settled?.phase ?? own;
  const allReady = containersReady(view.spec, containers, phase);
  return {
    known: true,
    phase,
    reason: settled?.reason ?? (phase === was.phase ? was.reason : ''),
    initialized: phase === 'Succeeded' || initialized(view, containers, was.initialized),
    readyToStartContainers: !needsNewSandbox(view.sandbox),
    containersReady: allReady,
    ready: allReady && readinessGatesTrue(cluster, uid),
    podIP: podIPOf(cluster, uid, view, was),
    containers,
  };
};

/** Some rule of the pod may restart all of its containers in place (AllContainersCouldRestart). */
const couldRestartAll = ({ spec, gates }: PodView): boolean =>
  gates.restartAllContainers &&
  allContainers(spec).some(({ restartPolicyRules }) =>
    restartPolicyRules.some(({ action }) => action === 'RestartAllContainers'),
  );

/**
 * May the cached status be replaced? Not if a container would leave `terminated` that may not run again: such an update is dropped
 * (checkContainerStateTransition, status_manager.go; the API server refuses it too, C118).
 */
export const mayReplace = (view: PodView, was: CachedStatus, computed: CachedStatus): boolean => {
  const { spec, gates } = view;
  if (spec.restartPolicy === 'Always' || !was.known || couldRestartAll(view)) return true;
  return allContainers(spec).every((container) => {
    const old = was.containers[container.name];
    if (old?.exitCode === undefined || computed.containers[container.name]?.state === 'terminated') return true;
    if (spec.initContainers.includes(container) && isSidecar(container)) return true;
    return containerShouldRestart(spec, container, old.exitCode, gates);
  });
};

/**
 * The phase once everything is stopped for good (SyncTerminatingPod, TerminatePod; D58): Succeeded if every main container exited 0,
 * whatever the restart policy, else Failed; but Failed if the deadline has passed. What has never run keeps the phase settled before.
 */
const terminalPhase = (cluster: Cluster, uid: Uid, view: PodView): Pick<CachedStatus, 'phase' | 'reason'> => {
  const settled = settledInApi(cluster, uid);
  if (settled !== undefined) return { phase: settled.phase, reason: settled.reason };
  const was = cell(cluster, 'cachedStatuses', uid);
  const late = was.reason === 'DeadlineExceeded' || cell(cluster, 'workers', uid).pastDeadline;
  if (late) return { phase: 'Failed', reason: 'DeadlineExceeded' };
  const computed = getPhase(view, () => false, true);
  const own = isTerminalPhase(was.phase) ? was.phase : 'Failed';
  const phase = isTerminalPhase(computed) ? computed : own;
  return { phase, reason: phase === was.phase ? was.reason : '' };
};

/** The status once everything is stopped for good. */
export const terminalStatus = (cluster: Cluster, uid: Uid): CachedStatus => {
  const view = viewOf(cluster, uid);
  const was = cell(cluster, 'cachedStatuses', uid);
  return {
    ...was,
    known: true,
    ...terminalPhase(cluster, uid, view),
    readyToStartContainers: !needsNewSandbox(view.sandbox),
    containersReady: false,
    ready: false,
    containers: Object.fromEntries(
      allContainers(view.spec).map(({ name }) => [name, { state: 'terminated', ready: false, started: false }]),
    ),
  };
};

/**
 * SetContainerReadiness: a flip of a readiness probe goes straight into the cached status, without a sync pass, also while the pod
 * terminates (D64).
 */
export const recordReadiness = (cluster: Cluster, uid: Uid, container: string, ready: boolean): Cluster => {
  const was = cell(cluster, 'cachedStatuses', uid);
  const old = was.containers[container];
  if (!was.known || old === undefined || old.ready === ready) return cluster;
  const containers = { ...was.containers, [container]: { ...old, ready } };
  const allReady = containersReady(specOf(cluster, uid), containers, was.phase);
  return patch(cluster, 'cachedStatuses', uid, {
    containers,
    containersReady: allReady,
    ready: allReady && readinessGatesTrue(cluster, uid),
  });
};
