/**
 * The rows `kubectl get pods -o wide` prints: printPod, pkg/printers/internalversion/printers.go, 1.35.0. The model has no clock, so AGE and the
 * "(10s ago)" after restarts are left out.
 */
import type { ContainerStatus, PodObject } from './objects.ts';

/** One row. */
export interface PodRow {
  readonly name: string;
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
  readonly ip: string;
  readonly node: string;
  readonly nominatedNode: string;
  readonly readinessGates: string;
}

/** What the init containers come to: a STATUS if one of them is still to do or has failed, and what they add to the counts. */
interface Initialization {
  readonly status?: string;
  readonly ready: number;
  readonly restarts: number;
  readonly sidecarRestarts: number;
}

const isTrue = ({ conditions }: PodObject, type: string): boolean =>
  conditions.some((one) => one.type === type && one.status === 'True');

/** The STATUS because of one init container; undefined if it is done, or a sidecar that has started. */
const statusOfInit = (
  { state, started }: ContainerStatus,
  sidecar: boolean,
  index: number,
  count: number,
): string | undefined => {
  if (state.is === 'terminated' && state.exitCode === 0) return undefined;
  if (sidecar && started) return undefined;
  if (state.is === 'terminated') return `Init:${state.reason === '' ? `ExitCode:${state.exitCode}` : state.reason}`;
  if (state.is === 'waiting' && state.reason !== '' && state.reason !== 'PodInitializing')
    return `Init:${state.reason}`;
  return `Init:${index}/${count}`;
};

const initialization = ({ initContainers, initContainerStatuses }: PodObject): Initialization => {
  let [ready, restarts, sidecarRestarts] = [0, 0, 0];
  for (const [index, one] of initContainerStatuses.entries()) {
    const sidecar = initContainers.some(({ name, sidecar: is }) => is && name === one.name);
    restarts += one.restartCount;
    if (sidecar) sidecarRestarts += one.restartCount;
    const status = statusOfInit(one, sidecar, index, initContainers.length);
    if (status !== undefined) return { status, ready, restarts, sidecarRestarts };
    if (sidecar && one.started && one.state.is !== 'terminated' && one.ready) ready += 1;
  }
  return { ready, restarts, sidecarRestarts };
};

/** What the main containers come to; the first of them in the list has the last word. */
interface Mains {
  readonly status?: string;
  readonly error?: string;
  readonly ready: number;
  readonly restarts: number;
}

const mains = ({ containerStatuses }: PodObject): Mains => {
  let [status, error]: (string | undefined)[] = [];
  let [ready, restarts] = [0, 0];
  for (const one of containerStatuses.toReversed()) {
    const { state } = one;
    restarts += one.restartCount;
    if (state.is === 'waiting' && state.reason !== '') status = state.reason;
    else if (state.is === 'terminated') {
      status = state.reason === '' ? `ExitCode:${state.exitCode}` : state.reason;
      if (state.exitCode !== 0) error = status;
    } else if (state.is === 'running' && one.ready) ready += 1;
  }
  return { ready, restarts, ...(status === undefined ? {} : { status }), ...(error === undefined ? {} : { error }) };
};

/** Completed is taken back while a container of the Pod runs, or has failed. */
const settled = (pod: PodObject, status: string, { ready, error }: Mains): string => {
  if (status !== 'Completed') return status;
  if (ready > 0 && isTrue(pod, 'Ready')) return 'Running';
  if (error !== undefined) return error;
  return ready > 0 ? 'NotReady' : status;
};

const isTerminal = ({ phase }: PodObject): boolean => phase === 'Succeeded' || phase === 'Failed';

const gated = ({ conditions }: PodObject): boolean =>
  conditions.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');

const orNone = (text: string): string => (text === '' ? '<none>' : text);

const gatesTrue = (pod: PodObject): string => {
  const { readinessGates } = pod;
  if (readinessGates.length === 0) return '<none>';
  return `${readinessGates.filter((gate) => isTrue(pod, gate)).length}/${readinessGates.length}`;
};

/** The row of a Pod. */
export const podRow = (pod: PodObject): PodRow => {
  const init = initialization(pod);
  const own = pod.reason === '' ? pod.phase : pod.reason;
  const phase = gated(pod) ? 'SchedulingGated' : own;
  const looked = init.status === undefined || isTrue(pod, 'Initialized');
  const main = looked ? mains(pod) : { ready: 0, restarts: 0 };
  const status = settled(pod, main.status ?? init.status ?? phase, main);
  const total = pod.containers.length + pod.initContainers.filter(({ sidecar }) => sidecar).length;
  return {
    name: pod.name,
    ready: `${init.ready + main.ready}/${total}`,
    status: pod.deletionGracePeriodSeconds !== null && !isTerminal(pod) ? 'Terminating' : status,
    restarts: String(looked ? init.sidecarRestarts + main.restarts : init.restarts),
    ip: orNone(pod.podIP),
    node: orNone(pod.nodeName),
    nominatedNode: orNone(pod.nominatedNodeName),
    readinessGates: gatesTrue(pod),
  };
};
