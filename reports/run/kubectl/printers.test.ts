import { describe, expect, it } from 'vitest';
import type { ContainerState, ContainerStatus, PodObject } from './objects.ts';
import { podRow } from './printers.ts';

const running: ContainerState = { is: 'running' };
const waiting = (reason = ''): ContainerState => ({ is: 'waiting', reason });
const ended = (reason = '', exitCode = 0) => ({ is: 'terminated' as const, reason, exitCode });
const status = (fields: Partial<ContainerStatus>): ContainerStatus => ({
  name: 'c0',
  state: waiting(),
  ready: false,
  started: false,
  restartCount: 0,
  ...fields,
});
const named = (letter: string, count: number, sidecar = false) =>
  Array.from({ length: count }, (_, index) => ({ name: `${letter}${index}`, sidecar }));
const ready = { type: 'Ready', status: 'True' } as const;
const pod = (fields: Partial<PodObject>): PodObject => ({
  name: 'web',
  deletionGracePeriodSeconds: null,
  nodeName: '',
  nominatedNodeName: '',
  initContainers: [],
  containers: named('c', fields.containerStatuses?.length ?? 1),
  readinessGates: [],
  phase: 'Running',
  reason: '',
  podIP: '',
  conditions: [],
  initContainerStatuses: [],
  containerStatuses: [],
  ...fields,
});
const up = status({ ready: true, state: running, restartCount: 3 });

/** Those of TestPrintPod, pkg/printers/internalversion/printers_test.go, 1.35.0, that speak of fields the model has. */
const printed: readonly (readonly [string, Partial<PodObject>, readonly [string, string, string]])[] = [
  ['number of containers, restarts', { containerStatuses: [up, status({ restartCount: 3 })] }, ['1/2', 'Running', '6']],
  [
    'a container error overwrites the phase',
    { containerStatuses: [up, status({ state: waiting('ContainerWaitingReason'), restartCount: 3 })] },
    ['1/2', 'ContainerWaitingReason', '6'],
  ],
  [
    'the first container overwrites the rest',
    {
      containerStatuses: [
        status({ state: waiting('ContainerWaitingReason'), restartCount: 3 }),
        status({ state: ended('ContainerTerminatedReason'), restartCount: 3 }),
      ],
    },
    ['0/2', 'ContainerWaitingReason', '6'],
  ],
  ['ready alone is not running', { containerStatuses: [up, status({ ready: true })] }, ['1/2', 'Running', '3']],
  ['a reason of the Pod', { reason: 'podReason', containerStatuses: [up] }, ['1/1', 'podReason', '3']],
  [
    'one runs, one completed, not ready',
    { containerStatuses: [status({ ready: true, state: ended('Completed') }), up] },
    ['1/2', 'NotReady', '3'],
  ],
  [
    'one runs, one completed, ready',
    { containerStatuses: [status({ ready: true, state: ended('Completed') }), up], conditions: [ready] },
    ['1/2', 'Running', '3'],
  ],
  [
    'one completed, one failed',
    { containerStatuses: [status({ state: ended('Completed') }), status({ state: ended('Error', 1) })] },
    ['0/2', 'Error', '0'],
  ],
  [
    'an init container restarting',
    {
      phase: 'Pending',
      initContainers: named('i', 1),
      initContainerStatuses: [status({ name: 'i0', restartCount: 3, state: running, last: ended() })],
      containerStatuses: [status({})],
    },
    ['0/1', 'Init:0/1', '3'],
  ],
  [
    'one init container done, another restarting',
    {
      phase: 'Pending',
      initContainers: named('i', 2),
      initContainerStatuses: [
        status({ name: 'i0', restartCount: 2, state: ended() }),
        status({ name: 'i1', restartCount: 3, state: running }),
      ],
      containerStatuses: [status({})],
    },
    ['0/1', 'Init:1/2', '5'],
  ],
  [
    'init containers done: only their mains count',
    {
      initContainers: named('i', 1),
      initContainerStatuses: [status({ name: 'i0', restartCount: 2, state: ended() })],
      containerStatuses: [status({ restartCount: 4, state: running, last: ended() })],
    },
    ['0/1', 'Running', '4'],
  ],
  [
    'an init container that failed',
    {
      phase: 'Pending',
      initContainers: named('i', 1),
      initContainerStatuses: [status({ name: 'i0', state: ended('', 3) })],
    },
    ['0/1', 'Init:ExitCode:3', '0'],
  ],
  [
    'an init container in back-off',
    {
      phase: 'Pending',
      initContainers: named('i', 1),
      initContainerStatuses: [status({ name: 'i0', state: waiting('CrashLoopBackOff'), restartCount: 2 })],
    },
    ['0/1', 'Init:CrashLoopBackOff', '2'],
  ],
  [
    'a sidecar counts as a container, started or not',
    {
      phase: 'Pending',
      initContainers: named('i', 1, true),
      initContainerStatuses: [status({ name: 'i0', state: running, started: true, ready: true, restartCount: 1 })],
      containerStatuses: [status({ state: waiting('PodInitializing'), restartCount: 2 })],
    },
    ['1/2', 'PodInitializing', '3'],
  ],
  [
    'gated',
    { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
    ['0/1', 'SchedulingGated', '0'],
  ],
  ['deleted', { deletionGracePeriodSeconds: 30, containerStatuses: [up] }, ['1/1', 'Terminating', '3']],
  [
    'deleted and already terminal',
    { deletionGracePeriodSeconds: 0, phase: 'Failed', containerStatuses: [status({ state: ended('Error', 137) })] },
    ['0/1', 'Error', '0'],
  ],
];

describe('the row of kubectl get pods', () => {
  it.each(printed)('%s', (_name, fields, [readyCount, word, restarts]) => {
    expect(podRow(pod(fields))).toMatchObject({ ready: readyCount, status: word, restarts });
  });

  it('has the wide columns', () => {
    expect(podRow(pod({ nodeName: 'n1', podIP: '10.0.0.1', readinessGates: ['lb'] }))).toMatchObject({
      ip: '10.0.0.1',
      node: 'n1',
      nominatedNode: '<none>',
      readinessGates: '0/1',
    });
    expect(podRow(pod({ readinessGates: ['lb'], conditions: [{ type: 'lb', status: 'True' }] })).readinessGates).toBe(
      '1/1',
    );
    expect(podRow(pod({}))).toMatchObject({ ip: '<none>', node: '<none>', readinessGates: '<none>' });
  });
});
