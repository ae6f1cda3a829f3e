/**
 * Of two Pods that compete for nodes nobody has given, `check` asks nothing if nothing sets the workload apart: the answers are known. Here
 * they are found, and whatever might set it apart makes it a question again.
 */
import { describe, expect, it } from 'vitest';
import { kubernetesVersions, resolveGates } from '../../model/gates.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { PodSpec } from '../../model/kubernetes/spec.ts';
import { slicesOf, type Whole } from '../../model/slices/index.ts';
import { container, nodeSpec, podSpec } from '../../model/testing/scenario.ts';
import { checkScenario } from './check.ts';
import { shapeOf } from './shapes/shape.ts';

const gatesOf = (version: string) => {
  const resolved = resolveGates(version);
  return resolved.ok ? resolved.featureGates : {};
};

const wholeOf = (spec: Partial<PodSpec> = {}, more: Partial<Whole> = {}, version = '1.35'): Whole => ({
  name: 'Deployment/web',
  pods: ['web-1', 'web-2'].map((name) => ({ name, spec: podSpec({ labels: { app: 'web' }, ...spec }) })),
  keepsNames: false,
  kubernetesVersion: version,
  featureGates: gatesOf(version),
  nodes: { n1: nodeSpec(), n2: nodeSpec(), n3: nodeSpec() },
  nodesGiven: false,
  servicesFor: () => ({}),
  claims: {},
  user: {},
  faults: {},
  ...more,
});

const capacityOf = (whole: Whole) => {
  const found = slicesOf(whole).find(({ slice }) => slice === 'capacity');
  if (found === undefined) throw new Error('there are two Pods');
  return found;
};

describe('what is not asked of Pods that compete', () => {
  it.each(
    kubernetesVersions.flatMap((version) =>
      (['Always', 'IfNotPresent'] as const).map((policy) => [version, policy] as const),
    ),
  )('holds in Kubernetes %s, with images pulled %s', { timeout: 120_000 }, async (version, imagePullPolicy) => {
    const slice = capacityOf(wholeOf({ containers: [container('app', { imagePullPolicy })] }, {}, version));
    expect(slice.known).toMatch(/^no Nodes are given/);
    const asked = guarantees.filter(({ slices, applies }) => slices.includes('capacity') && applies(slice.scenario));
    const { ending, results } = await checkScenario(slice, asked);
    expect(ending).toBe('complete');
    expect(results.filter(({ verdict }) => verdict !== 'holds').map(({ guarantee }) => guarantee.id)).toEqual([]);
    expect(results.length).toBeGreaterThan(6);
  });

  it('is the same question for all of them, but for names and amounts', () => {
    const amountless = (spec: Partial<PodSpec>) => {
      const { scenario, known } = capacityOf(wholeOf(spec));
      expect(known).toBeDefined();
      const key = shapeOf(scenario)?.key ?? '';
      return key
        .replaceAll(/"(requests|limits|allocatable|labels)":\{[^}]*\}/g, '')
        .replace(/"terminationGracePeriodSeconds":\d+/g, '');
    };
    const probed = container('app', { preStop: { handler: 'exec' }, requests: { cpu: 100, memory: 5 } });
    const others: readonly Partial<PodSpec>[] = [
      { containers: [container('server'), container('log')] },
      { containers: [probed], terminationGracePeriodSeconds: 60 },
      { initContainers: [container('init')], readinessGates: ['example.com/online'] },
      { volumes: [{ kind: 'emptyDir', name: 'data' }], finalizers: ['example.com/hold'] },
    ];
    for (const spec of others) expect(amountless(spec)).toBe(amountless({}));
  });
});

describe('two Pods that compete are a question', () => {
  const term = { topologyKey: 'zone', labelSelector: [{ key: 'app', operator: 'In', values: ['web'] }] } as const;
  const port = { containerPort: 80, hostPort: 80, hostIP: '', protocol: 'TCP' } as const;
  const specs: Readonly<Record<string, Partial<PodSpec>>> = {
    'anti-affinity': { podAntiAffinity: [term] },
    affinity: { podAffinity: [term] },
    spreading: { topologySpreadConstraints: [{ maxSkew: 1, ...term }] },
    'host ports': { containers: [container('app', { ports: [port] })] },
    'the host network': { hostNetwork: true },
    'a node by name': { nodeName: 'n1' },
    'a device': {
      containers: [container('app', { requests: { 'example.com/gpu': 1 }, limits: { 'example.com/gpu': 1 } })],
    },
    'no grace': { terminationGracePeriodSeconds: 0 },
    'Pods that end': { restartPolicy: 'OnFailure' },
    'images that are never pulled': { containers: [container('app', { imagePullPolicy: 'Never' })] },
    'a deadline': { activeDeadlineSeconds: 60 },
  };

  it.each(Object.entries(specs))('with %s', (_title, spec) => {
    expect(capacityOf(wholeOf(spec)).known).toBeUndefined();
  });

  const wholes: Readonly<Record<string, Partial<Whole>>> = {
    'Nodes that are given': { nodesGiven: true },
    'a single node': { nodes: { n1: nodeSpec() } },
    'what users may do besides': { user: { 'force-delete': 1 } },
    'what may fail': { faults: { 'lost-reply': 1 } },
    'a switch': { switches: { preBindVictimIsCancelled: true } },
    'a feature gate': { featureGates: { ...gatesOf('1.35'), Something: true } },
    'a ConfigMap that is missing': {
      configObjects: [],
      pods: ['web-1', 'web-2'].map((name) => ({
        name,
        spec: podSpec({
          containers: [container('app', { environment: [{ kind: 'ConfigMap', name: 'missing', optional: false }] })],
        }),
      })),
    },
    'gates that nobody takes away': {
      user: { 'remove-gates': 0 },
      pods: ['web-1', 'web-2'].map((name) => ({ name, spec: podSpec({ schedulingGates: ['example.com/wait'] }) })),
    },
  };

  it.each(Object.entries(wholes))('with %s', (_title, more) => {
    expect(capacityOf(wholeOf({}, more)).known).toBeUndefined();
  });
});
