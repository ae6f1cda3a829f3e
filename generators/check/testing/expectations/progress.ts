/** Expected verdicts: what eventually happens. */

import type { Container } from '../../../../model/kubernetes/spec.ts';
import { unlimited } from '../../../../model/scenario.ts';
import { container, nodeSpec, probe } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { appAndLog, hook, init, noLag, onePod, placed, sidecar, troubledNoLag, twoPods } from '../scenarios.ts';

const big = { containers: [container('app', { requests: { cpu: 3000 } })] };
const deleted = { user: { delete: 1 } } as const;
const hooked = [container('app', { postStart: hook }), container('log')];
const sleeping = { handler: 'exec', sleeping: { seconds: 5, only: true } } as const;
const one = { probeThresholds: 'one' } as const;
const readiness = { readinessProbe: probe() };
const answering = (...others: readonly Container[]) => ({
  containers: [container('app', readiness), ...others],
  ...placed,
});
const assisted = { initContainers: [sidecar()], restartPolicy: 'Never', ...placed } as const;
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
    guarantee: 'pod-becomes-ready',
    cases: [
      holds(
        'its program stops answering and answers again, the container crashes, the kubelet restarts, the Pod is deleted',
        onePod(answering(), {
          ...one,
          user: { delete: 1 },
          faults: { 'container-crash': 1, 'kubelet-restart': 1, ...noLag },
        }),
      ),
      holds(
        'two programs never answer at the same time',
        onePod(answering(container('b', readiness)), { ...one, faults: noLag }),
      ),
      holds(
        'a sidecar without a readiness probe crashes',
        onePod(
          { ...answering(), initContainers: [sidecar()] },
          {
            ...one,
            faults: { 'container-crash': 1, ...noLag },
          },
        ),
      ),
      violated(
        'a sidecar never answers its readiness probe',
        onePod({ ...answering(), initContainers: [sidecar('metrics', readiness)] }, { ...one, faults: noLag }),
      ),
      violated(
        'nobody sets its readiness gate',
        onePod({ ...answering(), readinessGates: ['example.com/up'] }, { ...one, faults: noLag }),
      ),
      violated(
        'nobody sets it, and a deadline ends the Pod',
        onePod(
          { ...answering(), readinessGates: ['example.com/up'], activeDeadlineSeconds: 60 },
          { ...one, faults: noLag },
        ),
      ),
      holds(
        'a deadline ends the Pod',
        onePod({ ...answering(), activeDeadlineSeconds: 60 }, { ...one, faults: noLag }),
      ),
      violated(
        'somebody may set its readiness gate, and need not',
        onePod(
          { ...answering(), readinessGates: ['example.com/up'] },
          {
            ...one,
            user: { 'set-readiness-gate': 1 },
            faults: noLag,
          },
        ),
      ),
      holds(
        'its postStart hook may never return: it is not up then',
        onePod(
          { containers: [container('app', { postStart: hook })], ...placed },
          { faults: { ...noLag, 'hook-hang': unlimited } },
        ),
      ),
    ],
  },
  {
    guarantee: 'finished-pod-ends',
    cases: [
      holds(
        'it has one main container; containers crash, the sandbox dies, the kubelet restarts, the Pod is deleted',
        onePod({ ...placed, restartPolicy: 'OnFailure' }, troubledNoLag),
      ),
      holds(
        'a sidecar runs beside it',
        onePod(assisted, { user: { delete: 1 }, faults: { 'container-crash': 1, 'kubelet-restart': 1, ...noLag } }),
      ),
      violated(
        'a helper that need not end is a main container',
        onePod({ containers: appAndLog(), restartPolicy: 'Never', ...placed }, { faults: noLag }),
      ),
      holds(
        'the same, with a deadline',
        onePod(
          { containers: appAndLog(), restartPolicy: 'Never', activeDeadlineSeconds: 60, ...placed },
          { faults: noLag },
        ),
      ),
      violated(
        'the same without one, where failures are tried again',
        onePod({ containers: appAndLog(), restartPolicy: 'OnFailure', ...placed }, { faults: noLag }),
      ),
      violated(
        'a sidecar crashes, and its postStart hook does not return the second time',
        onePod(
          { ...assisted, initContainers: [sidecar('proxy', { postStart: hook })] },
          { faults: { ...noLag, 'container-crash': 1, 'hook-hang': unlimited } },
        ),
      ),
    ],
    mutantIn: { scenario: onePod(assisted, { faults: noLag }) },
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
