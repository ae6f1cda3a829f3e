import { describe, expect, it } from 'vitest';
import type { StoredClaim } from '../../../cluster.ts';
import type { PodSpec } from '../../../kubernetes/spec.ts';
import { container, podSpec, scenario } from '../../../testing/scenario.ts';
import type { NodeInfo, PlacedPod, Snapshot } from '../snapshot.ts';
import { filters, rejectionIn } from './index.ts';

const node = (name: string, fields: Partial<NodeInfo> = {}): NodeInfo => ({
  name,
  labels: { zone: name },
  taints: [],
  unschedulable: false,
  allocatable: { cpu: 1000, pods: 10 },
  ...fields,
});

interface World {
  readonly nodes?: readonly NodeInfo[];
  readonly placed?: readonly (Partial<PlacedPod> & { readonly spec: PodSpec; readonly node: string })[];
  readonly claims?: Readonly<Record<string, StoredClaim>>;
  readonly scenario?: Parameters<typeof scenario>[0];
}

/** The plugin that keeps the pod off node `a`. */
const rejection = (pod: PodSpec, world: World = {}): string | undefined => {
  const nodes = world.nodes ?? [node('a')];
  const placed = (world.placed ?? []).map((one, index) => ({
    name: `p${index}`,
    uid: `p${index}#1`,
    terminating: false,
    ...one,
  }));
  const instances = Object.fromEntries(
    [pod, ...placed.map(({ spec }) => spec)].map((spec, i) => [`p${i}#1`, { name: `p${i}`, spec }]),
  );
  const snapshot: Snapshot = {
    scenario: scenario({ instances, ...world.scenario }),
    node: (name) => nodes.find((one) => one.name === name) ?? node(name),
    nodes: () => nodes,
    placed: () => placed,
    claim: (name) => world.claims?.[name],
  };
  return rejectionIn(snapshot, pod, snapshot.node('a'));
};

const labelled = (app: string, fields: Partial<PodSpec> = {}) => podSpec({ labels: { app }, ...fields });
const selects = (app: string, topologyKey = 'zone') => ({
  labelSelector: [{ key: 'app', operator: 'In', values: [app] } as const],
  topologyKey,
});
const usingClaim = podSpec({ volumes: [{ kind: 'persistentVolumeClaim', name: 'v', claim: 'data' }] });
const claim = (fields: Partial<StoredClaim> = {}): StoredClaim => ({
  phase: 'Bound',
  deleting: false,
  volume: 'Bound',
  ...fields,
});
const withClaim = (
  stored: StoredClaim,
  mode: 'Immediate' | 'WaitForFirstConsumer',
  accessMode = 'ReadWriteOnce',
): World => ({
  claims: { data: stored },
  scenario: {
    claims: { data: { accessModes: [accessMode], volumeBindingMode: mode, reclaimPolicy: 'Delete', bound: false } },
  },
});

describe('Filter plugins', () => {
  it('run in the order of the default profile, and the first refusal is the answer (C42)', () => {
    expect(filters.map(({ plugin }) => plugin)).toEqual([
      'NodeUnschedulable',
      'NodeName',
      'TaintToleration',
      'NodeAffinity',
      'NodePorts',
      'NodeResourcesFit',
      'VolumeRestrictions',
      'PodTopologySpread',
      'InterPodAffinity',
    ]);
    const bad = node('a', { unschedulable: true, taints: [{ key: 'x', value: '', effect: 'NoExecute' }] });
    expect(rejection(podSpec(), { nodes: [bad] })).toBe('NodeUnschedulable');
  });

  it('let an ordinary pod onto an ordinary node', () => {
    expect(rejection(podSpec())).toBeUndefined();
  });

  it('NodeUnschedulable: a cordoned node takes only pods that tolerate its taint (C42)', () => {
    const nodes = [node('a', { unschedulable: true })];
    const key = 'node.kubernetes.io/unschedulable';
    const tolerations = [{ key, operator: 'Exists', value: '', effect: 'NoSchedule' } as const];
    expect(rejection(podSpec(), { nodes })).toBe('NodeUnschedulable');
    expect(rejection(podSpec({ tolerations }), { nodes })).toBeUndefined();
  });

  it('NodeName: a pod that names another node does not fit (C42)', () => {
    expect(rejection(podSpec({ nodeName: 'b' }))).toBe('NodeName');
    expect(rejection(podSpec({ nodeName: 'a' }))).toBeUndefined();
  });

  it('TaintToleration: NoSchedule and NoExecute keep pods away, PreferNoSchedule does not (C42)', () => {
    const tainted = (effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule') => [
      node('a', { taints: [{ key: 'x', value: '', effect }] }),
    ];
    expect(rejection(podSpec(), { nodes: tainted('NoSchedule') })).toBe('TaintToleration');
    expect(rejection(podSpec(), { nodes: tainted('NoExecute') })).toBe('TaintToleration');
    expect(rejection(podSpec(), { nodes: tainted('PreferNoSchedule') })).toBeUndefined();
  });

  it('NodeAffinity: nodeSelector and required affinity must match (C42)', () => {
    expect(rejection(podSpec({ nodeSelector: { zone: 'b' } }))).toBe('NodeAffinity');
    expect(rejection(podSpec({ nodeSelector: { zone: 'a' } }))).toBeUndefined();
  });

  it('NodePorts: a host port is free on this node (C42)', () => {
    const ports = [{ containerPort: 80, hostPort: 80, hostIP: '', protocol: 'TCP' } as const];
    const spec = podSpec({ containers: [container('app', { ports })] });
    expect(rejection(spec, { placed: [{ spec, node: 'a' }] })).toBe('NodePorts');
    expect(rejection(spec, { placed: [{ spec, node: 'b' }] })).toBeUndefined();
  });

  it('NodeResourcesFit: what is left on this node is enough (C42)', () => {
    const spec = podSpec({ containers: [container('app', { requests: { cpu: 600 } })] });
    expect(rejection(spec, { placed: [{ spec, node: 'a' }] })).toBe('NodeResourcesFit');
    expect(rejection(spec, { placed: [{ spec, node: 'b' }] })).toBeUndefined();
  });

  it('VolumeRestrictions: a ReadWriteOncePod claim has one pod on all nodes together (C42)', () => {
    const placed = [{ spec: usingClaim, node: 'b' }];
    expect(rejection(usingClaim, { ...withClaim(claim(), 'Immediate', 'ReadWriteOncePod'), placed })).toBe(
      'VolumeRestrictions',
    );
    expect(rejection(usingClaim, { ...withClaim(claim(), 'Immediate'), placed })).toBeUndefined();
    expect(rejection(usingClaim, withClaim(claim(), 'Immediate', 'ReadWriteOncePod'))).toBeUndefined();
  });

  it('VolumeBinding: an unbound claim is refused unless it waits for its first consumer (C42)', () => {
    const pending = claim({ phase: 'Pending', volume: 'none' });
    expect(rejection(usingClaim, withClaim(pending, 'Immediate'))).toBe('VolumeBinding');
    expect(rejection(usingClaim, withClaim(pending, 'WaitForFirstConsumer'))).toBeUndefined();
    expect(rejection(usingClaim, withClaim(claim(), 'Immediate'))).toBeUndefined();
  });

  it('VolumeBinding: a claim that is missing, lost or being deleted is refused (C42)', () => {
    expect(rejection(usingClaim, withClaim(claim({ deleting: true }), 'Immediate'))).toBe('VolumeBinding');
    expect(rejection(usingClaim, withClaim(claim({ phase: 'Deleted' }), 'Immediate'))).toBe('VolumeBinding');
    expect(rejection(usingClaim, withClaim(claim({ phase: 'Lost' }), 'Immediate'))).toBe('VolumeBinding');
  });
});

describe('PodTopologySpread', () => {
  const nodes = [node('a'), node('b')];
  const spread = (maxSkew: number, fields: Partial<PodSpec> = {}) =>
    labelled('web', { topologySpreadConstraints: [{ ...selects('web'), maxSkew }], ...fields });

  it('keeps a domain at most maxSkew above the emptiest (C42)', () => {
    const one = { spec: labelled('web'), node: 'a' };
    expect(rejection(spread(1), { nodes, placed: [one] })).toBe('PodTopologySpread');
    expect(rejection(spread(2), { nodes, placed: [one] })).toBeUndefined();
    expect(rejection(spread(1), { nodes, placed: [one, { ...one, node: 'b' }] })).toBeUndefined();
  });

  it('refuses nodes without the key (C42)', () => {
    expect(rejection(spread(1), { nodes: [node('a', { labels: {} }), node('b')] })).toBe('PodTopologySpread');
  });

  it('does not count terminating pods, other namespaces, or domains the pod may not go to (C42)', () => {
    const one = { spec: labelled('web'), node: 'a' };
    expect(rejection(spread(1), { nodes, placed: [{ ...one, terminating: true }] })).toBeUndefined();
    const elsewhere = { spec: labelled('web', { namespace: 'other' }), node: 'a' };
    expect(rejection(spread(1), { nodes, placed: [elsewhere] })).toBeUndefined();
    expect(rejection(spread(1, { nodeSelector: { zone: 'a' } }), { nodes, placed: [one] })).toBeUndefined();
  });

  it('counts the pod itself only if its own labels match (C42)', () => {
    expect(
      rejection(spread(1, { labels: { app: 'other' } }), { nodes, placed: [{ spec: labelled('web'), node: 'a' }] }),
    ).toBeUndefined();
  });

  const constrained = (fields: Partial<PodSpec['topologySpreadConstraints'][number]>, more: Partial<PodSpec> = {}) =>
    labelled('web', { topologySpreadConstraints: [{ ...selects('web'), maxSkew: 1, ...fields }], ...more });

  it('with fewer domains than minDomains the emptiest counts as empty (C42)', () => {
    const one = { spec: labelled('web'), node: 'a' };
    const other = { ...one, node: 'b' };
    expect(rejection(constrained({ minDomains: 2 }), { placed: [one] })).toBe('PodTopologySpread');
    expect(rejection(constrained({}), { placed: [one] })).toBeUndefined();
    expect(rejection(constrained({ minDomains: 2 }))).toBeUndefined();
    expect(rejection(constrained({ minDomains: 2 }), { nodes, placed: [one, other] })).toBeUndefined();
    expect(rejection(constrained({ minDomains: 3 }), { nodes, placed: [one, other] })).toBe('PodTopologySpread');
  });

  it('nodeAffinityPolicy Ignore counts domains that the pod may not go to (C42)', () => {
    const one = { spec: labelled('web'), node: 'a' };
    const onlyA = { nodeSelector: { zone: 'a' } };
    expect(rejection(constrained({ nodeAffinityPolicy: 'Ignore' }, onlyA), { nodes, placed: [one] })).toBe(
      'PodTopologySpread',
    );
    expect(rejection(constrained({}, onlyA), { nodes, placed: [one] })).toBeUndefined();
  });

  it('nodeTaintsPolicy Honor leaves domains out that the pod does not tolerate (C42)', () => {
    const one = { spec: labelled('web'), node: 'a' };
    const tainted = [node('a'), node('b', { taints: [{ key: 'k', value: '', effect: 'NoSchedule' }] })];
    expect(rejection(constrained({ nodeTaintsPolicy: 'Honor' }), { nodes: tainted, placed: [one] })).toBeUndefined();
    expect(rejection(constrained({}), { nodes: tainted, placed: [one] })).toBe('PodTopologySpread');
    const tolerant = { tolerations: [{ key: 'k', operator: 'Exists', value: '', effect: '' } as const] };
    expect(rejection(constrained({ nodeTaintsPolicy: 'Honor' }, tolerant), { nodes: tainted, placed: [one] })).toBe(
      'PodTopologySpread',
    );
  });

  it('without a selector counts neither others nor the pod itself (C42)', () => {
    const nobody = labelled('web', { topologySpreadConstraints: [{ topologyKey: 'zone', maxSkew: 1 }] });
    expect(rejection(nobody, { nodes, placed: [{ spec: labelled('web'), node: 'a' }] })).toBeUndefined();
  });

  it('counts nobody for an empty selector (C42)', () => {
    const all = labelled('web', {
      topologySpreadConstraints: [{ labelSelector: [], topologyKey: 'zone', maxSkew: 1 }],
    });
    const three = [1, 2, 3].map(() => ({ spec: labelled('web'), node: 'a' }));
    expect(rejection(all, { nodes, placed: three })).toBeUndefined();
  });
});

describe('InterPodAffinity', () => {
  const nodes = [node('a'), node('b'), node('c', { labels: { zone: 'a' } })];

  it('puts a pod where one it needs already is, domain by domain (C42)', () => {
    const friend = labelled('web', { podAffinity: [selects('db')] });
    expect(rejection(friend, { nodes, placed: [{ spec: labelled('db'), node: 'b' }] })).toBe('InterPodAffinity');
    expect(rejection(friend, { nodes, placed: [{ spec: labelled('db'), node: 'c' }] })).toBeUndefined();
    expect(rejection(friend, { nodes })).toBe('InterPodAffinity');
  });

  it('lets the first pod of a group that wants its own kind in anywhere the key exists (C42)', () => {
    const first = labelled('web', { podAffinity: [selects('web')] });
    expect(rejection(first, { nodes })).toBeUndefined();
    expect(rejection(first, { nodes, placed: [{ spec: labelled('web'), node: 'b' }] })).toBe('InterPodAffinity');
    expect(rejection(first, { nodes: [node('a', { labels: {} })] })).toBe('InterPodAffinity');
  });

  it('wants one pod to match all its terms (C42)', () => {
    const both = labelled('web', { podAffinity: [selects('db'), selects('cache')] });
    const placed = [
      { spec: labelled('db'), node: 'a' },
      { spec: labelled('cache'), node: 'a' },
    ];
    expect(rejection(both, { nodes, placed })).toBe('InterPodAffinity');
  });

  it('keeps a pod away from those it cannot stand (C42)', () => {
    const lonely = labelled('web', { podAntiAffinity: [selects('web')] });
    expect(rejection(lonely, { nodes, placed: [{ spec: labelled('web'), node: 'c' }] })).toBe('InterPodAffinity');
    expect(rejection(lonely, { nodes, placed: [{ spec: labelled('web'), node: 'b' }] })).toBeUndefined();
  });

  it('keeps a pod away from those that cannot stand it (C42)', () => {
    const hermit = labelled('hermit', { podAntiAffinity: [selects('web')] });
    expect(rejection(labelled('web'), { nodes, placed: [{ spec: hermit, node: 'c' }] })).toBe('InterPodAffinity');
    expect(rejection(labelled('web'), { nodes, placed: [{ spec: hermit, node: 'b' }] })).toBeUndefined();
    const elsewhere = { ...hermit, namespace: 'other' };
    expect(rejection(labelled('web'), { nodes, placed: [{ spec: elsewhere, node: 'c' }] })).toBeUndefined();
  });

  it('without a selector speaks of nobody, with an empty one of everybody (C42)', () => {
    const placed = [{ spec: labelled('db'), node: 'c' }];
    const anti = (term: Partial<PodSpec['podAntiAffinity'][number]>) =>
      labelled('web', { podAntiAffinity: [{ topologyKey: 'zone', ...term }] });
    expect(rejection(anti({}), { nodes, placed })).toBeUndefined();
    expect(rejection(anti({ labelSelector: [] }), { nodes, placed })).toBe('InterPodAffinity');
    expect(rejection(labelled('web', { podAffinity: [{ topologyKey: 'zone' }] }), { nodes, placed })).toBe(
      'InterPodAffinity',
    );
  });

  it('speaks of the namespaces it names or selects instead of its own (C42)', () => {
    const anti = (term: Partial<PodSpec['podAntiAffinity'][number]>) =>
      labelled('web', { podAntiAffinity: [{ ...selects('web'), ...term }] });
    const here = { spec: labelled('web'), node: 'c' };
    const there = { spec: labelled('web', { namespace: 'legacy' }), node: 'c' };
    const named = (value: string) => [{ key: 'kubernetes.io/metadata.name', operator: 'In' as const, values: [value] }];
    const refuses = (term: Partial<PodSpec['podAntiAffinity'][number]>) => [
      rejection(anti(term), { nodes, placed: [here] }),
      rejection(anti(term), { nodes, placed: [there] }),
    ];
    expect(refuses({})).toEqual(['InterPodAffinity', undefined]);
    expect(refuses({ namespaces: ['legacy'] })).toEqual([undefined, 'InterPodAffinity']);
    expect(refuses({ namespaceSelector: [] })).toEqual(['InterPodAffinity', 'InterPodAffinity']);
    expect(refuses({ namespaceSelector: named('legacy') })).toEqual([undefined, 'InterPodAffinity']);
    expect(refuses({ namespaces: ['default'], namespaceSelector: named('legacy') })).toEqual([
      'InterPodAffinity',
      'InterPodAffinity',
    ]);
  });
});
