/**
 * Scenarios by chance. Every choice begins with the plainest, so that fast-check shrinks to the smallest manifest: one Pod with one container,
 * on one node, to which nothing happens.
 */
import fc from 'fast-check';
import type { Container, PodSpec, Taint } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import { container, probe, situation } from '../suite/situations.ts';

const hook = { handler: 'exec' } as const;

const oneContainer = (name: string, fields: Partial<Container> = {}): fc.Arbitrary<Container> =>
  fc
    .record({
      startup: fc.boolean(),
      liveness: fc.boolean(),
      readiness: fc.boolean(),
      postStart: fc.boolean(),
      preStop: fc.boolean(),
      cpu: fc.constantFrom(0, 3000, 5000),
    })
    .map(({ startup, liveness, readiness, postStart, preStop, cpu }) =>
      container(name, {
        ...(startup ? { startupProbe: probe } : {}),
        ...(liveness ? { livenessProbe: probe } : {}),
        ...(readiness ? { readinessProbe: probe } : {}),
        ...(postStart ? { postStart: hook } : {}),
        ...(preStop ? { preStop: hook } : {}),
        ...(cpu === 0 ? {} : { requests: { cpu } }),
        ...fields,
      }),
    );

const named = (prefix: string, kinds: readonly boolean[]): fc.Arbitrary<readonly Container[]> =>
  fc.tuple(
    ...kinds.map((isSidecar, index) =>
      isSidecar
        ? oneContainer(`${prefix}-${index}`, { restartPolicy: 'Always' })
        : fc.constant(container(`${prefix}-${index}`)),
    ),
  );

const initContainers = fc.array(fc.boolean(), { maxLength: 2 }).chain((kinds) => named('init', kinds));

const mains = fc
  .tuple(oneContainer('app'), fc.option(oneContainer('log'), { nil: undefined }))
  .map(([app, log]) => (log === undefined ? [app] : [app, log]));

const taint: Taint = { key: 'dedicated', value: '', effect: 'NoSchedule' };

/** Pod specs: init containers, sidecars, probes, hooks, requests, tolerations, gates, finalizers. */
export const podSpecs: fc.Arbitrary<Partial<PodSpec>> = fc
  .record({
    initContainers,
    containers: mains,
    restartPolicy: fc.constantFrom('Always' as const, 'OnFailure' as const, 'Never' as const),
    gated: fc.boolean(),
    held: fc.boolean(),
    tolerates: fc.boolean(),
  })
  .map(({ gated, held, tolerates, ...spec }) => ({
    ...spec,
    ...(gated ? { schedulingGates: ['example.com/wait'] } : {}),
    ...(held ? { finalizers: ['example.com/hold'] } : {}),
    ...(tolerates ? { tolerations: [{ key: '', operator: 'Exists', value: '', effect: '' }] } : {}),
  }));

const once = fc.constantFrom(0, 1);

const budgets = fc.record({
  delete: once,
  'force-delete': once,
  'remove-gates': once,
  'remove-finalizers': once,
  'container-crash': once,
  'kubelet-restart': once,
  'sandbox-failure': once,
  'image-pull-failure': once,
  'probe-failure': once,
  'watch-lag': fc.constantFrom(0, -1),
});

const nodesWith = (nodes: Scenario['nodes'], tainted: boolean): Scenario['nodes'] =>
  Object.fromEntries(Object.entries(nodes).map(([name, spec]) => [name, { ...spec, taints: tainted ? [taint] : [] }]));

/** Whole scenarios: one Pod or two, a node that may be tainted, users that may act, faults that may strike. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    web: podSpecs,
    db: fc.option(podSpecs, { nil: undefined }),
    budgets,
    tainted: fc.boolean(),
    all: fc.boolean(),
  })
  .map(({ web, db, budgets: amounts, tainted, all }) => {
    const pods = db === undefined ? { 'web#1': web } : { 'web#1': web, 'db#1': db };
    const plain = situation('by chance', pods, amounts, { reportedStatus: all ? 'all' : 'phase' });
    return { ...plain, nodes: nodesWith(plain.nodes, tainted) };
  });
