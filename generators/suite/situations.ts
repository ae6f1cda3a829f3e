/** Situations: small scenarios that between them show every kind of Pod, for which a suite is made when nobody brings a manifest. */
import { type Budgets, budgetsOf } from '../../model/budget.ts';
import { defaultKubernetesVersion, resolveGates } from '../../model/gates.ts';
import {
  nodeSpec,
  container as plainContainer,
  podSpec as plainPodSpec,
  probe as plainProbe,
} from '../../model/kubernetes/defaults.ts';
import type { ClaimSpec, Container, NodeSpec, PodSpec, Probe, Volume } from '../../model/kubernetes/spec.ts';
import { type Scenario, unlimited } from '../../model/scenario.ts';
import { type Switches, switchesOf } from '../../model/switches.ts';

/** A container whose image is a driver's business. */
export const container = (name: string, fields: Partial<Container> = {}): Container =>
  plainContainer(name, { image: 'busybox', ...fields });

/** A probe that is asked every second and decides at once. */
export const probe: Probe = plainProbe({ handler: 'exec', periodSeconds: 1, failureThreshold: 1 });

const podSpec = (fields: Partial<PodSpec>): PodSpec =>
  plainPodSpec({ containers: [container('app')], terminationGracePeriodSeconds: 5, ...fields });

const node = (labels: NodeSpec['labels']): NodeSpec => nodeSpec({ labels });

const gates = resolveGates(defaultKubernetesVersion);
const featureGates = gates.ok ? gates.featureGates : {};

/** What of a release is set otherwise. */
export interface SetOtherwise {
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly switches?: Partial<Switches>;
}

/** A situation as a release has it: with its gates and switches, but for those that are set, by the situation itself first of all. */
export const inRelease = (scenario: Scenario, release: string, set: SetOtherwise = {}): Scenario => {
  const resolved = resolveGates(release, set.featureGates);
  if (!resolved.ok) throw new Error(resolved.errors.join('; '));
  const own = Object.entries(scenario.featureGates).filter(([name, on]) => featureGates[name] !== on);
  return {
    ...scenario,
    kubernetesVersion: resolved.release,
    featureGates: { ...resolved.featureGates, ...Object.fromEntries(own) },
    switches: switchesOf(resolved.release, set.switches),
  };
};

/** A situation of these pods (`web#1`, `web#2`, …) in which so much may happen. */
export const situation = (
  name: string,
  specs: Readonly<Record<string, Partial<PodSpec>>>,
  budgets: Budgets,
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  kubernetesVersion: defaultKubernetesVersion,
  featureGates,
  switches: switchesOf(more.kubernetesVersion ?? defaultKubernetesVersion),
  instances: Object.fromEntries(
    Object.entries(specs).map(([uid, spec]) => [uid, { name: uid.split('#')[0] ?? uid, spec: podSpec(spec) }]),
  ),
  nodes: { n1: node({}) },
  services: {},
  claims: {},
  probeThresholds: 'one',
  reportedStatus: 'phase',
  serving: false,
  ...more,
  ...budgetsOf({ create: Object.keys(specs).length, ...budgets }),
});

const init = (name = 'init'): Container => container(name);
const sidecar = (name: string, fields: Partial<Container> = {}): Container =>
  container(name, { restartPolicy: 'Always', ...fields });
const hook = { handler: 'exec' } as const;
const service = {
  services: {
    web: { pods: ['web'], publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 0 },
  },
} as const;
const all = { reportedStatus: 'all' } as const;

const settings = { kind: 'ConfigMap', name: 'settings', optional: false } as const;
const limited = (name: string): Container => container(name, { limits: { memory: 64 * 2 ** 20 } });
const configVolume: Volume = { kind: 'configMap', name: 'data', object: 'settings', optional: false };
const claimVolume: Volume = { kind: 'persistentVolumeClaim', name: 'data', claim: 'data' };
const mounting = (volume: Volume): Partial<PodSpec> => ({
  volumes: [volume],
  containers: [container('app', { volumeMounts: [volume.name] })],
});
const claimOf = (volumeBindingMode: ClaimSpec['volumeBindingMode']): Partial<Scenario> => ({
  claims: { data: { accessModes: ['ReadWriteOnce'], volumeBindingMode, reclaimPolicy: 'Delete', bound: false } },
});

/** The situations, small ones first. */
export const situations: readonly Scenario[] = [
  situation('one container', { 'web#1': {} }, { delete: 1, 'force-delete': 1, 'container-crash': 1 }),
  situation('restart policy Never', { 'web#1': { restartPolicy: 'Never' } }, { delete: 1, 'container-crash': 1 }),
  situation(
    'restart policy OnFailure',
    { 'web#1': { restartPolicy: 'OnFailure' } },
    { delete: 1, 'container-crash': 1 },
  ),
  situation(
    'two containers',
    { 'web#1': { restartPolicy: 'Never', containers: [container('app'), container('log')] } },
    { delete: 1, 'container-crash': 1 },
  ),
  situation(
    'two containers that restart',
    { 'web#1': { containers: [container('app'), container('log')] } },
    { delete: 1, 'container-crash': 1 },
  ),
  situation(
    'two init containers',
    { 'web#1': { initContainers: [init('first'), init('second')] } },
    { delete: 1, 'container-crash': 1 },
  ),
  situation(
    'an init container, restart policy Never',
    { 'web#1': { restartPolicy: 'Never', initContainers: [init()] } },
    { delete: 1, 'container-crash': 1 },
  ),
  situation('a sidecar', { 'web#1': { initContainers: [sidecar('proxy')] } }, { delete: 1, 'container-crash': 1 }),
  situation(
    'two sidecars and a container that completes',
    { 'web#1': { restartPolicy: 'Never', initContainers: [sidecar('proxy'), sidecar('mesh')] } },
    { delete: 1 },
  ),
  situation(
    'a preStop hook',
    { 'web#1': { containers: [container('app', { preStop: hook })] } },
    { delete: 1, 'force-delete': 1 },
  ),
  situation(
    'a preStop hook and a forced delete',
    { 'web#1': { containers: [container('app', { preStop: hook })] } },
    { 'force-delete': 1 },
  ),
  situation(
    'a postStart hook',
    { 'web#1': { containers: [container('app', { postStart: hook }), container('log')] } },
    { delete: 1, 'hook-failure': 1 },
  ),
  situation(
    'a liveness probe',
    { 'web#1': { containers: [container('app', { livenessProbe: probe, preStop: hook })] } },
    { delete: 1, 'probe-failure': 1 },
  ),
  situation(
    'startup and readiness probes',
    { 'web#1': { containers: [container('app', { startupProbe: probe, readinessProbe: probe })] } },
    { delete: 1 },
    all,
  ),
  situation(
    'a Service',
    { 'web#1': { containers: [container('app', { readinessProbe: probe })] } },
    { delete: 1 },
    {
      ...all,
      ...service,
    },
  ),
  situation(
    'a postStart hook that fails',
    { 'web#1': { containers: [container('app', { postStart: hook })] } },
    { 'hook-failure': 1 },
  ),
  situation(
    'a preStop hook and a liveness probe that fails',
    { 'web#1': { containers: [container('app', { livenessProbe: probe, preStop: hook })] } },
    { 'probe-failure': 1 },
  ),
  situation(
    'a liveness probe that fails',
    { 'web#1': { containers: [container('app', { livenessProbe: probe })] } },
    { 'probe-failure': 1 },
  ),
  situation(
    'a liveness probe that fails, restart policy OnFailure',
    { 'web#1': { restartPolicy: 'OnFailure', containers: [container('app', { livenessProbe: probe })] } },
    { 'probe-failure': 1 },
  ),
  situation(
    'scheduling gates',
    { 'web#1': { schedulingGates: ['example.com/wait'] } },
    { delete: 1, 'remove-gates': 1 },
  ),
  situation('a finalizer', { 'web#1': { finalizers: ['example.com/hold'] } }, { delete: 1, 'remove-finalizers': 1 }),
  situation(
    'a finalizer, restart policy Never',
    { 'web#1': { restartPolicy: 'Never', finalizers: ['example.com/hold'] } },
    { delete: 1, 'remove-finalizers': 1 },
  ),
  situation('the same name again', { 'web#1': {}, 'web#2': {} }, { delete: 1, 'force-delete': 1 }),
  situation('a kubelet that restarts', { 'web#1': {} }, { delete: 1, 'kubelet-restart': 1 }),
  situation('a sandbox that dies', { 'web#1': { initContainers: [init()] } }, { delete: 1, 'sandbox-failure': 1 }),
  situation('one container, deleted twice', { 'web#1': {} }, { delete: 1, 'delete-shorter': 1 }),
  situation(
    'a Service and a preStop hook',
    { 'web#1': { containers: [container('app', { readinessProbe: probe, preStop: hook })] } },
    { delete: 1 },
    { ...all, ...service },
  ),
  situation(
    'a Pod placed where it does not fit',
    { 'web#1': { nodeName: 'n1', containers: [container('app', { requests: { cpu: 5000 } })] } },
    { delete: 1 },
  ),
  situation(
    'two Pods and room for one',
    {
      'web#1': { containers: [container('app', { requests: { cpu: 3000 } })] },
      'db#1': { containers: [container('app', { requests: { cpu: 3000 } })] },
    },
    {},
  ),
  situation(
    'two nodes',
    { 'web#1': { nodeSelector: { disk: 'ssd' } } },
    { delete: 1 },
    {
      nodes: { n1: node({}), n2: node({ disk: 'ssd' }) },
    },
  ),
  situation('a Pod that does not fit', { 'web#1': { nodeSelector: { disk: 'ssd' } } }, { delete: 1 }),
  situation(
    'an image that cannot be pulled',
    { 'web#1': { containers: [container('app'), container('log')] } },
    { delete: 1, 'image-pull-failure': unlimited },
  ),
  situation(
    'an image that is pulled at every start',
    { 'web#1': { containers: [container('app', { imagePullPolicy: 'Always' })] } },
    { delete: 1, 'container-crash': 1, 'image-pull-failure': unlimited },
  ),
  situation(
    'a ConfigMap that is missing',
    { 'web#1': { containers: [container('app', { environment: [settings] }), container('log')] } },
    { delete: 1 },
    { configObjects: [] },
  ),
  situation('a memory limit', { 'web#1': { containers: [limited('app')] } }, { delete: 1, oom: 1 }),
  situation(
    'a memory limit, restart policy Never',
    { 'web#1': { restartPolicy: 'Never', containers: [limited('app')] } },
    { oom: 1 },
  ),
  situation('an active deadline', { 'web#1': { activeDeadlineSeconds: 5 } }, { delete: 1 }),
  situation(
    'a readiness gate',
    { 'web#1': { readinessGates: ['example.com/ready'] } },
    { 'set-readiness-gate': 2 },
    all,
  ),
  situation(
    'volumes that cannot be mounted',
    { 'web#1': mounting(configVolume) },
    { delete: 1, 'volume-failure': unlimited },
  ),
  situation('a volume that is missing', { 'web#1': mounting(configVolume) }, { delete: 1 }, { configObjects: [] }),
  situation('a claim', { 'web#1': mounting(claimVolume) }, { delete: 1, 'delete-claim': 1 }, claimOf('Immediate')),
  situation('a claim that waits', { 'web#1': mounting(claimVolume) }, { delete: 1 }, claimOf('WaitForFirstConsumer')),
  situation('a node that is cordoned', { 'web#1': {} }, { delete: 1, cordon: 1 }),
  situation('a node that is tainted', { 'web#1': {} }, { delete: 1, taint: 1 }),
  situation(
    'a node that is relabelled',
    { 'web#1': { nodeSelector: { disk: 'ssd' } } },
    { delete: 1, relabel: 1 },
    { nodes: { n1: node({ disk: 'ssd' }) } },
  ),
  situation(
    'a Pod that makes room for another',
    {
      'web#1': { containers: [container('app', { requests: { cpu: 3000 } })] },
      'db#1': { priority: 1000, containers: [container('app', { requests: { cpu: 3000 } })] },
    },
    {},
  ),
];
