/** Expected verdicts: what eventually happens. */

import { unlimited } from '../../../../model/scenario.ts';
import { container, nodeSpec } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { appAndLog, hook, init, noLag, onePod, placed, sidecar, troubledNoLag, twoPods } from '../scenarios.ts';

const big = { containers: [container('app', { requests: { cpu: 3000 } })] };
const deleted = { user: { delete: 1 } } as const;
const hooked = [container('app', { postStart: hook }), container('log')];
const sleeping = { handler: 'exec', sleeping: { seconds: 5, only: true } } as const;
const mounted = {
  volumes: [{ kind: 'emptyDir', name: 'data' }],
  containers: [container('app', { volumeMounts: ['data'] })],
} as const;

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
        'the hook of the container before it never returns',
        onePod({ containers: hooked, ...placed }, { faults: { ...noLag, 'hook-hang': unlimited } }),
      ),
      holds('hooks return', onePod({ containers: hooked, ...placed }, { faults: noLag })),
      violated('an image pull never ends', onePod(placed, { faults: { ...noLag, 'image-pull-hang': unlimited } })),
      violated(
        'a volume is never mounted',
        onePod({ ...mounted, ...placed }, { faults: { ...noLag, 'volume-hang': unlimited } }),
      ),
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
      violated(
        'a postStart hook that never returns holds back every signal',
        onePod({ containers: hooked, ...placed }, { ...deleted, faults: { ...noLag, 'hook-hang': unlimited } }),
      ),
      holds(
        'a postStart hook that only sleeps returns',
        onePod(
          { containers: [container('app', { postStart: sleeping })], ...placed },
          { ...deleted, faults: { ...noLag, 'hook-hang': unlimited } },
        ),
      ),
      holds(
        'a preStop hook that never returns is cut short by the grace period',
        onePod(
          { containers: [container('app', { preStop: hook })], ...placed },
          { ...deleted, faults: { ...noLag, 'hook-hang': unlimited } },
        ),
      ),
      violated(
        'an image pull that never ends',
        onePod(placed, { ...deleted, faults: { ...noLag, 'image-pull-hang': unlimited } }),
      ),
      violated(
        'a volume that is never unmounted',
        onePod({ ...mounted, ...placed }, { ...deleted, faults: { ...noLag, 'volume-hang': unlimited } }),
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
