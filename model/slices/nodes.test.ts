import { describe, expect, it } from 'vitest';
import type { NodeSpec, PodSpec, ServiceSpec } from '../kubernetes/spec.ts';
import { container, nodeSpec, podSpec } from '../testing/scenario.ts';
import { nodesThatMatter } from './nodes.ts';
import { linesOf } from './shortcuts.ts';
import type { Whole } from './whole.ts';

const wholeWith = (nodes: Readonly<Record<string, NodeSpec>>, user: Whole['user'] = {}): Whole => ({
  name: 'Pod/web',
  pods: [{ name: 'web', spec: podSpec() }],
  keepsNames: true,
  kubernetesVersion: '1.35',
  featureGates: {},
  nodes,
  nodesGiven: true,
  servicesFor: () => ({}),
  claims: {},
  user,
  faults: {},
});

const named = (names: readonly string[], fields: Partial<NodeSpec> = {}) =>
  Object.fromEntries(
    names.map((name) => [name, nodeSpec({ ...fields, labels: { ...fields.labels, 'kubernetes.io/hostname': name } })]),
  );

const service: ServiceSpec = {
  pods: ['web'],
  publishNotReadyAddresses: false,
  internalTrafficPolicy: 'Cluster',
  otherReadyEndpoints: 0,
};

const kept = (
  nodes: Readonly<Record<string, NodeSpec>>,
  {
    pods = 1,
    spec = podSpec(),
    user = {},
    services = {},
  }: Partial<{
    pods: number;
    spec: PodSpec;
    user: Whole['user'];
    services: Readonly<Record<string, ServiceSpec>>;
  }> = {},
): readonly string[] => {
  const pod = { name: 'web', spec };
  return Object.keys(nodesThatMatter(wholeWith(nodes, user), Array(pods).fill(pod), services).kept);
};

const tainted = { taints: [{ key: 'x', value: '', effect: 'NoSchedule' } as const] };
const three = named(['a', 'b', 'c']);

describe('of nodes that answer alike there are kept', () => {
  it('one for one Pod', () => {
    expect(kept(three)).toEqual(['a']);
    expect(kept({ ...three, ...named(['d', 'e'], tainted) })).toEqual(['a', 'd']);
  });

  it('as many as there may be Pods at once', () => {
    expect(kept(three, { pods: 2 })).toEqual(['a', 'b']);
    expect(kept({ ...three, ...named(['d', 'e', 'f'], tainted) }, { pods: 2 })).toEqual(['a', 'b']);
  });

  it('one more where Pods are spread', () => {
    const spread = { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, labelSelector: [] };
    const spec = podSpec({ topologySpreadConstraints: [spread] });
    expect(kept(named(['a', 'b', 'c', 'd']), { pods: 2, spec })).toEqual(['a', 'b', 'c']);
  });

  it('two with a Service: kube-proxy may be on the Pod’s node or on another', () => {
    expect(kept(three, { services: { web: service } })).toEqual(['a', 'b']);
    expect(kept({ ...three, ...named(['d'], tainted) }, { services: { web: service } })).toEqual(['a', 'd']);
    expect(kept(named(['a']), { services: { web: service } })).toEqual(['a']);
  });

  it('all, if users may change them or the Pod names its own', () => {
    for (const user of [{ cordon: 1 }, { taint: -1 }, { relabel: 1 }])
      expect(kept(three, { user })).toEqual(['a', 'b', 'c']);
    expect(kept(three, { spec: podSpec({ nodeName: 'b' }) })).toEqual(['a', 'b', 'c']);
  });
});

describe('nodes do not answer alike', () => {
  const half = podSpec({ containers: [container('app', { requests: { cpu: 600 } })] });
  const sized = (name: string, cpu: number) => named([name], { allocatable: { cpu, memory: 2 ** 30, pods: 10 } });

  it('if only some have room for two of the Pods, and there may be two', () => {
    const nodes = { ...sized('a', 1000), ...sized('b', 2000) };
    expect(kept(nodes, { spec: half })).toEqual(['a']);
    expect(kept({ ...nodes, ...sized('c', 1000) }, { spec: half, pods: 2 })).toEqual(['a', 'b', 'c']);
  });

  it('if they are near different nodes, and the Pods ask who is near', () => {
    const zones = {
      ...named(['a', 'b', 'c'], { labels: { zone: '1' } }),
      ...named(['d', 'e', 'f'], { labels: { zone: '2' } }),
    };
    const podAntiAffinity = [{ topologyKey: 'zone', labelSelector: [] }];
    expect(kept(zones, { pods: 2 })).toEqual(['a', 'b']);
    expect(kept(zones, { pods: 2, spec: podSpec({ podAntiAffinity }) })).toEqual(['a', 'b', 'd', 'e']);
    const alone = [{ topologyKey: 'kubernetes.io/hostname', labelSelector: [] }];
    expect(kept(zones, { pods: 2, spec: podSpec({ podAntiAffinity: alone }) })).toEqual(['a', 'b']);
  });
});

describe('thousands of nodes', () => {
  const many = named(Array.from({ length: 5000 }, (_, index) => `node-${index}`));

  it('are classified one by one, and a few of those left out are named', () => {
    const { kept: some, shortcuts } = nodesThatMatter(wholeWith(many), [{ name: 'web', spec: podSpec() }], {});
    expect(Object.keys(some)).toEqual(['node-0']);
    expect(linesOf(shortcuts)).toEqual([
      'nodes that answer alike to this Pod are explored once: node-1, node-2, node-3, node-4, node-5 and 4994 more left out',
    ]);
  });
});
