/** Scenarios by chance: one Pod or two, nodes, a Service, a claim, what users may do, which faults may strike. The plainest choice comes first. */
import fc from 'fast-check';
import type { Budgets } from '../../model/budget.ts';
import { nodeSpec } from '../../model/kubernetes/defaults.ts';
import type { ClaimSpec, PodSpec, Taint } from '../../model/kubernetes/spec.ts';
import { faultKinds, type Scenario, unlimited, userActions } from '../../model/scenario.ts';
import { situation } from '../suite/situations.ts';
import { podSpecs } from './pods.ts';

const taint: Taint = { key: 'dedicated', value: '', effect: 'NoSchedule' };

const once = fc.constantFrom(0, 1);

const kinds = [
  ...userActions.filter((kind) => kind !== 'create'),
  ...faultKinds.filter((kind) => kind !== 'watch-lag'),
];

/** Everything users may do and everything that may go wrong, each once or never; watches lag or do not. */
const budgets: fc.Arbitrary<Budgets> = fc
  .tuple(fc.tuple(...kinds.map(() => once)), fc.constantFrom(0, unlimited))
  .map(([amounts, lag]) => ({
    ...Object.fromEntries(kinds.map((kind, index) => [kind, amounts[index] ?? 0])),
    'watch-lag': lag,
  }));

const nodes: fc.Arbitrary<Scenario['nodes']> = fc
  .record({ tainted: fc.boolean(), labelled: fc.boolean(), second: fc.boolean() })
  .map(({ tainted, labelled, second }) => ({
    n1: nodeSpec({ ...(tainted ? { taints: [taint] } : {}), ...(labelled ? { labels: { disk: 'ssd' } } : {}) }),
    ...(second ? { n2: nodeSpec() } : {}),
  }));

const claim: fc.Arbitrary<ClaimSpec> = fc.record({
  accessModes: fc.constant(['ReadWriteOnce']),
  volumeBindingMode: fc.constantFrom('Immediate' as const, 'WaitForFirstConsumer' as const),
  reclaimPolicy: fc.constantFrom('Delete' as const, 'Retain' as const),
  bound: fc.constantFrom(true, false),
});

const service = {
  web: { pods: ['web'], publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 0 },
} as const;

/** Of claims only what some pod uses. */
const claimsOf = (specs: readonly Partial<PodSpec>[], spec: ClaimSpec): Scenario['claims'] =>
  specs.some(({ volumes = [] }) => volumes.some(({ kind }) => kind === 'persistentVolumeClaim')) ? { data: spec } : {};

/** Whole scenarios. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    web: podSpecs,
    db: fc.option(podSpecs, { nil: undefined }),
    budgets,
    nodes,
    claim,
    served: fc.boolean(),
    configMissing: fc.boolean(),
    all: fc.boolean(),
  })
  .map(({ web, db, budgets: amounts, nodes: given, claim: spec, served, configMissing, all }) =>
    situation('by chance', db === undefined ? { 'web#1': web } : { 'web#1': web, 'db#1': db }, amounts, {
      nodes: given,
      claims: claimsOf(db === undefined ? [web] : [web, db], spec),
      // A Service, a probe or a gate reads conditions, which then must be reported.
      reportedStatus: all || served || readsConditions(web) ? 'all' : 'phase',
      ...(served ? { services: service } : {}),
      ...(configMissing ? { configObjects: [] } : {}),
    }),
  );

const readsConditions = ({ readinessGates = [], containers = [], initContainers = [] }: Partial<PodSpec>): boolean =>
  readinessGates.length > 0 ||
  [...initContainers, ...containers].some(({ readinessProbe }) => readinessProbe !== undefined);
