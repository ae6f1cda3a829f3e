import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../cluster.ts';
import { type DeploymentSetup, fencepostsOf } from '../../kubernetes/deployment.ts';
import { modelOf } from '../../reducer.ts';
import { offered, play, runUntil } from '../../testing/play.ts';
import { search } from '../../testing/search.ts';
import { deploymentSetup, rollout } from '../../testing/workload.ts';
import { showEverything } from '../watch/workloads.ts';
import { type noReplicaSet, plan } from './plan.ts';
import { read } from './view.ts';

const running = (setup: Partial<DeploymentSetup> = {}, more: Parameters<typeof rollout>[1] = {}): Cluster =>
  modelOf(rollout(setup, more)).initial;

const revisions: Readonly<Record<string, number>> = { 'web/old': 1, 'web/new': 2, 'web/newer': 3 };

/** With these ReplicaSets, all seen, in the order in which their templates came. */
const having = (cluster: Cluster, sets: Readonly<Record<string, Partial<typeof noReplicaSet>>>): Cluster =>
  showEverything(
    Object.entries(sets).reduce(
      (now, [set, fields]) =>
        patch(now, 'replicaSets', set, { exists: true, revision: revisions[set] ?? 0, ...fields }),
      cluster,
    ),
  );

const planned = (cluster: Cluster) =>
  plan(read(cluster, 'web')).map(({ replicaSet, with: { replicas } }) => [replicaSet, replicas]);

const ten = { replicas: 10, slots: 14, nodes: { n1: 20 } };
const changed = (cluster: Cluster): Cluster =>
  showEverything(patch(cluster, 'deployments', 'web', { revision: 'new' }));
const sized = (replicas: number, available: number, desired = 10, most = 13) => ({
  replicas,
  active: replicas,
  available,
  desired,
  most,
});

describe('maxSurge and maxUnavailable', () => {
  const posts = (
    maxSurge: DeploymentSetup['maxSurge'],
    maxUnavailable: DeploymentSetup['maxUnavailable'],
    replicas: number,
  ) => fencepostsOf(deploymentSetup({ maxSurge, maxUnavailable }), replicas);

  it('are rounded up and down, and one may be unavailable if both come to nothing (E26)', () => {
    expect(posts('25%', '25%', 1)).toEqual({ surge: 1, unavailable: 0 });
    expect(posts('25%', '25%', 4)).toEqual({ surge: 1, unavailable: 1 });
    expect(posts('25%', '25%', 10)).toEqual({ surge: 3, unavailable: 2 });
    expect(posts(0, '25%', 3)).toEqual({ surge: 0, unavailable: 1 });
    expect(posts(2, 5, 3)).toEqual({ surge: 2, unavailable: 3 });
    expect(fencepostsOf(deploymentSetup({ strategy: 'Recreate' }), 3)).toEqual({ surge: 0, unavailable: 0 });
  });
});

describe('a rolling update', () => {
  it('creates the ReplicaSet of a new template with what room there is (E25, E39)', () => {
    expect(planned(changed(running(ten)))).toEqual([['web/new', 3]]);
    expect(planned(changed(running({ maxSurge: 0, maxUnavailable: 1 })))).toEqual([['web/new', 0]]);
  });

  it('grows the new ReplicaSet, and shrinks old ones only when that changes nothing (E24)', () => {
    const grown = having(changed(running(ten)), { 'web/old': sized(8, 8), 'web/new': sized(3, 3) });
    expect(planned(grown)).toEqual([['web/new', 5]]);
    const full = having(changed(running(ten)), { 'web/old': sized(8, 8), 'web/new': sized(5, 3) });
    expect(planned(full)).toEqual([['web/old', 5]]);
  });

  it('takes unavailable old Pods away first, then what is available beyond the least (E27)', () => {
    const sick = having(changed(running(ten)), { 'web/old': sized(8, 5), 'web/new': sized(5, 5) });
    expect(planned(sick)).toEqual([
      ['web/old', 5],
      ['web/old', 3],
    ]);
    const stuck = having(changed(running(ten)), { 'web/old': sized(8, 8), 'web/new': sized(5, 0) });
    expect(planned(stuck)).toEqual([]);
  });

  it('goes by the status that another controller wrote from its own cache (E28)', () => {
    const stale = having(changed(running(ten)), { 'web/old': sized(8, 8), 'web/new': sized(5, 5) });
    expect(planned(stale)).toEqual([['web/old', 3]]);
    expect(Object.values(stale.slots).filter(({ revision }) => revision === 'new')).toEqual([]);
  });

  it('goes back to the ReplicaSet that an earlier template has (E39)', () => {
    const sets = { 'web/old': { ...sized(8, 8), revision: 3 }, 'web/new': { ...sized(5, 0), revision: 2 } };
    expect(planned(having(running(ten), sets))).toEqual([['web/new', 0]]);
  });

  it('makes that one the newest first, for which it has to have seen it as it is (E39)', () => {
    const back = having(running(ten), { 'web/old': sized(8, 8), 'web/new': { ...sized(5, 0), revision: 2 } });
    expect(plan(read(back, 'web'))).toMatchObject([{ replicaSet: 'web/old', with: { replicas: 8, revision: 3 } }]);
    const written = patch(back, 'replicaSets', 'web/old', { replicas: 3 });
    expect(offered(written, 'deployment/replicaSetWritten')).toEqual([]);
  });

  it('makes an unfinished ReplicaSet an old one at once when the template changes again (E32)', () => {
    const third = { ...ten, revisions: { old: { works: true }, new: { works: true }, newer: { works: true } } };
    const sets = { 'web/old': sized(8, 8), 'web/new': sized(5, 0) };
    const again = having(running(third), sets);
    const newest = showEverything(patch(again, 'deployments', 'web', { revision: 'newer' }));
    expect(planned(newest)).toEqual([['web/newer', 0]]);
    const created = having(newest, { 'web/newer': sized(0, 0) });
    expect(planned(created)).toEqual([['web/new', 0]]);
  });

  it('sends its writes one by one, and starts over where one is refused (E1)', () => {
    const sick = having(changed(running(ten)), { 'web/old': sized(8, 5), 'web/new': sized(5, 5) });
    const first = play(sick, 'deployment/replicaSetWritten');
    expect(cell(first, 'replicaSets', 'web/old').replicas).toBe(5);
    const reported = patch(first, 'replicaSets', 'web/old', { active: 5 });
    expect(offered(reported, 'deployment/replicaSetWritten')).toEqual([]);
    expect(cell(play(reported, 'deployment/writeRefused'), 'deploymentMemories', 'web').writes).toEqual([]);
  });

  it('touches no Pod (E23)', () => {
    const { steps } = searchOf(running());
    const own = steps.filter(({ event }) => event.type.startsWith('deployment/'));
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter(({ before, after }) => before.slots !== after.slots)).toEqual([]);
  });
});

const searchOf = (initial: Cluster) => {
  const steps: Parameters<NonNullable<Parameters<typeof search>[1]>>[0][] = [];
  return { ...search(initial, (step) => steps.push(step)), steps };
};

describe('a change of replicas', () => {
  it('is a scaling event, and no rollout step is taken with it (E30)', () => {
    const both = showEverything(patch(running(), 'deployments', 'web', { revision: 'new', replicas: 3 }));
    expect(planned(both)).toEqual([['web/old', 3]]);
  });

  it('is spread over the ReplicaSets in proportion, what is left to the largest (E31)', () => {
    const mid = having(changed(running(ten)), { 'web/old': sized(8, 8), 'web/new': sized(5, 5) });
    const more = showEverything(patch(mid, 'deployments', 'web', { replicas: 20 }));
    expect(planned(more)).toEqual([
      ['web/old', 15],
      ['web/new', 10],
    ]);
    const fewer = showEverything(patch(mid, 'deployments', 'web', { replicas: 5 }));
    expect(planned(fewer)).toEqual([
      ['web/old', 4],
      ['web/new', 3],
    ]);
  });
});

describe('strategy Recreate', () => {
  const recreate = { strategy: 'Recreate' } as const;

  it('takes all old Pods away and waits until none is left before it makes a new one (E33)', () => {
    const begun = changed(running(recreate));
    expect(planned(begun)).toEqual([['web/old', 0]]);
    const emptied = having(begun, { 'web/old': { ...sized(0, 0, 2, 2) } });
    expect(planned(emptied)).toEqual([]);
    const terminating = ['web/1', 'web/2'].reduce(
      (now, slot) => patch(now, 'slots', slot, { deleting: true }),
      emptied,
    );
    expect(planned(showEverything(terminating))).toEqual([]);
    const gone = ['web/1', 'web/2'].reduce((now, slot) => play(now, { type: 'pod/removed', slot }), terminating);
    expect(planned(showEverything(gone))).toEqual([['web/new', 2]]);
  });

  it('looks at what its caches show (E34)', () => {
    const hidden = having(changed(running(recreate)), { 'web/old': { ...sized(0, 0, 2, 2) } });
    const blind = ['web/1', 'web/2'].reduce(
      (now, slot) => patch(now, 'slotViews', slot, { shows: 'none', revision: '' }),
      hidden,
    );
    expect(planned(blind)).toEqual([['web/new', 2]]);
  });
});

describe('a paused Deployment', () => {
  it('that was paused from the beginning has no ReplicaSet (E35)', () => {
    expect(cell(running({ paused: true }), 'replicaSets', 'web/old').exists).toBe(false);
  });

  it('is scaled and not rolled out (E35)', () => {
    const paused = changed(patch(running(), 'deployments', 'web', { paused: true }));
    expect(planned(paused)).toEqual([]);
    const scaled = showEverything(patch(paused, 'deployments', 'web', { replicas: 4 }));
    expect(planned(scaled)).toEqual([['web/old', 4]]);
  });
});

describe('a rollout as a whole', () => {
  it('comes to its end in every order of events, and there to one ReplicaSet', () => {
    const { deadlocks } = searchOf(running());
    const ends = deadlocks.map(({ replicaSets, deployments }) =>
      [deployments.web?.revision, replicaSets['web/old']?.replicas, replicaSets['web/new']?.available].join(' '),
    );
    expect([...new Set(ends)]).toEqual(['new 0 2']);
  });

  it('is the same where nothing lags', () => {
    const done = runUntil(running({}, { faults: { 'watch-lag': 0 } }), ({ replicaSets }) => {
      return replicaSets['web/new']?.available === 2 && replicaSets['web/old']?.active === 0;
    });
    expect(cell(done, 'replicaSets', 'web/old').replicas).toBe(0);
  });
});
