/** The nodes that can make a difference to a pod. */
import { put } from '../cluster.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { initialCluster } from '../initial.ts';
import type { NodeSpec } from '../kubernetes/spec.ts';
import type { NodeName, PodInstance } from '../scenario.ts';
import { plainScenario } from './common.ts';
import type { Whole } from './whole.ts';

/** What kube-scheduler says of each node while nothing else is in the cluster: the plugin that refuses it, or '' if it is feasible. */
const rejectionsAlone = (whole: Whole, pod: PodInstance): Readonly<Record<NodeName, string>> => {
  const { name } = pod;
  const uid = `${name}#1`;
  const alone = plainScenario(whole, {
    name: 'one pod before anything else',
    instances: { [uid]: pod },
    nodes: whole.nodes,
    // A claim still to be bound refuses every node alike for now; what counts is how they differ afterwards.
    claims: Object.fromEntries(Object.entries(whole.claims).map(([claim, spec]) => [claim, { ...spec, bound: true }])),
  });
  const seen = put(initialCluster(alone), 'schedulerPods', name, {
    uid,
    nodeName: '',
    gated: false,
    deleting: false,
  });
  return Object.fromEntries(Object.keys(whole.nodes).map((node) => [node, firstRejection(seen, name, node) ?? '']));
};

/**
 * Of nodes that answer alike to this pod one is kept: with one pod they are interchangeable, the choice between them leads to equal parts of
 * the state space. Where users may change nodes, or the pod names its node, all are kept.
 */
export const distinctNodes = (
  whole: Whole,
  pod: PodInstance,
): { readonly kept: Readonly<Record<NodeName, NodeSpec>>; readonly dropped: readonly NodeName[] } => {
  const { user } = whole;
  const nodesChange = [user.cordon, user.taint, user.relabel].some((budget) => (budget ?? 0) !== 0);
  if (nodesChange || pod.spec.nodeName !== '') return { kept: whole.nodes, dropped: [] };
  const rejections = rejectionsAlone(whole, pod);
  const first = (name: NodeName): boolean =>
    Object.keys(whole.nodes).find((other) => rejections[other] === rejections[name]) === name;
  return {
    kept: Object.fromEntries(Object.entries(whole.nodes).filter(([name]) => first(name))),
    dropped: Object.keys(whole.nodes).filter((name) => !first(name)),
  };
};
