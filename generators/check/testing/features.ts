/** What a whole by chance may have, feature by feature. */
import type { Container, NodeSpec, PodSpec, ServiceSpec } from '../../../model/kubernetes/spec.ts';
import { type FaultKind, faultKinds, type UserAction, unlimited } from '../../../model/scenario.ts';
import type { Whole } from '../../../model/slices/index.ts';
import { container, nodeSpec, podSpec, probe } from '../../../model/testing/scenario.ts';

/** A whole under construction. */
export interface Draft {
  readonly spec: PodSpec;
  readonly services: Whole['servicesFor'];
  readonly claims: Whole['claims'];
  readonly nodes: Whole['nodes'];
  readonly user: Partial<Record<UserAction, number>>;
  readonly faults: Partial<Record<FaultKind, number>>;
  readonly configObjects?: readonly string[];
  readonly lag: number;
}

/** One change of a draft. */
export type Feature = (draft: Draft) => Draft;

const spec =
  (change: (spec: PodSpec) => Partial<PodSpec>): Feature =>
  (draft) => ({ ...draft, spec: { ...draft.spec, ...change(draft.spec) } });

/** A change of the first main container. */
const app = (fields: Partial<Container>): Feature =>
  spec(({ containers: [first = container('app'), ...others] }) => ({
    containers: [{ ...first, ...fields }, ...others],
  }));

const init = (...more: readonly Container[]): Feature =>
  spec(({ initContainers }) => ({ initContainers: [...initContainers, ...more] }));

const main = (...more: readonly Container[]): Feature =>
  spec(({ containers }) => ({ containers: [...containers, ...more] }));

const together =
  (...features: readonly Feature[]): Feature =>
  (draft) =>
    features.reduce((now, feature) => feature(now), draft);

const user =
  (more: Partial<Record<UserAction, number>>): Feature =>
  (draft) => ({ ...draft, user: { ...draft.user, ...more } });

const faults =
  (more: Partial<Record<FaultKind, number>>): Feature =>
  (draft) => ({ ...draft, faults: { ...draft.faults, ...more } });

/** One failing probe, unless there may be any number already. */
const failingProbes: Feature = (draft) =>
  draft.faults['probe-failure'] === undefined ? faults({ 'probe-failure': 1 })(draft) : draft;

const service =
  (fields: Partial<ServiceSpec>): Feature =>
  (draft) => ({
    ...draft,
    services: (pods) => ({
      web: {
        pods,
        publishNotReadyAddresses: false,
        internalTrafficPolicy: 'Cluster',
        otherReadyEndpoints: 0,
        ...fields,
      },
    }),
  });

const nodes =
  (more: Whole['nodes']): Feature =>
  (draft) => ({ ...draft, nodes: { ...draft.nodes, ...more } });

const claim =
  (fields: Partial<Whole['claims'][string]>): Feature =>
  (draft) => ({
    ...together(
      spec(() => ({ volumes: [{ kind: 'persistentVolumeClaim', name: 'data', claim: 'data' }] })),
      app({ volumeMounts: ['data'] }),
    )(draft),
    claims: {
      data: {
        accessModes: ['ReadWriteOnce'],
        volumeBindingMode: 'WaitForFirstConsumer',
        reclaimPolicy: 'Delete',
        bound: true,
        ...fields,
      },
    },
  });

const alone = (topologyKey: string) => ({
  topologyKey,
  labelSelector: [{ key: 'app', operator: 'In', values: ['web'] } as const],
});

const node = (name: string, fields: Partial<NodeSpec> = {}): Whole['nodes'] => ({
  [name]: nodeSpec({ labels: { 'kubernetes.io/hostname': name, zone: 'a' }, ...fields }),
});

const hostPort = { containerPort: 80, hostPort: 80, hostIP: '', protocol: 'TCP' } as const;
const config = { kind: 'ConfigMap', name: 'settings', optional: false } as const;
const key = { key: 'dedicated', value: '' } as const;

/** Everything a whole may have, by name. Each is one change; a whole takes some of them, in this order. */
export const features: Readonly<Record<string, Feature>> = {
  'an init container': init(container('init')),
  'a second init container': init(container('init-2')),
  'a sidecar': init(container('proxy', { restartPolicy: 'Always' })),
  'a sidecar with probes': init(
    container('mesh', {
      restartPolicy: 'Always',
      startupProbe: probe({ failureThreshold: 1 }),
      readinessProbe: probe(),
    }),
  ),
  'a second container': main(container('log')),
  'a second container with a hook': main(container('agent', { preStop: { handler: 'exec' } })),
  'three more containers': main(container('two'), container('three'), container('four')),
  'four more containers': main(container('two'), container('three'), container('four'), container('five')),
  'a readiness probe': app({ readinessProbe: probe({ failureThreshold: 1 }) }),
  'a liveness probe': app({ livenessProbe: probe({ failureThreshold: 1 }) }),
  'a patient liveness probe': together(
    app({ livenessProbe: probe({ failureThreshold: 2 }) }),
    faults({ 'probe-failure': unlimited }),
  ),
  'a startup probe': app({ startupProbe: probe({ failureThreshold: 1 }) }),
  'a postStart hook': app({ postStart: { handler: 'exec' } }),
  'a preStop hook': app({ preStop: { handler: 'exec' } }),
  'a preStop sleep': app({ preStop: { handler: 'sleep', seconds: 5 } }),
  'a host port': app({ ports: [hostPort] }),
  'more than half a node': app({ requests: { cpu: 3000 } }),
  'more than a node': app({ requests: { cpu: 5000 } }),
  'an emptyDir': together(
    spec(() => ({ volumes: [{ kind: 'emptyDir', name: 'data' }] })),
    app({ volumeMounts: ['data'] }),
  ),
  'a bound claim': claim({}),
  'a claim to be bound': claim({ bound: false }),
  'a missing ConfigMap': together(app({ environment: [config] }), (draft) => ({ ...draft, configObjects: [] })),
  'an image always pulled': app({ imagePullPolicy: 'Always' }),
  'a readiness gate': together(
    spec(() => ({ readinessGates: ['example.com/up'] })),
    user({ 'set-readiness-gate': 1 }),
  ),
  'a scheduling gate': together(
    spec(() => ({ schedulingGates: ['example.com/wait'] })),
    user({ 'remove-gates': 1 }),
  ),
  'a finalizer': together(
    spec(() => ({ finalizers: ['example.com/keep'] })),
    user({ 'remove-finalizers': 1 }),
  ),
  'a readiness gate nobody sets': spec(() => ({ readinessGates: ['example.com/up'] })),
  'a finalizer nobody removes': spec(() => ({ finalizers: ['example.com/keep'] })),
  'a deadline': spec(() => ({ activeDeadlineSeconds: 60 })),
  'no grace': spec(() => ({ terminationGracePeriodSeconds: 0 })),
  'restartPolicy OnFailure': spec(() => ({ restartPolicy: 'OnFailure' })),
  'restartPolicy Never': spec(() => ({ restartPolicy: 'Never' })),
  'a restart rule': together(
    spec(() => ({ restartPolicy: 'Never' })),
    app({ restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', operator: 'In', values: [1] }] }),
  ),
  hostNetwork: spec(() => ({ hostNetwork: true })),
  'a shared process namespace': spec(() => ({ shareProcessNamespace: true })),
  'a node named': spec(({ schedulingGates }) => (schedulingGates.length > 0 ? {} : { nodeName: 'n1' })),
  'a node selected': spec(() => ({ nodeSelector: { disk: 'ssd' } })),
  'a toleration': spec(() => ({ tolerations: [{ ...key, operator: 'Exists', effect: '' }] })),
  'anti-affinity by host': spec(() => ({ podAntiAffinity: [alone('kubernetes.io/hostname')] })),
  'anti-affinity by zone': spec(() => ({ podAntiAffinity: [alone('zone')] })),
  'affinity by zone': spec(() => ({ podAffinity: [alone('zone')] })),
  'spread over hosts': spec(() => ({
    topologySpreadConstraints: [{ ...alone('kubernetes.io/hostname'), maxSkew: 1 }],
  })),
  'a Service': service({}),
  'a Service with others': service({ otherReadyEndpoints: 1 }),
  'a local Service': service({ internalTrafficPolicy: 'Local' }),
  'a Service of unready ones': service({ publishNotReadyAddresses: true }),
  'an equal node': nodes(node('n2')),
  'a node elsewhere': nodes(node('n3', { labels: { 'kubernetes.io/hostname': 'n3', zone: 'b', disk: 'ssd' } })),
  'a tainted node': nodes(node('n4', { taints: [{ ...key, effect: 'NoSchedule' }] })),
  'a cordoned node': nodes(node('n5', { unschedulable: true })),
  'a large node': nodes(node('n6', { allocatable: { cpu: 64_000, memory: 2 ** 36, pods: 110 } })),
  'a delete': user({ delete: 1 }),
  'two deletes': user({ delete: 2 }),
  'a shorter delete': user({ delete: 1, 'delete-shorter': 1 }),
  'a force delete': user({ 'force-delete': 1 }),
  'a cordon': user({ cordon: 1 }),
  'a taint': user({ taint: 1 }),
  'a deleted claim': user({ 'delete-claim': 1 }),
  ...Object.fromEntries(
    faultKinds
      .filter((kind) => kind !== 'watch-lag')
      .map((kind) => [`fault ${kind}`, kind === 'probe-failure' ? failingProbes : faults({ [kind]: 1 })]),
  ),
  'watches that lag': (draft) => ({ ...draft, lag: unlimited }),
};

/** A whole about which nothing is said. */
export const plain: Draft = {
  spec: podSpec(),
  services: () => ({}),
  claims: {},
  nodes: node('n1'),
  user: {},
  faults: {},
  lag: 0,
};
