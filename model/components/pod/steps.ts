/**
 * What a Pod that is not looked into may do next, as its owners see it: anything that scheduler, kubelet, runtime and processes can bring a Pod
 * to. `simulation.test.ts` holds it against the Pod in full: every step of that one is a step of this one, or none.
 */
import type { SlotPod } from '../../cluster.ts';
import type { DeploymentSetup } from '../../kubernetes/deployment.ts';

/** The slot in which there is no Pod. */
export const noSlotPod: SlotPod = { state: 'none', revision: '', node: '', deleting: false };

/** The Pod as it is created. */
export const createdPod = (revision: string): SlotPod => ({ ...noSlotPod, state: 'Pending', revision });

/** Neither over nor gone: spec.containers may run. */
export const isLive = ({ state }: Pick<SlotPod, 'state'>): boolean =>
  state === 'Pending' || state === 'Running' || state === 'Ready' || state === 'Available';

/** The condition Ready. */
export const isReady = ({ state }: Pick<SlotPod, 'state'>): boolean => state === 'Ready' || state === 'Available';

/**
 * Containers of it may run: it has a node. Also if it is over: a kubelet that restarts and turns a running Pod away writes Failed before it stops
 * its containers (C76).
 */
export const mayRun = (pod: SlotPod): boolean => pod.node !== '';

/** The kinds of step; each is an event of the component. */
export type StepKind =
  | 'started'
  | 'becameReady'
  | 'becameAvailable'
  | 'becameUnready'
  | 'reinitialized'
  | 'ended'
  | 'removed'
  | 'stopped';

const to = (pod: SlotPod, state: SlotPod['state']): SlotPod => ({ ...pod, state });

/** Of what a Pod may do, some depends on its template. */
export type Template = Pick<DeploymentSetup, 'minReadySeconds' | 'initializes'>;

const steps: Readonly<Record<StepKind, (pod: SlotPod, template: Template) => SlotPod | undefined>> = {
  started: (pod) => (pod.state === 'Pending' && pod.node !== '' ? to(pod, 'Running') : undefined),
  // A kubelet writes what is so by then: Pending may be followed by Running and Ready at once (C113).
  becameReady: (pod) =>
    (pod.state === 'Pending' || pod.state === 'Running') && pod.node !== '' ? to(pod, 'Ready') : undefined,
  becameAvailable: (pod, { minReadySeconds }) =>
    pod.state === 'Ready' && minReadySeconds > 0 && !pod.deleting ? to(pod, 'Available') : undefined,
  becameUnready: (pod) => (isReady(pod) ? to(pod, 'Running') : undefined),
  // With a new sandbox init containers run again, and until they are done the phase is Pending (getPhase, pkg/kubelet/kubelet_pods.go).
  reinitialized: (pod, { initializes }) =>
    initializes && (pod.state === 'Running' || isReady(pod)) ? to(pod, 'Pending') : undefined,
  // A Pod of a controller restarts its containers whatever they exit with: it is over when its node evicts it, turns it away or shuts down (E18).
  // One that is being deleted is as good as gone with that: nobody counts it, and its room is free.
  ended: (pod) => {
    if (!isLive(pod) || pod.node === '') return undefined;
    return pod.deleting ? { ...pod, state: 'Orphaned', deleting: false } : to(pod, 'Over');
  },
  removed: (pod) => (pod.deleting ? noSlotPod : undefined),
  stopped: (pod) => (pod.state === 'Orphaned' ? noSlotPod : undefined),
};

/** Every kind of step. */
export const stepKinds = Object.keys(steps) as readonly StepKind[];

/** The Pod after a step of this kind; undefined if it cannot take one. */
export const stepped = (pod: SlotPod, kind: StepKind, template: Template): SlotPod | undefined =>
  steps[kind](pod, template);

/** The Pod on a node; undefined if it has one, or does not wait for one. */
export const boundTo = (pod: SlotPod, node: string): SlotPod | undefined =>
  pod.state === 'Pending' && pod.node === '' ? { ...pod, node } : undefined;

/**
 * What a DELETE leaves (D2 to D6): nothing of a Pod without a node; of another its deletionTimestamp, until its containers have stopped; with a
 * grace period of 0, which a Pod that is over always gets, no object, whatever still runs.
 */
export const deleted = (pod: SlotPod, atOnce: boolean): SlotPod => {
  if (pod.state === 'none' || pod.state === 'Orphaned') return pod;
  if (pod.node === '') return noSlotPod;
  return atOnce || !isLive(pod) ? { ...pod, state: 'Orphaned', deleting: false } : { ...pod, deleting: true };
};
