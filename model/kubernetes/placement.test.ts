import { describe, expect, it } from 'vitest';
import { container, podSpec } from '../testing/scenario.ts';
import { matchesNodeAffinity } from './affinity.ts';
import { hostPortsConflict } from './ports.ts';
import type { ContainerPort, Taint, Toleration } from './spec.ts';
import { findUntoleratedTaint, toleratesTaint } from './taints.ts';

const taint: Taint = { key: 'level', value: '5', effect: 'NoSchedule' };
const toleration = (fields: Partial<Toleration>): Toleration => ({
  key: 'level',
  operator: 'Equal',
  value: '5',
  effect: '',
  ...fields,
});

describe('a toleration', () => {
  it('tolerates a taint of its key, value and effect; Exists and empty fields stand for all (C42)', () => {
    expect(toleratesTaint(toleration({}), taint)).toBe(true);
    expect(toleratesTaint(toleration({ value: '6' }), taint)).toBe(false);
    expect(toleratesTaint(toleration({ key: 'other' }), taint)).toBe(false);
    expect(toleratesTaint(toleration({ effect: 'NoExecute' }), taint)).toBe(false);
    expect(toleratesTaint(toleration({ key: '', operator: 'Exists', value: '' }), taint)).toBe(true);
  });

  it('compares numbers only behind its gate, and only canonical ones of 64 bits (C42)', () => {
    const less = toleration({ operator: 'Lt', value: '6' });
    expect(toleratesTaint(less, taint, true)).toBe(true);
    expect(toleratesTaint(less, taint)).toBe(false);
    expect(toleratesTaint(toleration({ operator: 'Gt', value: '6' }), taint, true)).toBe(false);
    expect(toleratesTaint(toleration({ operator: 'Gt', value: '-6' }), taint, true)).toBe(true);
    expect(toleratesTaint(toleration({ operator: 'Lt', value: '06' }), taint, true)).toBe(false);
    expect(toleratesTaint(toleration({ operator: 'Lt', value: '9223372036854775808' }), taint, true)).toBe(false);
  });

  it('is needed for each taint of the effects that count', () => {
    const soft: Taint = { ...taint, key: 'soft', effect: 'PreferNoSchedule' };
    expect(findUntoleratedTaint([soft, taint], [], ['NoSchedule'])).toEqual(taint);
    expect(findUntoleratedTaint([soft, taint], [toleration({})], ['NoSchedule'])).toBeUndefined();
  });
});

describe('node affinity', () => {
  const node = { name: 'n1', labels: { zone: 'a', disk: 'ssd' } };
  const inZone = (values: readonly string[]) => ({
    matchExpressions: [{ key: 'zone', operator: 'In', values } as const],
    matchFields: [],
  });

  it('needs every pair of the node selector and any one affinity term (C42)', () => {
    expect(matchesNodeAffinity(podSpec(), node)).toBe(true);
    expect(matchesNodeAffinity(podSpec({ nodeSelector: { zone: 'a', disk: 'hdd' } }), node)).toBe(false);
    expect(matchesNodeAffinity(podSpec({ nodeAffinity: [inZone(['b']), inZone(['a'])] }), node)).toBe(true);
    expect(matchesNodeAffinity(podSpec({ nodeAffinity: [inZone(['b'])] }), node)).toBe(false);
    expect(matchesNodeAffinity(podSpec({ nodeSelector: { disk: 'hdd' }, nodeAffinity: [inZone(['a'])] }), node)).toBe(
      false,
    );
  });

  it('with a list of no terms matches no node (C42)', () => {
    expect(matchesNodeAffinity(podSpec({ nodeAffinity: [] }), node)).toBe(false);
  });
});

describe('host ports', () => {
  const port = (fields: Partial<ContainerPort> = {}): ContainerPort => ({
    containerPort: 80,
    hostPort: 8080,
    hostIP: '',
    protocol: 'TCP',
    ...fields,
  });
  const pod = (fields: Partial<ContainerPort>) =>
    podSpec({ containers: [container('app', { ports: [port(fields)] })] });

  it('clash on the same number and protocol where addresses overlap (C42)', () => {
    expect(hostPortsConflict(pod({}), pod({}))).toBe(true);
    expect(hostPortsConflict(pod({ hostIP: '10.0.0.1' }), pod({ hostIP: '0.0.0.0' }))).toBe(true);
    expect(hostPortsConflict(pod({ hostIP: '10.0.0.1' }), pod({ hostIP: '10.0.0.2' }))).toBe(false);
    expect(hostPortsConflict(pod({ protocol: 'UDP' }), pod({}))).toBe(false);
    expect(hostPortsConflict(pod({ hostPort: 0 }), pod({ hostPort: 0 }))).toBe(false);
  });

  it('of sidecars count, those of plain init containers do not (C42)', () => {
    const init = container('init', { ports: [port()] });
    expect(hostPortsConflict(podSpec({ initContainers: [init] }), pod({}))).toBe(false);
    const sidecar = { ...init, restartPolicy: 'Always' } as const;
    expect(hostPortsConflict(podSpec({ initContainers: [sidecar] }), pod({}))).toBe(true);
  });
});
