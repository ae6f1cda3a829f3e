import { describe, expect, it } from 'vitest';
import { cell, type Phase } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { initialCluster } from '../../model/initial.ts';
import { exampleEvents } from '../testing/events.ts';
import { sampleScenario, sampleTrace } from '../testing/run.ts';
import { laneOf, says } from './says.ts';

const initial = initialCluster(sampleScenario);

describe('sentences for events', () => {
  it.each(Object.values(exampleEvents).map((event) => [event.type, event] as const))(
    '%s is one short sentence',
    (_, event) => {
      const sentence = says(event, initial, initial);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\/|#1| {2}|\.$|^\s|\s$/);
      expect(sentence.length).toBeGreaterThan(15);
      expect(sentence.length).toBeLessThan(140);
    },
  );

  it('are all different', () => {
    const sentences = Object.values(exampleEvents).map((event) => says(event, initial, initial));
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('tell what a step changed', () => {
    const { steps } = sampleTrace();
    const spoken = steps.map(({ event, state }, index) => says(event, steps[index - 1]?.state ?? initial, state));
    expect(spoken).toEqual([
      'user asks to create pod web',
      'kube-apiserver stores pod web in etcd',
      'kube-scheduler sees pod web without a node',
      'kube-scheduler binds pod web to node n1',
      'kubelet sees pod web bound to node n1',
      'kubelet admits pod web',
      'container runtime starts container app',
      'kubelet patches the status of pod web: phase Running, podIP 10.244.0.1 and Ready=True',
      'the EndpointSlice of Service web now lists pod web as ready',
      'kube-proxy sends new connections to 10.244.0.1 too (Service web)',
      'user deletes pod web, grace period 30s',
      'kubelet sees pod web marked for deletion, grace period 30s',
      'kubelet begins to terminate pod web: it is being deleted, grace period 30s',
      'container runtime sends SIGTERM to container app',
    ]);
  });

  it('name the incarnation and the node only where there are several', () => {
    const web = sampleScenario.instances['web#1'];
    const n1 = sampleScenario.nodes['n1'];
    if (web === undefined || n1 === undefined) throw new Error('the sample scenario has both');
    const two = initialCluster({ ...sampleScenario, instances: { 'web#1': web, 'web#2': web }, nodes: { n1, n2: n1 } });
    const started: Event = { type: 'runtime/containerStarted', uid: 'web#2', container: 'app' };
    const admitted: Event = { type: 'kubelet/podAdmitted', uid: 'web#2', node: 'n2' };
    expect(says(started, two, two)).toBe('container runtime starts container app of pod web#2');
    expect(says(admitted, two, two)).toBe('kubelet on node n2 admits pod web#2');
  });

  it('tell a forced delete from a plain one that kube-apiserver gives no grace period', () => {
    const deletionOf = (deletionGracePeriodSeconds: number | null, nodeName: string, phase: Phase = 'Running') => ({
      ...initial,
      statuses: { ...initial.statuses, web: { ...cell(initial, 'statuses', 'web'), phase } },
      pods: {
        ...initial.pods,
        web: { ...cell(initial, 'pods', 'web'), uid: 'web#1', nodeName, deletionGracePeriodSeconds },
      },
    });
    const plain = (node: string, phase?: Phase) =>
      says({ type: 'user/podDeleted', pod: 'web', grace: null }, deletionOf(null, node, phase), deletionOf(0, node));
    expect(plain('n1')).toBe('user deletes pod web, grace period 0s, as its spec says');
    expect(plain('n1', 'Succeeded')).toBe(
      'user deletes pod web; kube-apiserver makes the grace period 0s, for the pod has already ended',
    );
    expect(plain('')).toBe(
      'user deletes pod web; kube-apiserver makes the grace period 0s, for the pod has no node yet',
    );
    const forced: Event = { type: 'user/podForceDeleted', pod: 'web' };
    expect(says(forced, deletionOf(30, 'n1'), deletionOf(0, 'n1'))).toBe(
      'user force-deletes pod web (--force --grace-period=0)',
    );
  });

  it('belong to the one who sees what a watch delivers', () => {
    expect(laneOf('watch', exampleEvents['watch/kubeletSawPod'])).toBe('kubelet');
    expect(laneOf('watch', exampleEvents['watch/schedulerSawNode'])).toBe('kube-scheduler');
  });

  it('show the prober as a part of the kubelet', () => {
    expect(laneOf('prober', exampleEvents['prober/probeFailed'])).toBe('kubelet prober');
    expect(laneOf('process', exampleEvents['process/exited'])).toBe('process');
  });
});
