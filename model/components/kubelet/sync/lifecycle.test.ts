/** What holds in every run of small scenarios, by exhaustive search, and how many states they have. */
import { describe, expect, it } from 'vitest';
import { cell } from '../../../cluster.ts';
import type { Event } from '../../../event.ts';
import { initialCluster } from '../../../initial.ts';
import type { PodSpec } from '../../../kubernetes/spec.ts';
import { container, probe } from '../../../testing/scenario.ts';
import { type Step, search } from '../../../testing/search.ts';
import { keyOf, podScenario, uid } from './testing.ts';

const usual: Partial<PodSpec> = {
  initContainers: [container('init')],
  containers: [container('app', { readinessProbe: probe() })],
};

const run = (spec: Partial<PodSpec>, fields: Parameters<typeof podScenario>[1], visit: (step: Step) => void) =>
  search(initialCluster(podScenario(spec, fields)), visit);

const ofType = <T extends Event['type']>({ event }: Step, type: T): Extract<Event, { readonly type: T }> | undefined =>
  event.type === type ? (event as Extract<Event, { readonly type: T }>) : undefined;

describe('every run of a pod that is created and deleted', () => {
  it('begins no pass once its deletion was seen, yet may still start a container (C84, C85)', () => {
    let late = 0;
    const { states } = run(usual, { user: { delete: 1 } }, (step) => {
      const seen = cell(step.before, 'kubeletPods', uid).deletionGracePeriodSeconds !== null;
      if (seen && ofType(step, 'kubelet/syncStarted')) expect.unreachable('a pass began after the deletion was seen');
      if (seen && ofType(step, 'runtime/containerStarted')) late += 1;
    });
    expect(late).toBeGreaterThan(0);
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
    const faults = { 'kubelet-restart': 1, 'sandbox-failure': 1 };
    run({}, { faults }, (step) => {
      if (!ofType(step, 'runtime/containerCreated')) return;
      expect(cell(step.before, 'containers', keyOf('app')).state).not.toBe('running');
    });
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
    const exited = (step: Step, name: string) => cell(step.before, 'containers', keyOf(name));
    run(spec, { faults: { 'container-crash': 1 } }, (step) => {
      const created = ofType(step, 'runtime/containerCreated')?.container;
      if (created === 'two') expect(exited(step, 'one')).toMatchObject({ state: 'exited', exitCode: 0 });
      if (created === 'app') expect(exited(step, 'two')).toMatchObject({ state: 'exited', exitCode: 0 });
    });
  });

  it('may start a main container while an earlier sidecar is down (C101)', () => {
    const spec = { initContainers: [container('proxy', { restartPolicy: 'Always' })] };
    let beside = 0;
    run(spec, { faults: { 'container-crash': 1 } }, (step) => {
      if (ofType(step, 'runtime/containerStarted')?.container !== 'app') return;
      if (cell(step.before, 'containers', keyOf('proxy')).state === 'exited') beside += 1;
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
