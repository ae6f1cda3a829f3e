import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch } from '../../cluster.ts';
import type { ClaimSpec, PodSpec } from '../../kubernetes/spec.ts';
import { createPod, searchControlPlane, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { container, nodeSpec, podSpec, scenario } from '../../testing/scenario.ts';

type Options = Parameters<typeof scenario>[0];
const uid = 'web#1';
const late: ClaimSpec = {
  accessModes: [],
  volumeBindingMode: 'WaitForFirstConsumer',
  reclaimPolicy: 'Delete',
  bound: false,
};
const usingClaim = podSpec({ volumes: [{ kind: 'persistentVolumeClaim', name: 'v', claim: 'data' }] });
const instancesOf = (...specs: readonly PodSpec[]) =>
  Object.fromEntries(specs.map((spec, index) => [`web#${index + 1}`, { name: 'web', spec }]));

const stored = (more: Options = {}): Cluster =>
  withPods(
    scenario({
      ...more,
      user: { create: -1, 'force-delete': 1, ...more.user },
      faults: { 'watch-lag': 0, ...more.faults },
    }),
    uid,
  );
const waitingForVolumes = (more: Options = {}) =>
  play(stored({ instances: instancesOf(usingClaim), claims: { data: late }, ...more }), 'scheduler/podAssumed');
const lagging = { 'watch-lag': -1 };

describe('the binding cycle', () => {
  it('runs PreBind, then Bind, and those of several pods beside one another (C50)', () => {
    const pods = { 'a#1': { name: 'a', spec: usingClaim }, 'b#1': { name: 'b', spec: podSpec() } };
    const both = withPods(
      scenario({ instances: pods, claims: { data: late }, user: { create: -1 }, faults: { 'watch-lag': 0 } }),
      'a#1',
      'b#1',
    );
    const assumed = play(both, { type: 'scheduler/podAssumed', pod: 'a' }, { type: 'scheduler/podAssumed', pod: 'b' });
    expect(offered(assumed, { type: 'scheduler/podBound', pod: 'a' })).toEqual([]);
    const overtaken = play(assumed, { type: 'scheduler/podBound', pod: 'b' });
    expect(cell(overtaken, 'pods', 'b').nodeName).toBe('n1');
    const done = play(overtaken, 'scheduler/volumesBound', { type: 'scheduler/podBound', pod: 'a' });
    expect(cell(done, 'pods', 'a').nodeName).toBe('n1');
  });

  it('writes the expected node to the API while volumes are bound, where that gate is on (C51)', () => {
    const nominated = (featureGates: Record<string, boolean>) =>
      cell(waitingForVolumes({ featureGates }), 'pods', 'web').nominatedNodeName;
    expect(nominated({ NominatedNodeNameForExpectation: true })).toBe('n1');
    expect(nominated({})).toBe('');
    const quick = play(stored({ featureGates: { NominatedNodeNameForExpectation: true } }), 'scheduler/podAssumed');
    expect(cell(quick, 'pods', 'web').nominatedNodeName).toBe('');
  });

  it('binds late-binding claims before it binds the pod (C52)', () => {
    const waiting = waitingForVolumes();
    expect(cell(waiting, 'scheduling', 'web').binding).toBe('preBind');
    expect(offered(waiting, 'scheduler/podBound')).toEqual([]);
    const ready = play(waiting, 'scheduler/volumesBound');
    expect(cell(ready, 'claims', 'data')).toMatchObject({ phase: 'Bound', volume: 'Bound' });
    expect(offered(ready, 'scheduler/podBound')).toHaveLength(1);
  });

  it('that fails in PreBind ends as an error with back-off, not as Unschedulable (C53)', () => {
    const lost = patch(waitingForVolumes(), 'claims', 'data', { phase: 'Deleted' });
    const failed = play(lost, 'scheduler/podForgotten');
    expect(cell(failed, 'scheduling', 'web')).toMatchObject({ queue: 'backoff', toReport: 'SchedulerError' });
    const reported = play(failed, 'scheduler/unschedulableReported');
    expect(cell(reported, 'statuses', 'web').podScheduled).toBe('SchedulerError');
  });

  it('takes the pod and nothing else: the assumption lasts until the informer shows the pod bound (C48)', () => {
    const bound = play(
      stored({ faults: lagging }),
      'watch/schedulerSawPod',
      'scheduler/podAssumed',
      'scheduler/podBound',
    );
    expect(cell(bound, 'scheduling', 'web')).toMatchObject({ assumed: 'n1', assumedUid: uid, binding: 'done' });
    const seen = play(bound, 'watch/schedulerSawPod');
    expect(cell(seen, 'scheduling', 'web')).toMatchObject({ assumed: '', assumedUid: '', binding: 'none' });
  });

  it('ends the assumption when the informer shows the bound pod gone (C48)', () => {
    const bound = play(
      stored({ faults: lagging }),
      'watch/schedulerSawPod',
      'scheduler/podAssumed',
      'scheduler/podBound',
    );
    const gone = play(bound, 'user/podForceDeleted', 'apiserver/podRemoved', 'watch/schedulerSawPod');
    expect(cell(gone, 'scheduling', 'web').assumed).toBe('');
  });
});

describe('a refused Binding', () => {
  it('loses against a deletion for good (D14)', () => {
    const finalizers = ['a'];
    const assumed = play(stored({ instances: instancesOf(podSpec({ finalizers })) }), 'scheduler/podAssumed');
    const deleted = play(assumed, 'user/podForceDeleted');
    expect(offered(deleted, 'scheduler/podBound')).toEqual([]);
    const refused = play(deleted, 'scheduler/bindingRefused');
    expect(cell(refused, 'pods', 'web').nodeName).toBe('');
    expect(offered(refused, 'scheduler/podAssumed')).toEqual([]);
  });

  it('that comes first makes the deletion graceful (D14)', () => {
    const bound = play(stored({ user: { delete: 1 } }), 'scheduler/podAssumed', 'scheduler/podBound');
    const deleted = play(bound, { type: 'user/podDeleted', grace: null });
    expect(cell(deleted, 'pods', 'web')).toMatchObject({ nodeName: 'n1', deletionGracePeriodSeconds: 30 });
  });

  it('forgets the assumption before the pod is queued again (C49)', () => {
    const assumed = play(stored({ faults: lagging }), 'watch/schedulerSawPod', 'scheduler/podAssumed');
    const taken = patch(assumed, 'pods', 'web', { nodeName: 'n2' });
    const refused = play(taken, 'scheduler/bindingRefused');
    expect(cell(refused, 'scheduling', 'web')).toMatchObject({ assumed: '', binding: 'none', queue: 'backoff' });
  });

  it('cannot hit a recreated pod of the same name: the UID differs (C54)', () => {
    const specs = [podSpec(), podSpec()];
    const assumed = play(
      stored({ instances: instancesOf(...specs), faults: lagging }),
      'watch/schedulerSawPod',
      'scheduler/podAssumed',
    );
    const again = createPod(play(assumed, 'user/podForceDeleted', 'apiserver/podRemoved'), 'web#2');
    expect(offered(again, 'scheduler/podBound')).toEqual([]);
    expect(cell(play(again, 'scheduler/bindingRefused'), 'pods', 'web')).toMatchObject({ uid: 'web#2', nodeName: '' });
  });

  it('puts the pod back only if the informer still shows this incarnation without a node (C60)', () => {
    const specs = [podSpec(), podSpec()];
    const assumed = play(
      stored({ instances: instancesOf(...specs), faults: lagging }),
      'watch/schedulerSawPod',
      'scheduler/podAssumed',
    );
    const removed = play(assumed, 'user/podForceDeleted', 'apiserver/podRemoved');
    const stale = play(removed, 'scheduler/bindingRefused');
    expect(cell(stale, 'scheduling', 'web')).toMatchObject({ queue: 'backoff', toReport: 'SchedulerError' });
    const seen = play(removed, 'watch/schedulerSawPod', 'scheduler/bindingRefused');
    expect(cell(seen, 'scheduling', 'web')).toMatchObject({ queue: 'active', toReport: 'SchedulerError' });
    const replaced = play(createPod(removed, 'web#2'), 'watch/schedulerSawPod', 'scheduler/bindingRefused');
    expect(cell(replaced, 'scheduling', 'web')).toMatchObject({ queue: 'active', toReport: '' });
  });
});

describe('a Binding whose answer is lost', () => {
  const big = podSpec({ containers: [container('app', { requests: { cpu: 3000 } })] });
  const two = { 'a#1': { name: 'a', spec: big }, 'b#1': { name: 'b', spec: big } };
  const faults = { 'lost-reply': 1, 'watch-lag': -1 };
  const pods = withPods(scenario({ instances: two, user: { create: 2 }, faults }), 'a#1', 'b#1');
  const seen = play(pods, { type: 'watch/schedulerSawPod', pod: 'a' }, { type: 'watch/schedulerSawPod', pod: 'b' });
  const lost = play(seen, { type: 'scheduler/podAssumed', pod: 'a' }, 'scheduler/bindingReplyLost');

  it('came true, but the scheduler forgets it and may give the room away again (C59)', () => {
    expect(cell(lost, 'pods', 'a').nodeName).toBe('n1');
    expect(cell(lost, 'scheduling', 'a').assumed).toBe('');
    const twice = play(lost, { type: 'scheduler/podAssumed', pod: 'b' }, { type: 'scheduler/podBound', pod: 'b' });
    expect(cell(twice, 'pods', 'b').nodeName).toBe('n1');
  });

  it('gives nothing away twice once the informer has shown the pod (C59)', () => {
    const shown = play(lost, { type: 'watch/schedulerSawPod', pod: 'a' });
    expect(offered(shown, { type: 'scheduler/podAssumed', pod: 'b' })).toEqual([]);
  });

  it('is followed by PodScheduled=False on a pod that has a node (C61)', () => {
    const reported = play(lost, 'scheduler/unschedulableReported');
    expect(cell(reported, 'pods', 'a').nodeName).toBe('n1');
    expect(cell(reported, 'statuses', 'a').podScheduled).toBe('SchedulerError');
  });

  it('never moves the pod: a second Binding is refused (C57)', () => {
    const spec = podSpec();
    const cluster = stored({ instances: instancesOf(spec), nodes: { n1: nodeSpec(), n2: nodeSpec() }, faults });
    const { steps } = searchControlPlane(cluster);
    const moved = steps.filter(({ before, after }) => {
      const [was, is] = [cell(before, 'pods', 'web').nodeName, cell(after, 'pods', 'web').nodeName];
      return was !== '' && is !== '' && is !== was;
    });
    expect(moved).toEqual([]);
    expect(steps.some(({ event }) => event.type === 'scheduler/bindingRefused')).toBe(true);
  });
});

describe('PodScheduled', () => {
  it('is True in the API only with a node, whatever else goes wrong (C56)', () => {
    const { states } = searchControlPlane(stored({ faults: { 'lost-reply': 1, ...lagging }, user: { delete: 1 } }));
    const bare = states.filter(
      ({ pods, statuses }) => statuses.web?.podScheduled === 'True' && pods.web?.nodeName === '',
    );
    expect(bare).toEqual([]);
    const bound = states.filter(({ pods }) => pods.web?.nodeName !== '');
    expect(bound.some(({ statuses }) => statuses.web?.podScheduled === 'True')).toBe(true);
  });
});
