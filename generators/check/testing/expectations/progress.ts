/** Expected verdicts: what eventually happens. */
import { container, nodeSpec } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { appAndLog, hook, init, noLag, onePod, placed, sidecar, troubledNoLag, twoPods } from '../scenarios.ts';

const big = { containers: [container('app', { requests: { cpu: 3000 } })] };
const deleted = { user: { delete: 1 } } as const;

/** Expected verdicts: what eventually happens. */
export const progressExpectations: readonly Expectation[] = [
  {
    guarantee: 'pod-is-eventually-bound',
    cases: [
      holds('a node is feasible, answers of Bindings get lost', onePod({}, { faults: { 'lost-reply': 2 } })),
      violated('no node has room', onePod(big, { nodes: { n1: nodeSpec({ allocatable: { cpu: 1000, pods: 1 } }) } })),
      violated('the gates are never removed', onePod({ schedulingGates: ['example.com/wait'] })),
      violated('another Pod keeps the room', twoPods(big, big, { faults: noLag })),
    ],
  },
  {
    guarantee: 'main-containers-eventually-start',
    cases: [
      holds(
        'containers crash, images fail, the sandbox dies, the kubelet restarts',
        onePod(placed, { ...troubledNoLag, faults: { ...troubledNoLag.faults, 'image-pull-failure': 1 } }),
      ),
      holds(
        'two main containers that finish',
        onePod(
          { containers: appAndLog(), restartPolicy: 'Never', ...placed },
          { faults: { 'image-pull-failure': 1, ...noLag } },
        ),
      ),
      violated('an init container that may never exit', onePod({ initContainers: [init()], ...placed })),
      violated(
        'a ConfigMap does not exist',
        onePod(
          {
            containers: [container('app', { environment: [{ kind: 'ConfigMap', name: 'settings', optional: false }] })],
            ...placed,
          },
          { configObjects: [] },
        ),
      ),
    ],
    alsoIn: { 'sidecar-awaited': { scenario: onePod({ initContainers: [sidecar()], ...placed }, { faults: noLag }) } },
  },
  {
    guarantee: 'deleted-pod-disappears',
    cases: [
      holds(
        'hooks return, the kubelet restarts',
        onePod(
          { containers: [container('app', { preStop: hook })], ...placed },
          { ...deleted, faults: { 'kubelet-restart': 1, 'stop-failure': 1, ...noLag } },
        ),
      ),
      violated('a finalizer that nobody removes', onePod({ finalizers: ['example.com/hold'], ...placed }, deleted)),
    ],
    alsoIn: {
      'deletion-waits-for-init': {
        scenario: onePod({ initContainers: [init()], ...placed }, { ...deleted, faults: noLag }),
      },
    },
  },
];
