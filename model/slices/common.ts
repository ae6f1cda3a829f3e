/** What every slice needs: full budgets, and the nodes that can make a difference. */

import { effectiveRequests } from '../kubernetes/requests.ts';
import { allContainers, type Container, type NodeSpec, type PodSpec } from '../kubernetes/spec.ts';
import {
  type FaultKind,
  faultKinds,
  type NodeName,
  type Scenario,
  type UserAction,
  unlimited,
  userActions,
} from '../scenario.ts';
import type { Whole } from './whole.ts';

/** The user's budgets: what the tool's user has set, else the slice's own, else never. */
export const userBudgets = (whole: Whole, own: Partial<Record<UserAction, number>>): Scenario['user'] =>
  Object.fromEntries(userActions.map((kind) => [kind, whole.user[kind] ?? own[kind] ?? 0])) as Scenario['user'];

/** Fault budgets likewise; watches lag unless somebody says otherwise. */
export const faultBudgets = (whole: Whole, own: Partial<Record<FaultKind, number>>): Scenario['faults'] =>
  Object.fromEntries(
    faultKinds.map((kind) => [kind, whole.faults[kind] ?? own[kind] ?? (kind === 'watch-lag' ? unlimited : 0)]),
  ) as Scenario['faults'];

/** The scenario fields that are the same in every slice. */
export const sharedFields = (whole: Whole) => ({
  kubernetesVersion: whole.kubernetesVersion,
  featureGates: whole.featureGates,
  ...(whole.configObjects === undefined ? {} : { configObjects: whole.configObjects }),
});

/** Labels that tell nodes apart without meaning anything to this pod. */
const idleLabels = (spec: PodSpec): ((label: string) => boolean) => {
  const read = new Set([
    ...Object.keys(spec.nodeSelector),
    ...(spec.nodeAffinity ?? []).flatMap((term) =>
      [...term.matchExpressions, ...term.matchFields].map(({ key }) => key),
    ),
    ...spec.topologySpreadConstraints.map(({ topologyKey }) => topologyKey),
    ...[...spec.podAffinity, ...spec.podAntiAffinity].map(({ topologyKey }) => topologyKey),
  ]);
  return (label) => !read.has(label);
};

/**
 * Of nodes that are alike to this pod one is kept: with one pod they are interchangeable, the choice between them leads to equal
 * halves of the state space. A pod with fields that name nodes keeps all of them.
 */
export const distinctNodes = (
  nodes: Readonly<Record<NodeName, NodeSpec>>,
  spec: PodSpec,
): { readonly kept: Readonly<Record<NodeName, NodeSpec>>; readonly dropped: readonly NodeName[] } => {
  const idle = idleLabels(spec);
  const namesMatter =
    spec.nodeName !== '' || (spec.nodeAffinity ?? []).some(({ matchFields }) => matchFields.length > 0);
  const seen = new Set<string>();
  const kept = Object.entries(nodes).filter(([name, node]) => {
    const labels = Object.entries(node.labels).filter(([label]) => !idle(label));
    const likeness = JSON.stringify([
      namesMatter ? name : '',
      labels,
      node.taints,
      node.unschedulable,
      node.allocatable,
    ]);
    if (seen.has(likeness)) return false;
    seen.add(likeness);
    return true;
  });
  const names = kept.map(([name]) => name);
  return { kept: Object.fromEntries(kept), dropped: Object.keys(nodes).filter((name) => !names.includes(name)) };
};

/** One sentence for nodes that were dropped as alike. */
export const droppedNodes = (dropped: readonly NodeName[]): readonly string[] =>
  dropped.length === 0 ? [] : [`nodes that are alike to this Pod are explored once: ${dropped.join(', ')} left out`];

const bare = (container: Container): Container => ({
  name: container.name,
  image: container.image,
  imagePullPolicy: container.imagePullPolicy,
  restartPolicyRules: [],
  requests: container.requests,
  limits: container.limits,
  ports: container.ports,
  volumeMounts: [],
  environment: [],
});

/** A pod with one plain main container that asks for as much as all of its containers together. */
export const strippedPod = (spec: PodSpec): PodSpec => {
  const { requests: _podLevel, ...rest } = spec;
  const first = spec.containers[0];
  if (first === undefined) return spec;
  const ports = allContainers(spec).flatMap((container) => container.ports);
  return {
    ...rest,
    initContainers: [],
    containers: [{ ...bare(first), requests: effectiveRequests(spec), ports }],
    volumes: [],
    overhead: {},
    readinessGates: [],
    finalizers: [],
  };
};

/** What `strippedPod` leaves out, as a sentence. */
export const strippedSentence =
  'each Pod has one plain container that requests as much as all of its containers; init containers, sidecars, probes, hooks and volumes are left out';
