/** What slices do to a scenario against the list of shortcuts: no field changes without a shortcut that says so, and no shortcut is idle. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAssumptions } from '../../model/assumptionText.ts';
import { allContainers, type Container, type PodSpec } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import { slicesOf, type Whole } from '../../model/slices/index.ts';
import { type Cut, type ShortcutId, shortcuts } from '../../model/slices/shortcuts.ts';
import { container, nodeSpec, podSpec } from '../../model/testing/scenario.ts';
import { uncut } from './testing/uncut.ts';
import { casts, wholes, wholeWith } from './testing/wholes.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const each = (spec: PodSpec, ...fields: readonly (keyof Container)[]) =>
  allContainers(spec).map((one) => [one.name, ...fields.map((field) => one[field])]);

/** Field → what of a spec it stands for. Total, so that a new field has to be looked at. */
const inSpec: Readonly<Record<Exclude<Cut, keyof typeof inScenario>, (spec: PodSpec) => unknown>> = {
  initContainers: (spec) => spec.initContainers.map(({ name }) => name),
  containers: (spec) => spec.containers.map(({ name }) => name),
  volumes: (spec) => spec.volumes,
  volumeMounts: (spec) => each(spec, 'volumeMounts'),
  environment: (spec) => each(spec, 'environment'),
  resources: (spec) => [each(spec, 'requests', 'limits', 'ports'), spec.requests, spec.overhead],
  restartRules: (spec) => each(spec, 'restartPolicy', 'restartPolicyRules'),
  images: (spec) => each(spec, 'image', 'imagePullPolicy'),
  probes: (spec) => each(spec, 'startupProbe', 'livenessProbe', 'readinessProbe'),
  hooks: (spec) => each(spec, 'postStart', 'preStop', 'stopSignal'),
  gates: (spec) => [spec.schedulingGates, spec.readinessGates],
  finalizers: (spec) => spec.finalizers,
  activeDeadline: (spec) => spec.activeDeadlineSeconds,
};

const inScenario = {
  instances: ({ instances }: Scenario) => Object.keys(instances),
  nodes: ({ nodes }: Scenario) => nodes,
  services: ({ services }: Scenario) => services,
  claims: ({ claims }: Scenario) => claims,
  probeThresholds: ({ probeThresholds }: Scenario) => probeThresholds,
  reportedStatus: ({ reportedStatus }: Scenario) => reportedStatus,
  serving: ({ serving }: Scenario) => serving,
  deadlines: ({ deadlines }: Scenario) => deadlines,
  begins: ({ begins }: Scenario) => begins,
} as const;

/** Fields of a spec that shortcuts may cut. */
const cuttable: readonly string[] = [
  'initContainers',
  'containers',
  'volumes',
  'requests',
  'overhead',
  'schedulingGates',
  'readinessGates',
  'finalizers',
  'activeDeadlineSeconds',
];

/** What no slice may touch. */
const untouched = (spec: PodSpec) => Object.entries(spec).filter(([field]) => !cuttable.includes(field));

const firstSpec = ({ instances }: Scenario): PodSpec => Object.values(instances)[0]?.spec ?? podSpec();

const containerLists: readonly Cut[] = ['initContainers', 'containers'];

/** A spec with the containers that are left. */
const withOnly = (spec: PodSpec, left: readonly Container[]): PodSpec => {
  const isLeft = ({ name }: Container): boolean => left.some((one) => one.name === name);
  return { ...spec, initContainers: spec.initContainers.filter(isLeft), containers: spec.containers.filter(isLeft) };
};

/** Without probes nobody counts outcomes. */
const hasProbes = (spec: PodSpec): boolean =>
  allContainers(spec).some((one) => one.startupProbe ?? one.livenessProbe ?? one.readinessProbe);

/** The fields in which a slice's scenario differs from the whole. */
const changes = (whole: Scenario, slice: Scenario): readonly Cut[] => {
  const after = firstSpec(slice);
  const before = firstSpec(whole);
  const common = withOnly(before, allContainers(after));
  return [
    ...(Object.keys(inScenario) as (keyof typeof inScenario)[]).filter(
      (field) =>
        !same(inScenario[field](whole), inScenario[field](slice)) && (field !== 'probeThresholds' || hasProbes(after)),
    ),
    ...(Object.keys(inSpec) as (keyof typeof inSpec)[]).filter(
      (field) => !same(inSpec[field](containerLists.includes(field) ? before : common), inSpec[field](after)),
    ),
  ];
};

const timed = readAssumptions(['process-start<=5s']);

const timedToo = (whole: Whole): Whole => ('problem' in timed ? whole : { ...whole, ...timed });

const large = (): Whole => {
  const spec = podSpec({
    activeDeadlineSeconds: 60,
    initContainers: [container('init')],
    containers: ['a', 'b', 'c', 'd'].map((name) => container(name)),
  });
  const { whole } = wholeWith('two', ['a Service']);
  const web = [1, 2, 3].map((index) => ({ name: `web-${index}`, spec }));
  const nodes = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((index) => [
      `n${index}`,
      nodeSpec({ allocatable: { cpu: index * 1000, memory: 2 ** 30, pods: index } }),
    ]),
  );
  return { ...whole, pods: web, nodes, nodesGiven: false };
};

/** More nodes that differ than two Pods are explored on: three zones, two nodes in each. */
const spread = (): Whole => {
  const { whole } = wholeWith('two', ['anti-affinity by zone']);
  const zones = ['a', 'a', 'b', 'b', 'c', 'c'];
  return {
    ...whole,
    nodes: Object.fromEntries(zones.map((zone, index) => [`n${index}`, nodeSpec({ labels: { zone } })])),
  };
};

/** The old and the new Pod of a rollout, which hold the same host port. */
const rolling = (): Whole => {
  const { whole } = wholeWith('once', ['a host port']);
  const spec = whole.pods[0]?.spec ?? podSpec();
  return { ...whole, nodesGiven: false, rollout: ['web-1', 'web-2'].map((name) => ({ name, spec })) };
};

/** Two critical Pods of different names on Nodes that users relabel. */
const critical = (): Whole => {
  const { whole } = wholeWith('two', ['watches that lag']);
  const [one] = whole.pods;
  const pods = ['a', 'b'].map((name) => ({ name, spec: { ...(one?.spec ?? podSpec()), priority: 2_000_000_000 } }));
  return { ...whole, pods, user: { ...whole.user, relabel: 1 } };
};

const services = (fields: Partial<Scenario['services'][string]>): Whole => {
  const { whole } = wholeWith('once', ['a Service']);
  const one = (pods: readonly string[]) => whole.servicesFor(pods)['web'];
  return {
    ...whole,
    servicesFor: (pods) => {
      const web = one(pods);
      return web === undefined ? {} : { web: { ...web, ...fields } };
    },
  };
};

const examined = (): readonly Whole[] => [
  ...casts.flatMap((cast) => fc.sample(wholes(cast, 10), { seed: 5, numRuns: 150 }).map(({ whole }) => whole)),
  large(),
  spread(),
  rolling(),
  critical(),
  services({ unproxied: 'headless' }),
  services({ unproxied: 'no such port' }),
];

describe('the list of shortcuts', () => {
  const taken = new Set<ShortcutId>();

  it('explains every field in which a slice differs from the whole', () => {
    for (const whole of examined().map(timedToo)) {
      for (const { slice, scenario, shortcuts: named } of slicesOf(whole)) {
        for (const id of named) taken.add(id);
        const allowed = new Set<Cut>(named.flatMap((id) => shortcuts[id].cuts));
        const full = uncut(whole, slice === 'identity' ? 2 : 1);
        const unexplained = changes(full, scenario).filter((field) => !allowed.has(field));
        expect({ slice, named, unexplained }).toEqual({ slice, named, unexplained: [] });
        expect(untouched(firstSpec(scenario))).toEqual(untouched(firstSpec(full)));
      }
    }
  });

  it('has none that no slice takes', () => {
    expect(Object.keys(shortcuts).filter((id) => !taken.has(id as ShortcutId))).toEqual([]);
  });

  it('says of each why, and what a verdict no longer speaks of is told in the report', () => {
    const all = Object.values(shortcuts);
    expect(all.filter(({ because }) => because.length < 20)).toEqual([]);
    expect(all.filter(({ loses, leftOut }) => loses === 'what it names' && leftOut === undefined)).toEqual([]);
  });
});
