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
import { startKills } from '../termination/kill.ts';
import { gate, runningContainers, specOf, viewOf } from './pod.ts';

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

/** The pods that count as using the node: not yet fully stopped; a terminating one until its worker has confirmed that (C78). */
const activePods = (cluster: Cluster, uid: Uid, node: NodeName): readonly PodSpec[] =>
  Object.keys(cluster.scenario.instances)
    .filter((other) => other !== uid)
    .filter((other) => {
      const worker = cell(cluster, 'workers', other);
      return (
        (worker.state === 'sync' || worker.state === 'terminating') &&
        worker.node === node &&
        worker.cause !== 'rejected'
      );
    })
    .map((other) => specOf(cluster, other));

/**
 * The node whose kubelet would admit this pod now; '' if none: not seen, seen deleting or terminal (D28, D70e), or already known. It is
 * the one in whose view the pod is, also when the object has gone meanwhile: the kubelet goes by what it was shown.
 */
const admittingNode = (cluster: Cluster, uid: Uid): NodeName | '' => {
  const seen = cell(cluster, 'kubeletPods', uid);
  if (seen.state !== 'seen' || seen.deletionGracePeriodSeconds !== null || seen.terminal) return '';
  return cell(cluster, 'workers', uid).state === 'none' ? seen.node : '';
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
 * Rejected: Failed with the reason, no container statuses, for good (C79, C82). What still runs of it after a kubelet restart (C81) is
 * taken down; the phase is held back until then, as always (C116).
 */
export const rejected = (cluster: Cluster, uid: Uid, node: NodeName, reason: string): Cluster => {
  const known = put(cluster, 'cachedStatuses', uid, { ...nothingCached, known: true, phase: 'Failed', reason });
  const { terminationGracePeriodSeconds } = specOf(cluster, uid);
  const leaving = put(known, 'workers', uid, {
    state: 'terminating',
    node,
    cause: 'rejected',
    grace: Math.max(1, terminationGracePeriodSeconds),
    step: 'kill',
    starting: [],
    afterKill: 'none',
  });
  return startKills(leaving, uid, runningContainers(viewOf(cluster, uid)), 'pod');
};
