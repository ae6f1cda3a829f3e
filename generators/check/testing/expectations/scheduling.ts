/** Expected verdicts: scheduling and room. */
import { switchesOf } from '../../../../model/switches.ts';
import { container, nodeSpec } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { lateClaim, noLag, onePod, placed, recreated, troubled, twoPods, withClaim } from '../scenarios.ts';

const twoNodes = { nodes: { n1: nodeSpec(), n2: nodeSpec() } };
const big = { containers: [container('app', { requests: { cpu: 3000 } })] };
const graceless = { terminationGracePeriodSeconds: 0 };
const gated = { schedulingGates: ['example.com/wait'] };
const cordoned = { n1: nodeSpec({ unschedulable: true }), n2: nodeSpec() };

/** Expected verdicts: scheduling and room. */
export const schedulingExpectations: readonly Expectation[] = [
  {
    guarantee: 'no-binding-without-feasible-node',
    cases: [
      holds(
        'the node is cordoned, tainted and relabelled at any moment',
        onePod(
          { nodeSelector: { disk: 'ssd' } },
          {
            nodes: { n1: nodeSpec({ labels: { disk: 'ssd' } }), n2: nodeSpec() },
            user: { cordon: 1, taint: 1, relabel: 1, delete: 1 },
          },
        ),
      ),
      holds('two pods compete for one place, and answers get lost', twoPods(big, big, { faults: { 'lost-reply': 1 } })),
    ],
  },
  {
    guarantee: 'node-still-schedulable-when-bound',
    cases: [
      violated('somebody cordons the node', onePod({}, { user: { cordon: 1 } })),
      holds('nodes are cordoned before the Pod comes only', onePod({}, { nodes: cordoned })),
    ],
  },
  {
    guarantee: 'bind-once',
    cases: [
      holds(
        'answers of Bindings get lost',
        onePod({}, { ...twoNodes, user: { delete: 1 }, faults: { 'lost-reply': 2 } }),
      ),
      holds('deletes, crashes and kubelet restarts', onePod({}, troubled)),
    ],
  },
  {
    guarantee: 'binding-guards',
    cases: [
      holds(
        'the Pod is deleted at any moment',
        onePod(
          { finalizers: ['example.com/hold'] },
          { user: { delete: 1, 'force-delete': 1 }, faults: { 'lost-reply': 1 } },
        ),
      ),
      holds('another Pod takes the name', recreated({}, { user: { delete: 1 }, faults: { 'lost-reply': 1 } })),
      holds('the Pod is gated at first', onePod(gated, { user: { 'remove-gates': 1, delete: 1 } })),
    ],
  },
  {
    guarantee: 'gated-pod-is-not-scheduled',
    cases: [
      holds('gates are removed at any moment, or never', onePod(gated, { user: { 'remove-gates': 1, delete: 1 } })),
    ],
  },
  {
    guarantee: 'pod-scheduled-means-bound',
    cases: [
      holds(
        'answers of Bindings get lost',
        onePod({}, { ...twoNodes, user: { delete: 1 }, faults: { 'lost-reply': 1 } }),
      ),
      holds('another Pod takes the name', recreated({}, { user: { delete: 1, 'force-delete': 1 }, faults: noLag })),
    ],
  },
  {
    guarantee: 'claims-bound-before-binding',
    cases: [
      holds('the Pod goes through the scheduler', onePod(withClaim, { ...lateClaim, user: { delete: 1 } })),
      violated('the Pod is created with a nodeName', onePod({ ...withClaim, ...placed }, lateClaim)),
      violated('the claim is deleted meanwhile', onePod(withClaim, { ...lateClaim, user: { 'delete-claim': 1 } })),
    ],
  },
  {
    guarantee: 'scheduler-does-not-exit',
    cases: [
      holds(
        'Kubernetes 1.34',
        recreated(
          {},
          { kubernetesVersion: '1.34', switches: switchesOf('1.34'), user: { 'force-delete': 1, delete: 1 } },
        ),
      ),
      violated('1.35, and a Pod is made again', recreated({}, { user: { 'force-delete': 1 } })),
    ],
  },
  {
    guarantee: 'no-overcommit-in-api',
    cases: [
      holds('no answer of a Binding gets lost', twoPods(big, big, { user: { delete: 1 } })),
      violated('the answer of a Binding gets lost', twoPods(big, big, { faults: { 'lost-reply': 1 } })),
      violated('a Pod is created with a nodeName', twoPods(big, { ...big, ...placed })),
    ],
    mutantIn: { scenario: twoPods(big, big) },
  },
  {
    guarantee: 'no-overcommit-at-kubelet-admission',
    cases: [
      holds('the answer of a Binding gets lost', twoPods(big, big, { faults: { 'lost-reply': 1 } })),
      holds(
        'both have a nodeName, and one is deleted gracefully',
        twoPods({ ...big, ...placed }, { ...big, ...placed }, { user: { delete: 1 } }),
      ),
      violated(
        'one is deleted by force: its kubelet forgets it before its containers have stopped',
        twoPods(big, big, { user: { 'force-delete': 1 }, faults: noLag }),
      ),
      violated(
        'the spec gives no grace',
        twoPods({ ...big, ...graceless }, { ...big, ...graceless }, { user: { delete: 1 }, faults: noLag }),
      ),
      violated(
        'a deadline passes',
        twoPods({ ...big, ...placed, activeDeadlineSeconds: 60 }, { ...big, ...placed }, { faults: noLag }),
      ),
      violated(
        'the kubelet restarts and meets a new Pod before it has admitted the running one again',
        twoPods({ ...big, ...placed }, { ...big, ...placed }, { faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
];
