/** Small scenarios for tests: a pod with one main container unless told otherwise, one node that fits, no faults, no user. */
import type { Container, NodeSpec, PodSpec, Probe } from '../kubernetes/spec.ts';
import { faultKinds, type Scenario, userActions } from '../scenario.ts';

/** A container with every field at its default. */
export const container = (name: string, fields: Partial<Container> = {}): Container => ({
  name,
  image: `registry.example/${name}:1`,
  imagePullPolicy: 'IfNotPresent',
  restartPolicyRules: [],
  requests: {},
  limits: {},
  ports: [],
  volumeMounts: [],
  environment: [],
  ...fields,
});

/** A probe with the API server's defaults. */
export const probe = (fields: Partial<Probe> = {}): Probe => ({
  handler: 'httpGet',
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
  ...fields,
});

/** A pod spec with every field at its default. */
export const podSpec = (fields: Partial<PodSpec> = {}): PodSpec => ({
  namespace: 'default',
  labels: { app: 'web' },
  finalizers: [],
  initContainers: [],
  containers: [container('app')],
  volumes: [],
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  nodeName: '',
  nodeSelector: {},
  podAffinity: [],
  podAntiAffinity: [],
  topologySpreadConstraints: [],
  tolerations: [],
  schedulingGates: [],
  readinessGates: [],
  priority: 0,
  preemptionPolicy: 'PreemptLowerPriority',
  schedulerName: 'default-scheduler',
  hostNetwork: false,
  shareProcessNamespace: false,
  overhead: {},
  ...fields,
});

/** A node with room for everything. */
export const nodeSpec = (fields: Partial<NodeSpec> = {}): NodeSpec => ({
  labels: {},
  taints: [],
  unschedulable: false,
  allocatable: { cpu: 4000, memory: 8 * 2 ** 30, pods: 110 },
  ...fields,
});

type Budgets = { readonly user?: Partial<Scenario['user']>; readonly faults?: Partial<Scenario['faults']> };

/** A scenario of one pod `web` on one node `n1`; the user creates it once and does nothing else; watches lag, nothing else goes wrong. */
export const scenario = (fields: Partial<Omit<Scenario, 'user' | 'faults'>> & Budgets = {}): Scenario => ({
  name: 'test',
  kubernetesVersion: '1.35',
  featureGates: {},
  instances: { 'web#1': { name: 'web', spec: podSpec() } },
  nodes: { n1: nodeSpec() },
  services: {},
  claims: {},
  probeThresholds: 'exact',
  reportedStatus: 'all',
  serving: false,
  ...fields,
  user: {
    ...(Object.fromEntries(userActions.map((kind) => [kind, 0])) as Scenario['user']),
    create: 1,
    ...fields.user,
  },
  faults: {
    ...(Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Scenario['faults']),
    'watch-lag': -1,
    ...fields.faults,
  },
});
