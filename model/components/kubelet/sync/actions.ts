/**
 * computePodActions, pkg/kubelet/kuberuntime/kuberuntime_manager.go (1.34.9, 1.35.6, 1.36.2; equal in what is modelled): what a pass does to
 * the pod's sandbox and containers. A pure function of what the runtime shows. Left out: ephemeral containers, resize, changed
 * specs, containers in unknown state.
 */
import type { Sandbox } from '../../../cluster.ts';
import { allContainers, type Container } from '../../../kubernetes/spec.ts';
import { computeInitContainerActions, type InitActions } from './init-actions.ts';
import { type PodView, runningContainers } from './pod.ts';
import { asksForRestartOfAll, restartsAfterProbeFailure, shouldBeRestarted } from './restart-policy.ts';

/** A container the pass stops first, and why. */
export interface Unwanted {
  readonly container: string;
  readonly cause: 'liveness' | 'startup';
}

/** What a pass does, in the order it does it: stop, make the sandbox, start. */
export interface PodActions {
  readonly newSandbox: boolean;
  /** Stop every running container, then the sandbox. */
  readonly killPod: boolean;
  /** Remove every container and begin again at the first init container (C112). */
  readonly restartAll: boolean;
  readonly kill: readonly Unwanted[];
  readonly startInit: readonly string[];
  readonly startMains: readonly string[];
}

/** Nothing to do. */
export const noActions: PodActions = {
  newSandbox: false,
  killPod: false,
  restartAll: false,
  kill: [],
  startInit: [],
  startMains: [],
};

/** `PodSandboxChanged`, kuberuntime/util: no sandbox, or the newest is not ready (C96). */
export const needsNewSandbox = (sandbox: Sandbox): boolean => sandbox.state !== 'ready';

/** Has the pod any container status? What a restart of all containers has removed has none left. */
const hasRunBefore = ({ spec, record }: PodView): boolean =>
  allContainers(spec).some(({ name }) => record(name).state !== 'none');

const runsOnce = ({ spec, gates }: PodView, container: Container): boolean =>
  ((gates.containerRestartRules ? container.restartPolicy : undefined) ?? spec.restartPolicy) === 'OnFailure';

const succeeded = ({ record }: PodView, { name }: Container): boolean =>
  record(name).state === 'exited' && record(name).exitCode === 0;

/** The branch for a pod without a usable sandbox (C97). */
const actionsForNewSandbox = (view: PodView): PodActions => {
  const { spec, sandbox } = view;
  const kill = { ...noActions, killPod: true };
  if (spec.restartPolicy === 'Never' && sandbox.state !== 'none' && hasRunBefore(view)) return kill;
  const mains = spec.containers.filter((container) => !(runsOnce(view, container) && succeeded(view, container)));
  if (mains.length === 0 && spec.containers.some(({ name }) => view.record(name).state !== 'none')) return kill;
  const init = spec.initContainers[0];
  if (init !== undefined) return { ...kill, newSandbox: true, startInit: [init.name] };
  return { ...kill, newSandbox: true, startMains: mains.map(({ name }) => name) };
};

const probeFailure = (view: PodView, name: string): Unwanted | undefined => {
  if (view.probeResult(name, 'liveness') === 'Failure') return { container: name, cause: 'liveness' };
  if (view.probeResult(name, 'startup') === 'Failure') return { container: name, cause: 'startup' };
  return undefined;
};

/** Keeps, stops and starts main containers of an initialized pod (C102); the last branch ends a pod that has no main left (D56). */
const withMains = (view: PodView, init: InitActions): PodActions => {
  const { spec, gates } = view;
  const startMains: string[] = [];
  const kill = [...init.kill];
  let kept = 0;
  for (const container of spec.containers) {
    const { name } = container;
    if (view.record(name).state !== 'running') {
      if (shouldBeRestarted(spec, container, view.record(name), gates)) startMains.push(name);
      continue;
    }
    const unwanted = probeFailure(view, name);
    if (unwanted === undefined) kept += 1;
    else {
      kill.push(unwanted);
      if (restartsAfterProbeFailure(spec, container, gates)) startMains.push(name);
    }
  }
  if (kept === 0 && startMains.length === 0) return { ...noActions, killPod: true };
  return { ...noActions, kill, startInit: init.start, startMains };
};

/** What a pass over this pod does. */
export const computePodActions = (view: PodView): PodActions => {
  const asks = (container: Container) => asksForRestartOfAll(container, view.record(container.name), view.gates);
  if (allContainers(view.spec).some(asks)) return { ...noActions, restartAll: true };
  if (needsNewSandbox(view.sandbox)) return actionsForNewSandbox(view);
  const init = computeInitContainerActions(view);
  if (init.killPod) return { ...noActions, killPod: true };
  if (!init.initialized) return { ...noActions, kill: init.kill, startInit: init.start };
  return withMains(view, init);
};

/** The containers these actions stop before anything else. */
export const containersToStop = (view: PodView, actions: PodActions): readonly string[] =>
  actions.killPod || actions.restartAll ? runningContainers(view) : actions.kill.map(({ container }) => container);
