import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../cluster.ts';
import { put } from '../../../cluster.ts';
import type { LifecycleHandler } from '../../../kubernetes/spec.ts';
import { actors } from '../../../reducer.ts';
import type { FaultKind } from '../../../scenario.ts';
import { admittedPod, keyOf, records, sandboxSteps, startSteps } from '../../../testing/passes.ts';
import { play } from '../../../testing/play.ts';
import { container } from '../../../testing/scenario.ts';

/** Who takes a step of this type: somebody who is sure to act, somebody who need not, or nobody. */
const takenBy = (cluster: Cluster, type: string): readonly boolean[] =>
  actors(cluster.scenario)
    .filter((actor) => actor.enabled(cluster).some((event) => event.type === type))
    .map(({ fair }) => fair);

const inHook = (postStart: LifecycleHandler, faults: Partial<Record<FaultKind, number>>) =>
  play(
    admittedPod({ containers: [container('app', { postStart })] }, { faults }),
    ...sandboxSteps,
    ...startSteps('app'),
  );

const hangs = { 'hook-hang': -1 } as const;

describe('a step of a pass that may last for ever', () => {
  it.each<[string, LifecycleHandler]>([
    ['a program', { handler: 'exec' }],
    ['a program that sleeps first', { handler: 'exec', sleeping: { seconds: 5, only: false } }],
    ['an HTTP request', { handler: 'httpGet' }],
  ])('is a postStart hook that is %s, where hooks may hang (D23)', (_, hook) => {
    expect(takenBy(inHook(hook, hangs), 'kubelet/postStartCompleted')).toEqual([false]);
    expect(takenBy(inHook(hook, {}), 'kubelet/postStartCompleted')).toEqual([true]);
  });

  it.each<[string, LifecycleHandler]>([
    ['a sleep', { handler: 'sleep', seconds: 5 }],
    ['a program that only sleeps', { handler: 'exec', sleeping: { seconds: 5, only: true } }],
  ])('is not a hook that is %s', (_, hook) => {
    expect(takenBy(inHook(hook, hangs), 'kubelet/postStartCompleted')).toEqual([true]);
  });

  it('is no hook whose container has ended: what runs in it ends with it', () => {
    const crashed = put(inHook({ handler: 'exec' }, hangs), 'containers', keyOf('app'), records.failed);
    expect(takenBy(crashed, 'kubelet/postStartCompleted')).toEqual([true]);
  });

  it('is an image pull, where image pulls may hang (D23)', () => {
    const pulling = (faults: Partial<Record<FaultKind, number>>) => play(admittedPod({}, { faults }), ...sandboxSteps);
    expect(takenBy(pulling({ 'image-pull-hang': -1 }), 'kubelet/imagePulled')).toEqual([false]);
    expect(takenBy(pulling(hangs), 'kubelet/imagePulled')).toEqual([true]);
  });

  it('is the wait for volumes, where volumes may hang (C85)', () => {
    const spec = {
      volumes: [{ kind: 'emptyDir', name: 'data' }],
      containers: [container('app', { volumeMounts: ['data'] })],
    } as const;
    const waiting = (faults: Partial<Record<FaultKind, number>>) =>
      play(admittedPod(spec, { faults }), 'kubelet/syncStarted');
    expect(takenBy(waiting({ 'volume-hang': 1 }), 'kubelet/volumesMounted')).toEqual([false]);
    expect(takenBy(waiting({}), 'kubelet/volumesMounted')).toEqual([true]);
  });
});
