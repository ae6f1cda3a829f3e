/** Expected verdicts: rollouts and scaling. */
import { rollout } from '../../../../model/testing/workload.ts';
import { type Expectation, holds, violated } from '../expectation.ts';

const works = { works: true };
const withBroken = { revisions: { old: works, new: works, broken: { works: false } } };
const recreate = { strategy: 'Recreate', replicas: 1, slots: 4 } as const;
const small = { replicas: 1, slots: 4 } as const;
const lossy = { faults: { 'readiness-loss': 1 } };
const restarting = { faults: { 'controller-restart': 1 } };
const scaledOnly = (replicas: number) => ({ replicas, scales: [1], slots: 4 });
const scales = { user: { 'change-template': 0, scale: 1 } };

/** Expected verdicts: rollouts and scaling. */
export const rolloutExpectations: readonly Expectation[] = [
  {
    guarantee: 'rollout-completes',
    cases: [
      holds('there is room, and as much as is asked for by default', rollout()),
      violated('no node has room for one more', rollout({ nodes: { n1: 2 } })),
      violated('a host port has each node take one', rollout({ nodes: { n1: 1, n2: 1 } })),
      holds('no node has room, and one may be unavailable', rollout({ nodes: { n1: 2 }, maxUnavailable: 1 })),
      violated('a shared volume, and two nodes', rollout({ ...small, sharesVolume: true, nodes: { n1: 9, n2: 9 } })),
      holds(
        'a shared volume, and strategy Recreate',
        rollout({ ...recreate, sharesVolume: true, nodes: { n1: 9, n2: 9 } }),
      ),
      holds('minReadySeconds', rollout({ minReadySeconds: 10 })),
      holds('the controllers restart', rollout({}, restarting)),
      holds('a Pod ceases to be Ready', rollout({ slots: 4 }, lossy)),
      holds('a template that does not work, or one that does', rollout(withBroken)),
    ],
  },
  {
    guarantee: 'rollout-keeps-endpoints',
    cases: [
      holds('nothing fails', rollout()),
      holds('one may be unavailable', rollout({ maxUnavailable: 1 })),
      holds('the new template does not work', rollout(withBroken)),
      holds('the controllers restart', rollout({}, restarting)),
      violated('a Pod ceases to be Ready', rollout({ slots: 4 }, lossy)),
      violated('the template is changed back at once', rollout(small, { user: { 'change-template': 2 } })),
    ],
    mutantIn: { scenario: rollout(withBroken) },
  },
  {
    guarantee: 'rollout-within-surge',
    cases: [
      holds('nothing fails', rollout()),
      holds('the controllers restart', rollout({}, restarting)),
      violated('replicas is lowered meanwhile', rollout({ slots: 4, scales: [1] }, { user: { scale: 1 } })),
    ],
  },
  {
    guarantee: 'rollout-processes-within-surge',
    cases: [
      holds('there is a place for every new Pod beside the old ones', rollout({ ...small, maxSurge: '100%' })),
      violated('nothing fails', rollout()),
    ],
  },
  {
    guarantee: 'recreate-never-overlaps',
    cases: [
      holds('nothing fails', rollout(recreate)),
      holds('two replicas, and the controllers restart', rollout({ strategy: 'Recreate', slots: 4 }, restarting)),
      violated('a Pod is deleted by force', rollout(recreate, { user: { 'force-delete': 1 } })),
      violated(
        'a Pod is deleted, and the old ReplicaSet still replaces it',
        rollout(recreate, { user: { delete: 1 } }),
      ),
      violated('a kubelet turns a running Pod away', rollout(recreate, { faults: { 'pod-failure': 1 } })),
    ],
  },
  {
    guarantee: 'rollout-complete-means-old-stopped',
    cases: [holds('strategy Recreate', rollout(recreate)), violated('nothing fails', rollout())],
  },
  {
    guarantee: 'no-new-pods-of-the-old-template',
    cases: [
      holds('nothing fails', rollout()),
      violated('an old Pod is deleted meanwhile', rollout(small, { user: { delete: 1 } })),
      violated('replicas is raised with the template', rollout({ ...small, scales: [2] }, { user: { scale: 1 } })),
    ],
  },
  {
    guarantee: 'scale-down-spares-the-ready',
    cases: [
      holds(
        'one Pod is too much, and nothing lags',
        rollout(scaledOnly(2), { ...scales, faults: { 'readiness-loss': 1, 'watch-lag': 0 } }),
      ),
      violated(
        'a Pod ceases to be Ready, and the controller has not seen it',
        rollout(scaledOnly(2), { ...scales, ...lossy }),
      ),
    ],
  },
  {
    guarantee: 'replicaset-never-over-creates',
    cases: [
      holds('nothing fails', rollout()),
      holds('the controllers restart', rollout({}, restarting)),
      violated('the answer to a create is lost', rollout(small, { faults: { 'lost-reply': 1 } })),
    ],
  },
];
