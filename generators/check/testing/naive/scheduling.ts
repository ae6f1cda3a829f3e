/** Transcriptions: from the stored object to its node. */
import type { Cluster } from '../../../../model/cluster.ts';
import { effectiveRequests } from '../../../../model/kubernetes/requests.ts';
import type { PodSpec, ResourceList } from '../../../../model/kubernetes/spec.ts';
import { also, always, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import { at, bound, isTerminal, objectOf, podOf, pods } from './words.ts';

const demand = (specs: readonly PodSpec[]): ResourceList => {
  const total: Record<string, number> = { pods: specs.length };
  for (const spec of specs)
    for (const [name, amount] of Object.entries(effectiveRequests(spec))) total[name] = (total[name] ?? 0) + amount;
  return total;
};

/** Whether these Pods ask for more of something than the node has. */
const tooMuch = (cluster: Cluster, node: string, specs: readonly PodSpec[]): boolean => {
  const { allocatable } = at(cluster.scenario.nodes, node);
  return Object.entries(demand(specs)).some(([name, amount]) => amount > (allocatable[name] ?? 0));
};

/** What every Filter plugin at least asks: selector, cordon and taints, room beside the Pods the scheduler knows there. */
const feasible = (cluster: Cluster, name: string, node: string): boolean => {
  const { spec } = podOf(cluster, at(cluster.schedulerPods, name).uid);
  const { labels, taints, unschedulable } = at(cluster.schedulerNodes, node);
  const tolerated = (key: string): boolean => spec.tolerations.some((one) => one.key === '' || one.key === key);
  const others = pods(cluster).filter(
    (other) =>
      other.name !== name &&
      ((at(cluster.schedulerPods, other.name).uid === other.uid &&
        at(cluster.schedulerPods, other.name).nodeName === node) ||
        (at(cluster.scheduling, other.name).assumedUid === other.uid &&
          at(cluster.scheduling, other.name).assumed === node)),
  );
  return (
    Object.entries(spec.nodeSelector).every(([key, value]) => labels[key] === value) &&
    (!unschedulable || tolerated('node.kubernetes.io/unschedulable')) &&
    taints.every(({ key, effect }) => effect === 'PreferNoSchedule' || tolerated(key)) &&
    !tooMuch(cluster, node, [spec, ...others.map((other) => other.spec)])
  );
};

/** For each Pod the node its last scheduling cycle chose, if that one was right. */
const chosen = (known: Facts, { before, event }: Step): Facts => {
  if (event.type !== 'scheduler/podAssumed') return known;
  const others = forget(known, `${event.pod} may go to `);
  return feasible(before, event.pod, event.node) ? also(others, `${event.pod} may go to ${event.node}`) : others;
};

const claimsOf = ({ volumes }: PodSpec): readonly string[] =>
  volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []));

/** Pods whose worker has them in hand and has not stopped them. */
const notStopped = (cluster: Cluster, node: string, uid: string): readonly PodSpec[] =>
  pods(cluster)
    .filter((pod) => {
      const worker = at(cluster.workers, pod.uid);
      return pod.uid !== uid && worker.node === node && ['sync', 'terminating'].includes(worker.state);
    })
    .map(({ spec }) => spec);

/** What the sentences about scheduling say. */
export const scheduling = {
  'no-binding-without-feasible-node': remembering(chosen, (step, known) => {
    const binding = bound(step);
    return binding !== undefined && !known.has(`${binding.pod} may go to ${binding.node}`);
  }),
  'node-still-schedulable-when-bound': always((step) => {
    const binding = bound(step);
    return binding !== undefined && at(step.before.nodes, binding.node).unschedulable;
  }),
  'bind-once': always(({ before, after }) =>
    pods(before).some((pod) => {
      const [was, is] = [objectOf(before, pod), objectOf(after, pod)];
      return was !== undefined && is !== undefined && was.nodeName !== '' && is.nodeName !== was.nodeName;
    }),
  ),
  'binding-guards': always((step) => {
    const binding = bound(step);
    if (binding === undefined) return false;
    const stored = at(step.before.pods, binding.pod);
    return (
      stored.uid !== at(step.before.scheduling, binding.pod).assumedUid ||
      stored.gated ||
      stored.deletionGracePeriodSeconds !== null ||
      stored.nodeName !== ''
    );
  }),
  'gated-pod-is-not-scheduled': always(({ after }) =>
    pods(after).some((pod) => {
      const stored = objectOf(after, pod);
      return stored?.gated === true && stored.nodeName !== '';
    }),
  ),
  'pod-scheduled-means-bound': always(({ after }) =>
    pods(after).some((pod) => {
      const stored = objectOf(after, pod);
      return stored?.nodeName === '' && at(after.statuses, pod.name).podScheduled === 'True';
    }),
  ),
  'claims-bound-before-binding': always(({ before, after }) =>
    pods(before).some((pod) => {
      const got = (objectOf(before, pod)?.nodeName ?? '') === '' && (objectOf(after, pod)?.nodeName ?? '') !== '';
      return got && claimsOf(pod.spec).some((claim) => at(before.claims, claim).phase !== 'Bound');
    }),
  ),
  'no-overcommit-in-api': always(({ after }) =>
    Object.keys(after.nodes).some((node) =>
      tooMuch(
        after,
        node,
        pods(after)
          .filter((pod) => objectOf(after, pod)?.nodeName === node && !isTerminal(after, pod))
          .map(({ spec }) => spec),
      ),
    ),
  ),
  'no-overcommit-at-kubelet-admission': always(({ before, event }) => {
    if (event.type !== 'kubelet/podAdmitted') return false;
    const { spec } = podOf(before, event.uid);
    return tooMuch(before, event.node, [spec, ...notStopped(before, event.node, event.uid)]);
  }),
  'scheduler-does-not-exit': always(({ event }) => event.type === 'scheduler/restarted'),
  'finished-pods-take-no-room': always(({ before, event }) => {
    if (event.type !== 'kubelet/podRejected' || !event.reason.startsWith('OutOf')) return false;
    const others = pods(before).filter(
      (pod) => pod.uid !== event.uid && objectOf(before, pod)?.nodeName === event.node && !isTerminal(before, pod),
    );
    return !tooMuch(before, event.node, [podOf(before, event.uid).spec, ...others.map(({ spec }) => spec)]);
  }),
} satisfies Readonly<Record<string, Transcription>>;
