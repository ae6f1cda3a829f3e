/** Expected verdicts: the end of a pod, and the next of its name. */
import { container, podSpec } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import {
  init,
  lateClaim,
  noLag,
  onePod,
  picky,
  placed,
  recreated,
  refusal,
  troubled,
  troubledNoLag,
  withClaim,
  withEmptyDir,
} from '../scenarios.ts';

const graceful = { user: { delete: 1, 'delete-shorter': 1 }, faults: { 'kubelet-restart': 1, ...noLag } } as const;
const forced = { user: { 'force-delete': 1 }, faults: noLag } as const;
const job = { restartPolicy: 'Never', ...placed } as const;
const noGrace = { terminationGracePeriodSeconds: 0, ...placed };

/** Expected verdicts: the end of a pod, and the next of its name. */
export const removalExpectations: readonly Expectation[] = [
  {
    guarantee: 'terminal-phase-means-nothing-runs',
    cases: [
      holds('deletes, crashes and kubelet restarts', onePod(job, troubled)),
      holds('the deadline passes', onePod({ activeDeadlineSeconds: 60, ...placed }, troubledNoLag)),
      violated(
        'a restarted kubelet refuses the running Pod',
        onePod({ ...picky, ...placed }, { ...refusal, user: { relabel: 1 } }),
      ),
    ],
  },
  {
    guarantee: 'sandbox-stopped-before-terminal-phase',
    cases: [
      holds('deletes, crashes and kubelet restarts', onePod(placed, troubled)),
      holds(
        'an init container fails for good',
        onePod({ initContainers: [init()], restartPolicy: 'Never', ...placed }, troubledNoLag),
      ),
      violated(
        'a restarted kubelet refuses the running Pod',
        onePod({ ...picky, ...placed }, { ...refusal, user: { relabel: 1 } }),
      ),
    ],
  },
  {
    guarantee: 'terminal-phase-before-removal',
    cases: [
      holds('graceful deletes, the kubelet restarts', onePod(placed, graceful)),
      violated('deleted by force', onePod(placed, forced)),
      violated('terminationGracePeriodSeconds is 0', onePod(noGrace, { user: { delete: 1 }, faults: noLag })),
    ],
  },
  {
    guarantee: 'removed-only-after-containers-stopped',
    cases: [
      holds('graceful deletes, the kubelet restarts', onePod(placed, graceful)),
      holds('graceful deletes, containers and sandbox die', onePod(placed, { ...troubledNoLag })),
      violated('deleted by force', onePod(placed, forced)),
      violated('terminationGracePeriodSeconds is 0', onePod(noGrace, { user: { delete: 1 }, faults: noLag })),
      violated(
        'a restarted kubelet refuses the Pod while it is being deleted',
        onePod({ ...picky, ...placed }, { ...refusal, user: { relabel: 1, delete: 1 } }),
      ),
    ],
  },
  {
    guarantee: 'removed-means-cleaned-up',
    cases: [
      holds(
        'one graceful delete of a Pod that never finishes',
        onePod({ ...withEmptyDir, ...placed }, { user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
      violated(
        'deleted when it has finished',
        onePod({ ...withEmptyDir, ...job }, { user: { delete: 1 }, faults: noLag }),
      ),
      violated('deleted by force', onePod({ ...withEmptyDir, ...placed }, forced)),
    ],
  },
  {
    guarantee: 'final-delete-comes-last',
    cases: [
      holds('deletes, crashes and kubelet restarts', onePod({ ...withEmptyDir, ...placed }, troubledNoLag)),
      holds(
        'volumes behind claims, finalizers',
        onePod(
          { ...withClaim, finalizers: ['example.com/hold'] },
          { ...lateClaim, user: { delete: 1, 'remove-finalizers': 1 }, faults: noLag },
        ),
      ),
      violated(
        'a restarted kubelet refuses the Pod while it is being deleted',
        onePod({ ...picky, ...placed }, { ...refusal, user: { relabel: 1, delete: 1 } }),
      ),
    ],
  },
  {
    guarantee: 'final-delete-hits-the-right-pod',
    cases: [
      holds(
        'deleted by force and created anew',
        recreated(placed, { user: { 'force-delete': 1, delete: 1 }, faults: noLag }),
      ),
    ],
    mutantIn: { scenario: recreated(placed, { user: { 'force-delete': 1, delete: 1 }, faults: noLag }) },
  },
  {
    guarantee: 'unscheduled-pod-is-deleted-at-once',
    cases: [
      holds(
        'deletes at any moment, finalizers',
        onePod(
          { finalizers: ['example.com/hold'] },
          { user: { delete: 1, 'delete-shorter': 1 }, faults: { 'lost-reply': 1 } },
        ),
      ),
    ],
  },
  {
    guarantee: 'one-running-pod-per-name',
    cases: [
      holds('deletes are graceful', recreated(placed, { user: { delete: 1 } })),
      holds(
        'deletes are graceful and the kubelet restarts',
        recreated(placed, { user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
      violated('deleted by force', recreated(placed, forced)),
      violated('terminationGracePeriodSeconds is 0', recreated(noGrace, { user: { delete: 1 }, faults: noLag })),
      violated('a restarted kubelet refuses the Pod while it is being deleted', {
        ...recreated({}, { ...refusal, user: { relabel: 1, delete: 1 } }),
        instances: {
          'web#1': { name: 'web', spec: podSpec({ ...picky, ...placed }) },
          'web#2': { name: 'web', spec: podSpec(placed) },
        },
      }),
    ],
  },
  {
    guarantee: 'terminated-pod-never-restarts',
    cases: [
      holds('deletes, crashes and kubelet restarts', onePod(placed, troubled)),
      holds(
        'Jobs with a deadline',
        onePod({ ...job, activeDeadlineSeconds: 60, containers: [container('app')] }, troubledNoLag),
      ),
      holds(
        'deleted by force',
        onePod(placed, { user: { 'force-delete': 1, delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
    alwaysAssumed: 'nobody in the model but the kubelet writes status.phase',
  },
];
