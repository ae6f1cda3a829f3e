import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../generators/arbitrary/scenarios.ts';
import { runOf, schedules } from '../../../generators/arbitrary/schedules.ts';
import type { Event } from '../../../model/event.ts';
import type { PodSpec } from '../../../model/kubernetes/spec.ts';
import { enabled, modelOf } from '../../../model/reducer.ts';
import type { FaultKind, Scenario } from '../../../model/scenario.ts';
import { container, podSpec } from '../../../model/testing/scenario.ts';
import { sampleScenario } from '../../testing/run.ts';
import type { ApiObjects } from './objects.ts';
import { podRow } from './printers.ts';
import { shownAlong } from './shown.ts';
import { describedPod, tablesOf } from './tables.ts';

const scenarioOf = (spec: Partial<PodSpec>, faults: Partial<Record<FaultKind, number>> = {}): Scenario => ({
  ...sampleScenario,
  serving: false,
  instances: { 'web#1': { name: 'web', spec: podSpec(spec) } },
  faults: { ...sampleScenario.faults, ...faults },
});

/** What happens only if it is asked for. */
const unasked = /^(user|fault|observer)\/|Rejected$|Failed$/;

/** An event by its kind, and by the container or the exit code if that matters. */
interface Wish {
  readonly type: Event['type'];
  readonly container?: string;
  readonly exitCode?: number;
}

/** A run in which the events of `wishes` happen one after the other, as soon as they can, and between them whatever is due. */
const play = (scenario: Scenario, wishes: readonly Wish[]) => {
  const model = modelOf(scenario);
  const left = [...wishes];
  const steps: { by: string; event: Event; state: typeof model.initial }[] = [];
  let now = model.initial;
  for (let count = 0; count < 200 && left.length > 0; count += 1) {
    const possible = enabled(now);
    const [wish] = left;
    const wished = possible.find((event) =>
      Object.entries(wish ?? { type: '' }).every(([key, value]) => (event as Record<string, unknown>)[key] === value),
    );
    const due = possible.find(({ type }) => type === 'kubelet/statusPatched');
    const exits = (event: Event) => event.type === 'process/exited';
    const other = possible.find((event) => !unasked.test(event.type) && !exits(event));
    const event = wished ?? due ?? other;
    if (event === undefined) break;
    if (event === wished) left.shift();
    now = model.reduce(now, event);
    steps.push({ by: '', event, state: now });
  }
  expect(left).toEqual([]);
  return shownAlong({ initial: model.initial, steps });
};

/** The rows one after the other as `READY STATUS RESTARTS`, each change once. */
const watched = (shown: readonly ApiObjects[]): readonly string[] =>
  shown
    .map(({ pods: [pod] }) => {
      if (pod === undefined) return 'none';
      const { ready, status, restarts } = podRow(pod);
      return `${ready} ${status} ${restarts}`;
    })
    .filter((row, index, rows) => row !== rows[index - 1]);

const create = { type: 'user/createRequested' } as const;

describe('what kubectl shows along a run', () => {
  it('is a Pod that starts, runs, is deleted, and is gone', () => {
    const shown = play(scenarioOf({}), [
      create,
      { type: 'runtime/containerStarted' },
      { type: 'kubelet/syncStarted' },
      { type: 'kubelet/statusPatched' },
      { type: 'user/podDeleted' },
      { type: 'runtime/sigtermSent' },
      { type: 'process/exited', exitCode: 0 },
      { type: 'kubelet/podFinallyDeleted' },
    ]);
    expect(watched(shown)).toEqual([
      'none',
      '0/1 Pending 0',
      '0/1 ContainerCreating 0',
      '1/1 Running 0',
      '1/1 Terminating 0',
      '0/1 Completed 0',
      'none',
    ]);
  });

  it('counts init containers, and calls the others initializing', () => {
    const initContainers = [container('migrate'), container('fetch')];
    const shown = play(scenarioOf({ initContainers }), [
      create,
      { type: 'runtime/containerStarted', container: 'migrate' },
      { type: 'process/exited', container: 'migrate', exitCode: 0 },
      { type: 'runtime/containerStarted', container: 'fetch' },
      { type: 'process/exited', container: 'fetch', exitCode: 0 },
      { type: 'runtime/containerStarted', container: 'app' },
      { type: 'kubelet/syncStarted' },
      { type: 'kubelet/statusPatched' },
    ]);
    const rows = watched(shown);
    expect(rows.slice(0, 6)).toEqual([
      'none',
      '0/1 Pending 0',
      '0/1 Init:0/2 0',
      '0/1 Init:1/2 0',
      '0/1 PodInitializing 0',
      '1/1 Running 0',
    ]);
  });

  it('is a container that crashes: restarted at once, from the second time on in back-off', () => {
    const crash = { type: 'fault/containerCrashed' } as const;
    const started = { type: 'runtime/containerStarted' } as const;
    const scenario = scenarioOf({}, { 'container-crash': 2 });
    const shown = play(scenario, [
      create,
      started,
      { type: 'kubelet/statusPatched' },
      crash,
      started,
      { type: 'kubelet/syncStarted' },
      crash,
      { type: 'kubelet/syncStarted' },
      { type: 'kubelet/backOffExpired' },
      started,
      { type: 'kubelet/syncStarted' },
      { type: 'kubelet/statusPatched' },
    ]);
    const rows = watched(shown);
    expect(rows).toContain('0/1 CrashLoopBackOff 1');
    expect(rows.at(-1)).toBe('1/1 Running 2');
    const [pod] = shown.at(-1)?.pods ?? [];
    expect(pod?.containerStatuses[0]?.last).toMatchObject({ reason: 'Error' });
    expect(rows.indexOf('0/1 CrashLoopBackOff 1')).toBeGreaterThan(rows.findIndex((row) => row.includes('Error 0')));
  });

  it('is a pull that fails', () => {
    const shown = play(scenarioOf({}, { 'image-pull-failure': 1 }), [
      create,
      { type: 'kubelet/imagePullFailed' },
      { type: 'kubelet/backOffExpired' },
      { type: 'runtime/containerStarted' },
      { type: 'kubelet/syncStarted' },
      { type: 'kubelet/statusPatched' },
    ]);
    expect(watched(shown)).toEqual([
      'none',
      '0/1 Pending 0',
      '0/1 ContainerCreating 0',
      '0/1 ErrImagePull 0',
      '1/1 Running 0',
    ]);
  });

  it('describes the same Pod: conditions, states, what a stop left', () => {
    const shown = play(scenarioOf({}), [
      create,
      { type: 'runtime/containerStarted' },
      { type: 'kubelet/syncStarted' },
      { type: 'kubelet/statusPatched' },
      { type: 'user/podDeleted' },
    ]);
    const [pod] = shown.at(-1)?.pods ?? [];
    const lines = (pod === undefined ? [] : describedPod(pod)).map(({ label, value }) => `${label}: ${value}`);
    for (const line of ['Status: Terminating', 'Termination Grace Period: 30s', 'State: Running', 'Ready: True'])
      expect(lines).toContain(line);
    expect(tablesOf(shown[0] ?? { pods: [], endpoints: [], services: ['web'] })[1]?.rows[0]?.slice(0, 2)).toEqual([
      '<unset>',
      'web',
    ]);
  });

  it('never counts more ready containers than there are, and is Terminating exactly while it is deleted and not over (law, seed 42)', () => {
    fc.assert(
      fc.property(scenarios, schedules(80), (scenario, schedule) => {
        const model = modelOf(scenario);
        const steps = [...runOf(model, schedule)].map(({ event, after }) => ({ by: '', event, state: after }));
        const shown = shownAlong({ initial: model.initial, steps });
        expect(shown).toHaveLength(steps.length + 1);
        for (const pod of shown.flatMap(({ pods }) => pods)) {
          const { ready, status, restarts } = podRow(pod);
          const [count = 0, total = 0] = ready.split('/').map(Number);
          expect(count).toBeLessThanOrEqual(total);
          expect(Number(restarts)).toBeGreaterThanOrEqual(0);
          const over = pod.phase === 'Succeeded' || pod.phase === 'Failed';
          expect(status === 'Terminating').toBe(pod.deletionGracePeriodSeconds !== null && !over);
          const isReady = pod.conditions.some((one) => one.type === 'ContainersReady' && one.status === 'True');
          expect(isReady ? count : total).toBe(total);
        }
      }),
      { seed: 42, numRuns: 150 },
    );
  });
});
