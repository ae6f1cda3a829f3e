import { describe, expect, it } from 'vitest';
import { noPod } from '../../initial.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { bindPod, withPods } from '../../testing/api.ts';
import { container, podSpec, scenario } from '../../testing/scenario.ts';
import { nominate, statusErrors } from './status.ts';
import { type PodObject, updateErrors } from './validation.ts';

const errors = (before: Partial<PodSpec>, after: Partial<PodSpec>, more: Partial<PodObject> = {}) =>
  updateErrors(
    { spec: podSpec(before), deletionGracePeriodSeconds: null, ...more },
    { spec: podSpec({ ...before, ...after }), deletionGracePeriodSeconds: null, ...more },
  );

const toleration = { key: 'a', operator: 'Exists', value: '', effect: 'NoExecute' } as const;

describe('an update of a pod', () => {
  it('may change images, labels and nothing else of a container (C15)', () => {
    expect(errors({}, { labels: { app: 'other' }, containers: [container('app', { image: 'new' })] })).toEqual([]);
    expect(errors({}, { containers: [container('app', { requests: { cpu: 1 } })] })).toEqual(['spec.containers']);
    expect(errors({}, { initContainers: [container('late')] })).toEqual(['spec.initContainers']);
  });

  it('may only shrink activeDeadlineSeconds (C15)', () => {
    expect(errors({}, { activeDeadlineSeconds: 60 })).toEqual([]);
    expect(errors({ activeDeadlineSeconds: 60 }, { activeDeadlineSeconds: 30 })).toEqual([]);
    expect(errors({ activeDeadlineSeconds: 30 }, { activeDeadlineSeconds: 60 })).toEqual([
      'spec.activeDeadlineSeconds',
    ]);
    const { activeDeadlineSeconds: _, ...without } = podSpec();
    const before = { spec: podSpec({ activeDeadlineSeconds: 30 }), deletionGracePeriodSeconds: null };
    expect(updateErrors(before, { ...before, spec: without })).toEqual(['spec.activeDeadlineSeconds']);
  });

  it('may add tolerations and change how long they last, not take them away (C15)', () => {
    expect(errors({}, { tolerations: [toleration] })).toEqual([]);
    expect(errors({ tolerations: [toleration] }, { tolerations: [{ ...toleration, tolerationSeconds: 5 }] })).toEqual(
      [],
    );
    expect(errors({ tolerations: [toleration] }, { tolerations: [] })).toEqual(['spec.tolerations']);
  });

  it('may remove scheduling gates, never add one (C15)', () => {
    expect(errors({ schedulingGates: ['a', 'b'] }, { schedulingGates: ['b'] })).toEqual([]);
    expect(errors({}, { schedulingGates: ['a'] })).toEqual(['spec.schedulingGates']);
  });

  it('may narrow the node selector while gated, and not later (C15)', () => {
    const gated = { schedulingGates: ['a'], nodeSelector: { disk: 'ssd' } };
    expect(errors(gated, { nodeSelector: { disk: 'ssd', zone: 'a' } })).toEqual([]);
    expect(errors(gated, { nodeSelector: {} })).toEqual(['spec.nodeSelector']);
    expect(errors({}, { nodeSelector: { zone: 'a' } })).toEqual(['spec.nodeSelector']);
  });

  it('may add requirements to each affinity term while gated, terms neither come nor go (C15)', () => {
    const zone = { key: 'zone', operator: 'In', values: ['a'] } as const;
    const term = { matchExpressions: [zone], matchFields: [] };
    const more = {
      matchExpressions: [zone, { key: 'disk', operator: 'Exists', values: [] } as const],
      matchFields: [],
    };
    const gated = { schedulingGates: ['a'], nodeAffinity: [term] };
    expect(errors(gated, { nodeAffinity: [more] })).toEqual([]);
    expect(errors(gated, { nodeAffinity: [term, term] })).toEqual(['spec.nodeAffinity']);
    expect(errors({ ...gated, nodeAffinity: [more] }, { nodeAffinity: [term] })).toEqual(['spec.nodeAffinity']);
    const empty = { matchExpressions: [], matchFields: [] };
    expect(errors({ ...gated, nodeAffinity: [empty] }, { nodeAffinity: [term] })).toEqual(['spec.nodeAffinity']);
    expect(errors({ schedulingGates: ['a'] }, { nodeAffinity: [term] })).toEqual([]);
  });

  it('never moves a pod to another node (C57)', () => {
    expect(errors({ nodeName: 'n1' }, { nodeName: 'n2' })).toEqual(['spec.nodeName']);
    expect(errors({ nodeName: 'n1' }, { nodeName: '' })).toEqual(['spec.nodeName']);
    expect(errors({}, { nodeName: 'n1' })).toEqual(['spec.nodeName']);
  });

  it('changes neither deletionTimestamp nor, while deleting, adds finalizers (D9)', () => {
    const before = { spec: podSpec(), deletionGracePeriodSeconds: 30 };
    expect(updateErrors(before, { ...before, deletionGracePeriodSeconds: null })).toEqual([
      'metadata.deletionTimestamp',
    ]);
    expect(errors({}, { finalizers: ['a'] })).toEqual([]);
    expect(errors({}, { finalizers: ['a'] }, { deletionGracePeriodSeconds: 30 })).toEqual(['metadata.finalizers']);
    expect(errors({ finalizers: ['a'] }, { finalizers: [] }, { deletionGracePeriodSeconds: 30 })).toEqual([]);
  });
});

describe('a status update', () => {
  const pod = { ...noPod, uid: 'web#1', nodeName: 'n1' };
  const spec = { restartPolicy: 'Never' } as const;
  const update = { phase: 'Running', nominatedNodeName: '', leavingTerminated: [] } as const;
  const gates = { ClearingNominatedNodeNameAfterBinding: true, ContainerRestartRules: true };

  it('may take the phase out of Succeeded or Failed: the API server does not look (C23)', () => {
    expect(statusErrors({ featureGates: gates }, spec, pod, update)).toEqual([]);
  });

  it('may take a container out of terminated only if it may restart (C23)', () => {
    const leaving = (restartPolicy: PodSpec['restartPolicy'], exitCode: number) =>
      statusErrors({ featureGates: gates }, { restartPolicy }, pod, {
        ...update,
        leavingTerminated: [{ container: container('app'), exitCode }],
      }).length;
    expect(leaving('Always', 0)).toBe(0);
    expect(leaving('OnFailure', 1)).toBe(0);
    expect(leaving('OnFailure', 0)).toBe(1);
    expect(leaving('Never', 1)).toBe(1);
  });

  it('may not nominate a node for a bound pod, where nominations are cleared by binding (C23)', () => {
    const nominated = { ...update, nominatedNodeName: 'n2' };
    expect(statusErrors({ featureGates: gates }, spec, pod, nominated)).toHaveLength(1);
    expect(statusErrors({ featureGates: gates }, spec, { ...pod, nodeName: '' }, nominated)).toEqual([]);
    expect(statusErrors({ featureGates: {} }, spec, pod, nominated)).toEqual([]);
  });

  it('that nominates comes to nothing for a bound pod and for another incarnation (C23)', () => {
    const stored = withPods(scenario({ featureGates: gates, faults: { 'watch-lag': 0 } }), 'web#1');
    expect(nominate(stored, 'web', 'web#1', 'n1').pods.web?.nominatedNodeName).toBe('n1');
    expect(nominate(stored, 'web', 'web#0', 'n1')).toEqual(stored);
    const bound = bindPod(stored, 'web');
    expect(nominate(bound, 'web', 'web#1', 'n2')).toEqual(bound);
  });
});
