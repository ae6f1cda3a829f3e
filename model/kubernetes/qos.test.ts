import { describe, expect, it } from 'vitest';
import { qosClass } from './qos.ts';
import type { Container, PodSpec, ResourceList } from './spec.ts';

const container = (requests: ResourceList, limits: ResourceList): Container => ({
  name: 'c',
  image: 'i',
  imagePullPolicy: 'IfNotPresent',
  restartPolicyRules: [],
  requests,
  limits,
  ports: [],
  volumeMounts: [],
  environment: [],
});

const pod = (containers: readonly Container[], rest: Partial<PodSpec> = {}): PodSpec => ({
  namespace: 'default',
  labels: {},
  finalizers: [],
  initContainers: [],
  containers,
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
  ...rest,
});

const full = { cpu: 100, memory: 200 };

describe('qosClass', () => {
  it('is BestEffort if nothing is asked for, even if other resources are', () => {
    expect(qosClass(pod([container({}, {})]))).toBe('BestEffort');
    expect(qosClass(pod([container({ 'ephemeral-storage': 5 }, {})]))).toBe('BestEffort');
    expect(qosClass(pod([container({ cpu: 0 }, { memory: 0 })]))).toBe('BestEffort');
  });

  it('is Guaranteed only if every container limits both and asks for all of it', () => {
    expect(qosClass(pod([container(full, full), container(full, full)]))).toBe('Guaranteed');
    expect(qosClass(pod([container(full, full), container({}, {})]))).toBe('Burstable');
    expect(qosClass(pod([container({ cpu: 100 }, { cpu: 100 })]))).toBe('Burstable');
    expect(qosClass(pod([container({ cpu: 50, memory: 200 }, full)]))).toBe('Burstable');
    expect(qosClass(pod([container(full, full)], { initContainers: [container({}, {})] }))).toBe('Burstable');
  });

  it('looks at the pod as a whole where that has resources of its own', () => {
    expect(qosClass(pod([container({}, {})], { requests: full, limits: full }))).toBe('Guaranteed');
    expect(qosClass(pod([container(full, full)], { requests: { cpu: 1 }, limits: {} }))).toBe('Burstable');
  });
});
