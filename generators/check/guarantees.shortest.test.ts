/** Traces of violations are as short as a plain breadth-first search finds them, and code of guarantees reads nothing but its arguments. */
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import { type Guarantee, guaranteeOf, guarantees } from '../../model/guarantees/index.ts';
import type { Model } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { container, probe } from '../../model/testing/scenario.ts';
import { examine, machineOf } from './testing/examine.ts';
import {
  hook,
  init,
  lateClaim,
  noLag,
  onePod,
  placed,
  recreated,
  service,
  sidecar,
  withClaim,
} from './testing/scenarios.ts';

const keyOf = ({ scenario: _fixed, ...cells }: Cluster): string => JSON.stringify(cells);

const breaks = (promise: GuaranteePromise, before: Cluster, event: Event, after: Cluster): boolean => {
  if (promise.kind === 'state') return promise.judge(after) === 'broken';
  return promise.kind === 'step' && promise.concerns(event) && promise.judge(before, event, after) === 'broken';
};

/** The number of steps of a shortest run that breaks one of the promises; undefined if no run does. */
const shortestBreak = (
  { initial, components, reduce }: Model,
  promises: readonly GuaranteePromise[],
): number | undefined => {
  const seen = new Set([keyOf(initial)]);
  let level: readonly Cluster[] = [initial];
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: Cluster[] = [];
    for (const before of level) {
      for (const event of components.flatMap(({ enabled }) => enabled(before))) {
        const after = reduce(before, event);
        if (promises.some((promise) => breaks(promise, before, event, after))) return depth;
        const key = keyOf(after);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(after);
      }
    }
    level = next;
  }
  return undefined;
};

const named = (id: string): Guarantee => {
  const found = guaranteeOf(id);
  if (found === undefined) throw new Error(`no guarantee ${id}`);
  return found;
};

const deleted = { user: { delete: 1 }, faults: noLag } as const;

const cases: Readonly<Record<string, Scenario>> = {
  'removed-only-after-containers-stopped': onePod(placed, { user: { 'force-delete': 1 }, faults: noLag }),
  'main-stopped-before-sidecar-sigterm': onePod({ initContainers: [sidecar()], ...placed }, deleted),
  'endpoint-removed-before-sigkill': onePod(placed, { ...service(), ...deleted }),
  'running-never-returns-to-pending': onePod(
    { initContainers: [init()], ...placed },
    { faults: { 'sandbox-failure': 1, ...noLag } },
  ),
  'no-start-after-deletion': onePod(placed, deleted),
  'one-running-pod-per-name': recreated(placed, { user: { 'force-delete': 1 }, faults: noLag }),
  'terminal-phase-is-final': onePod({ restartPolicy: 'Never', ...placed }, { faults: noLag }),
};

describe('shortest traces', () => {
  for (const [id, scenario] of Object.entries(cases)) {
    it(`${id}: the trace has as many steps as a plain breadth-first search needs`, () => {
      const guarantee = named(id);
      const answer = examine({ scenario }, [guarantee]).results.get(id);
      expect(answer?.trace?.steps.length).toBe(shortestBreak(machineOf({ scenario }), guarantee.promises(scenario)));
    });
  }
});

describe('double check', () => {
  const everything = {
    containers: [container('app', { preStop: hook, readinessProbe: probe(), livenessProbe: probe() })],
    ...placed,
  };
  const scenarios: Readonly<Record<string, Scenario>> = {
    'a served pod with probes and a hook': onePod(everything, {
      ...service(),
      ...deleted,
      serving: true,
      probeThresholds: 'one',
    }),
    'a sidecar and an init container': onePod({ initContainers: [init(), sidecar()], ...placed }, deleted),
    'a pod with a claim': onePod(withClaim, { ...lateClaim, ...deleted }),
    'two incarnations of one name': recreated(placed, deleted),
  };
  for (const [what, scenario] of Object.entries(scenarios)) {
    it(`every guarantee judges traced and plain clusters alike: ${what}`, () => {
      const { ending, results } = examine({ scenario }, guarantees, { doubleCheck: true });
      expect(ending).toBe('complete');
      expect(results.size).toBeGreaterThan(30);
    });
  }
});
