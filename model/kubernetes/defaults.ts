/** Parts of Kubernetes objects with every field as the API server defaults it: whoever builds some by hand says only what differs. */
import type { Container, NodeSpec, PodSpec, Probe } from './spec.ts';

/** A container of that name. */
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

/** A probe. */
export const probe = (fields: Partial<Probe> = {}): Probe => ({
  handler: 'httpGet',
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
  ...fields,
});

/** A pod with one container `app`. */
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

/** A node with room for everything that is not large on purpose. */
export const nodeSpec = (fields: Partial<NodeSpec> = {}): NodeSpec => ({
  labels: {},
  taints: [],
  unschedulable: false,
  allocatable: { cpu: 4000, memory: 8 * 2 ** 30, pods: 110 },
  ...fields,
});
