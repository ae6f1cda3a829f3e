/**
 * Whether it is a question what two Pods of a workload do to each other on nodes.
 *
 * Where no Nodes are given, the nodes of the slice are made to fit its Pods: one Pod each. If nothing else sets two workloads apart, their
 * slices are one and the same scenario but for names and amounts, and all it asks holds (`competing.test.ts` searches it for every version and pull
 * policy; priorities are equal, so nobody preempts; selectors and tolerations are met, or there were fewer nodes). So a slice is a question as soon as anything is there that this scenario has not: the list below is meant to be too long.
 */
import { resolveGates } from '../gates.ts';
import { hostPortsOf } from '../kubernetes/ports.ts';
import { effectiveRequests } from '../kubernetes/requests.ts';
import type { PodSpec } from '../kubernetes/spec.ts';
import type { PodInstance, Scenario } from '../scenario.ts';
import type { Whole } from './whole.ts';

/** Two of these pods may be in each other's way whatever room there is. */
export const repelsItself = (spec: PodSpec): boolean =>
  hostPortsOf(spec).length > 0 || spec.podAntiAffinity.length > 0 || spec.topologySpreadConstraints.length > 0;

/** Every node has these; nobody says how much. */
const ordinary = ['cpu', 'memory', 'ephemeral-storage', 'pods'];

const isPlain = (spec: PodSpec): boolean =>
  !repelsItself(spec) &&
  spec.podAffinity.length === 0 &&
  !spec.hostNetwork &&
  spec.restartPolicy === 'Always' &&
  spec.containers.every(({ imagePullPolicy }) => imagePullPolicy !== 'Never') &&
  spec.nodeName === '' &&
  // Room is given away too early where a Pod is gone before its containers are, or is over before its kubelet turns to it.
  spec.terminationGracePeriodSeconds > 0 &&
  spec.activeDeadlineSeconds === undefined &&
  // What was not cut away: a Pod that never starts, and hurdles that nobody takes away.
  spec.initContainers.length + spec.volumes.length + spec.finalizers.length + spec.schedulingGates.length === 0 &&
  spec.containers.every(({ environment }) => environment.length === 0) &&
  Object.keys(effectiveRequests(spec)).every((name) => ordinary.includes(name));

/** Nobody has changed what users may do, what may fail, or what this version does. */
const isUsual = ({ user, faults, switches = {}, kubernetesVersion, featureGates }: Whole): boolean => {
  const usual = resolveGates(kubernetesVersion);
  return (
    [user, faults, switches].every((said) => Object.keys(said).length === 0) &&
    usual.ok &&
    Object.entries(featureGates).every(([gate, on]) => usual.featureGates[gate] === on)
  );
};

/** Each has a node of its own, which nobody keeps it from. */
const isRoomy = (pods: readonly PodInstance[], nodes: Scenario['nodes']): boolean =>
  Object.keys(nodes).length >= pods.length &&
  Object.values(nodes).every(({ taints, unschedulable }) => taints.length === 0 && !unschedulable);

/** Why these pods on these nodes, as they are in the slice, need not be watched competing; undefined if they must. */
export const whyNoQuestion = (
  whole: Whole,
  pods: readonly PodInstance[],
  nodes: Scenario['nodes'],
): string | undefined =>
  !whole.nodesGiven && isUsual(whole) && isRoomy(pods, nodes) && pods.every(({ spec }) => isPlain(spec))
    ? 'no Nodes are given and nothing else makes its Pods compete, so all it asks is known to hold'
    : undefined;
