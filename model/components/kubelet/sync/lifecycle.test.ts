/** What holds in every run of small scenarios, by exhaustive search, and how many states they have. */
import { describe, expect, it } from 'vitest';
import { cell } from '../../../cluster.ts';
import { initialCluster } from '../../../initial.ts';
import type { PodSpec } from '../../../kubernetes/spec.ts';
import { keyOf, podScenario, uid } from '../../../testing/passes.ts';
import { container, probe } from '../../../testing/scenario.ts';
import { type Step, search } from '../../../testing/search.ts';

const usual: Partial<PodSpec> = {
  initContainers: [container('init')],
  containers: [container('app', { readinessProbe: probe() })],
};

const run = (spec: Partial<PodSpec>, fields: Parameters<typeof podScenario>[1], visit: (step: Step) => void) =>
  search(initialCluster(podScenario(spec, fields)), visit);

describe('every run of a pod that is created and deleted', () => {
  it('begins no pass once its deletion was seen, yet may still start a container (C84, C85)', () => {
    const late = new Set<string>();
    const { states } = run(usual, { user: { delete: 1 } }, ({ before, event }) => {
      if (cell(before, 'kubeletPods', uid).deletionGracePeriodSeconds !== null) late.add(event.type);
    });
    expect(late).not.toContain('kubelet/syncStarted');
    expect(late).toContain('runtime/containerStarted');
    expect(states.length).toBeLessThan(3000);
  });

  it('moves its worker one way only (C84)', () => {
    const order = ['none', 'sync', 'terminating', 'terminated', 'finished'];
    run(usual, { user: { delete: 1 } }, ({ before, after }) => {
      const [from, to] = [before, after].map((cluster) => order.indexOf(cell(cluster, 'workers', uid).state));
      expect(to).toBeGreaterThanOrEqual(from ?? 0);
    });
  });

  it('never has two instances of one container, whatever restarts (C86, C136)', () => {
    const faults = { 'kubelet-restart': 1, 'container-crash': 1 };
    const before = new Set<string>();
    run({}, { faults }, (step) => {
      if (step.event.type === 'runtime/containerCreated')
        before.add(cell(step.before, 'containers', keyOf('app')).state);
    });
    expect([...before].sort()).toEqual(['created', 'exited', 'none']);
  });

  it('may have containers running that the API knows nothing of (C90)', () => {
    let unreported = 0;
    let forgotten = 0;
    run({}, { user: { 'force-delete': 1 } }, ({ after }) => {
      if (cell(after, 'containers', keyOf('app')).state !== 'running') return;
      const stored = cell(after, 'pods', 'web').uid === uid;
      if (stored && cell(after, 'statuses', 'web').podIP === '') unreported += 1;
      if (!stored) forgotten += 1;
    });
    expect(unreported).toBeGreaterThan(0);
    expect(forgotten).toBeGreaterThan(0);
  });
});

describe('every run of a pod with init containers', () => {
  it('starts them strictly one after the other, each after the previous exited 0, and mains after the last (C99, C102)', () => {
    const spec = { initContainers: [container('one'), container('two')] };
    const predecessor: Readonly<Record<string, string>> = { two: 'one', app: 'two' };
    const seen = new Set<string>();
    run(spec, { faults: { 'container-crash': 1 } }, ({ before, event }) => {
      if (event.type !== 'runtime/containerCreated') return;
      const earlier = predecessor[event.container];
      const record = earlier === undefined ? undefined : cell(before, 'containers', keyOf(earlier));
      seen.add(`${event.container} after ${record === undefined ? 'nothing' : `${record.state} ${record.exitCode}`}`);
    });
    expect([...seen].sort()).toEqual(['app after exited 0', 'one after nothing', 'two after exited 0']);
  });

  it('may start a main container while an earlier sidecar is down (C101)', () => {
    const spec = { initContainers: [container('proxy', { restartPolicy: 'Always' })] };
    let beside = 0;
    run(spec, { faults: { 'container-crash': 1 } }, ({ before, event }) => {
      if (event.type !== 'runtime/containerStarted' || event.container !== 'app') return;
      if (cell(before, 'containers', keyOf('proxy')).state === 'exited') beside += 1;
    });
    expect(beside).toBeGreaterThan(0);
  });

  it('can go back from Running to Pending, by a new sandbox (C121)', () => {
    let back = 0;
    run(usual, { faults: { 'sandbox-failure': 1 } }, ({ before, after }) => {
      const [from, to] = [before, after].map((cluster) => cell(cluster, 'statuses', 'web').phase);
      if (from === 'Running' && to === 'Pending') back += 1;
    });
    expect(back).toBeGreaterThan(0);
  });

  it('may be Running without being Ready (C122)', () => {
    const { states } = run(usual, {}, () => {});
    expect(states.some(({ statuses }) => statuses.web?.phase === 'Running' && !statuses.web.ready)).toBe(true);
  });
});
