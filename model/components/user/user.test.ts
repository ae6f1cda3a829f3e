import { describe, expect, it } from 'vitest';
import { cell } from '../../cluster.ts';
import { initialCluster } from '../../initial.ts';
import { actors, modelOf, reduce } from '../../reducer.ts';
import { type Scenario, type UserAction, userActions } from '../../scenario.ts';
import { bindPod, createPod, searchControlPlane, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';
import { maintenanceTaint } from './index.ts';
import { deleteIsOver, graceOf } from './kubectl.ts';

const uid = 'web#1';
const may = (...actions: readonly UserAction[]) => Object.fromEntries(actions.map((action) => [action, 1]));
const world = (spec: Parameters<typeof podSpec>[0], ...actions: readonly UserAction[]): Scenario =>
  scenario({
    instances: { [uid]: { name: 'web', spec: podSpec(spec) } },
    nodes: { n1: nodeSpec({ labels: { zone: 'a' } }) },
    claims: {
      data: { accessModes: [], volumeBindingMode: 'Immediate', reclaimPolicy: 'Delete', bound: true },
    },
    user: may('create', ...actions),
    faults: { 'watch-lag': 0 },
  });

describe('the user', () => {
  it('is obliged to nothing', () => {
    const people = actors(world({}, ...userActions)).filter(({ name }) => name === 'user');
    expect(people.length).toBeGreaterThan(0);
    expect(people.filter(({ fair }) => fair)).toEqual([]);
  });

  it('creates the incarnations of a name in order, the next when the one before is stored', () => {
    const two = scenario({
      instances: { 'web#1': { name: 'web', spec: podSpec() }, 'web#2': { name: 'web', spec: podSpec() } },
      user: { create: 2 },
    });
    const start = initialCluster(two);
    expect(offered(start, 'user/createRequested')).toEqual([{ type: 'user/createRequested', uid: 'web#1' }]);
    expect(offered(play(start, 'user/createRequested'), 'user/createRequested')).toEqual([]);
    const stored = createPod(start, 'web#1');
    expect(offered(stored, 'user/createRequested')).toEqual([{ type: 'user/createRequested', uid: 'web#2' }]);
  });

  it('removes all scheduling gates by an update; the condition waits for the scheduler (C15)', () => {
    const stored = withPods(world({ schedulingGates: ['wait'] }, 'remove-gates'), uid);
    const ungated = play(stored, 'user/schedulingGatesRemoved');
    expect(cell(ungated, 'pods', 'web').gated).toBe(false);
    expect(cell(ungated, 'statuses', 'web').podScheduled).toBe('SchedulingGated');
  });

  it('changes metadata and spec without touching status, and status without touching them (C24)', () => {
    const spec = { schedulingGates: ['wait'], finalizers: ['a'], readinessGates: ['ready'] };
    const stored = withPods(world(spec, 'remove-gates', 'remove-finalizers', 'set-readiness-gate'), uid);
    for (const type of ['user/schedulingGatesRemoved', 'user/finalizersRemoved'] as const) {
      expect(play(stored, type).statuses).toEqual(stored.statuses);
      expect(play(stored, type).pods).not.toEqual(stored.pods);
    }
    const ready = play(stored, 'user/readinessGateSet');
    expect(ready.pods).toEqual(stored.pods);
    expect(cell(ready, 'statuses', 'web').readinessGates).toBe(true);
    expect(offered(stored, { type: 'user/readinessGateSet', value: false })).toEqual([]);
  });

  it('cordons, taints and relabels a node once each', () => {
    const start = initialCluster(world({}, 'cordon', 'taint', 'relabel'));
    const changed = play(start, 'user/nodeCordoned', 'user/nodeTainted', 'user/nodeRelabelled');
    expect(cell(changed, 'nodes', 'n1')).toEqual({ unschedulable: true, taints: [maintenanceTaint], labels: {} });
    const types = ['user/nodeCordoned', 'user/nodeTainted', 'user/nodeRelabelled'] as const;
    const generous = { ...changed, user: start.user };
    expect(types.flatMap((type) => offered(generous, type))).toEqual([]);
  });

  it('marks a claim for deletion', () => {
    const start = initialCluster(world({}, 'delete-claim'));
    expect(cell(play(start, 'user/claimDeleted'), 'claims', 'data').deleting).toBe(true);
  });

  it('deletes nothing that is not there', () => {
    const start = initialCluster(world({}, 'delete', 'delete-shorter', 'force-delete'));
    expect([...offered(start, 'user/podDeleted'), ...offered(start, 'user/podForceDeleted')]).toEqual([]);
  });

  it('is left out of a scenario that allows no action at all', () => {
    const idle = world({});
    expect(actors({ ...idle, user: { ...idle.user, create: 0 } }).filter(({ name }) => name === 'user')).toEqual([]);
  });

  it('never makes a request that changes nothing', () => {
    const spec = { schedulingGates: ['wait'], finalizers: ['a'], schedulerName: 'nobody' };
    const start = modelOf(world(spec, 'delete', 'delete-shorter', 'force-delete', 'remove-gates', 'remove-finalizers'));
    const { steps } = searchControlPlane(start.initial);
    const idle = steps.filter(({ before, event }) => {
      const after = reduce(before, event);
      return JSON.stringify({ ...after, user: 0 }) === JSON.stringify({ ...before, user: 0 });
    });
    expect(idle).toEqual([]);
    expect(new Set(steps.map(({ event }) => event.type)).size).toBe(9);
  });
});

describe('kubectl delete', () => {
  it('asks for no grace period of its own by default, for 1 with --now, for 0 only with --force (D17)', () => {
    expect(graceOf({})).toBe(null);
    expect(graceOf({ gracePeriod: 45 })).toBe(45);
    expect(graceOf({ now: true })).toBe(1);
    expect(graceOf({ gracePeriod: 0 })).toBe(1);
    expect(graceOf({ force: true })).toBe(0);
    expect(graceOf({ force: true, gracePeriod: 0 })).toBe(0);
  });

  it('refuses --force with a grace period, and --now with any (D17)', () => {
    expect(graceOf({ force: true, gracePeriod: 5 })).toBeInstanceOf(Error);
    expect(graceOf({ force: true, now: true })).toBeInstanceOf(Error);
    expect(graceOf({ now: true, gracePeriod: 5 })).toBeInstanceOf(Error);
  });

  it('has waited enough when the name is free or has another UID, whatever still runs (D18)', () => {
    const bound = bindPod(withPods(world({}, 'force-delete'), uid), 'web');
    expect(deleteIsOver(bound, 'web', uid)).toBe(false);
    expect(deleteIsOver(bound, 'web', 'web#0')).toBe(true);
    const gone = play(bound, 'kubelet/podAdmitted', 'user/podForceDeleted', 'apiserver/podRemoved');
    expect(deleteIsOver(gone, 'web', uid)).toBe(true);
    expect(cell(gone, 'kubeletPods', uid).state).toBe('removed');
  });
});
