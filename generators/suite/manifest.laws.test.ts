/** What a case applies is what the model assumed: the objects written for a scenario, read as a manifest, give the scenario back. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Container, PodSpec } from '../../model/kubernetes/spec.ts';
import { companionsOf, podTemplates, readManifest } from '../../model/manifest/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { randomScenario } from '../../model/testing/random-scenario.ts';
import { nodeSpec } from '../../model/testing/scenario.ts';
import { asApplied } from './from-manifest.ts';
import { manifestOf } from './manifest.ts';
import { situations } from './situations.ts';

const seed = 42;

/** The parts of a scenario that stand in manifests. */
type Setup = Pick<Scenario, 'instances' | 'nodes' | 'services' | 'claims' | 'configObjects' | 'featureGates'>;

const read = (text: string, featureGates: Scenario['featureGates']) => {
  const manifest = readManifest(text, 'suite.yaml', { featureGates });
  expect(manifest.problems).toEqual([]);
  return manifest;
};

/** A suite sends no traffic, so it does not matter which containers it would reach. */
const withoutContainers = (services: Scenario['services']): Scenario['services'] =>
  Object.fromEntries(Object.entries(services).map(([name, { containers: _reached, ...service }]) => [name, service]));

/** Writes a scenario down and reads it again. */
const throughManifest = (scenario: Setup): Setup => {
  const { pods, surroundings } = manifestOf(scenario as Scenario, {});
  const manifest = read(
    [...surroundings, ...Object.values(pods)].map((object) => stringify(object)).join('---\n'),
    scenario.featureGates,
  );
  const workloads = podTemplates(manifest);
  const uids = Object.keys(pods);
  const instances = Object.fromEntries(workloads.map(({ name, spec }, index) => [uids[index] ?? '', { name, spec }]));
  const around = workloads.map((workload) => companionsOf(manifest, workloads.slice(0, 1), workload, [workload.name]));
  return {
    instances,
    featureGates: scenario.featureGates,
    nodes: workloads[0]?.nodes.nodes ?? {},
    services: withoutContainers(Object.assign({}, ...around.map(({ services }) => services)) as Scenario['services']),
    claims: Object.assign({}, ...around.map(({ claims }) => claims)) as Scenario['claims'],
    ...(around[0]?.configObjects === undefined ? {} : { configObjects: around[0].configObjects }),
  };
};

/** What admission adds to every Pod (DefaultTolerationSeconds). */
const admitted: PodSpec['tolerations'] = ['not-ready', 'unreachable'].map((condition) => ({
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  value: '',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

const requirement = fc.record({
  key: fc.constantFrom('disk', 'zone'),
  operator: fc.constantFrom('In' as const, 'NotIn' as const),
  values: fc.constantFrom(['ssd'], ['a', 'b']),
});
const selector = fc.array(requirement, { minLength: 1, maxLength: 2 });
const podTerms = fc.array(fc.record({ labelSelector: selector, topologyKey: fc.constant('zone') }), { maxLength: 1 });
const amounts = fc.constantFrom({}, { cpu: 250 }, { cpu: 1000, memory: 2 ** 20, 'example.com/gpu': 1 });

/** What kube-scheduler reads, and what else a Pod may say. */
const placed: fc.Arbitrary<Partial<PodSpec>> = fc.record(
  {
    nodeSelector: fc.constantFrom({ disk: 'ssd' }),
    nodeAffinity: fc.array(fc.record({ matchExpressions: selector, matchFields: fc.constant([]) }), {
      minLength: 1,
      maxLength: 2,
    }),
    podAffinity: podTerms,
    podAntiAffinity: podTerms,
    topologySpreadConstraints: fc.array(
      fc.record({ maxSkew: fc.constantFrom(1, 2), topologyKey: fc.constant('zone'), labelSelector: selector }),
      { maxLength: 1 },
    ),
    preemptionPolicy: fc.constantFrom('Never' as const),
    shareProcessNamespace: fc.boolean(),
    namespace: fc.constantFrom('shop'),
    schedulerName: fc.constantFrom('other-scheduler'),
    activeDeadlineSeconds: fc.constantFrom(60),
  },
  { requiredKeys: [] },
);

const equipped: fc.Arbitrary<Partial<Container>> = fc.record({
  limits: amounts,
  ports: fc.constantFrom([], [{ name: 'http', containerPort: 80, hostPort: 0, hostIP: '', protocol: 'TCP' as const }]),
});

const nodes = fc.constantFrom<Scenario['nodes']>(
  { n1: nodeSpec() },
  {
    n1: nodeSpec({ labels: { disk: 'ssd' }, taints: [{ key: 'dedicated', value: 'shop', effect: 'NoSchedule' }] }),
    n2: nodeSpec({ unschedulable: true }),
  },
);

/** A readiness probe that fails stops nothing, so Kubernetes takes no grace period of it. */
const valid = (container: Container): Container => {
  if (container.readinessProbe === undefined) return container;
  const { terminationGracePeriodSeconds: _none, ...readinessProbe } = container.readinessProbe;
  return { ...container, readinessProbe };
};

/** As the API server would have stored it: requests follow limits, host networks take host ports, admission has tolerated. */
const stored =
  (more: Partial<PodSpec>, fields: Partial<Container>) =>
  (name: string, spec: PodSpec): PodSpec => {
    const kept = (container: Container): Container => {
      const ports = (fields.ports ?? []).map((port) =>
        spec.hostNetwork ? { ...port, hostPort: port.containerPort } : port,
      );
      return { ...container, ...fields, requests: { ...fields.limits, ...container.requests }, ports };
    };
    // A host port is one container's only.
    const [first, ...others] = spec.containers;
    return {
      ...spec,
      ...more,
      labels: { app: name },
      initContainers: spec.initContainers.map(valid),
      containers: first === undefined ? [] : [kept(valid(first)), ...others],
      tolerations: admitted,
    };
  };

const canonical = (scenario: Scenario): Setup => {
  const { instances, nodes: given, services, claims, configObjects, featureGates } = asApplied(scenario);
  const used = Object.values(instances).flatMap(({ spec }) =>
    spec.volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : [])),
  );
  return {
    instances,
    featureGates,
    nodes: Object.fromEntries(
      Object.entries(given).map(([name, node]) => [
        name,
        {
          ...node,
          labels: { 'kubernetes.io/hostname': name, ...node.labels },
          allocatable: { 'ephemeral-storage': 100 * 2 ** 30, ...node.allocatable },
        },
      ]),
    ),
    services,
    claims: Object.fromEntries(Object.entries(claims).filter(([name]) => used.includes(name))),
    ...(configObjects === undefined ? {} : { configObjects }),
  };
};

const described = fc
  .record({ scenario: randomScenario, more: placed, fields: equipped, nodes })
  .map(({ scenario, more, fields, nodes: given }): Scenario => {
    const store = stored(more, fields);
    return {
      ...scenario,
      nodes: given,
      instances: Object.fromEntries(
        Object.entries(scenario.instances).map(([uid, { name, spec }]) => [uid, { name, spec: store(name, spec) }]),
      ),
    };
  });

/** The ConfigMaps and Secrets that are applied. */
const configIn = (scenario: Setup): readonly string[] =>
  manifestOf(scenario as Scenario, {})
    .surroundings.filter(({ kind }) => kind === 'ConfigMap' || kind === 'Secret')
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`);

/** A reader who misses one of them takes it for granted, so what is known to be there is compared apart. */
const withoutConfig = ({ configObjects: _known, ...rest }: Setup) => rest;

describe('scenarios and the objects a case applies', () => {
  it('whatever is in a scenario, its objects read as a manifest give it back', () =>
    fc.assert(
      fc.property(described, (scenario) => {
        const before = canonical(scenario);
        const after = throughManifest(before);
        expect(withoutConfig(after)).toEqual(withoutConfig(before));
        expect(configIn(before)).toEqual(before.configObjects ?? configIn(before));
        expect(withoutConfig(throughManifest(after))).toEqual(withoutConfig(after));
      }),
      { seed, numRuns: 80 },
    ));

  it.each(situations.map((scenario) => [scenario.name, scenario] as const))(
    '%s: its objects are ones Kubernetes takes',
    (_name, scenario) => {
      const tolerant = {
        ...scenario,
        instances: Object.fromEntries(
          Object.entries(scenario.instances).map(([uid, { name, spec }]) => [
            uid,
            { name, spec: { ...spec, tolerations: admitted } },
          ]),
        ),
      };
      const after = throughManifest(tolerant);
      expect({ ...after.instances }).toMatchObject(
        Object.fromEntries(Object.entries(tolerant.instances).map(([uid, { name }]) => [uid, { name }])),
      );
    },
  );

  it.each(['web', 'job', 'daemonset', 'statefulset', 'everything'])(
    'examples/%s.yaml, written and read, is the same',
    (name) => {
      const text = readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8');
      const manifest = read(text, situations[0]?.featureGates ?? {});
      for (const workload of podTemplates(manifest)) {
        const [pod] = workload.pods;
        if (pod === undefined) continue;
        const around = companionsOf(manifest, [workload], workload, [pod.name]);
        const before = asApplied({
          ...(situations[0] as Scenario),
          instances: { [`${pod.name}#1`]: pod },
          nodes: workload.nodes.nodes,
          services: around.services,
          claims: around.claims,
        });
        const { instances, nodes: given, services, claims } = throughManifest(before);
        expect({ instances, nodes: given, services, claims }).toEqual({
          instances: before.instances,
          nodes: before.nodes,
          services: before.services,
          claims: before.claims,
        });
      }
    },
  );
});
