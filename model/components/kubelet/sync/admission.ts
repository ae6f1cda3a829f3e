/**
 * Admission of a pod by the kubelet it was bound to: HandlePodAdditions, pkg/kubelet/kubelet.go, and the predicates of
 * pkg/kubelet/lifecycle/predicate.go (1.34.9, 1.35.6, 1.36.2). Left out: eviction manager, sysctls, topology, CPU and device managers,
 * AppArmor, operating system, declared features, node shutdown, and local preemption for critical pods (C76).
 */
import { type Cluster, cell, put } from '../../../cluster.ts';
import type { KubeletSyncEvent } from '../../../event.ts';
import { nothingCached, noWorker } from '../../../initial.ts';
import { matchesNodeAffinity } from '../../../kubernetes/affinity.ts';
import { hostPortsConflict } from '../../../kubernetes/ports.ts';
import { insufficientResources } from '../../../kubernetes/requests.ts';
import type { Container, NodeSpec, PodSpec } from '../../../kubernetes/spec.ts';
import { findUntoleratedTaint } from '../../../kubernetes/taints.ts';
import type { NodeName, Uid } from '../../../scenario.ts';
import { isNewToKubelet } from '../termination/cause.ts';
import { settleTurnedAway } from '../termination/cleanup.ts';
import { isTerminalPhase } from './conditions.ts';
import { gate, specOf } from './pod.ts';

/** The node as its kubelet judges by it: the current object and what it can allocate. */
interface AdmissionNode {
  readonly name: NodeName;
  readonly labels: NodeSpec['labels'];
  readonly taints: NodeSpec['taints'];
  readonly allocatable: NodeSpec['allocatable'];
}

const native = ['cpu', 'memory', 'ephemeral-storage', 'pods'];

/** Extended resources the node does not know are not asked for (removeMissingExtendedResources). */
const withoutUnknownResources = (spec: PodSpec, allocatable: NodeSpec['allocatable']): PodSpec => {
  const known = (name: string) =>
    native.includes(name) || name.startsWith('hugepages-') || allocatable[name] !== undefined;
  const trim = (container: Container): Container => ({
    ...container,
    requests: Object.fromEntries(Object.entries(container.requests).filter(([name]) => known(name))),
  });
  return { ...spec, initContainers: spec.initContainers.map(trim), containers: spec.containers.map(trim) };
};

/**
 * Why the kubelet refuses a pod beside the active ones: the first predicate that fails, or '' (C77, C79). NoSchedule taints, cordon,
 * spread and inter-pod affinity are not looked at again.
 */
export const admissionFailure = (
  spec: PodSpec,
  others: readonly PodSpec[],
  node: AdmissionNode,
  comparisonOperators = false,
): string => {
  const [lacking] = insufficientResources(withoutUnknownResources(spec, node.allocatable), others, node.allocatable);
  if (lacking !== undefined) return `OutOf${lacking}`;
  if (!matchesNodeAffinity(spec, node)) return 'NodeAffinity';
  if (spec.nodeName !== '' && spec.nodeName !== node.name) return 'NodeName';
  if (others.some((other) => hostPortsConflict(spec, other))) return 'NodePorts';
  if (findUntoleratedTaint(node.taints, spec.tolerations, ['NoExecute'], comparisonOperators)) return 'TaintToleration';
  return '';
};

/**
 * Is this pod one of GetActivePods, pkg/kubelet/kubelet_pods.go (C78)? It must be in the config still, whatever its worker does: a pod
 * whose object is gone is forgotten while its containers stop. It counts until its worker has confirmed that everything stopped, but not
 * while it is terminal and nobody has asked the worker to terminate it: turned away, or ended a moment ago.
 */
const isActive = (cluster: Cluster, uid: Uid, node: NodeName): boolean => {
  const worker = cell(cluster, 'workers', uid);
  if (worker.node !== node) return false;
  const seen = cell(cluster, 'kubeletPods', uid);
  if (worker.state === 'terminating') return seen.state === 'seen';
  if (worker.state !== 'sync' || seen.state !== 'seen') return false;
  if (seen.deletionGracePeriodSeconds !== null) return true;
  return !seen.terminal && !isTerminalPhase(cell(cluster, 'cachedStatuses', uid).phase);
};

const activePods = (cluster: Cluster, uid: Uid, node: NodeName): readonly PodSpec[] =>
  Object.keys(cluster.scenario.instances)
    .filter((other) => other !== uid && isActive(cluster, other, node))
    .map((other) => specOf(cluster, other));

/**
 * The node whose kubelet would admit this pod now; '' if none: not seen, seen terminal (D70e), or already known. That it is being deleted
 * makes no difference (C84). It is the one in whose view the pod is, also when the object has gone meanwhile: the kubelet goes by what it
 * was shown.
 */
const admittingNode = (cluster: Cluster, uid: Uid): NodeName | '' => {
  const seen = cell(cluster, 'kubeletPods', uid);
  return seen.state === 'seen' && !seen.terminal && isNewToKubelet(cluster, uid) ? seen.node : '';
};

const verdict = (cluster: Cluster, uid: Uid, node: NodeName): string => {
  const { labels, taints } = cell(cluster, 'nodes', node);
  const allocatable = cluster.scenario.nodes[node]?.allocatable ?? {};
  const comparisonOperators = gate(cluster, 'TaintTolerationComparisonOperators');
  const others = activePods(cluster, uid, node);
  return admissionFailure(
    specOf(cluster, uid),
    others,
    { name: node, labels, taints, allocatable },
    comparisonOperators,
  );
};

/**
 * A pod its kubelet has just seen is taken or refused before anything of it exists on the node (C75). After a kubelet restart every pod
 * is new to it, also one that runs (C81). One pod at a time (C74); which one first is left open.
 */
export const admission = (cluster: Cluster, uid: Uid): readonly KubeletSyncEvent[] => {
  const node = admittingNode(cluster, uid);
  if (node === '') return [];
  const reason = verdict(cluster, uid, node);
  return reason === ''
    ? [{ type: 'kubelet/podAdmitted', uid, node }]
    : [{ type: 'kubelet/podRejected', uid, node, reason }];
};

/** Admitted: the pod worker begins in Sync, between passes. */
export const admitted = (cluster: Cluster, uid: Uid, node: NodeName): Cluster =>
  put(cluster, 'workers', uid, { ...noWorker, state: 'sync', node });

/**
 * Turned away (rejectPod, pkg/kubelet/kubelet.go): Failed with the reason goes to the status manager, for good, and no pod worker comes to
 * be (C79, C82). What a pod turned away after a kubelet restart still has on the node is housekeeping's business: it finds a pod in the
 * runtime that no worker knows, an orphan (C81, D29).
 */
export const rejected = (cluster: Cluster, uid: Uid, node: NodeName, reason: string): Cluster => {
  const known = put(cluster, 'cachedStatuses', uid, { ...nothingCached, known: true, phase: 'Failed', reason });
  const { deletionGracePeriodSeconds } = cell(cluster, 'kubeletPods', uid);
  const away = { ...noWorker, node, cause: 'rejected', grace: deletionGracePeriodSeconds } as const;
  return settleTurnedAway(put(known, 'workers', uid, away), uid);
};
