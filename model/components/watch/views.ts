/** What a watcher would be shown now, and whether that differs from what it has. */
import { type Cluster, cell, type KubeletPodView, type SchedulerPodView } from '../../cluster.ts';
import { instanceOf, type NodeName, type PodName, type Scenario, type Uid } from '../../scenario.ts';
import { podIsTerminal } from '../apiserver/delete.ts';
import { isNewToKubelet } from '../kubelet/termination/cause.ts';

const nothing: SchedulerPodView = { uid: '', nodeName: '', gated: false, deleting: false };

/** Does the scheduler ever ask whether a bound pod is being deleted: to spread pods, or to wait for victims? */
const asksForTerminating = ({ instances }: Scenario): boolean => {
  const specs = Object.values(instances).map(({ spec }) => spec);
  const spreads = specs.some(({ topologySpreadConstraints }) => topologySpreadConstraints.length > 0);
  return spreads || new Set(specs.map(({ priority }) => priority)).size > 1;
};

/**
 * The scheduler's informer leaves out Succeeded and Failed pods: to it, such a pod is deleted (C30). That a bound pod
 * is being deleted is shown only where the scheduler asks for it.
 */
export function asShownToScheduler(cluster: Cluster, pod: PodName): SchedulerPodView {
  const { uid, nodeName, gated, deletionGracePeriodSeconds, preempted } = cell(cluster, 'pods', pod);
  if (uid === '' || podIsTerminal(cell(cluster, 'statuses', pod))) return nothing;
  const shown = nodeName === '' || asksForTerminating(cluster.scenario);
  const deleting = shown && deletionGracePeriodSeconds !== null;
  return { uid, nodeName, gated, deleting, ...(deleting && preempted ? { preempted } : {}) };
}

/**
 * The view shows a bound pod and there is no other pod to whose scheduling it could matter: what follows is delivered
 * to nobody.
 */
const isOfNoMoreUse = (cluster: Cluster, { nodeName }: SchedulerPodView): boolean =>
  nodeName !== '' && Object.keys(cluster.scenario.instances).length === 1;

/** The scheduler has not seen the present version of this pod. */
export function schedulerLags(cluster: Cluster, pod: PodName): boolean {
  const view = cell(cluster, 'schedulerPods', pod);
  if (isOfNoMoreUse(cluster, view)) return false;
  const now = asShownToScheduler(cluster, pod);
  return (
    view.uid !== now.uid ||
    view.nodeName !== now.nodeName ||
    view.gated !== now.gated ||
    view.deleting !== now.deleting ||
    view.preempted !== now.preempted
  );
}

/** The present version for the kubelet; what has gone keeps the grace period it was last seen with (D30). */
export function asDeliveredToKubelet(cluster: Cluster, uid: Uid): KubeletPodView {
  const { name } = instanceOf(cluster.scenario, uid);
  const stored = cell(cluster, 'pods', name);
  if (stored.uid !== uid) return { ...cell(cluster, 'kubeletPods', uid), state: 'removed', node: '' };
  const { deletionGracePeriodSeconds, nodeName: node } = stored;
  return { state: 'seen', node, deletionGracePeriodSeconds, terminal: podIsTerminal(cell(cluster, 'statuses', name)) };
}

/**
 * The kubelet takes a pod on, or turns it away, in the same call that tells it of the pod (HandlePodAdditions, pkg/kubelet/kubelet.go), so
 * nothing more is delivered in between.
 */
const isBeingTakenOn = (cluster: Cluster, uid: Uid): boolean =>
  cell(cluster, 'kubeletPods', uid).state === 'seen' && isNewToKubelet(cluster, uid);

/**
 * The kubelet of this node has not seen the present version of this incarnation. It watches pods with its own
 * nodeName (C71); one that went before it was delivered is never heard of; a removal goes to the
 * kubelet that has the pod in its view.
 * A worker that is finished reads no view any more: nothing is delivered to it.
 */
export function kubeletLags(cluster: Cluster, uid: Uid, node: NodeName): boolean {
  if (cell(cluster, 'workers', uid).state === 'finished' || isBeingTakenOn(cluster, uid)) return false;
  const { name } = instanceOf(cluster.scenario, uid);
  const stored = cell(cluster, 'pods', name);
  const view = cell(cluster, 'kubeletPods', uid);
  if (stored.uid !== uid) return view.state === 'seen' && view.node === node;
  if (stored.nodeName !== node) return false;
  const now = asDeliveredToKubelet(cluster, uid);
  return (
    view.state !== now.state ||
    view.deletionGracePeriodSeconds !== now.deletionGracePeriodSeconds ||
    view.terminal !== now.terminal
  );
}
