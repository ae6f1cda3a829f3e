import { describe, expect, it } from 'vitest';
import { guarantees } from '../../model/guarantees/index.ts';
import type { PodSpec, ServiceSpec } from '../../model/kubernetes/spec.ts';
import { faultKinds, type PodInstance, type Scenario, unlimited, userActions } from '../../model/scenario.ts';
import { slicesOf, type Whole } from '../../model/slices/index.ts';
import { switchesOf } from '../../model/switches.ts';
import { container, nodeSpec, podSpec, probe } from '../../model/testing/scenario.ts';
import { checkScenario } from './check.ts';

const shortProbe = probe({ failureThreshold: 2 });

const service = (pods: readonly string[]): Readonly<Record<string, ServiceSpec>> => ({
  web: { pods, publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 1 },
});

const wholeOf = (pods: readonly PodInstance[], fields: Partial<Whole> = {}): Whole => ({
  name: 'Pod/web',
  pods,
  keepsNames: false,
  kubernetesVersion: '1.35',
  featureGates: {},
  nodes: { n1: nodeSpec(), n2: nodeSpec(), n3: nodeSpec({ unschedulable: true }) },
  nodesGiven: true,
  servicesFor: () => ({}),
  claims: {},
  user: { create: pods.length, delete: 1 },
  faults: { 'container-crash': 1 },
  ...fields,
});

/** The input with nothing cut away: every pod, node and Service in full, thresholds counted, all of the status reported. */
const uncut = (whole: Whole): Scenario => ({
  name: `${whole.name} whole`,
  kubernetesVersion: whole.kubernetesVersion,
  featureGates: whole.featureGates,
  switches: switchesOf(whole.kubernetesVersion),
  instances: Object.fromEntries(whole.pods.map((pod) => [`${pod.name}#1`, pod])),
  nodes: whole.nodes,
  services: whole.servicesFor(whole.pods.map(({ name }) => name)),
  claims: whole.claims,
  user: Object.fromEntries(userActions.map((kind) => [kind, whole.user[kind] ?? 0])) as Scenario['user'],
  faults: Object.fromEntries(
    faultKinds.map((kind) => [kind, whole.faults[kind] ?? (kind === 'watch-lag' ? unlimited : 0)]),
  ) as Scenario['faults'],
  probeThresholds: 'exact',
  reportedStatus: 'all',
  serving: false,
});

const rank = ['violated', 'undecided', 'holds'];

/** Guarantee → the worst verdict of the slices that ask it and in which its situation comes up. */
const inSlices = async (whole: Whole): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const slice of slicesOf(whole)) {
    const asked = guarantees.filter(({ slices }) => slices.includes(slice.slice));
    const { results, ending } = await checkScenario(slice, asked);
    expect(ending).toBe('complete');
    for (const { guarantee, verdict } of results.filter(({ reached }) => reached > 0)) {
      const before = found.get(guarantee.id) ?? 'holds';
      found.set(guarantee.id, rank.indexOf(verdict) < rank.indexOf(before) ? verdict : before);
    }
  }
  return found;
};

/** Guarantee → verdict on everything at once. */
const inWhole = async (whole: Whole): Promise<ReadonlyMap<string, string>> => {
  const { results, ending } = await checkScenario({ slice: 'pod', scenario: uncut(whole), leftOut: [] }, guarantees);
  expect(ending).toBe('complete');
  return new Map(results.filter(({ reached }) => reached > 0).map(({ guarantee, verdict }) => [guarantee.id, verdict]));
};

/** For every guarantee both have something to say about: what the slices say together, and what the whole says. */
const compare = async (whole: Whole) => {
  const slices = await inSlices(whole);
  const full = await inWhole(whole);
  const both = [...slices.keys()].filter((id) => full.has(id));
  const of = (verdicts: ReadonlyMap<string, string>) => Object.fromEntries(both.map((id) => [id, verdicts.get(id)]));
  return { count: both.length, together: of(slices), whole: of(full) };
};

const one = (spec: PodSpec): readonly PodInstance[] => [{ name: 'web', spec }];

describe('slices and the whole give the same verdicts', () => {
  it('on a pod with an init container and a readiness probe behind a Service', async () => {
    const spec = podSpec({
      initContainers: [container('init')],
      containers: [container('app', { readinessProbe: shortProbe, preStop: { handler: 'sleep', seconds: 5 } })],
    });
    const { count, together, whole } = await compare(wholeOf(one(spec), { servicesFor: service }));
    expect(together).toEqual(whole);
    expect(count).toBeGreaterThanOrEqual(30);
  }, 60_000);

  it('on a pod with a sidecar and a liveness probe', async () => {
    const spec = podSpec({
      restartPolicy: 'OnFailure',
      initContainers: [container('proxy', { restartPolicy: 'Always' })],
      containers: [container('app', { livenessProbe: shortProbe })],
    });
    const faults = { 'container-crash': 1, 'probe-failure': unlimited } as const;
    const { count, together, whole } = await compare(wholeOf(one(spec), { faults }));
    expect(together).toEqual(whole);
    expect(count).toBeGreaterThanOrEqual(25);
  }, 60_000);

  it('on a pod with a scheduling gate, a finalizer and a readiness gate', async () => {
    const spec = podSpec({
      schedulingGates: ['example.com/gate'],
      finalizers: ['example.com/keep'],
      readinessGates: ['example.com/up'],
    });
    const user = { create: 1, delete: 1, 'remove-gates': 1, 'remove-finalizers': 1, 'set-readiness-gate': 1 } as const;
    const { count, together, whole } = await compare(wholeOf(one(spec), { user }));
    expect(together).toEqual(whole);
    expect(count).toBeGreaterThanOrEqual(20);
  }, 60_000);

  it('on two pods that compete for one place', async () => {
    const nodes = { n1: nodeSpec({ allocatable: { cpu: 1000, memory: 2 ** 30, pods: 10 } }) };
    const spec = podSpec({ containers: [container('app', { requests: { cpu: 600 } })] });
    const pods = ['web-1', 'web-2'].map((name) => ({ name, spec }));
    const { count, together, whole } = await compare(wholeOf(pods, { nodes, faults: {} }));
    expect(together).toEqual(whole);
    expect(count).toBeGreaterThanOrEqual(25);
  }, 120_000);
});
