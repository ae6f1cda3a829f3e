/**
 * The Pod in a slot against the Pod in full: whatever the whole model does to a Pod is one step of the automaton, or none that its owners could see. So
 * what holds of Deployments whose Pods are automata holds of Deployments with real ones.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explore } from '../../../generators/explore/index.ts';
import type { Cluster, SlotPod } from '../../cluster.ts';
import type { Event } from '../../event.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { modelOf } from '../../reducer.ts';
import type { Scenario } from '../../scenario.ts';
import { asInSlot } from '../../testing/asInSlot.ts';
import { container, podSpec, probe, scenario } from '../../testing/scenario.ts';
import { boundTo, createdPod, deleted, type StepKind, stepKinds, stepped } from './steps.ts';

const uid = 'web#1';
const revision = 'old';
const template = { minReadySeconds: 0, initializes: true };

const same = (one: SlotPod | undefined, other: SlotPod): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Requests to delete, and what the API server makes of them. */
const deletes: readonly Event['type'][] = ['user/podDeleted', 'user/podForceDeleted', 'apiserver/podRemoved'];

/** What may become of a Pod by this event. */
const follows = (before: SlotPod, event: Event, after: SlotPod, kinds: readonly StepKind[]): boolean =>
  same(before, after) ||
  kinds.some((kind) => same(stepped(before, kind, template), after)) ||
  (event.type === 'apiserver/podStored' && before.state === 'none' && same(createdPod(revision), after)) ||
  same(boundTo(before, after.node), after) ||
  (deletes.includes(event.type) &&
    [true, false]
      .map((atOnce) => deleted(before, atOnce))
      // What runs on need not run on for a moment.
      .some((one) => same(one, after) || same(stepped(one, 'stopped', template), after)));

const short = ({ state, node, deleting }: SlotPod): string =>
  `${state}${node === '' ? '' : ' bound'}${deleting ? ' deleting' : ''}`;

/** The first step of the whole that is none of the automaton's, as `from → to by event`; undefined if there is none. And the steps there are. */
const astray = (setting: Scenario, kinds: readonly StepKind[] = stepKinds) => {
  const seen = new Set<string>();
  const { ending, findings, statistics } = explore<Cluster, Event>(
    modelOf(setting),
    [
      {
        id: 'simulation',
        kind: 'step',
        concerns: () => true,
        judge: (before, event, after) => {
          const [was, is] = [asInSlot(before, uid, revision), asInSlot(after, uid, revision)];
          if (same(was, is)) return 'silent';
          seen.add(`${short(was)} → ${short(is)}`);
          return follows(was, event, is, kinds) ? 'kept' : 'broken';
        },
      },
    ],
    { maxStates: 400_000, stopWhenDecided: true },
  );
  const trace = findings[0]?.trace;
  const last = trace?.steps.at(-1);
  const before = trace?.steps.at(-2)?.state ?? trace?.initial;
  const found =
    last === undefined || before === undefined
      ? undefined
      : `${short(asInSlot(before, uid, revision))} → ${short(asInSlot(last.state, uid, revision))} by ${last.event.type}`;
  return { ending, found, seen: [...seen].sort(), states: statistics.states };
};

const ofOne = (spec: Partial<PodSpec>, more: Parameters<typeof scenario>[0] = {}): Scenario =>
  scenario({ instances: { [uid]: { name: 'web', spec: podSpec(spec) } }, probeThresholds: 'one', ...more });

const ready = { containers: [container('app', { readinessProbe: probe() })] };
const everyDelete = { delete: 1, 'delete-shorter': 1, 'force-delete': 1 };

const settings: Readonly<Record<string, Scenario>> = {
  'deleted in every way': ofOne({}, { user: everyDelete }),
  'readiness comes and goes': ofOne(ready, { user: { delete: 1 } }),
  'containers crash': ofOne(ready, { user: { delete: 1 }, faults: { 'container-crash': 1, 'watch-lag': 0 } }),
  'the kubelet restarts and the sandbox dies': ofOne(
    { initContainers: [container('init')] },
    { user: { delete: 1 }, faults: { 'kubelet-restart': 1, 'sandbox-failure': 1, 'watch-lag': 0 } },
  ),
  'no grace': ofOne({ terminationGracePeriodSeconds: 0 }, { user: { delete: 1 } }),
  'a hook, and a stop that fails': ofOne(
    { containers: [container('app', { preStop: { handler: 'exec' } })] },
    { user: { delete: 1, 'force-delete': 1 }, faults: { 'stop-failure': 1, 'hook-failure': 1 } },
  ),
  'a node that refuses it after a restart of the kubelet': ofOne(
    { nodeSelector: { disk: 'ssd' } },
    {
      nodes: {
        n1: { labels: { disk: 'ssd' }, taints: [], unschedulable: false, allocatable: { cpu: 1000, pods: 10 } },
      },
      user: { relabel: 1, delete: 1 },
      faults: { 'kubelet-restart': 1 },
    },
  ),
};

describe('a Pod in a slot', () => {
  it.each(Object.entries(settings))('does whatever the whole Pod does: %s', (_title, setting) => {
    const { ending, found } = astray(setting);
    expect({ ending, found }).toEqual({ ending: 'complete', found: undefined });
  });

  it('does so with budgets and specs drawn at random', () => {
    const budget = fc.constantFrom(0, 0, 1);
    const drawn = fc.record({
      spec: fc.constantFrom<Partial<PodSpec>>(
        {},
        ready,
        { initContainers: [container('init')] },
        {
          terminationGracePeriodSeconds: 0,
        },
      ),
      user: fc.record({ delete: budget, 'force-delete': budget, cordon: budget }),
      faults: fc.record({
        'kubelet-restart': budget,
        'container-crash': budget,
        'sandbox-failure': budget,
        'probe-failure': budget,
        'lost-reply': budget,
        'watch-lag': fc.constantFrom(0, -1),
      }),
    });
    const tried = fc.sample(drawn, { seed: 7, numRuns: 12 }).map(({ spec, ...more }) => astray(ofOne(spec, more)));
    expect(tried.flatMap(({ found }) => found ?? [])).toEqual([]);
    expect(tried.filter(({ ending }) => ending === 'complete').length).toBeGreaterThan(6);
  });

  const lacking = (kind: StepKind): readonly StepKind[] => stepKinds.filter((other) => other !== kind);
  const restarted = settings['the kubelet restarts and the sandbox dies'];

  it.each([
    ['started', settings['readiness comes and goes'], 'Pending bound → Running bound by kubelet/statusPatched'],
    ['becameReady', settings['no grace'], 'Pending bound → Ready bound by kubelet/statusPatched'],
    ['becameUnready', settings['readiness comes and goes'], 'Ready bound → Running bound by kubelet/statusPatched'],
    ['reinitialized', restarted, 'Running bound → Pending bound by kubelet/statusPatched'],
    [
      'ended',
      settings['a node that refuses it after a restart of the kubelet'],
      'Pending bound → Over bound by kubelet/statusPatched',
    ],
    ['removed', settings['readiness comes and goes'], 'Pending bound deleting → none by kubelet/statusPatched'],
    ['stopped', settings['no grace'], 'Orphaned bound → none by kubelet/terminationStarted'],
  ] as const)('would not without the step %s', (kind, setting, found) => {
    expect(setting === undefined ? '' : astray(setting, lacking(kind)).found).toBe(found);
  });

  it('takes every step there is', () => {
    const seen = Object.values(settings).flatMap((setting) => astray(setting).seen);
    expect([...new Set(seen)].sort()).toMatchInlineSnapshot(`
      [
        "Orphaned bound → none",
        "Over bound → Orphaned bound",
        "Over bound → none",
        "Pending bound deleting → Orphaned bound",
        "Pending bound deleting → Ready bound deleting",
        "Pending bound deleting → Running bound deleting",
        "Pending bound deleting → none",
        "Pending bound → Over bound",
        "Pending bound → Pending bound deleting",
        "Pending bound → Ready bound",
        "Pending bound → Running bound",
        "Pending → Pending bound",
        "Pending → none",
        "Ready bound deleting → Orphaned bound",
        "Ready bound deleting → Pending bound deleting",
        "Ready bound deleting → Running bound deleting",
        "Ready bound deleting → none",
        "Ready bound → Over bound",
        "Ready bound → Pending bound",
        "Ready bound → Ready bound deleting",
        "Ready bound → Running bound",
        "Running bound deleting → Orphaned bound",
        "Running bound deleting → Pending bound deleting",
        "Running bound deleting → Ready bound deleting",
        "Running bound deleting → none",
        "Running bound → Over bound",
        "Running bound → Pending bound",
        "Running bound → Ready bound",
        "Running bound → Running bound deleting",
        "none → Pending",
      ]
    `);
  });
});
