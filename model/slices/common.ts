/** What every slice needs: full budgets, and the nodes that can make a difference. */
import { put } from '../cluster.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { initialCluster } from '../initial.ts';

import { effectiveRequests } from '../kubernetes/requests.ts';
import { allContainers, type Container, isSidecar, type NodeSpec, type PodSpec } from '../kubernetes/spec.ts';
import {
  type FaultKind,
  faultKinds,
  type NodeName,
  type PodInstance,
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

/** What kube-scheduler says of each node while nothing else is in the cluster: the plugin that refuses it, or '' if it is feasible. */
const rejectionsAlone = (whole: Whole, { name, spec }: PodInstance): Readonly<Record<NodeName, string>> => {
  const uid = `${name}#1`;
  const alone: Scenario = {
    name: 'one pod before anything else',
    ...sharedFields(whole),
    instances: { [uid]: { name, spec } },
    nodes: whole.nodes,
    services: {},
    // A claim still to be bound refuses every node alike for now; what counts is how they differ afterwards.
    claims: Object.fromEntries(Object.entries(whole.claims).map(([name, claim]) => [name, { ...claim, bound: true }])),
    user: userBudgets(whole, {}),
    faults: faultBudgets(whole, {}),
    probeThresholds: 'one',
    reportedStatus: 'phase',
    serving: false,
  };
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

/** One sentence for nodes that were dropped as alike. */
export const droppedNodes = (dropped: readonly NodeName[]): readonly string[] =>
  dropped.length === 0 ? [] : [`nodes that answer alike to this Pod are explored once: ${dropped.join(', ')} left out`];

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
    schedulingGates: [],
    readinessGates: [],
    finalizers: [],
  };
};

/** What `strippedPod` leaves out, as a sentence. */
export const strippedSentence =
  'each Pod has one plain container that requests as much as all of its containers; init containers, sidecars, probes, hooks, gates, finalizers and volumes are left out';

const withoutProbes = ({ startupProbe: _startup, livenessProbe: _liveness, ...container }: Container): Container => ({
  ...container,
  volumeMounts: [],
  environment: [],
});

const isProbed = ({ readinessProbe }: Container): boolean => readinessProbe !== undefined;

/**
 * A pod reduced to what decides whether it is ready: containers with a readiness probe (its first main container, if no main one has any),
 * without what is over by then or would end it: plain init containers, volumes, startup and liveness probes, gates, deadline.
 */
export const servingPod = ({ activeDeadlineSeconds: _deadline, ...spec }: PodSpec): PodSpec => ({
  ...spec,
  initContainers: spec.initContainers
    .filter((container) => isSidecar(container) && isProbed(container))
    .map(withoutProbes),
  containers: (spec.containers.some(isProbed) ? spec.containers.filter(isProbed) : spec.containers.slice(0, 1)).map(
    withoutProbes,
  ),
  volumes: [],
  finalizers: [],
  schedulingGates: [],
});

/** What `servingPod` leaves out, as a sentence. */
export const servingSentence =
  'containers without a readiness probe (but for one main container), volumes, startup and liveness probes, scheduling gates and deadline: what is over before a Pod is ready, or ends it';
