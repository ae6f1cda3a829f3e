/**
 * Two incarnations of a name on equal nodes. Neither a host port nor its requests keep a Pod from starting beside one whose object was forced
 * away: on another node nobody asks, and on the same one the kubelet counts only what is in its config (C78).
 */
import { describe, expect, it } from 'vitest';
import { guarantees } from '../../model/guarantees/index.ts';
import type { PodSpec } from '../../model/kubernetes/spec.ts';
import { slicesOf, type Whole } from '../../model/slices/index.ts';
import { container, nodeSpec, podSpec } from '../../model/testing/scenario.ts';
import { checkScenario } from './check.ts';

const allocatable = { cpu: 4000, memory: 2 ** 34, pods: 110 };

const database = (spec: PodSpec, nodes: readonly string[]): Whole => ({
  name: 'StatefulSet/db',
  pods: [{ name: 'db-0', spec }],
  keepsNames: true,
  kubernetesVersion: '1.35',
  featureGates: {},
  nodes: Object.fromEntries(nodes.map((name) => [name, nodeSpec({ allocatable })])),
  nodesGiven: true,
  servicesFor: () => ({}),
  claims: {},
  user: { create: 2, delete: 0, 'force-delete': 1 },
  faults: { 'watch-lag': 0 },
});

const listening = podSpec({
  containers: [container('db', { ports: [{ containerPort: 5432, hostPort: 5432, hostIP: '', protocol: 'TCP' }] })],
});
const large = podSpec({ containers: [container('db', { requests: { cpu: 3000 } })] });

const verdict = async (whole: Whole): Promise<string> => {
  const [identity] = slicesOf(whole).filter(({ slice }) => slice === 'identity');
  if (identity === undefined) throw new Error('no slice about two incarnations');
  const asked = guarantees.filter(({ id }) => id === 'one-running-pod-per-name');
  const { ending, results } = await checkScenario(identity, asked);
  return `${ending}: ${results[0]?.verdict}`;
};

describe('two pods of one name after a force delete', () => {
  it.each([
    ['hold the same host port', listening],
    ['ask for more than half a node', large],
  ])('that %s run at the same time on equal nodes, however many', async (_, spec) => {
    expect(await verdict(database(spec, ['node-1', 'node-2']))).toBe('complete: violated');
    expect(await verdict(database(spec, ['node-1', 'node-2', 'node-3']))).toBe('complete: violated');
    expect(await verdict(database(spec, ['node-1']))).toBe('complete: violated');
  });
});
