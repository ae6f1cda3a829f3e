import type { ContainerRecord, Phase } from '../../../cluster.ts';
import { type Container, plainInitContainers, sidecars } from '../../../kubernetes/spec.ts';
import type { PodView } from './pod.ts';
import { containerShouldRestart } from './restart-policy.ts';

/** How getPhase reads one container: waiting for the first time, running, or ended (now, or before it waits again). */
type Standing = 'waiting' | 'running' | 'ended';

const standingOf = (record: ContainerRecord): Standing => {
  if (record.state === 'running') return 'running';
  return record.state === 'exited' || record.restarted ? 'ended' : 'waiting';
};

/** A container that waits again has been found restartable already; one that is down now is judged by its exit code. */
const mayRestart = (view: PodView, container: Container): boolean => {
  const record = view.record(container.name);
  return record.state !== 'exited' || containerShouldRestart(view.spec, container, record.exitCode, view.gates);
};

const endedWell = (view: PodView, { name }: Container): boolean =>
  view.record(name).state === 'exited' && view.record(name).exitCode === 0;

const initFailedForGood = (view: PodView): boolean =>
  plainInitContainers(view.spec).some((container) => {
    const record = view.record(container.name);
    if (record.state !== 'exited' || record.exitCode === 0) return false;
    return view.gates.containerRestartRules ? !mayRestart(view, container) : view.spec.restartPolicy === 'Never';
  });

/** A plain init container that waits or runs; or a sidecar not yet started while no main container is active in this sandbox. */
const initPending = (view: PodView, started: (container: string) => boolean): boolean => {
  const standing = ({ name }: Container) => standingOf(view.record(name));
  if (plainInitContainers(view.spec).some((container) => standing(container) !== 'ended')) return true;
  // HasAnyActiveRegularContainerStarted looks at the newest sandbox only.
  const active = ({ name }: Container) => view.record(name).state !== 'none' && !view.record(name).earlierSandbox;
  if (view.spec.containers.some(active)) return false;
  return sidecars(view.spec).some((container) => standing(container) !== 'ended' && !started(container.name));
};

/** The phase of a pod none of whose containers runs or waits for its first start. */
const phaseOfStopped = (view: PodView, podIsTerminal: boolean): Phase => {
  const { spec, gates } = view;
  const allWell = spec.containers.every((container) => endedWell(view, container));
  if (podIsTerminal) return allWell ? 'Succeeded' : 'Failed';
  if (gates.containerRestartRules) {
    if (spec.containers.some((container) => mayRestart(view, container))) return 'Running';
    return allWell ? 'Succeeded' : 'Failed';
  }
  if (spec.restartPolicy === 'Always') return 'Running';
  if (allWell) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
};

/**
 * `getPhase`, pkg/kubelet/kubelet_pods.go, 1.34.9, 1.35.6 and 1.36.2 (C119); the versions differ by the gate ContainerRestartRules
 * alone. Its `unknown` is left out: the kubelet lists every container of the spec in the statuses it passes in.
 */
export const getPhase = (view: PodView, started: (container: string) => boolean, podIsTerminal: boolean): Phase => {
  const counted = [...sidecars(view.spec), ...view.spec.containers].map(({ name }) => standingOf(view.record(name)));
  if (initFailedForGood(view)) return 'Failed';
  if (initPending(view, started)) return 'Pending';
  if (counted.includes('waiting')) return 'Pending';
  return counted.includes('running') ? 'Running' : phaseOfStopped(view, podIsTerminal);
};
