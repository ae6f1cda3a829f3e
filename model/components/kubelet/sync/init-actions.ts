/** computeInitContainerActions, pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.35.6 (C98–C101). */
import { type Container, isSidecar } from '../../../kubernetes/spec.ts';
import type { Unwanted } from './actions.ts';
import type { PodView } from './pod.ts';
import { shouldBeRestarted } from './restart-policy.ts';

/** What a pass does about init containers, and whether mains may be considered. */
export interface InitActions {
  readonly initialized: boolean;
  /** An init container failed for good. */
  readonly killPod: boolean;
  readonly kill: readonly Unwanted[];
  readonly start: readonly string[];
}

/** What one init container asks for. `passed`: whatever comes after it may start. */
interface Verdict {
  readonly passed: boolean;
  readonly failed?: true;
  readonly kill?: Unwanted['cause'];
  readonly start?: true;
}

const ofSidecar = (view: PodView, container: Container): Verdict => {
  const { name } = container;
  if (view.record(name).state !== 'running') return { passed: false, start: true };
  const startup = container.startupProbe === undefined ? 'Success' : view.probeResult(name, 'startup');
  if (startup === 'Failure') return { passed: false, kill: 'startup', start: true };
  if (startup === 'Unknown') return { passed: false };
  // Whether the next one may start does not depend on liveness, nor ever on readiness (C100).
  if (view.probeResult(name, 'liveness') === 'Failure') return { passed: true, kill: 'liveness', start: true };
  return { passed: true };
};

const ofPlainInit = (view: PodView, container: Container): Verdict => {
  const record = view.record(container.name);
  if (record.state === 'running') return { passed: false };
  if (record.state === 'created') return { passed: false, start: true };
  if (record.exitCode === 0) return { passed: true };
  return shouldBeRestarted(view.spec, container, record, view.gates)
    ? { passed: false, start: true }
    : { passed: false, failed: true };
};

/**
 * Does some main container show that initialization is over? One that runs does. So does one that was created and never started; and
 * the kubelet does not ask in which sandbox that was, up to 1.36 (kubernetes#138514, C98a).
 */
const hasActiveMain = ({ spec, record, createdCountsAsInitialized }: PodView): boolean =>
  spec.containers.some(({ name }) => {
    const { state, earlierSandbox } = record(name);
    return state === 'running' || (state === 'created' && (createdCountsAsInitialized || earlierSandbox !== true));
  });

/**
 * Scans from the last init container back: the last one with a status decides whether the next may start. Once that is settled (or a main
 * container runs, so all of them must have run), plain ones are skipped and sidecars that are down are brought back up.
 */
export const computeInitContainerActions = (view: PodView): InitActions => {
  const { initContainers } = view.spec;
  let initialized = initContainers.length === 0 || hasActiveMain(view);
  let settled = initialized;
  const start: string[] = [];
  const kill: Unwanted[] = [];
  for (const [index, container] of [...initContainers.entries()].reverse()) {
    const known = view.record(container.name).state !== 'none';
    if (!known && settled && isSidecar(container)) start.unshift(container.name);
    if (!known || (settled && !isSidecar(container))) continue;
    const verdict = isSidecar(container) ? ofSidecar(view, container) : ofPlainInit(view, container);
    if (verdict.failed) return { initialized: false, killPod: true, kill: [], start: [] };
    const next = initContainers[index + 1];
    if (verdict.passed && next === undefined) initialized = true;
    else if (verdict.passed && !settled && next !== undefined) start.unshift(next.name);
    if (verdict.kill) kill.push({ container: container.name, cause: verdict.kill });
    if (verdict.start) start.unshift(container.name);
    settled = true;
  }
  const [first] = initContainers;
  if (!settled && first !== undefined) start.push(first.name);
  return { initialized, killPod: false, kill, start };
};
