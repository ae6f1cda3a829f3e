/** Small scenarios for exhibits, written by hand. */
import { type Assumptions, usualAssumptions } from '../../model/assumptions.ts';
import { type Budgets, budgetsOf } from '../../model/budget.ts';
import { defaultKubernetesVersion, type KubernetesVersion, resolveGates } from '../../model/gates.ts';
import {
  nodeSpec,
  container as plainContainer,
  probe as plainProbe,
  podSpec,
} from '../../model/kubernetes/defaults.ts';
import type { Container, PodSpec, Probe, ServiceSpec } from '../../model/kubernetes/spec.ts';
import { type Scenario, unlimited } from '../../model/scenario.ts';
import { type Switches, switchesOf } from '../../model/switches.ts';

/** A container. */
export const container = (name: string, fields: Partial<Container> = {}): Container => plainContainer(name, fields);

/** A sidecar: a restartable init container. */
export const sidecar = (name: string, fields: Partial<Container> = {}): Container =>
  container(name, { restartPolicy: 'Always', ...fields });

/** A probe by command that decides at once. */
export const probe: Probe = plainProbe({ handler: 'exec', failureThreshold: 1 });

/** A node with room for so much cpu, in millicores. */
export const nodeWith = (cpu: number) => nodeSpec({ allocatable: { ...nodeSpec().allocatable, cpu } });

/** A container that asks for a whole CPU; its image is there. */
export const oneCpu = (name: string): Container =>
  container(name, { imagePullPolicy: 'Never', requests: { cpu: 1000 } });

/** A Service `web` in front of these pods. */
export const serviceOf = (pods: readonly string[], fields: Partial<ServiceSpec> = {}): ServiceSpec => ({
  pods,
  publishNotReadyAddresses: false,
  internalTrafficPolicy: 'Cluster',
  otherReadyEndpoints: 0,
  ...fields,
});

/** A version with its gates and switches, some of which are set. */
export const kubernetes = (
  version: KubernetesVersion,
  set: { readonly gates?: Readonly<Record<string, boolean>>; readonly switches?: Partial<Switches> } = {},
): Pick<Scenario, 'kubernetesVersion' | 'featureGates' | 'switches'> => {
  const resolved = resolveGates(version, set.gates ?? {});
  if (!resolved.ok) throw new Error(resolved.errors.join('; '));
  return {
    kubernetesVersion: resolved.version,
    featureGates: resolved.featureGates,
    switches: switchesOf(version, set.switches),
  };
};

/** Pods of these specs, for a side on which they are otherwise. */
export const podsOf = (specs: Readonly<Record<string, Partial<PodSpec>>>): Pick<Scenario, 'instances'> => ({
  instances: Object.fromEntries(
    Object.entries(specs).map(([uid, spec]) => [uid, { name: uid.split('#')[0] ?? uid, spec: podSpec(spec) }]),
  ),
});

/**
 * A scenario of these pods (`web#1`, `web#2`, …). Each is created once; watches lag as long as they like; nothing else happens unless
 * the budgets say so.
 */
export const scene = (
  name: string,
  specs: Readonly<Record<string, Partial<PodSpec>>>,
  budgets: Budgets,
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  ...kubernetes(defaultKubernetesVersion),
  ...podsOf(specs),
  nodes: { 'node-1': nodeSpec() },
  services: {},
  claims: {},
  probeThresholds: 'one',
  reportedStatus: 'phase',
  serving: false,
  ...more,
  ...budgetsOf({ create: Object.keys(specs).length, 'watch-lag': unlimited, ...budgets }),
});

/** The delays usually assumed, with some set otherwise. */
export const delays = (set: Partial<Assumptions> = {}): Pick<Scenario, 'assumptions'> => ({
  assumptions: { ...usualAssumptions, ...set },
});

/** The end of a pod `web` that runs already, in time, under the eyes of an observer. */
export const watchedEnd: Pick<Scenario, 'begins' | 'deadlines'> = {
  begins: 'running',
  deadlines: {
    'shutdown web': { kind: 'shutdown', uid: 'web#1' },
    'shortening web': { kind: 'shortening', uid: 'web#1' },
    'grace web': { kind: 'grace', uid: 'web#1' },
  },
};
